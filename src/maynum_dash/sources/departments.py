"""Names of the départements, for a data folder that describes several."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

from maynum_dash.sources.folder import DATA

DEPARTMENTS: Final = DATA / "departements.csv"


@cache
def department_names(path: Path = DEPARTMENTS) -> dict[str, str]:
    """Read the name of each département by its code; none without the file.

    Parameters
    ----------
    path
        CSV file: ``code``, ``nom``.
    """
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["nom"] for row in csv.DictReader(file)}

"""Former and usual names of EPCI, kept as data: name → today's SIREN, with where it comes from."""

from pathlib import Path

import pandas as pd

from maynum_dash.domain.errors import MissingReferenceError
from maynum_dash.sources.folder import DATA

ALIASES = DATA / "alias_territoires.csv"


def load_aliases(path: Path = ALIASES) -> pd.DataFrame:
    """Read the table of aliases.

    Parameters
    ----------
    path
        CSV with the columns ``alias``, ``code_epci`` and ``source``.

    Returns
    -------
    pandas.DataFrame
        ``alias`` (a name, or a SIREN of the past), ``epci_code`` (9 digits, today's) and ``source``.

    Raises
    ------
    MissingReferenceError
        When the file does not exist.
    """
    if not path.is_file():
        raise MissingReferenceError(path.name)
    return pd.read_csv(path, dtype="str").rename(columns={"code_epci": "epci_code"})

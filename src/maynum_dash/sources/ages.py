"""The rows of the census by age: people of 15 and over, from the columns of one year."""

from collections.abc import Sequence
from typing import Final

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import ROW_REJECTED, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.errors import MissingColumnError
from maynum_dash.sources.blocks import Block
from maynum_dash.sources.headings import Headings, vintage
from maynum_dash.sources.rows import Line, Record
from maynum_dash.sources.schemas import ADULTS, AGE_COUNTS

# The groups are weighted counts with decimals; above this, they do not speak of the same people.
_TOLERANCE: Final = 1.0


class Ages:
    """Rules of the census rows; the key is the commune.

    Hypotheses
    ----------
    1. Population of 15 and over = sum of the six groups from 15–29 to 90 and over, of one year.
    2. With the group 0–14, they make the population, within one inhabitant.
    """

    def __init__(self) -> None:
        self.seen: dict[str, tuple[int, Record]] = {}

    def __call__(self, line: Line) -> list[Anomaly]:
        """Check one commune, and fill its year and its population of 15 and over (people)."""
        record = line.record
        code = str(record["commune_code"])
        if code in self.seen:
            first, other = self.seen[code]
            same = all(other[name] == record[name] for name in ADULTS)
            likeness = "ligne identique" if same else "contenu différent"
            spot = line.spot("commune_code")
            return [
                anomaly(Code.STATE_ROW_REPEATED, spot, outcome=ROW_REJECTED, first=first, likeness=likeness)
            ]
        self.seen[code] = line.number, record
        record["year"] = vintage(line.columns[ADULTS[0]].written)
        adults = sum(_people(record[name]) for name in ADULTS)
        record["population_15_plus"] = adults
        if record["population"] is None or record["population_0_14"] is None:
            return []
        found, expected = adults + _people(record["population_0_14"]), _people(record["population"])
        if abs(found - expected) <= _TOLERANCE:
            return []
        spot = line.spot("population")
        return [
            anomaly(Code.AGES_DISAGREE, spot, commune=code, found=f"{found:.0f}", expected=f"{expected:.0f}")
        ]


def check_vintages(sheet: str, blocks: Sequence[Block], headings: Headings) -> None:
    """Refuse age groups of several years: their sum would be the population of none.

    Parameters
    ----------
    sheet
        Name of the sheet.
    blocks
        Tables found in it.
    headings
        Headings of the profile.

    Raises
    ------
    MissingColumnError
        When the latest year of a column is not that of all the others.
    """
    for block in blocks:
        years = {column.field: vintage(column.written) for column in block.columns}
        latest = max((year for name in ADULTS if (year := years.get(name))), default=0)
        late = [name for name in ADULTS if years.get(name) != latest]
        if late:
            missing = tuple(
                headings.name(AGE_COUNTS, name).replace("##", f"{latest % 100:02}") for name in late
            )
            found = tuple(column.written for column in (*block.columns, *block.unknown))
            raise MissingColumnError(sheet, missing, found)


def _people(value: object) -> float:
    """Give a count that was read."""
    return value if isinstance(value, float) else 0.0

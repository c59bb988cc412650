"""A doubtful cell or row, as a value that travels beside the data."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an anomaly changes: a blocking one keeps its row out of every total."""

    BLOCKING = "bloquante"
    WARNING = "avertissement"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One thing to mend in a workbook.

    Parameters
    ----------
    code
        Stable identifier, for instance ``DATE_ILLISIBLE``.
    severity
        What it changes.
    sheet
        Name of the sheet, as the user sees it; empty for the whole file.
    row
        Row number as seen in Excel (1-based); ``None`` for a whole sheet.
    column
        Heading of the column as the user wrote it; empty for a whole row.
    value
        What the cell holds, as text.
    message
        French sentence: what is wrong, and how to mend it.
    stake_cents
        Euros at stake, in integer cents; ``None`` when no amount is concerned.
    """

    code: str
    severity: Severity
    sheet: str
    row: int | None
    column: str
    value: str
    message: str
    stake_cents: int | None = None

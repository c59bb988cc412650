"""The anomalies that reading a workbook can find: where they stand, and how they are written.

Each sentence of the catalogue says what is wrong and how to mend it, from facts given by name. What
becomes of the row or of the cell is said by the caller, who knows it (`ROW_REJECTED`, `CELL_IGNORED`).
"""

from dataclasses import dataclass
from typing import Final

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.codes import Code
from maynum_dash.domain.sentences import SENTENCES

ROW_REJECTED: Final = "La ligne n'est pas comptée."
CELL_IGNORED: Final = "La cellule est traitée comme vide : {fallback}."


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an anomaly stands, as the user sees it.

    Parameters
    ----------
    sheet
        Name of the sheet; empty for the whole file.
    row
        Row number in Excel; ``None`` for the whole sheet.
    column
        Heading as written; empty for the whole row.
    value
        What the cell shows.
    """

    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


def anomaly(
    code: Code,
    spot: Spot,
    *,
    severity: Severity | None = None,
    outcome: str = "",
    stake_cents: int | None = None,
    **facts: object,
) -> Anomaly:
    """Write one anomaly of the catalogue.

    Parameters
    ----------
    code
        Kind of anomaly.
    spot
        Where it stands; its parts may be named in the sentence.
    severity
        Replaces the usual severity of the code.
    outcome
        Sentence that says what becomes of the row or cell; it may name the same facts.
    stake_cents
        Euros at stake, in cents.
    **facts
        What the sentence names besides the spot.

    Examples
    --------
    >>> anomaly(Code.HIDDEN_ROWS, Spot("Postes"), count=2).message
    '2 ligne(s) masquée(s) dans la feuille « Postes » : leurs valeurs comptent.'
    """
    usual, sentence = SENTENCES[code]
    known = {"sheet": spot.sheet, "column": spot.column, "value": spot.value, **facts}
    message = f"{sentence} {outcome}".strip() if outcome else sentence
    return Anomaly(
        code=code.value,
        severity=usual if severity is None else severity,
        sheet=spot.sheet,
        row=spot.row,
        column=spot.column,
        value=spot.value,
        message=message.format(**known),
        stake_cents=stake_cents,
    )

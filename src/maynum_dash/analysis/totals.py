"""What the history of imports says of a workbook in one line."""

from collections import Counter

from maynum_dash.analysis.board import Board
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.store.imports import Totals


def import_totals(board: Board) -> Totals:
    """Count the posts, rows, anomalies and euros of a board.

    Parameters
    ----------
    board
        A workbook and what is computed from it.

    Returns
    -------
    Totals
        ``department_cents`` is the whole programme of the Département, in cents: every reading sums to it.
    """
    sheets = board.workbook.sheets
    severities = Counter(anomaly.severity for anomaly in board.anomalies)
    movements = board.movements
    is_ours = (movements["funder"] == Funder.DEPARTMENT) & (movements["reading"] == Reading.TRANCHE)
    return Totals(
        posts=len(board.posts),
        rows_read=sum(sheet.rows_read for sheet in sheets),
        rows_accepted=sum(sheet.rows_accepted for sheet in sheets),
        rows_rejected=sum(sheet.rows_rejected for sheet in sheets),
        blocking=severities[Severity.BLOCKING],
        warnings=severities[Severity.WARNING],
        informations=severities[Severity.INFORMATION],
        department_cents=int(movements.loc[is_ours, "amount_cents"].sum()),
    )

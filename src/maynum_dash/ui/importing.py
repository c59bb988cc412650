"""What a user was shown becomes the data of everyone."""

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.store.imports import ImportRecord, add_import
from maynum_dash.ui import access, loading


def import_board(made: Board, act: str) -> tuple[ImportRecord, bool]:
    """Import the workbook of a board, signed by the visitor.

    Parameters
    ----------
    made
        As shown.
    act
        What is done, in French, after « pour ».

    Returns
    -------
    ImportRecord
        Its line.
    bool
        Whether it is new.

    Raises
    ------
    MaynumError
        When the visitor may not, or when it cannot be written.
    """
    author = access.author(act)
    loading.announce(made)
    return add_import(loading.store(), made.workbook, import_totals(made), author, made.basis.sha256)

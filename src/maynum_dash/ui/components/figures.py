"""Figures that several pages show: with a large workbook their rows are long to gather at each rerun."""

from maynum_dash.analysis import summary
from maynum_dash.analysis.figures import Figure
from maynum_dash.ui import loading
from maynum_dash.ui.frame import Context


def department_money(context: Context, fiscal_year: int | None) -> Figure:
    """Département's share of the posts in view, in the reading in view.

    Parameters
    ----------
    context
        The view.
    fiscal_year
        Exercice; ``None`` for the whole programme.
    """
    source, day, reading = context.source, context.today, context.filters.reading
    return loading.once_long(
        (*context.key, source, "department-money", fiscal_year),
        lambda: summary.department_money(context.movements, reading, fiscal_year, source, day),
    )


def occupied_fte(context: Context, epci_code: str | None) -> Figure:
    """Occupied FTE that serve one EPCI, or all of them; they do not follow the filters.

    Parameters
    ----------
    context
        The view.
    epci_code
        SIREN; ``None`` for every share, the unmatched ones included.
    """
    board, source, day = context.board, context.source, context.today
    return loading.once_long(
        (board.key, source, day, "occupied-fte", epci_code),
        lambda: summary.occupied_fte(board.posts, board.matched.served, epci_code, source, day),
    )

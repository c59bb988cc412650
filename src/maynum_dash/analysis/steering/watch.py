"""Everything that alerts, payments and deadlines are computed from, gathered once for a board and a day."""

from dataclasses import dataclass
from datetime import date

from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.steering.criteria import lacking_table
from maynum_dash.analysis.steering.ledger import Ledger, build_ledger
from maynum_dash.analysis.steering.lifetimes import lifetimes_table
from maynum_dash.domain.alerts import Row
from maynum_dash.domain.allotment import PAYMENT_DAYS

_SHEETS = {"posts": "Postes", "payments": "Versements", "envelopes": "Enveloppes", "criteria": "Critères"}


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """A board on one day; every post counts, whatever the filters.

    Parameters
    ----------
    board
        The data and their money.
    today
        Day of the view.
    days
        Days allowed to pay what is due.
    ledger
        Payments against instalments.
    lacking
        Criteria and documents that lack (`lacking_table`), by ``post_id``.
    lives
        Conventions of each post over its whole life (`lifetimes_table`).
    """

    board: Board
    today: date
    days: int
    ledger: Ledger
    lacking: DataFrame
    lives: DataFrame

    @property
    def key(self) -> tuple[object, ...]:
        """What tells two watches of one board and day apart."""
        return (self.days, len(self.lives), int(self.lives["life_cents"].sum()))

    @property
    def has_payments(self) -> bool:
        """Whether payments are written: an empty sheet does not say that nothing was paid."""
        return not self.board.workbook.payments.empty

    def place(self, table: str, row: int) -> Row:
        """Name a row of the workbook as the user sees it."""
        counts = self.board.workbook.sheets
        sheet = next((count.sheet for count in counts if count.table == table), _SHEETS[table])
        return Row(sheet, int(row))


def build_watch(
    board: Board, today: date, days: int = PAYMENT_DAYS, history: DataFrame | None = None
) -> Watch:
    """Gather what alerts are computed from.

    Parameters
    ----------
    board
        The data and their money.
    today
        Day of the view.
    days
        Days allowed to pay what is due.
    history
        Posts of the imports before, the oldest first; ``None`` when only these data count.
    """
    posts, workbook = board.posts, board.workbook
    before = posts.iloc[:0] if history is None else history
    return Watch(
        board=board,
        today=today,
        days=days,
        ledger=build_ledger(posts, board.movements, workbook.payments, today, days),
        lacking=lacking_table(posts, workbook.criteria, board.scale).set_index("post_id"),
        lives=lifetimes_table(posts, before, board.scale),
    )

"""What the rows of a table say together: the same vote, the same order, payments that add up too high."""

from collections import defaultdict
from typing import Final

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.money import euros_text
from maynum_dash.sources.rows import Line
from maynum_dash.sources.values import fold

# Three years of the base of a post: no post is ever paid more.
_MOST_CENTS: Final = 3 * 2_500_000


class Recurrence:
    """Nothing to compare between the rows of a table."""

    def __call__(self, _line: Line, *, is_copy: bool) -> list[Anomaly]:
        """Compare one row with those above.

        Parameters
        ----------
        _line
            The row.
        is_copy
            Whether it repeats another row exactly, which is said elsewhere.
        """
        del is_copy
        return []


class Votes(Recurrence):
    """Envelopes: one amount for each year, type and vote."""

    def __init__(self) -> None:
        self.seen: dict[tuple[object, ...], int] = {}

    def __call__(self, line: Line, *, is_copy: bool) -> list[Anomaly]:
        """Say a vote that a row above gives already."""
        record = line.record
        key = record["fiscal_year"], record["authorisation"], fold(str(record["vote"]))
        first = self.seen.setdefault(key, line.number)
        if is_copy or first == line.number:
            return []
        stake = _cents(line)
        return [anomaly(Code.VOTE_REPEATED, line.spot("vote"), stake_cents=stake, first=first)]


class Payments(Recurrence):
    """Payments: one order for each, and a sum that a post can receive."""

    def __init__(self) -> None:
        self.orders: dict[str, int] = {}
        self.paid: defaultdict[str, int] = defaultdict(int)

    def __call__(self, line: Line, *, is_copy: bool) -> list[Anomaly]:
        """Say an order number already seen, and the payment that goes past the ceiling."""
        return [*([] if is_copy else self._order(line)), *self._sum(line)]

    def _order(self, line: Line) -> list[Anomaly]:
        order = line.record["order_number"]
        if order is None:
            return []
        first = self.orders.setdefault(str(order).casefold(), line.number)
        if first == line.number:
            return []
        return [
            anomaly(Code.ORDER_REPEATED, line.spot("order_number"), stake_cents=_cents(line), first=first)
        ]

    def _sum(self, line: Line) -> list[Anomaly]:
        post = str(line.record["post_id"])
        before = self.paid[post]
        after = self.paid[post] = before + _cents(line)
        if not before <= _MOST_CENTS < after:
            return []
        return [
            anomaly(
                Code.PAYMENTS_HIGH,
                line.spot("amount_cents"),
                stake_cents=after - _MOST_CENTS,
                post=post,
                paid=euros_text(after),
                most=euros_text(_MOST_CENTS),
            )
        ]


def _cents(line: Line) -> int:
    """Amount of a row, which no accepted row lacks."""
    amount = line.record["amount_cents"]
    return amount if isinstance(amount, int) else 0

"""Which payment pays which instalment: every cent goes to one, or is said to go to none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

PAYMENT_DAYS = 30  # assumption [A], shown and editable: usual delay of a public body to pay what is due


class InstalmentState(StrEnum):
    """Where an instalment stands, as shown to the user."""

    OVERDUE = "En retard"
    PARTIAL = "Versé en partie"
    DUE = "Échu"
    COMING = "À venir"
    PAID = "Versé"
    EARLY = "Versé d’avance"
    TO_RECOVER = "Avoir à récupérer"
    RECOVERED = "Avoir récupéré"


@dataclass(frozen=True, slots=True)
class Instalment:
    """What the payment clause asks for on one day.

    Parameters
    ----------
    due_on
        Day on which it falls due.
    amount_cents
        Cents, never 0; negative for a credit note, which is money to recover.
    kind
        « acompte », « solde » or « avoir ».
    """

    due_on: date
    amount_cents: int
    kind: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What was ordered, or recovered when negative.

    Parameters
    ----------
    row
        Row of the workbook; it orders the payments of one day.
    paid_on
        Day of the order.
    amount_cents
        Cents.
    kind
        « acompte », « solde », « avoir »; empty when nothing is written.
    """

    row: int
    paid_on: date
    amount_cents: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Allotment:
    """A part of a payment.

    Parameters
    ----------
    payment
        Position of the payment.
    instalment
        Position of the instalment; ``None`` for what pays nothing that is due.
    amount_cents
        Cents; negative when an instalment is paid back.
    """

    payment: int
    instalment: int | None
    amount_cents: int


def allot(instalments: Sequence[Instalment], payments: Sequence[Payment]) -> tuple[Allotment, ...]:
    """Share the payments of one post over its instalments.

    Payments are taken one after the other, by day then row. A positive one pays the oldest instalment that
    asks for exactly its amount, of its kind first; when there is none, it pays the oldest instalments one
    after the other, and what is left pays nothing. A negative one settles credit notes in the same way; what
    is left takes back what paid nothing, then the latest instalments paid (the one of exactly that amount
    first), and the rest is left alone.

    Parameters
    ----------
    instalments
        Of one post and one funder.
    payments
        Of the same post.

    Returns
    -------
    tuple of Allotment
        For each payment the parts sum to its amount; what an instalment receives lies between 0 and its
        amount, whatever their sign.
    """
    account = _Account(instalments)
    order = sorted(range(len(payments)), key=lambda one: (payments[one].paid_on, payments[one].row, one))
    return tuple(
        Allotment(one, instalment, cents)
        for one in order
        for instalment, cents in account.take(payments[one])
        if cents
    )


def state(
    instalment: Instalment, paid_cents: int, last_paid_on: date | None, today: date, days: int
) -> InstalmentState:
    """Say where an instalment stands.

    Parameters
    ----------
    instalment
        The instalment.
    paid_cents
        What it received.
    last_paid_on
        Day of its last payment; ``None`` without any.
    today
        Day of the view.
    days
        Days allowed after the due date: it is overdue from the next day on.
    """
    is_settled = paid_cents == instalment.amount_cents
    if instalment.amount_cents < 0:
        if is_settled:
            return InstalmentState.RECOVERED
        return InstalmentState.TO_RECOVER if instalment.due_on <= today else InstalmentState.COMING
    if is_settled:
        is_early = last_paid_on is not None and last_paid_on < instalment.due_on
        return InstalmentState.EARLY if is_early else InstalmentState.PAID
    if today > instalment.due_on + timedelta(days=days):
        return InstalmentState.OVERDUE
    if paid_cents:
        return InstalmentState.PARTIAL
    return InstalmentState.DUE if instalment.due_on <= today else InstalmentState.COMING


@dataclass(slots=True)
class _Account:
    """What each instalment has received so far, and what paid nothing."""

    instalments: Sequence[Instalment]
    paid: list[int] = field(init=False)
    order: list[int] = field(init=False)
    surplus: int = 0

    def __post_init__(self) -> None:
        self.paid = [0] * len(self.instalments)
        self.order = sorted(range(len(self.instalments)), key=lambda one: (self.instalments[one].due_on, one))

    def take(self, payment: Payment) -> Iterator[tuple[int | None, int]]:
        """Share one payment; parts of 0 cents may be among them."""
        left = payment.amount_cents
        for one in self._targets(payment):
            part = self._nearest(left, self.instalments[one].amount_cents - self.paid[one])
            self.paid[one] += part
            left -= part
            yield one, part
        if left < 0:
            part = self._nearest(left, -self.surplus)
            self.surplus += part
            left -= part
            yield None, part
            for one in self._givers(left):
                part = self._nearest(left, -self.paid[one])
                self.paid[one] += part
                left -= part
                yield one, part
        self.surplus += max(left, 0)
        yield None, left

    def _targets(self, payment: Payment) -> Iterable[int]:
        """Open instalments of the sign of the payment, in the order in which it pays them."""
        amount = payment.amount_cents
        opened = [
            one
            for one in self.order
            if (rest := self.instalments[one].amount_cents - self.paid[one])
            and (rest > 0) == (amount > 0)
            # A credit note is negative from the start: an instalment that was overpaid does not exist.
            and (self.instalments[one].amount_cents > 0) == (amount > 0)
        ]
        exact = [one for one in opened if self.instalments[one].amount_cents - self.paid[one] == amount]
        of_kind = [one for one in exact if self.instalments[one].kind == payment.kind]
        return [*(of_kind or exact)[:1]] or opened

    def _givers(self, left: int) -> Iterable[int]:
        """Paid instalments from which money is taken back, the latest first."""
        paid = [one for one in reversed(self.order) if self.paid[one] > 0]
        exact = [one for one in paid if self.paid[one] == -left]
        return exact[:1] or paid

    @staticmethod
    def _nearest(left: int, room: int) -> int:
        """Largest part of what is left that fits in a room of the same sign; 0 when the signs differ."""
        return max(left, room) if left < 0 and room < 0 else max(0, min(left, room))

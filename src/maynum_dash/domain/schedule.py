"""When the money of a post moves: four readings of the same amounts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from maynum_dash.domain.fiscal import SchemeYear, fiscal_years_between, scheme_years
from maynum_dash.domain.money import half_up
from maynum_dash.domain.plan import Plan
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.domain.scale import PaymentClause

_ONE_DAY = timedelta(days=1)


class MovementKind(StrEnum):
    """What a movement of money is, as shown to the user."""

    COMMITMENT = "engagement"
    DECOMMITMENT = "désengagement"
    EARNED_SHARE = "part acquise"
    INSTALMENT = "acompte"
    BALANCE = "solde"
    CREDIT_NOTE = "avoir"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What decides the movements of one post.

    Parameters
    ----------
    start
        First day funded.
    decided_on
        Date of the deliberation; ``None`` when it is the start.
    returned_on
        First day no longer funded; ``None`` when the post was not given back.
    plan
        Cents by funder and scheme year.
    clause
        Payment clause.
    """

    start: date
    decided_on: date | None
    returned_on: date | None
    plan: Plan
    clause: PaymentClause

    @property
    def committed_on(self) -> date:
        """Day on which the whole amount is committed."""
        return self.decided_on or self.start


@dataclass(frozen=True, slots=True)
class Movement:
    """Money of one funder for one scheme year, on one day; its fiscal year is ``day.year``.

    Parameters
    ----------
    funder
        Who pays.
    scheme_year
        1, 2 or 3.
    day
        Day of the movement.
    amount_cents
        Cents, never 0; negative when money is given up or recovered.
    kind
        What the movement is.
    """

    funder: Funder
    scheme_year: int
    day: date
    amount_cents: int
    kind: MovementKind


_Step: TypeAlias = tuple[date, int, MovementKind]
_Rule: TypeAlias = Callable[[Agreement, SchemeYear, int], Iterator[_Step]]


def earned(year: SchemeYear, amount_cents: int, day: date) -> int:
    """Part of a scheme year's amount that is earned by the days before a given day.

    Formula: ``half_up(amount × days funded before the day ÷ days in the year)``.

    Hypotheses
    ----------
    1. Every day of a year earns the same; a year of 366 days earns a little less each day.
    2. Nothing is earned before the first day, everything is once the year has ended.
    3. Each funder is rounded on its own.

    Parameters
    ----------
    year
        Scheme year.
    amount_cents
        Amount of one funder for that year, in cents.
    day
        First day not counted.
    """
    if day <= year.first:
        return 0
    if day >= year.past_end:
        return amount_cents
    return half_up(amount_cents * (day - year.first).days, year.days)


def movements(agreement: Agreement, reading: Reading) -> tuple[Movement, ...]:
    """List the movements of a post in one reading, by funder, then scheme year, then day.

    Hypotheses
    ----------
    1. Only the start, the decision, the return, the plan and the clause count: neither the end date of
       the convention, nor working time, nor vacancy changes an amount.
    2. A date of return cuts whatever the status of the post; a return before the start leaves 0.
    3. Each scheme year follows the rule on its own, the signature too: its three commitments bear the
       same date. For each funder and scheme year the four readings sum to the same amount.
    4. Movements of 0 cents are left out.

    Parameters
    ----------
    agreement
        The post's dates, plan and clause.
    reading
        Which of the four readings.
    """
    rule = _RULES[reading]
    years = scheme_years(agreement.start)
    return tuple(
        Movement(funder, year.index, day, cents, kind)
        for funder, amounts in zip(Funder, agreement.plan.rows, strict=True)
        for year, amount in zip(years, amounts, strict=True)
        for day, cents, kind in rule(agreement, year, amount)
        if cents
    )


def _signature(agreement: Agreement, year: SchemeYear, amount: int) -> Iterator[_Step]:
    """Commit everything on the decision date; give up what is not earned on the return."""
    yield agreement.committed_on, amount, MovementKind.COMMITMENT
    returned_on = agreement.returned_on
    if returned_on is not None:
        yield returned_on, earned(year, amount, returned_on) - amount, MovementKind.DECOMMITMENT


def _tranche(agreement: Agreement, year: SchemeYear, amount: int) -> Iterator[_Step]:
    """Commit each year on its first day; a return inside the year gives up what is not earned."""
    returned_on = agreement.returned_on
    if returned_on is not None and returned_on <= year.first:
        return
    yield year.first, amount, MovementKind.COMMITMENT
    if returned_on is not None:
        yield returned_on, earned(year, amount, returned_on) - amount, MovementKind.DECOMMITMENT


def _prorata(agreement: Agreement, year: SchemeYear, amount: int) -> Iterator[_Step]:
    """Share the year by days, rounding the cumulative amount so that the shares sum exactly."""
    past_end = min(year.past_end, agreement.returned_on or year.past_end)
    before = 0
    for fiscal_year in fiscal_years_between(year.first, past_end):
        cut = min(date(fiscal_year + 1, 1, 1), past_end)
        cumulative = earned(year, amount, cut)
        yield cut - _ONE_DAY, cumulative - before, MovementKind.EARNED_SHARE
        before = cumulative


def _payment(agreement: Agreement, year: SchemeYear, amount: int) -> Iterator[_Step]:
    """Pay the clause's share on the first day and the balance on the last, or on the return."""
    returned_on = agreement.returned_on or date.max
    if returned_on <= year.first:
        return
    pct = agreement.clause.first_pct
    paid = half_up(amount * pct.numerator, 100 * pct.denominator)
    yield year.first, paid, MovementKind.INSTALMENT
    balance = earned(year, amount, returned_on) - paid
    kind = MovementKind.CREDIT_NOTE if balance < 0 else MovementKind.BALANCE
    yield min(year.past_end - _ONE_DAY, returned_on), balance, kind


_RULES: dict[Reading, _Rule] = {
    Reading.SIGNATURE: _signature,
    Reading.TRANCHE: _tranche,
    Reading.PRORATA: _prorata,
    Reading.PAYMENT: _payment,
}

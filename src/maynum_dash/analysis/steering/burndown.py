"""An envelope against time: voted, committed, paid, projected, and the day on which it runs out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Final

from pandas import DataFrame

from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.steering.envelopes import AE, CP, credit_steps
from maynum_dash.analysis.steering.ledger import Ledger
from maynum_dash.analysis.steering.projection import projection
from maynum_dash.domain.exhaustion import Step, exhausted_at_pace, exhausted_on
from maynum_dash.domain.posts import Funder, Reading

PACE_DAYS: Final = 365
_PACE: Final = timedelta(days=PACE_DAYS)
_ONE_DAY: Final = timedelta(days=1)


class Line(StrEnum):
    """One line of the chart."""

    VOTED = "Voté"
    COMMITTED = "Engagé"
    PAID = "Versé"
    PROJECTED = "Projeté"


@dataclass(frozen=True, slots=True, eq=False)
class BurnDown:
    """An envelope day after day.

    Parameters
    ----------
    first, past_end
        The period drawn, ``[first, past_end)``.
    today
        Day of the view.
    lines
        ``line`` (`Line`), ``day``, ``total_cents``: cumulated cents from the day on, at each change.
    voted_cents
        All the votes of the period; ``None`` without any, which is not a vote of zero.
    spent_cents
        What is spent up to today.
    forecast_cents
        What is spent at the end of the period, projection included.
    exhausted_on
        First day on which spending goes beyond the votes; ``None`` when it does not.
    """

    first: date
    past_end: date
    today: date
    lines: DataFrame
    voted_cents: int | None
    spent_cents: int
    forecast_cents: int
    exhausted_on: date | None

    @property
    def gap_cents(self) -> int | None:
        """What is left of the votes at the end of the period; negative when they are short."""
        return None if self.voted_cents is None else self.voted_cents - self.forecast_cents


def payment_burndown(envelopes: DataFrame, ledger: Ledger, fiscal_year: int, today: date) -> BurnDown:
    """Follow the payment credits (CP) of one exercice; `projection` says what is projected.

    The committed line starts at what was due and unpaid on 1 January, so that committed − paid is what is
    left to pay, on any day.

    Parameters
    ----------
    envelopes
        Votes.
    ledger
        Payments and instalments of every post.
    fiscal_year
        Exercice.
    today
        Day of the view.
    """
    first, past_end = date(fiscal_year, 1, 1), date(fiscal_year + 1, 1, 1)
    voted = credit_steps(envelopes, CP, fiscal_year)
    payments = _steps(ledger.parts, "paid_on")
    before = [(first, -cents) for day, cents in payments if day < first]
    paid = [(day, cents) for day, cents in payments if day >= first]
    planned = [step for step in _steps(projection(ledger, today), "day") if step[0] >= first]
    done = [step for step in paid if step[0] <= today]
    to_come = [*(step for step in paid if step[0] > today), *planned]
    spent = _total(done, past_end)
    lines = {
        Line.VOTED: _cumulated(voted, first, past_end),
        Line.COMMITTED: _cumulated([*_steps(ledger.instalments, "due_on"), *before], first, past_end),
        Line.PAID: _cumulated(done, first, min(past_end, today + _ONE_DAY)),
        Line.PROJECTED: _cumulated([(max(first, today), spent), *to_come], max(first, today), past_end),
    }
    return BurnDown(
        first,
        past_end,
        today,
        _frame(lines),
        sum(cents for _, cents in voted) if voted else None,
        spent,
        spent + _total(to_come, past_end),
        exhausted_on(voted, [*paid, *planned], first, past_end) if voted else None,
    )


def commitment_burndown(
    envelopes: DataFrame, movements: DataFrame, payments: DataFrame, today: date
) -> BurnDown:
    """Follow the commitment authorisations (AE) over the years, at the pace of the last 365 days.

    It is exhausted on the first day on which the decisions already known, or the pace, go beyond the votes.

    Parameters
    ----------
    envelopes
        Votes.
    movements
        Movements of every post.
    payments
        Payments of the workbook.
    today
        Day of the view.
    """
    voted = credit_steps(envelopes, AE)
    committed = _steps(of_reading(movements, Reading.SIGNATURE, [Funder.DEPARTMENT]), "day")
    days = [today, *(day for day, _ in (*voted, *committed))]
    first, past_end = date(min(days).year, 1, 1), date(max(days).year + 2, 1, 1)
    spent = sum(cents for day, cents in committed if day <= today)
    recent = sum(cents for day, cents in committed if today - _PACE < day <= today)
    end = past_end - _ONE_DAY
    forecast = spent + max(0, recent) * (end - today).days // PACE_DAYS
    lines = {
        Line.VOTED: _cumulated(voted, first, past_end),
        Line.COMMITTED: _cumulated(committed, first, past_end),
        Line.PAID: _cumulated(_steps(payments, "paid_on"), first, today + _ONE_DAY),
        Line.PROJECTED: [(today, spent), (end, forecast)],
    }
    found = (
        exhausted_on(voted, committed, first, past_end),
        exhausted_at_pace(voted, spent, recent, PACE_DAYS, today),
    )
    return BurnDown(
        first,
        past_end,
        today,
        _frame(lines),
        sum(cents for _, cents in voted) if voted else None,
        spent,
        forecast,
        min((day for day in found if day is not None), default=None) if voted else None,
    )


def _steps(table: DataFrame, day: str) -> list[Step]:
    return sorted(zip(table[day].dt.date, map(int, table["amount_cents"]), strict=True))


def _total(steps: Iterable[Step], past_end: date) -> int:
    return sum(cents for day, cents in steps if day < past_end)


def _cumulated(steps: Iterable[Step], first: date, past_end: date) -> list[Step]:
    """Total from each day on; the first and the last day of the period are there, unless it is empty."""
    if first >= past_end:
        return []
    changes: defaultdict[date, int] = defaultdict(int)
    changes[first] = 0
    changes[past_end - _ONE_DAY] += 0
    for day, cents in steps:
        if day < past_end:
            changes[max(day, first)] += cents
    days = sorted(changes)
    return list(zip(days, accumulate(changes[day] for day in days), strict=True))


def _frame(lines: Mapping[Line, Iterable[Step]]) -> DataFrame:
    rows = [(line.value, day, cents) for line, steps in lines.items() for day, cents in steps]
    return DataFrame(rows, columns=["line", "day", "total_cents"]).astype(
        {"line": "str", "day": "datetime64[s]", "total_cents": "int64"}
    )

"""A scenario computed post by post in plain Python: slow, and written apart from the one that is shipped.

Tests compare both to the cent; the benchmark compares their times.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.domain.deadlines import add_months
from maynum_dash.domain.fiscal import SchemeYear, add_years, scheme_years
from maynum_dash.domain.money import half_up
from maynum_dash.domain.moves import (
    BonusEnd,
    Cap,
    Chosen,
    GiveBack,
    Indexation,
    Move,
    NewPosts,
    Renewal,
    ScaleChange,
    Scenario,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.plan import Deliberated, Plan, funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading, Status
from maynum_dash.domain.scale import FundingScale, PaymentClause
from maynum_dash.domain.schedule import Agreement, MovementKind, earned, movements

Line = tuple[str, str, int, str | None]
FAR = date(9999, 12, 31)
ONE_DAY = timedelta(days=1)
PREFIXES = dict(zip(Funder, ("state", "bonus", "department", "employer"), strict=True))


@dataclass(frozen=True)
class Signed:
    """One agreement of one post."""

    post: str
    epci: str | None
    status: str
    category: EmployerCategory
    start: date
    end: date
    decided_on: date
    returned_on: date
    state_end: date
    deliberated: Deliberated
    is_first: bool = True


def totals_by_row(board: Board, scenario: Scenario, today: date) -> Counter[Line]:
    """Cents by reading, funder, exercice and EPCI, once every move is applied."""
    signed, scale = list(_signed(board)), board.scale
    moves = [scenario.moves[rank] for rank in scenario.ranks]
    for move in moves:
        if isinstance(move, ScaleChange):
            kept = [one for one in scale.versions if one.valid_from < move.version.valid_from]
            scale = FundingScale((*kept, move.version))
        signed = list(_applied(signed, move, today))
    sums: Counter[Line] = Counter()
    for one in signed:
        for reading, funder, day, cents in _money(one, scale, moves):
            sums[reading.value, funder.value, day.year, one.epci] += cents
    return Counter({line: cents for line, cents in sums.items() if cents})


def _signed(board: Board) -> Iterator[Signed]:
    for row in board.posts.to_dict("records"):
        start = row["start"].date()
        end = add_years(start, 3) - ONE_DAY if pd.isna(row["end"]) else row["end"].date()
        yield Signed(
            row["post_id"],
            None if pd.isna(row["epci_code"]) else row["epci_code"],
            row["status"],
            EmployerCategory(row["category"]),
            start,
            end,
            start if pd.isna(row["decided_on"]) else row["decided_on"].date(),
            FAR if pd.isna(row["returned_on"]) else row["returned_on"].date(),
            end if pd.isna(row["state_end"]) else row["state_end"].date(),
            {funder: _cells(row, prefix) for funder, prefix in PREFIXES.items()},
        )


def _cells(row: dict[object, object], prefix: str) -> tuple[int | None, int | None, int | None]:
    first, second, third = (row[f"{prefix}_y{year}_cents"] for year in (1, 2, 3))
    return _cell(first), _cell(second), _cell(third)


def _cell(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _applied(signed: list[Signed], move: Move, today: date) -> Iterable[Signed]:
    if isinstance(move, NewPosts):
        known = len({one.post for one in signed if one.post.startswith("Nouveau ")})
        end = add_years(move.start, 3) - ONE_DAY
        new = Signed(
            "",
            move.epci_code,
            Status.OCCUPIED,
            move.category,
            move.start,
            end,
            move.start,
            FAR,
            move.start - ONE_DAY,
            {},
        )
        return [*signed, *(replace(new, post=f"Nouveau {known + rank + 1}") for rank in range(move.count))]
    if isinstance(move, Renewal):
        return _renewed(signed, move, today)
    if isinstance(move, GiveBack):
        return _given_back(signed, move.post_ids, move.day)
    if isinstance(move, Vacate):
        vacant = [
            replace(one, status=Status.VACANT)
            if one.post in move.post_ids and one.status == Status.OCCUPIED
            else one
            for one in signed
        ]
        return _given_back(vacant, move.post_ids, add_months(move.day, 6)) if move.is_given_back else vacant
    return signed


def _given_back(signed: list[Signed], posts: Iterable[str], day: date) -> Iterator[Signed]:
    for one in signed:
        if one.post not in posts:
            yield one
        elif one.is_first or one.start < day:
            yield replace(one, returned_on=min(one.returned_on, day))


def _renewed(signed: list[Signed], move: Renewal, today: date) -> list[Signed]:
    latest: dict[str, Signed] = {}
    for one in signed:
        if one.post not in latest or one.start >= latest[one.post].start:
            latest[one.post] = one
    ending = [one for one in latest.values() if one.returned_on == FAR and one.end >= today]
    whole = list(signed)
    while ending := [one for one in ending if one.end <= move.until]:
        ending = [_following(one) for one in _picked(ending, move)]
        whole += ending
    return whole


def _picked(ending: list[Signed], move: Renewal) -> list[Signed]:
    if move.chosen is Chosen.ONLY:
        return [one for one in ending if one.post in move.post_ids]
    if move.chosen is Chosen.EXCEPT:
        return [one for one in ending if one.post not in move.post_ids]
    ranked = sorted(ending, key=lambda one: (one.status != Status.OCCUPIED, one.end, one.post))
    return ranked[: half_up(len(ending) * int(move.pct * 100), 10_000)]


def _following(one: Signed) -> Signed:
    start = one.end + ONE_DAY
    end = add_years(start, 3) - ONE_DAY
    return replace(one, start=start, decided_on=start, end=end, deliberated={}, is_first=False)


def _money(
    one: Signed, scale: FundingScale, moves: list[Move]
) -> Iterator[tuple[Reading, Funder, date, int]]:
    version = scale.version_on(one.decided_on)
    plan = dict(funding_plan(version, one.category, one.deliberated).items())
    for rule in moves:
        if isinstance(rule, Indexation):
            plan = _indexed(plan, rule, one.start, version.base_cents)
        elif isinstance(rule, Cap) and one.decided_on >= rule.decided_from:
            plan = _capped(plan, rule.cents)
    ends = {funder: _end(one, funder, moves) for funder in (Funder.STATE, Funder.BONUS)}
    for funder in Funder:
        stop = ends.get(funder, (FAR, Fraction()))[0]
        amounts = (0, 0, 0) if stop <= min(one.start, one.decided_on) else plan[funder]
        yield from _kept(one, funder, amounts, stop, version.clause)
    for funder, (end, share) in ends.items():
        if end < min(one.returned_on, add_years(one.start, 3)):
            for year, amount in zip(scheme_years(one.start), plan[funder], strict=True):
                borne = half_up(amount * share.numerator, share.denominator)
                pct = version.clause.first_pct
                wholes, parts = (_taken(one, year, cents, end, pct) for cents in (amount, borne))
                for (reading, day, whole), (_, _, part) in zip(wholes, parts, strict=True):
                    yield reading, Funder.DEPARTMENT, day, part
                    yield reading, Funder.EMPLOYER, day, whole - part


def _kept(
    one: Signed, funder: Funder, amounts: tuple[int, int, int], end: date, clause: PaymentClause
) -> Iterator[tuple[Reading, Funder, date, int]]:
    """Movements of a funder until a day, or until the return."""
    stop = min(one.returned_on, end)
    rows = {name: amounts if name is funder else (0, 0, 0) for name in Funder}
    plan = Plan((rows[Funder.STATE], rows[Funder.BONUS], rows[Funder.DEPARTMENT], rows[Funder.EMPLOYER]))
    agreement = Agreement(one.start, one.decided_on, None if stop == FAR else stop, plan, clause)
    for reading in Reading:
        for move in movements(agreement, reading):
            is_given_up = reading is Reading.SIGNATURE and move.kind is MovementKind.DECOMMITMENT
            is_late = is_given_up and end < one.returned_on
            yield reading, funder, max(stop, one.decided_on) if is_late else move.day, move.amount_cents


def _end(one: Signed, funder: Funder, moves: list[Move]) -> tuple[date, Fraction]:
    found = FAR, Fraction()
    for rule in moves:
        if isinstance(rule, StateEnd) or (isinstance(rule, BonusEnd) and funder is Funder.BONUS):
            day = one.state_end + ONE_DAY if rule.day is None else rule.day
            if day < found[0]:
                found = day, Fraction(rule.department_pct) / 100
    return found


def _indexed(
    plan: dict[Funder, tuple[int, int, int]], rule: Indexation, start: date, base: int
) -> dict[Funder, tuple[int, int, int]]:
    grown = dict(plan)
    for rank in range(3):
        years = add_years(start, rank).year - rule.first_year + 1
        if years > 0:
            factor = (1 + Fraction(rule.pct) / 100) ** years
            department, bigger = (
                half_up((cents * factor).numerator, (cents * factor).denominator)
                for cents in (plan[Funder.DEPARTMENT][rank], base)
            )
            employer = (
                plan[Funder.EMPLOYER][rank] + bigger - base - department + plan[Funder.DEPARTMENT][rank]
            )
            grown[Funder.DEPARTMENT] = _put(grown[Funder.DEPARTMENT], rank, department)
            grown[Funder.EMPLOYER] = _put(grown[Funder.EMPLOYER], rank, employer)
    return grown


def _capped(plan: dict[Funder, tuple[int, int, int]], cap: int) -> dict[Funder, tuple[int, int, int]]:
    kept, paid, given = dict(plan), 0, 0
    for rank, cents in enumerate(plan[Funder.DEPARTMENT]):
        given += cents
        now = min(given, cap) - paid
        paid += now
        kept[Funder.DEPARTMENT] = _put(kept[Funder.DEPARTMENT], rank, now)
        kept[Funder.EMPLOYER] = _put(kept[Funder.EMPLOYER], rank, plan[Funder.EMPLOYER][rank] + cents - now)
    return kept


def _put(cells: tuple[int, int, int], rank: int, cents: int) -> tuple[int, int, int]:
    first, second, third = (cents if place == rank else cell for place, cell in enumerate(cells))
    return first, second, third


def _taken(
    one: Signed, year: SchemeYear, amount: int, end: date, pct: int | Fraction
) -> Iterator[tuple[Reading, date, int]]:
    """Movements of who takes an amount over from a day on."""
    stop, gone = one.returned_on, earned(year, amount, end)
    left, lost = amount - gone, earned(year, amount, stop) - amount
    yield Reading.SIGNATURE, max(end, one.decided_on), left
    yield Reading.SIGNATURE, stop, lost
    begun = max(year.first, end)
    is_begun = stop > begun
    yield Reading.TRANCHE, begun, left if is_begun else 0
    yield Reading.TRANCHE, stop, lost if is_begun else 0
    for fiscal_year in (year.first.year, year.first.year + 1):
        low, high = (max(end, min(stop, date(bound, 1, 1))) for bound in (fiscal_year, fiscal_year + 1))
        yield Reading.PRORATA, date(fiscal_year, 6, 1), earned(year, amount, high) - earned(year, amount, low)
    first = (
        half_up(amount * Fraction(pct).numerator, 100 * Fraction(pct).denominator)
        if is_begun and end <= year.first
        else 0
    )
    yield Reading.PAYMENT, year.first, first
    yield Reading.PAYMENT, min(year.past_end - ONE_DAY, stop), left + lost - first if is_begun else 0

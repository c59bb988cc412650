"""Four readings of the same money, against literal cases and a day-by-day computation."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maynum_dash.domain.fiscal import SchemeYear, scheme_years
from maynum_dash.domain.plan import Plan
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.domain.scale import PaymentClause
from maynum_dash.domain.schedule import Agreement, Movement, MovementKind, earned, movements

SEED_PLAN = Plan(
    (
        (1750000, 1250000, 1250000),
        (250000, 500000, 0),
        (350000, 500000, 650000),
        (150000, 250000, 600000),
    )
)
YEAR = SchemeYear(1, date(2026, 9, 1), date(2027, 9, 1))


def agreement(
    returned_on: date | None = None,
    *,
    start: date = date(2026, 9, 1),
    decided_on: date | None = None,
    plan: Plan = SEED_PLAN,
    first_pct: int | Fraction = 70,
) -> Agreement:
    return Agreement(start, decided_on, returned_on, plan, PaymentClause(first_pct))


def department(post: Agreement, reading: Reading) -> list[tuple[int, date, int, MovementKind]]:
    return [
        (movement.scheme_year, movement.day, movement.amount_cents, movement.kind)
        for movement in movements(post, reading)
        if movement.funder is Funder.DEPARTMENT
    ]


def by_fiscal_year(moves: Iterable[tuple[int, date, int, MovementKind]]) -> dict[int, int]:
    totals: dict[int, int] = defaultdict(int)
    for _, day, cents, _ in moves:
        totals[day.year] += cents
    return dict(totals)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading.SIGNATURE, {2026: 1500000}),
        (Reading.TRANCHE, {2026: 350000, 2027: 500000, 2028: 650000}),
        (Reading.PRORATA, {2026: 116986, 2027: 399681, 2028: 550593, 2029: 432740}),
        (Reading.PAYMENT, {2026: 245000, 2027: 455000, 2028: 605000, 2029: 195000}),
    ],
)
def test_published_example_of_the_department(reading: Reading, expected: dict[int, int]) -> None:
    assert by_fiscal_year(department(agreement(), reading)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 31), 0),
        (date(2026, 9, 1), 0),
        (date(2026, 9, 2), 959),
        (date(2027, 8, 31), 349041),
        (date(2027, 9, 1), 350000),
        (date(2030, 1, 1), 350000),
    ],
)
def test_earned_counts_the_days_before(day: date, expected: int) -> None:
    assert earned(YEAR, 350000, day) == expected


def test_signature_is_dated_by_the_decision_even_before_the_fiscal_year_of_the_start() -> None:
    post = agreement(start=date(2027, 1, 1), decided_on=date(2026, 12, 14))
    assert by_fiscal_year(department(post, Reading.SIGNATURE)) == {2026: 1500000}


def test_a_return_inside_a_year_gives_up_the_days_not_worked() -> None:
    """121 days of 366 in year 2: 500 000 × 121 / 366 = 165 300,5 → 165 301 cents."""
    post = agreement(date(2027, 12, 31))
    assert department(post, Reading.TRANCHE) == [
        (1, date(2026, 9, 1), 350000, MovementKind.COMMITMENT),
        (2, date(2027, 9, 1), 500000, MovementKind.COMMITMENT),
        (2, date(2027, 12, 31), -334699, MovementKind.DECOMMITMENT),
    ]
    assert department(post, Reading.PAYMENT) == [
        (1, date(2026, 9, 1), 245000, MovementKind.INSTALMENT),
        (1, date(2027, 8, 31), 105000, MovementKind.BALANCE),
        (2, date(2027, 9, 1), 350000, MovementKind.INSTALMENT),
        (2, date(2027, 12, 31), -184699, MovementKind.CREDIT_NOTE),
    ]
    assert department(post, Reading.PRORATA)[-1] == (
        2,
        date(2027, 12, 30),
        165301,
        MovementKind.EARNED_SHARE,
    )
    assert department(post, Reading.SIGNATURE)[1:] == [
        (2, date(2026, 9, 1), 500000, MovementKind.COMMITMENT),
        (2, date(2027, 12, 31), -334699, MovementKind.DECOMMITMENT),
        (3, date(2026, 9, 1), 650000, MovementKind.COMMITMENT),
        (3, date(2027, 12, 31), -650000, MovementKind.DECOMMITMENT),
    ]


@pytest.mark.parametrize("reading", Reading)
def test_a_return_on_the_first_day_of_a_year_leaves_the_year_before_whole(reading: Reading) -> None:
    moves = department(agreement(date(2027, 9, 1)), reading)
    assert sum(cents for _, _, cents, _ in moves) == 350000
    assert max(day for _, day, _, _ in moves) <= date(2027, 9, 1)


@pytest.mark.parametrize("reading", [Reading.TRANCHE, Reading.PRORATA, Reading.PAYMENT])
def test_a_year_that_would_start_on_the_return_has_no_movement_at_all(reading: Reading) -> None:
    assert {year for year, *_ in department(agreement(date(2027, 9, 1)), reading)} == {1}


@pytest.mark.parametrize("reading", Reading)
def test_a_return_after_the_end_changes_nothing(reading: Reading) -> None:
    assert movements(agreement(date(2029, 9, 1)), reading) == movements(agreement(), reading)


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("returned_on", [date(2026, 9, 1), date(2026, 1, 1)])
def test_a_return_before_the_start_nets_to_nothing(reading: Reading, returned_on: date) -> None:
    post = agreement(returned_on, decided_on=date(2025, 12, 1))
    assert sum(move.amount_cents for move in movements(post, reading)) == 0


def test_payment_of_the_last_day_on_a_return_that_day_loses_one_day() -> None:
    """364 days of 365: 350 000 × 364 / 365 = 349 041,1; 349 041 − 245 000 = 104 041 cents."""
    assert department(agreement(date(2027, 8, 31)), Reading.PAYMENT) == [
        (1, date(2026, 9, 1), 245000, MovementKind.INSTALMENT),
        (1, date(2027, 8, 31), 104041, MovementKind.BALANCE),
    ]


@pytest.mark.parametrize(
    ("first_pct", "expected"),
    [
        (0, [(date(2027, 8, 31), 350000)]),
        (100, [(date(2026, 9, 1), 350000)]),
        (Fraction(100, 3), [(date(2026, 9, 1), 116667), (date(2027, 8, 31), 233333)]),
    ],
)
def test_movements_of_no_money_are_left_out(
    first_pct: int | Fraction, expected: list[tuple[date, int]]
) -> None:
    moves = department(agreement(first_pct=first_pct), Reading.PAYMENT)
    assert [(day, cents) for year, day, cents, _ in moves if year == 1] == expected


CENTS = st.integers(-3_000_000, 3_000_000) | st.integers(-5, 5)
STARTS = st.dates(date(2021, 1, 1), date(2033, 12, 31))


@st.composite
def agreements(draw: st.DrawFn, cents: st.SearchStrategy[int] = CENTS) -> Agreement:
    start = draw(STARTS)
    decided_on = draw(st.none() | st.just(start - timedelta(draw(st.integers(-90, 400)))))
    # Days around each bound matter more than a uniform draw says.
    bounds = [bound for year in scheme_years(start) for bound in (year.first, year.past_end)]
    near = st.builds(lambda bound, days: bound + timedelta(days), st.sampled_from(bounds), st.integers(-2, 2))
    far = st.builds(lambda days: start + timedelta(days), st.integers(-500, 1500))
    new_year = st.builds(lambda years: date(start.year + years, 1, 1), st.integers(0, 4))
    returned_on = draw(st.none() | near | far | new_year)
    triples = st.tuples(cents, cents, cents)
    plan = Plan(draw(st.tuples(triples, triples, triples, triples)))
    pct = draw(st.integers(0, 100) | st.fractions(0, 100, max_denominator=1000))
    return Agreement(start, decided_on, returned_on, plan, PaymentClause(pct))


def totals(moves: Iterable[Movement]) -> dict[tuple[Funder, int], int]:
    sums = {(funder, index): 0 for funder in Funder for index in (1, 2, 3)}
    for move in moves:
        sums[move.funder, move.scheme_year] += move.amount_cents
    return sums


def earned_day_by_day(year: SchemeYear, amount: int, past_end: date) -> int:
    """Add one exact fraction of the amount for each day, and round once."""
    days = [year.first + timedelta(rank) for rank in range((year.past_end - year.first).days)]
    exact = sum((Fraction(amount, len(days)) for day in days if day < past_end), Fraction(0))
    return floor(exact + Fraction(1, 2))


@given(agreements())
@example(agreement(date(2024, 2, 28), start=date(2024, 2, 29)))
def test_four_readings_sum_to_the_same_amount_for_each_funder_and_scheme_year(post: Agreement) -> None:
    signature, *others = (totals(movements(post, reading)) for reading in Reading)
    assert others == [signature] * 3


@given(agreements())
def test_the_sum_is_what_days_earned_one_by_one(post: Agreement) -> None:
    years = scheme_years(post.start)
    assert totals(movements(post, Reading.SIGNATURE)) == {
        (funder, year.index): earned_day_by_day(
            year, post.plan[funder][year.index - 1], post.returned_on or date.max
        )
        for funder in Funder
        for year in years
    }


@given(agreements())
def test_prorata_cumulated_at_each_31_december_is_the_days_counted_one_by_one(post: Agreement) -> None:
    moves = movements(post, Reading.PRORATA)
    for funder in Funder:
        for year in scheme_years(post.start):
            for fiscal_year in (year.first.year, year.first.year + 1):
                cut = date(fiscal_year + 1, 1, 1)
                seen = sum(
                    move.amount_cents
                    for move in moves
                    if move.funder is funder and move.scheme_year == year.index and move.day < cut
                )
                last = min(cut, post.returned_on or cut)
                assert seen == earned_day_by_day(year, post.plan[funder][year.index - 1], last)


@given(agreements())
def test_without_return_the_shares_of_a_year_sum_to_its_amount_in_every_reading(post: Agreement) -> None:
    kept = Agreement(post.start, post.decided_on, None, post.plan, post.clause)
    expected = {(funder, index): kept.plan[funder][index - 1] for funder in Funder for index in (1, 2, 3)}
    for reading in Reading:
        assert totals(movements(kept, reading)) == expected


@given(agreements())
def test_signature_commits_the_whole_plan_on_the_decision_date(post: Agreement) -> None:
    committed = [move for move in movements(post, Reading.SIGNATURE) if move.kind is MovementKind.COMMITMENT]
    assert {move.day for move in committed} <= {post.decided_on or post.start}
    assert sum(move.amount_cents for move in committed) == sum(map(sum, post.plan.rows))


@given(agreements())
def test_nothing_moves_after_the_return_and_prorata_stops_the_day_before(post: Agreement) -> None:
    last = post.returned_on or date.max
    for reading in (Reading.TRANCHE, Reading.PAYMENT):
        assert all(post.start <= move.day <= last for move in movements(post, reading))
    assert all(post.start <= move.day < last for move in movements(post, Reading.PRORATA))
    assert all(
        move.day <= last or move.day == post.committed_on for move in movements(post, Reading.SIGNATURE)
    )


@given(agreements())
def test_no_movement_is_zero_and_prorata_has_one_per_fiscal_year_of_a_scheme_year(post: Agreement) -> None:
    for reading in Reading:
        assert all(move.amount_cents for move in movements(post, reading))
    keys = [(move.funder, move.scheme_year, move.day.year) for move in movements(post, Reading.PRORATA)]
    assert len(keys) == len(set(keys))


@given(agreements(cents=st.integers(0, 3_000_000)))
def test_cumulative_prorata_never_falls_while_amounts_are_positive(post: Agreement) -> None:
    assert all(move.amount_cents > 0 for move in movements(post, Reading.PRORATA))

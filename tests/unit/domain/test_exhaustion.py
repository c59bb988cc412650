"""The day on which an envelope runs out, against a count day by day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.domain.exhaustion import Step, exhausted_at_pace, exhausted_on

FIRST, PAST_END = date(2026, 1, 1), date(2027, 1, 1)
NOON = date(2026, 6, 1)
days = st.integers(-40, 400).map(lambda gone: FIRST + timedelta(days=gone))
steps = st.lists(st.tuples(days, st.integers(-300, 900)), max_size=8)


def day_by_day(voted: list[Step], spent: list[Step], first: date, past_end: date) -> date | None:
    """Look at every day of the period, one after the other."""
    day = first
    while day < past_end:
        left = sum(cents for when, cents in voted if when <= day)
        left -= sum(cents for when, cents in spent if when <= day)
        if left < 0:
            return day
        day += timedelta(days=1)
    return None


@settings(max_examples=80, deadline=None)
@given(steps, steps)
def test_the_day_of_exhaustion_is_the_one_found_day_by_day(voted: list[Step], spent: list[Step]) -> None:
    assert exhausted_on(voted, spent, FIRST, PAST_END) == day_by_day(voted, spent, FIRST, PAST_END)


@pytest.mark.parametrize(
    ("voted", "spent", "expected"),
    [
        ([], [], None),
        ([(NOON, 100)], [(NOON, 100)], None),
        ([(NOON, 100)], [(NOON, 101)], NOON),
        ([(NOON, 100)], [(NOON - timedelta(days=1), 100)], NOON - timedelta(days=1)),
        ([(date(2025, 12, 15), 100)], [(FIRST, 100)], None),
        ([(FIRST, 100)], [(date(2025, 12, 31), 101)], FIRST),
        ([(FIRST, 100)], [(PAST_END, 101)], None),
        ([(FIRST, 100)], [(PAST_END - timedelta(days=1), 101)], date(2026, 12, 31)),
        # A decision that takes back exhausts too.
        ([(FIRST, 100), (NOON, -50)], [(FIRST, 80)], NOON),
    ],
)
def test_the_bounds_of_exhaustion(voted: list[Step], spent: list[Step], expected: date | None) -> None:
    assert exhausted_on(voted, spent, FIRST, PAST_END) == expected


def paced_day_by_day(voted: list[Step], spent: int, recent: int, window: int, today: date) -> date | None:
    """Look at every day from today on, for six years."""
    for ahead in range(6 * 366):
        day = today + timedelta(days=ahead)
        total = spent + Fraction(max(recent, 0) * ahead, window)
        if total > sum(cents for when, cents in voted if when <= day):
            return day
    return None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(days, st.integers(-300, 900)), max_size=5),
    st.integers(0, 900),
    st.integers(-50, 600),
    st.sampled_from([1, 7, 365]),
)
def test_the_pace_gives_the_day_found_day_by_day(
    voted: list[Step], spent: int, recent: int, window: int
) -> None:
    expected = paced_day_by_day(voted, spent, recent, window, NOON)
    found = exhausted_at_pace(voted, spent, recent, window, NOON)
    if found is not None and found > NOON + timedelta(days=6 * 366 - 1):
        assert expected is None
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("left", "recent", "expected"),
    [
        (-1, 0, NOON),
        (0, 0, None),
        (0, 365, NOON + timedelta(days=1)),
        # One cent a day: ten cents last ten days, the eleventh is too much.
        (10, 365, NOON + timedelta(days=11)),
        (10, -365, None),
        (10**15, 1, None),
    ],
)
def test_the_bounds_of_the_pace(left: int, recent: int, expected: date | None) -> None:
    assert exhausted_at_pace([(FIRST, left)], 0, recent, 365, NOON) == expected


def test_two_votes_of_one_day_are_one() -> None:
    there_and_back = [(FIRST, 685), (date(2026, 6, 6), -1), (date(2026, 6, 6), 69)]
    assert exhausted_at_pace(there_and_back, 0, 0, 7, NOON) is None
    both = [(FIRST, 10), (NOON + timedelta(days=11), -(10**6)), (NOON + timedelta(days=11), 10**6 + 5)]
    assert exhausted_at_pace(both, 0, 365, 365, NOON) == NOON + timedelta(days=16)

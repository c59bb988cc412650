"""Scheme years around 29 February and 31 December."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.domain.fiscal import SchemeYear, add_years, fiscal_years_between, scheme_years

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 0, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2026, 12, 31), 3, date(2029, 12, 31)),
    ],
)
def test_a_date_moves_by_whole_years(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


def test_years_of_a_start_on_29_february_are_counted_from_the_start() -> None:
    assert scheme_years(date(2024, 2, 29)) == (
        SchemeYear(1, date(2024, 2, 29), date(2025, 2, 28)),
        SchemeYear(2, date(2025, 2, 28), date(2026, 2, 28)),
        SchemeYear(3, date(2026, 2, 28), date(2027, 2, 28)),
    )


def test_a_year_that_holds_29_february_has_366_days() -> None:
    assert [year.days for year in scheme_years(date(2026, 9, 1))] == [365, 366, 365]


@given(DAYS)
def test_years_follow_each_other_without_gap_nor_overlap(start: date) -> None:
    years = scheme_years(start)
    assert years[0].first == start
    assert [year.past_end for year in years[:2]] == [year.first for year in years[1:]]
    assert {year.days for year in years} <= {365, 366}


@pytest.mark.parametrize(
    ("first", "past_end", "expected"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), []),
        (date(2026, 1, 2), date(2026, 1, 1), []),
        (date(2026, 9, 1), date(2026, 3, 1), []),
        (date(2026, 1, 1), date(2027, 1, 1), [2026]),
        (date(2026, 12, 31), date(2027, 1, 1), [2026]),
        (date(2026, 12, 31), date(2027, 1, 2), [2026, 2027]),
        (date(2026, 9, 1), date(2029, 9, 1), [2026, 2027, 2028, 2029]),
    ],
)
def test_fiscal_years_met_by_a_period(first: date, past_end: date, expected: list[int]) -> None:
    assert list(fiscal_years_between(first, past_end)) == expected

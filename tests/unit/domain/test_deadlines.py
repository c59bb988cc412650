from datetime import date

import pytest

from maynum_dash.domain.deadlines import Vacancy, add_months, ends_soon, vacancy


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_are_added_on_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("end", "soon"),
    [
        (date(2026, 11, 22), False),  # ended yesterday
        (date(2026, 11, 23), True),  # its last day
        (date(2027, 5, 22), True),
        (date(2027, 5, 23), True),  # six months to the day
        (date(2027, 5, 24), False),
    ],
)
def test_an_agreement_ends_soon_within_six_months(end: date, *, soon: bool) -> None:
    assert ends_soon(end, date(2026, 11, 23)) is soon


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 7, 14), None),
        (date(2026, 7, 15), Vacancy(4, date(2026, 9, 15), is_over=False)),
        (date(2026, 9, 14), Vacancy(5, date(2026, 9, 15), is_over=False)),
        (date(2026, 9, 15), Vacancy(6, date(2026, 9, 15), is_over=True)),
        (date(2026, 9, 16), Vacancy(6, date(2026, 9, 15), is_over=True)),
    ],
)
def test_a_vacancy_is_announced_at_four_months_and_over_at_six(today: date, expected: Vacancy | None) -> None:
    assert vacancy(date(2026, 3, 15), today) == expected

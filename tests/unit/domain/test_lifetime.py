"""The conventions of a post over its whole life: amendment, transfer, renewal, at their bounds."""

from datetime import date

import pytest

from maynum_dash.domain.lifetime import Spell, lifetime

AMOUNTS = (350_000, 500_000, 650_000)
A = Spell("A", date(2023, 9, 1), None, AMOUNTS)


def counted(*spells: Spell) -> list[tuple[str, date, int]]:
    return [(spell.structure, spell.start, cents) for spell, cents in lifetime(spells)]


def test_one_convention_counts_whole() -> None:
    assert counted(A) == [("A", A.start, 1_500_000)]
    assert counted() == []


@pytest.mark.parametrize(
    ("start", "is_renewal"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2026, 9, 2), True)],
)
def test_a_convention_after_the_end_is_a_renewal_and_before_it_an_amendment(
    start: date, *, is_renewal: bool
) -> None:
    again = Spell("A", start, None, AMOUNTS)
    expected = [("A", A.start, 1_500_000)] if is_renewal else []
    assert counted(A, again) == [*expected, ("A", start, 1_500_000)]


def test_a_transfer_stops_the_first_convention_the_day_before() -> None:
    moved = Spell("B", date(2024, 9, 1), None, AMOUNTS)
    assert counted(A, moved) == [("A", A.start, 350_000), ("B", moved.start, 1_500_000)]
    same_day = Spell("B", A.start, None, AMOUNTS)
    assert counted(A, same_day) == [("B", A.start, 1_500_000)]


def test_the_latest_import_wins_even_when_its_convention_is_older() -> None:
    corrected = Spell("A", date(2023, 3, 1), None, AMOUNTS)
    assert counted(A, corrected) == [("A", corrected.start, 1_500_000)]


@pytest.mark.parametrize(
    ("returned_on", "cents"),
    [
        (date(2023, 8, 31), 0),
        (date(2023, 9, 1), 0),
        (date(2024, 8, 31), 349_044),
        (date(2024, 9, 1), 350_000),
        (date(2030, 1, 1), 1_500_000),
    ],
)
def test_a_return_counts_what_is_earned(returned_on: date, cents: int) -> None:
    # From 1 September 2023, 365 days of the 366 of the first year: 3 500 × 365/366 = 3 490,44.
    given = Spell("A", date(2023, 9, 1), returned_on, AMOUNTS)
    assert counted(given) == [("A", given.start, cents)]


def test_after_a_return_the_same_structure_may_start_anew() -> None:
    given = Spell("A", date(2023, 9, 1), date(2024, 9, 1), AMOUNTS)
    again = Spell("A", date(2024, 9, 1), None, AMOUNTS)
    assert counted(given, again) == [("A", given.start, 350_000), ("A", again.start, 1_500_000)]

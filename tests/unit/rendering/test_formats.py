from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from maynum_dash.rendering import formats


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (0, "0,00\u00a0€"),
        (1, "0,01\u00a0€"),
        (1_500_000, "15\u202f000,00\u00a0€"),
        (-350_000, "−3\u202f500,00\u00a0€"),
        (123_456_789_01, "123\u202f456\u202f789,01\u00a0€"),
        (None, "–"),
        (pd.NA, "–"),
    ],
)
def test_euros_are_written_to_the_cent(cents: int | None, expected: str) -> None:
    assert formats.euros(cents) == expected


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (1_500_000, "+15\u202f000,00\u00a0€"),
        (-1, "−0,01\u00a0€"),
        (0, "0,00\u00a0€"),
        (None, "–"),
        (pd.NA, "–"),
    ],
)
def test_a_difference_says_its_sign(cents: int | None, expected: str) -> None:
    assert formats.euros_signed(cents) == expected


def test_euros_round_half_up() -> None:
    assert formats.euros_round(1_500_050) == "15\u202f001\u00a0€"
    assert formats.euros_round(1_500_049) == "15\u202f000\u00a0€"


def test_millions_round_half_up_from_the_cents() -> None:
    assert formats.euros_millions(4_605_000_000) == "46,1\u00a0M€"
    assert formats.euros_millions(4_604_999_999) == "46,0\u00a0M€"
    assert formats.euros_millions(-123_500_000, 2) == "−1,24\u00a0M€"
    assert formats.euros_millions(None) == formats.MISSING


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (25.05, 1, "25,1"),
        (0.125, 2, "0,13"),
        (-0.04, 1, "0,0"),
        (float("nan"), 1, "–"),
        (Decimal("1e3"), 0, "1\u202f000"),
    ],
)
def test_decimals_are_rounded_half_up(value: float, digits: int, expected: str) -> None:
    assert formats.decimal(value, digits) == expected


def test_percent_has_a_no_break_space() -> None:
    assert formats.percent(18.04) == "18,0\u00a0%"


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 3, 1), "01/03/2026", "1er mars 2026"),
        (date(2026, 3, 11), "11/03/2026", "11 mars 2026"),
        (date(2024, 2, 29), "29/02/2024", "29 février 2024"),
    ],
)
def test_dates(day: date, short: str, long: str) -> None:
    assert (formats.day_short(day), formats.day_long(day)) == (short, long)


def test_a_missing_date_is_a_dash() -> None:
    assert formats.day_short(None) == "–"
    assert formats.day_long(pd.NaT) == "–"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0\u00a0poste"), (1, "1\u00a0poste"), (1.5, "1,5\u00a0poste"), (2, "2\u00a0postes")],
)
def test_french_number_of_nouns(value: float, expected: str) -> None:
    assert formats.count(value, "poste") == expected


def test_a_difference_has_its_sign_unless_it_rounds_to_zero() -> None:
    written = [formats.signed(value) for value in (1.26, -1.26, 0.04, 0, None)]
    assert written == ["+1,3", "−1,3", "0,0", "0,0", "–"]

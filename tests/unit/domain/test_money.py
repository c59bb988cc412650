"""Cents: half-up rounding, exact conversion, and the text of sentences."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.domain.errors import AmountError
from maynum_dash.domain.money import euros_text, half_up, parse_cents


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(0, 7, 0), (1, 2, 1), (-1, 2, 0), (3, 2, 2), (-3, 2, -1), (49, 100, 0), (-51, 100, -1), (6, 3, 2)],
)
def test_half_up_sends_halves_to_the_next_integer_above(
    numerator: int, denominator: int, expected: int
) -> None:
    assert half_up(numerator, denominator) == expected


@given(st.integers(-(10**12), 10**12), st.integers(1, 1000))
def test_half_up_is_the_floor_of_the_ratio_plus_one_half(numerator: int, denominator: int) -> None:
    assert half_up(numerator, denominator) == floor(Fraction(numerator, denominator) + Fraction(1, 2))


@pytest.mark.parametrize(
    ("euros", "cents"),
    [
        ("0", 0),
        ("-0", 0),
        ("1234.35", 123435),
        ("1.10", 110),
        ("-0.01", -1),
        ("5E+3", 500000),
        ("2.500", 250),
    ],
)
def test_euros_become_cents_exactly(euros: str, cents: int) -> None:
    assert parse_cents(Decimal(euros)) == cents


@pytest.mark.parametrize(
    ("euros", "reason"),
    [
        ("0.001", "deux décimales"),
        ("1.0000000000000000000000000000000000001", "deux décimales"),
        ("1e-999999", "deux décimales"),
        ("NaN", "pas un nombre"),
        ("-Infinity", "pas un nombre"),
        ("10000000000.01", "dix milliards"),
        ("1e999999", "dix milliards"),
    ],
)
def test_an_amount_that_is_not_whole_cents_is_refused(euros: str, reason: str) -> None:
    with pytest.raises(AmountError, match=reason):
        parse_cents(Decimal(euros))


@given(st.integers(-(10**12), 10**12))
def test_cents_come_back_from_two_decimals(cents: int) -> None:
    assert parse_cents(Decimal(cents).scaleb(-2)) == cents


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0,00 €"), (5, "0,05 €"), (-5, "−0,05 €"), (-123405, "−1 234,05 €"), (1500000, "15 000,00 €")],
)
def test_euros_are_written_in_french(cents: int, text: str) -> None:
    assert euros_text(cents).replace("\u202f", " ").replace("\u00a0", " ") == text

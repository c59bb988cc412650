from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.domain.codes import Code
from maynum_dash.sources.amounts import cents
from maynum_dash.sources.cells import Cell, Flaw, FlawKind

SPACES = (" ", "\u00a0", "\u202f", "\u2009")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0, 0),
        (3500, 350_000),
        (3500.0, 350_000),
        (1234.35, 123_435),
        (0.1 + 0.2, 30),
        (-12.5, -1_250),
        ("3 500,00 €", 350_000),
        ("3\u00a0500,00\u00a0€", 350_000),
        ("3\u202f500,00 €", 350_000),
        ("3\u2009500,00 €", 350_000),
        ("3500 EUR", 350_000),
        ("3500 euros", 350_000),
        ("€ 3500", 350_000),
        ("3.500,00", 350_000),
        ("3,500.00", 350_000),
        ("1.234.567", 123_456_700),
        ("1 234 567,8", 123_456_780),
        ("3'500,00", 350_000),
        ("(3 500)", -350_000),
        ("−3 500", -350_000),
        ("-3500", -350_000),
        ("3500-", -350_000),
        ("+3500", 350_000),
        ("3500,5", 350_050),
        ("3500.5", 350_050),
        ("0", 0),
        ("0,01", 1),
    ],
)
def test_amounts_that_have_one_reading(cell: Cell, expected: int) -> None:
    assert cents(cell) == (expected, None)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "-", "abc", "3 50", "35 00", "1 2345", "3500 €€", "(-3500)", "()", "3,5 k€", "12,", ",5"),
        *("3 500²", "٣٥٠٠", "1e3", "3500 $", "--5", True, "1 234 567 890 123", 1e300),
    ],
)
def test_anything_else_is_unreadable_and_never_zero(cell: Cell) -> None:
    value, doubt = cents(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.AMOUNT_UNREADABLE


@pytest.mark.parametrize("cell", ["3.500", "3,500", "12.345 €", "-1,000"])
def test_one_separator_before_three_digits_is_refused_with_both_readings(cell: Cell) -> None:
    value, doubt = cents(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.AMOUNT_AMBIGUOUS
    assert " ou " in str(doubt.facts["readings"])


@pytest.mark.parametrize(
    ("cell", "expected"), [(1166.6666666667, 116_667), ("1166,665", 116_667), (-0.125, -12), ("0,125", 13)]
)
def test_more_than_two_decimals_are_rounded_half_up_and_said(cell: Cell, expected: int) -> None:
    value, doubt = cents(cell)
    assert value == expected
    assert doubt is not None
    assert doubt.code is Code.AMOUNT_ROUNDED


def test_absent_is_neither_zero_nor_doubtful() -> None:
    assert cents(None) == (None, None)


def test_a_flawed_cell_is_said_with_its_own_kind() -> None:
    value, doubt = cents(Flaw(FlawKind.ERROR, "#REF!"))
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.CELL_ERROR


@given(
    st.integers(-(10**11), 10**11), st.sampled_from(SPACES), st.sampled_from(["", " €", "\u00a0€", " EUR"])
)
def test_any_french_writing_gives_its_cents_back(amount: int, space: str, currency: str) -> None:
    whole, rest = divmod(abs(amount), 100)
    sign = "−" if amount < 0 else ""
    written = f"{sign}{whole:,}".replace(",", space) + f",{rest:02d}{currency}"
    assert cents(written) == (amount, None)


@given(st.integers(-(10**11), 10**11))
def test_any_number_of_cents_survives_the_float_of_a_cell(amount: int) -> None:
    assert cents(float(Decimal(amount) / 100)) == (amount, None)


@given(st.text(max_size=20))
def test_no_text_brings_the_parser_down(text: str) -> None:
    value, doubt = cents(text)
    assert isinstance(value, int) or doubt is not None

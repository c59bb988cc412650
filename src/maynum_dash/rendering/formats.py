"""French writing of numbers, amounts and dates (CLDR fr, through Babel).

Thousands are separated by U+202F, the decimal mark is a comma, U+00A0 stands before « € » and « % ».
A missing value is written ``MISSING``, never as zero.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

MISSING = "–"
_FRENCH = Locale("fr", "FR")
_NBSP = "\u00a0"
_MINUS = "\u2212"


@cache
def _pattern(digits: int) -> str:
    return "#,##0" if digits == 0 else "#,##0." + "0" * digits


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 -- NaN is the value that differs from itself


def decimal(value: float | Decimal | None, digits: int = 2) -> str:
    """Write a number with a fixed count of decimals, rounded half up.

    Parameters
    ----------
    value
        Number in its own unit; a missing one gives ``MISSING``.
    digits
        Decimals shown.
    """
    if _is_missing(value):
        return MISSING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = format_decimal(abs(rounded), format=_pattern(digits), locale=_FRENCH)
    return f"{_MINUS}{text}" if rounded < 0 else text


def integer(value: float | None) -> str:
    """Write a count, rounded half up to a whole number."""
    return decimal(value, 0)


def signed(value: float | None, digits: int = 1) -> str:
    """Write a difference with its sign: « +1,5 »; what rounds to zero has none."""
    text = decimal(value, digits)
    return f"+{text}" if not _is_missing(value) and (value or 0) > 0 and text.strip("0,") else text


def euros(cents: int | None) -> str:
    """Write an amount given in integer cents, to the cent: « 15 000,00 € »."""
    if _is_missing(cents):
        return MISSING
    return decimal(Decimal(int(cents or 0)).scaleb(-2), 2) + f"{_NBSP}€"


def euros_signed(cents: int | None) -> str:
    """Write a difference given in integer cents, with its sign: « +15 000,00 € »; zero has none."""
    return f"+{euros(cents)}" if not _is_missing(cents) and (cents or 0) > 0 else euros(cents)


def euros_round(cents: int | None) -> str:
    """Write an amount given in integer cents, to the euro: « 15 000 € »."""
    if _is_missing(cents):
        return MISSING
    return decimal(Decimal(int(cents or 0)).scaleb(-2), 0) + f"{_NBSP}€"


def euros_millions(cents: int | None, digits: int = 1) -> str:
    """Write an amount given in integer cents, in millions of euros: « 46,0 M€ »."""
    if _is_missing(cents):
        return MISSING
    return decimal(Decimal(int(cents or 0)).scaleb(-8), digits) + f"{_NBSP}M€"


def percent(value: float | None, digits: int = 1) -> str:
    """Write a percentage given in percent (not as a fraction): « 18,0 % »."""
    if _is_missing(value):
        return MISSING
    return decimal(value, digits) + f"{_NBSP}%"


def day_short(day: date | None) -> str:
    """Write a date as 01/03/2026."""
    return MISSING if _is_missing(day) or day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def day_long(day: date | None) -> str:
    """Write a date as « 1er mars 2026 »."""
    if _is_missing(day) or day is None:
        return MISSING
    text = format_date(day, "d MMMM y", locale=_FRENCH)
    return text.replace("1 ", "1er ", 1) if day.day == 1 else text


def month_short(day: date) -> str:
    """Write a month as « janv. », « févr. »."""
    return format_date(day, "MMM", locale=_FRENCH)


def month_long(day: date) -> str:
    """Write a month as « janvier 2026 »."""
    return format_date(day, "MMMM y", locale=_FRENCH)


def count(value: float, singular: str, plural: str = "") -> str:
    """Write a count with its noun: « 1 poste », « 2 postes »; French is singular below two."""
    noun = singular if abs(value) < 2 else plural or f"{singular}s"  # noqa: PLR2004 -- French rule of number
    whole = float(value).is_integer()
    return f"{integer(value) if whole else decimal(value, 1)}{_NBSP}{noun}"

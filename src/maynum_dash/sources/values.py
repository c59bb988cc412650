"""What parsing a cell gives: a value, a doubt about it, or both; and the plain kinds of values."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell, Flaw, FlawKind


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell has no value, or not surely the one that was read.

    Parameters
    ----------
    code
        Kind of anomaly.
    facts
        What its sentence names besides the cell.
    """

    code: Code
    facts: Mapping[str, object] = field(default_factory=dict)


Value: TypeAlias = object
# (value, doubt): (None, None) is an empty cell, (None, doubt) an unreadable one.
Parsed: TypeAlias = tuple[Value, Doubt | None]
Parser: TypeAlias = Callable[[Cell], Parsed]

_FLAWS = {
    FlawKind.ERROR: Doubt(Code.CELL_ERROR),
    FlawKind.FORMULA: Doubt(Code.CELL_FORMULA),
    FlawKind.DISAGREEMENT: Doubt(Code.CELL_DISAGREEMENT),
    FlawKind.SHIFT: Doubt(Code.ROW_SHIFTED),
}
_REMEMBERED = 1000  # different cells of a column
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
# Every space that French typography uses becomes a plain one; every minus becomes a hyphen.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\t\r\n\v\f", " "),
        **dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63\uff0d", "-"),
        **dict.fromkeys("\u200b\u2060\ufeff"),
    }
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    r"""Forget accents, case, punctuation and white space, to compare words.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> fold("  Début de\u00a0convention * ")
    'debut de convention'
    """
    split = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
    kept = "".join(
        letter if letter.isalnum() else " " for letter in split if not unicodedata.combining(letter)
    )
    return " ".join(kept.split())


def remembering(parse: Parser) -> Parser:
    """Parse once what a column holds many times.

    Parameters
    ----------
    parse
        Parser that depends on the cell alone.
    """
    # 1, 1.0 and True are equal, and not the same cell.
    known: dict[tuple[type, Cell], Parsed] = {}

    def parsed(cell: Cell) -> Parsed:
        key = (type(cell), cell)
        found = known.get(key)
        if found is None:
            found = parse(cell)
            if len(known) < _REMEMBERED:
                known[key] = found
        return found

    return parsed


def flawed(cell: Flaw) -> Doubt:
    """Explain a cell that holds nothing countable."""
    return _FLAWS[cell.kind]


def text(cell: Cell) -> Parsed:
    """Read a free text; numbers are written without a useless decimal part."""
    if cell is None:
        return None, None
    if isinstance(cell, str):
        return " ".join(cell.split()), None
    if isinstance(cell, bool):
        return ("Oui" if cell else "Non"), None
    if isinstance(cell, int | float):
        return plain_number(cell), None
    if isinstance(cell, Flaw):
        return None, flawed(cell)
    return f"{cell:%d/%m/%Y}", None


def plain_number(number: float) -> str:
    """Write a number as a code: ``12.0`` is ``12``."""
    return str(int(number)) if float(number).is_integer() else repr(number)


def decimal_of(cell: Cell) -> Decimal | None:
    """Read a plain number, French or not; ``None`` when the cell is something else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return Decimal(str(cell))
    if not isinstance(cell, str):
        return None
    written = cell.translate(PLAIN).replace(" ", "")
    if _NUMBER.fullmatch(written) is None:
        return None
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Interval that a number must stay in, and how to say it.

    Parameters
    ----------
    low, high
        Bounds; the high one is included.
    expected
        What to write instead, in French.
    low_included
        Whether the low bound itself is allowed.
    whole
        Whether only whole numbers are allowed.
    """

    low: float
    high: float
    expected: str
    low_included: bool = True
    whole: bool = False

    def hold(self, number: Decimal) -> bool:
        """Tell whether a number stays within the bounds."""
        above = number >= Decimal(str(self.low)) if self.low_included else number > Decimal(str(self.low))
        fits = not self.whole or number == number.to_integral_value()
        return above and number <= Decimal(str(self.high)) and fits


def number(bounds: Bounds, *, is_share: bool = False) -> Parser:
    """Make the parser of a bounded number.

    Parameters
    ----------
    bounds
        What is allowed.
    is_share
        Whether « 50 % » may be written for 0.5.
    """

    def parse(cell: Cell) -> Parsed:
        if cell is None:
            return None, None
        if isinstance(cell, Flaw):
            return None, flawed(cell)
        signed = isinstance(cell, str) and cell.rstrip().endswith("%")
        read = decimal_of(cell.rstrip().removesuffix("%") if isinstance(cell, str) else cell)
        if read is None or (signed and not is_share):
            return None, Doubt(Code.NUMBER_UNREADABLE, {"expected": bounds.expected})
        if signed:
            read /= 100
        if not bounds.hold(read):
            return None, Doubt(Code.NUMBER_OUT_OF_RANGE, {"expected": bounds.expected})
        return (int(read) if bounds.whole else float(read)), None

    return parse


def choice(words: Mapping[str, str]) -> Parser:
    """Make the parser of a list of values.

    Parameters
    ----------
    words
        Folded spelling → value of the list.
    """
    expected = ", ".join(f"« {value} »" for value in dict.fromkeys(words.values()))

    def parse(cell: Cell) -> Parsed:
        if cell is None:
            return None, None
        if isinstance(cell, Flaw):
            return None, flawed(cell)
        value = words.get(fold(cell)) if isinstance(cell, str) else None
        return value, None if value else Doubt(Code.CHOICE_UNKNOWN, {"expected": expected})

    return parse

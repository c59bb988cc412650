"""How well the values of a column fit a kind of field."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from maynum_dash.sources.amounts import cents
from maynum_dash.sources.cells import Cell, Flaw
from maynum_dash.sources.dates import day_parser
from maynum_dash.sources.fields import Kind
from maynum_dash.sources.identifiers import siret
from maynum_dash.sources.values import Parser

_NAMES: Final = frozenset({Kind.TEXT, Kind.REMARK, Kind.COMMUNE, Kind.EPCI})
_LONGEST_KEY: Final = 20
_TERRITORY_CODE: Final = re.compile(r"(?:[0-9]{5}|2[AB][0-9]{3}|[0-9]{9})")
_day: Final = day_parser(epoch_1904=False)


def fit(kind: Kind, cells: Sequence[Cell], parse: Parser) -> float | None:
    """Tell which share of the values of a column a field can read.

    Hypotheses
    ----------
    1. A field of free text reads everything: only what is not evidently a date, an amount or a SIRET counts.
    2. An identifier is short, and hardly ever twice the same.
    3. A number that may be a day is a day only when it is written as one.

    Parameters
    ----------
    kind
        Kind of the field.
    cells
        Filled cells of the column.
    parse
        Parser of that kind.

    Returns
    -------
    float or None
        Share (0 to 1); ``None`` without any value to judge by.
    """
    filled = [cell for cell in cells if not isinstance(cell, Flaw)]
    if not filled:
        return None
    if kind is Kind.POST:
        short = sum(len(str(cell)) <= _LONGEST_KEY and not isinstance(cell, date) for cell in filled)
        return min(short, len({str(cell) for cell in filled})) / len(filled)
    if kind in _NAMES:
        return sum(_is_name(cell, kind) for cell in filled) / len(filled)
    if kind is Kind.DATE:
        return sum(_is_day(cell) for cell in filled) / len(filled)
    if kind in {Kind.CENTS, Kind.EUROS}:
        return sum(_is_amount(cell) for cell in filled) / len(filled)
    return sum(_is_read(cell, parse) for cell in filled) / len(filled)


def _is_read(cell: Cell, parse: Parser) -> bool:
    value, _ = parse(cell)
    return value is not None


def _is_day(cell: Cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and _is_read(cell, _day))


def _is_amount(cell: Cell) -> bool:
    """Tell an amount from a SIRET or a date, which digits are too."""
    return _is_read(cell, cents) and not _is_siret(cell) and not isinstance(cell, date)


def _is_siret(cell: Cell) -> bool:
    return len(re.sub(r"[\s.\-]", "", str(cell))) in {13, 14} and _is_read(cell, siret)


def _is_name(cell: Cell, kind: Kind) -> bool:
    """Tell a name, or a code of a territory, from what has a kind of its own."""
    if kind in {Kind.COMMUNE, Kind.EPCI} and _TERRITORY_CODE.fullmatch(str(cell).replace(" ", "")):
        return True
    if not isinstance(cell, str) or _is_siret(cell):
        return False
    return not _is_read(cell, _day) and not _is_read(cell, cents)

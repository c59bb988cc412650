"""The cells that the State's exports fill with a few words: yes, no, first agreement, nothing."""

import re
from datetime import date
from typing import Final

from maynum_dash.domain.codes import Code
from maynum_dash.sources.amounts import cents
from maynum_dash.sources.cells import Cell, Flaw
from maynum_dash.sources.values import Bounds, Doubt, Parsed, Parser, choice, flawed, fold, number

FIRST_AGREEMENT: Final = "Initiale"
RENEWAL: Final = "Renouvellement"

# What programs write where they know nothing.
_NOTHING: Final = frozenset(
    {
        "undefined",
        "null",
        "nan",
        "none",
        "invalid date",
        "non renseigne",
        "non renseignee",
        "non defini",
        "non definie",
        "sans objet",
    }
)
_YES, _NO = frozenset({"oui", "vrai", "true", "o"}), frozenset({"non", "faux", "false", "n"})
_FRACTION: Final = re.compile(r"([0-9]{1,4}) ?/ ?([0-9]{1,4})")
_CENTS_PER_EURO: Final = 100

agreement: Final = choice(
    {
        **dict.fromkeys(("initiale", "initial", "v1"), FIRST_AGREEMENT),
        **dict.fromkeys(("renouvellement", "v2", "v1 v2"), RENEWAL),
    }
)
ownership: Final = choice(
    {
        **dict.fromkeys(("publique", "public"), "Publique"),
        **dict.fromkeys(("privee", "prive", "private"), "Privée"),
    }
)
headcount: Final = number(Bounds(0, 100_000_000, "un nombre de personnes, par exemple 1250,5"))
_typology: Final = choice({"conum": "conum", "coordo": "coordo", "coordinateur": "coordo"})


def present(parse: Parser) -> Parser:
    """Make a parser that reads « undefined » and the like as an empty cell, and says so.

    Parameters
    ----------
    parse
        Parser of any other cell.
    """

    def read(cell: Cell) -> Parsed:
        if isinstance(cell, str) and not cell[:1].isdigit() and fold(cell) in _NOTHING:
            return None, Doubt(Code.PLACEHOLDER)
        return parse(cell)

    return read


def flag(cell: Cell) -> Parsed:
    """Read « Oui » or « Non »; empty is neither."""
    if isinstance(cell, Flaw):
        return None, flawed(cell)
    if cell is None or isinstance(cell, bool):
        return cell, None
    word = fold(cell) if isinstance(cell, str) else ""
    if word in _YES or word in _NO:
        return word in _YES, None
    return None, Doubt(Code.CHOICE_UNKNOWN, {"expected": "« Oui », « Non »"})


def typology(cell: Cell) -> Parsed:
    """Tell whether a post is one of coordination, from « conum » or « coordo »; « dns » is neither."""
    if isinstance(cell, str) and fold(cell) == "dns":
        return None, None
    value, doubt = _typology(cell)
    return None if value is None else value == "coordo", doubt


def whole(cell: Cell) -> Parsed:
    """Read an amount that the State writes in whole euros; cents are kept, and said.

    Parameters
    ----------
    cell
        Cell of the column.

    Returns
    -------
    Parsed
        Integer cents.
    """
    value, doubt = cents(cell)
    if doubt is None and isinstance(value, int) and value % _CENTS_PER_EURO:
        return value, Doubt(Code.EUROS_NOT_WHOLE)
    return value, doubt


def fraction(cell: Cell) -> Parsed:
    """Read « 2/3 », posts filled out of those granted; a date, which Excel made of it, is not turned back.

    Parameters
    ----------
    cell
        Cell of the column.
    """
    if isinstance(cell, Flaw):
        return None, flawed(cell)
    if cell is None:
        return None, None
    if isinstance(cell, date):
        return None, Doubt(Code.FRACTION_DATED, {"likely": f"{cell.day}/{cell.month}"})
    found = _FRACTION.fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return None, Doubt(Code.NUMBER_UNREADABLE, {"expected": "deux nombres, par exemple 2/3"})
    return f"{int(found[1])}/{int(found[2])}", None

"""Codes that identify: posts, SIRET, communes, EPCI."""

import re

from stdnum.exceptions import ValidationError
from stdnum.fr import siret as siret_numbers

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell, Flaw
from maynum_dash.sources.values import Doubt, Parsed, flawed, text

_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_POINT_ZERO = re.compile(r"([0-9]+)[.,]0+")
_INSEE_LENGTH, _SIREN_LENGTH, _SIRET_LENGTH = 5, 9, 14
# Excel keeps fifteen digits, but its scientific writing shows six: what follows is zeros.
_LOST_TAIL = "00000000"


def post_key(cell: Cell) -> Parsed:
    """Read the identifier of a post.

    Hypotheses
    ----------
    1. An identifier made of digits only is the same with or without leading zeros (Excel drops them).

    Parameters
    ----------
    cell
        Cell of the column.
    """
    value, doubt = text(cell)
    if not isinstance(value, str):
        return value, doubt
    whole = _POINT_ZERO.fullmatch(value)
    key = whole[1] if whole else value
    return (key.lstrip("0") or "0" if _DIGITS.fullmatch(key) else key), None


def siret(cell: Cell) -> Parsed:
    """Read a SIRET: 14 digits, checked (Luhn, or La Poste's own rule).

    Parameters
    ----------
    cell
        Cell of the column; numbers and spaced texts are accepted.
    """
    if cell is None:
        return None, None
    if isinstance(cell, Flaw):
        return None, flawed(cell)
    written = text(cell)[0]
    # A program that reads numbers as floats writes « .0 » after each: those are no digits of the code.
    plain = _without_point(str(written))
    digits = re.sub(r"[\s.\-'’]", "", plain) if isinstance(cell, str) else plain
    if _SCIENTIFIC.fullmatch(str(written)):
        return None, Doubt(Code.SIRET_LOST)
    if not _DIGITS.fullmatch(digits):
        return None, Doubt(Code.SIRET_INVALID, {"reason": "il contient autre chose que des chiffres"})
    return _checked(digits, is_number=not isinstance(cell, str))


def _checked(digits: str, *, is_number: bool) -> Parsed:
    """Check length and key; a number may have lost its leading zeros, which the key makes safe."""
    restored = digits.zfill(_SIRET_LENGTH) if len(digits) == _SIRET_LENGTH - 1 else digits
    try:
        value: str = siret_numbers.validate(restored)
    except ValidationError:
        if is_number and digits.endswith(_LOST_TAIL):
            return None, Doubt(Code.SIRET_LOST)
        reason = (
            "la clé de contrôle ne correspond pas"
            if len(digits) == _SIRET_LENGTH
            else f"il a {len(digits)} chiffres et non 14"
        )
        return None, Doubt(Code.SIRET_INVALID, {"reason": reason})
    return value, None if value == digits else Doubt(Code.ZERO_RESTORED, {"restored": value})


def commune(cell: Cell) -> Parsed:
    """Read a commune, by INSEE code (5 characters) or name.

    Parameters
    ----------
    cell
        Cell of the column; four digits can only be a code that lost its zero.
    """
    value, doubt = text(cell)
    if isinstance(value, str):
        value = _without_point(value)
        if len(value) == _INSEE_LENGTH - 1 and _DIGITS.fullmatch(value):
            return f"0{value}", Doubt(Code.ZERO_RESTORED, {"restored": f"0{value}"})
    return value, doubt


def epci(cell: Cell) -> Parsed:
    """Read an EPCI, by SIREN (9 digits) or name."""
    value, doubt = text(cell)
    if isinstance(value, str):
        value = _without_point(value)
        compact = value.replace(" ", "")
        if len(compact) == _SIREN_LENGTH and _DIGITS.fullmatch(compact):
            value = compact
    return value, doubt


def _without_point(value: str) -> str:
    """Give a code back its whole number: ``53130.0`` is ``53130``."""
    whole = _POINT_ZERO.fullmatch(value)
    return whole[1] if whole else value

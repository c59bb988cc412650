"""Amounts in euros as people write them, read to the cent or refused."""

import re
from decimal import ROUND_FLOOR, Decimal

from maynum_dash.domain.codes import Code
from maynum_dash.domain.money import LARGEST_EUROS, euros_text
from maynum_dash.sources.cells import Cell, Flaw
from maynum_dash.sources.values import PLAIN, Doubt, Parsed, flawed

_CURRENCY = re.compile(r"(?:€|eur|euros?)(?![a-z])", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
# One separator and three digits: thousands for one reader, thousandths for another.
_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
# Noise of binary floats: 0.1 + 0.2 is shown 0.30 by Excel.
_NOISE = Decimal("0.000001")

_UNREADABLE: Parsed = (None, Doubt(Code.AMOUNT_UNREADABLE))


def cents(cell: Cell) -> Parsed:
    """Read an amount.

    Hypotheses
    ----------
    1. A number of the file is in euros, and its decimal writing is the amount (never ``x * 100`` on floats).
    2. More than two decimals are rounded half up, as Excel shows them, and said.
    3. ``3.500`` and ``3,500`` alone are refused: nothing tells thousands from thousandths.

    Parameters
    ----------
    cell
        Cell of the column.

    Returns
    -------
    Parsed
        Integer cents.
    """
    if cell is None:
        return None, None
    if isinstance(cell, Flaw):
        return None, flawed(cell)
    if isinstance(cell, bool):
        return _UNREADABLE
    if isinstance(cell, int | float):
        return _to_cents(Decimal(str(cell)), noise=True)
    return _written(cell) if isinstance(cell, str) else _UNREADABLE


def _written(text: str) -> Parsed:
    """Read an amount written as text."""
    body, currencies = _CURRENCY.subn(" ", text.translate(PLAIN))
    if currencies > 1:
        return _UNREADABLE
    unsigned, negative = _sign(" ".join(body.split()))
    euros, doubt = _decimal(unsigned)
    if euros is None:
        return None, doubt
    return _to_cents(-euros if negative else euros, noise=False)


def _decimal(body: str) -> tuple[Decimal | None, Doubt | None]:
    """Read digits and their separators, where only one reading is possible."""
    ambiguous = _AMBIGUOUS.fullmatch(body)
    if ambiguous:
        thousands = f"{ambiguous[1]} {ambiguous[2]} € ou {ambiguous[1]},{ambiguous[2]} €"
        return None, Doubt(Code.AMOUNT_AMBIGUOUS, {"readings": thousands})
    if _GROUPED.fullmatch(body) or _PLAIN.fullmatch(body):
        digits = re.sub(r"[ '’]", "", body).replace(",", ".")
    elif _DOTS.fullmatch(body):
        digits = body.replace(".", "").replace(",", ".")
    elif _COMMAS.fullmatch(body):
        digits = body.replace(",", "")
    else:
        return None, Doubt(Code.AMOUNT_UNREADABLE)
    return Decimal(digits), None


def _sign(body: str) -> tuple[str, bool]:
    """Take one sign away: a leading or trailing minus, or accountants' brackets."""
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1].strip(), True
    if body.startswith("-"):
        return body[1:].lstrip(), True
    if body.endswith("-"):
        return body[:-1].rstrip(), True
    return body.removeprefix("+"), False


def _to_cents(euros: Decimal, *, noise: bool) -> Parsed:
    """Convert euros to cents, rounding half up what has more than two decimals and saying so."""
    if abs(euros) > LARGEST_EUROS:
        return _UNREADABLE
    exact = euros * 100
    whole = (exact + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    if exact == whole or (noise and abs(exact - whole) < _NOISE):
        return int(whole), None
    return int(whole), Doubt(Code.AMOUNT_ROUNDED, {"rounded": euros_text(int(whole))})

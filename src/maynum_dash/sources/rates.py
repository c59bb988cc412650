"""Rates in percent as people write them: with the sign, as a number, or as a share."""

from decimal import Decimal
from typing import Final

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell, Flaw
from maynum_dash.sources.values import Doubt, Parsed, decimal_of, flawed

_EXPECTED: Final = {"expected": "un taux en %, par exemple 12,5"}
# Above this share of the population, a rate of illectronisme is more likely a slip.
_HIGH: Final = 60
_WHOLE: Final = 100


def rate(cell: Cell) -> Parsed:
    """Read a rate.

    Hypotheses
    ----------
    1. With the sign, the number is the rate: « 0,9 % » is 0.9.
    2. Without it, a number strictly between 0 and 1 is a share, as a cell shown as a percentage holds it:
       0.125 is 12.5, and it is said.
    3. 1 alone is refused: nothing tells 1 % from 100 %.

    Parameters
    ----------
    cell
        Cell of the column.

    Returns
    -------
    Parsed
        Percentage from 0 to 100.
    """
    if cell is None:
        return None, None
    if isinstance(cell, Flaw):
        return None, flawed(cell)
    signed = isinstance(cell, str) and cell.rstrip().endswith("%")
    read = decimal_of(cell.rstrip().removesuffix("%") if isinstance(cell, str) else cell)
    if read is None:
        return None, Doubt(Code.NUMBER_UNREADABLE, _EXPECTED)
    if not signed and read == 1:
        return None, Doubt(Code.RATE_AMBIGUOUS)
    is_share = not signed and 0 < read < 1
    percent = read * _WHOLE if is_share else read
    if not 0 <= percent <= _WHOLE:
        return None, Doubt(Code.NUMBER_OUT_OF_RANGE, _EXPECTED)
    return float(percent), _doubt(percent, is_share=is_share)


def _doubt(percent: Decimal, *, is_share: bool) -> Doubt | None:
    """Say what may not be what was meant."""
    facts = {"rate": f"{percent.normalize():f}".replace(".", ",")}
    if percent == 0:
        return Doubt(Code.RATE_ZERO)
    if percent > _HIGH:
        return Doubt(Code.RATE_HIGH, facts)
    return Doubt(Code.RATE_FRACTION, facts) if is_share else None

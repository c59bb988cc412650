"""Round levels of an axis."""

import math

_STEPS = (1, 2, 2.5, 5, 10)
_TINY = 1e-12  # of a unit: nothing to tell apart


def levels(low: float, high: float, wanted: int = 4) -> list[float]:
    """Give round numbers that hold both bounds, zero among them.

    Parameters
    ----------
    low, high
        Bounds of what is drawn.
    wanted
        Intervals wanted; there may be one or two more.

    Examples
    --------
    >>> levels(0, 87_000)
    [0.0, 25000.0, 50000.0, 75000.0, 100000.0]
    """
    low, high = min(low, 0.0), max(high, 0.0)
    raw = (high - low) / wanted
    if raw < _TINY:
        return [-1.0, 0.0, *([1.0] if high > 0 else [])] if low < 0 else [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * power for unit in _STEPS if unit * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [rank * step for rank in range(first, last + 1)]

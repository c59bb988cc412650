"""Whole numbers that still add up."""

import math
from collections.abc import Sequence


def whole_parts(values: Sequence[float]) -> tuple[int, ...]:
    """Round numbers so that their sum is the rounded sum (largest remainders).

    Parameters
    ----------
    values
        Numbers, zero or more, in any unit.

    Returns
    -------
    tuple of int
        Each is its number rounded down or up; together they make the sum rounded half up. Among equal
        remainders, the first ones are rounded up.

    Examples
    --------
    >>> whole_parts([1.4, 1.4, 1.4])
    (2, 1, 1)
    """
    floors = [math.floor(value) for value in values]
    spare = math.floor(math.fsum(values) + 0.5) - sum(floors)
    ranked = sorted(range(len(floors)), key=lambda index: floors[index] - values[index])
    raised = set(ranked[:spare])
    return tuple(floor + (index in raised) for index, floor in enumerate(floors))

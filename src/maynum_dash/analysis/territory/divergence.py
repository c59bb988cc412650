"""Classes of a difference: the same bounds on both sides of zero, and a class for what did not move."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from maynum_dash.analysis.territory.classes import ClassMethod, upper_bounds

SIDES = 3  # classes on each side of zero, at most


@dataclass(frozen=True, slots=True)
class Sided:
    """Classes of a difference, from the largest fall to the largest rise.

    Parameters
    ----------
    bounds
        Increasing sizes of a change, in the unit of the indicator; class *k* of each side goes from the one
        before (0 for the first, left out) to this one (held).
    counts
        Number of territories of each class: falls from the largest to the smallest, unchanged, rises from
        the smallest to the largest: 2 × bounds + 1 numbers.
    missing
        Number of territories without a value on either side.
    """

    bounds: tuple[float, ...]
    counts: tuple[int, ...]
    missing: int

    @property
    def middle(self) -> int:
        """Class of what did not change."""
        return len(self.bounds)


def classify_differences(
    values: pd.Series, method: ClassMethod, count: int = SIDES
) -> tuple[Sided, pd.Series]:
    """Cut differences into classes centred on zero.

    Parameters
    ----------
    values
        After − before, one value per territory; missing where either is.
    method
        How the sizes of the changes, whatever their sign, are cut; typed thresholds have no meaning here.
    count
        Classes wanted on each side of zero; fewer are made when there are fewer distinct sizes.

    Returns
    -------
    Sided, pd.Series
        The classes, and for each territory its class (the middle one is zero; <NA> without data), same index.
    """
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    numbers = numbers.where(np.isfinite(numbers))
    sizes = numbers.dropna().abs().to_numpy()
    sizes = sizes[sizes > 0]
    bounds = upper_bounds(sizes, method, count) if len(sizes) else np.array([])
    rank = np.searchsorted(bounds, numbers.abs().to_numpy(), side="left") + 1
    sided = pd.Series(len(bounds) + np.sign(numbers.to_numpy()) * rank, index=numbers.index)
    labels = sided.where(numbers.notna()).astype("Int64")
    counts = labels.value_counts()
    return (
        Sided(
            tuple(float(bound) for bound in bounds),
            tuple(int(counts.get(place, 0)) for place in range(2 * len(bounds) + 1)),
            int(numbers.isna().sum()),
        ),
        labels,
    )

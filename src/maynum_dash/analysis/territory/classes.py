"""Classes of a thematic map: breaks, and the class of each value."""

import warnings
from dataclasses import dataclass
from enum import StrEnum

import mapclassify
import numpy as np
import pandas as pd

# It warns when values repeat or when numba is absent; both are expected and handled here.
warnings.filterwarnings("ignore", category=UserWarning, module="mapclassify")
warnings.filterwarnings("ignore", message="Numba not installed", category=UserWarning)


class ClassMethod(StrEnum):
    """How the breaks of a map are chosen, as written on screen."""

    QUANTILES = "Effectifs égaux (quantiles)"
    EQUAL = "Intervalles égaux"
    NATURAL = "Seuils naturels (Jenks)"
    HEAD_TAIL = "Moyennes emboîtées (head/tail)"
    DEVIATION = "Écarts à la moyenne (écart-type)"
    TYPED = "Seuils choisis"


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of one indicator.

    Parameters
    ----------
    lower, upper
        Smallest value and upper bound of each class, in the unit of the indicator; a class holds both.
    counts
        Number of territories in each class.
    missing
        Number of territories without data: they belong to no class.
    """

    lower: tuple[float, ...]
    upper: tuple[float, ...]
    counts: tuple[int, ...]
    missing: int


def classify(
    values: pd.Series, method: ClassMethod, count: int, thresholds: tuple[float, ...] = ()
) -> tuple[Classes, pd.Series]:
    """Cut an indicator into classes.

    Parameters
    ----------
    values
        One value per territory; a missing one is « sans donnée ».
    method
        How breaks are chosen.
    count
        Number of classes wanted; fewer are made when there are fewer distinct values.
    thresholds
        Inner breaks for ``ClassMethod.TYPED``, in the unit of the values; one outside them cuts nothing.

    Returns
    -------
    Classes, pd.Series
        The classes, and for each territory its class (0 is the lowest; <NA> without data), same index.

    Notes
    -----
    1. Head/tail: cut at the mean, then at the mean of what is above it, and so on; ``count`` is a maximum.
    2. Standard deviation: classes one deviation wide, centred on the mean when ``count`` is odd, on both
       sides of it when it is even; a break outside the values cuts nothing.
    """
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    numbers = numbers.where(np.isfinite(numbers))
    present = numbers.dropna()
    if present.empty:
        return Classes((), (), (), len(numbers)), pd.Series(pd.NA, index=values.index, dtype="Int64")
    upper = upper_bounds(present.to_numpy(), method, count, thresholds)
    return count_classes(numbers, upper)


def count_classes(numbers: pd.Series, upper: np.ndarray) -> tuple[Classes, pd.Series]:
    """Put each value in its class.

    Parameters
    ----------
    numbers
        Floats; a missing one belongs to no class.
    upper
        Increasing upper bounds; the last one is at least the largest value.
    """
    present = numbers.dropna()
    codes = np.searchsorted(upper, present.to_numpy(), side="left")
    labels = pd.Series(codes, index=present.index, dtype="Int64").reindex(numbers.index)
    counts = np.bincount(codes, minlength=len(upper))
    lower = present.groupby(codes).min().reindex(range(len(upper))).fillna(pd.Series(upper))
    return (
        Classes(
            tuple(float(bound) for bound in lower),
            tuple(float(bound) for bound in upper),
            tuple(int(number) for number in counts),
            int(len(numbers) - len(present)),
        ),
        labels,
    )


def upper_bounds(
    present: np.ndarray, method: ClassMethod, count: int, thresholds: tuple[float, ...] = ()
) -> np.ndarray:
    """Choose increasing upper bounds, the last one being at least the largest value.

    Parameters
    ----------
    present
        Values, one at least, none missing.
    method, count, thresholds
        As for ``classify``.
    """
    distinct = np.unique(present)
    if method is ClassMethod.TYPED:
        return _cut(distinct, np.array(thresholds, dtype=float))
    wanted = min(count, len(distinct))
    if wanted <= 1:
        return distinct[-1:]
    if method is ClassMethod.HEAD_TAIL:
        return _cut(distinct, _nested_means(present, wanted))
    if method is ClassMethod.DEVIATION:
        steps = np.arange(wanted - 1) - (wanted - 2) / 2
        return _cut(distinct, present.mean() + steps * present.std())
    makers = {
        ClassMethod.QUANTILES: mapclassify.Quantiles,
        ClassMethod.EQUAL: mapclassify.EqualInterval,
        ClassMethod.NATURAL: mapclassify.FisherJenks,
    }
    bins = np.unique(makers[method](present, k=wanted).bins)
    bins[-1] = max(bins[-1], distinct[-1])
    return bins


def _cut(distinct: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """Keep the breaks that part the values, and close with the largest value."""
    inner = breaks[(breaks >= distinct[0]) & (breaks < distinct[-1])]
    return np.unique(np.append(inner, distinct[-1]))


def _nested_means(present: np.ndarray, count: int) -> np.ndarray:
    """Give the mean, then the mean of what is above it, until one class or one distinct value is left."""
    means: list[float] = []
    head = present
    while len(means) < count - 1 and len(np.unique(head)) > 1:
        means.append(float(head.mean()))
        head = head[head > means[-1]]
    return np.array(means)

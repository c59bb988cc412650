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
    """
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    present = numbers.dropna()
    if present.empty:
        return Classes((), (), (), len(numbers)), pd.Series(pd.NA, index=values.index, dtype="Int64")
    upper = _upper_bounds(present.to_numpy(), method, count, thresholds)
    codes = np.searchsorted(upper, present.to_numpy(), side="left")
    labels = pd.Series(codes, index=present.index, dtype="Int64").reindex(values.index)
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


def _upper_bounds(
    present: np.ndarray, method: ClassMethod, count: int, thresholds: tuple[float, ...]
) -> np.ndarray:
    """Increasing upper bounds, the last one being at least the largest value."""
    distinct = np.unique(present)
    if method is ClassMethod.TYPED:
        inner = np.array([limit for limit in thresholds if distinct[0] <= limit < distinct[-1]], dtype=float)
        return np.unique(np.append(inner, distinct[-1]))
    wanted = min(count, len(distinct))
    if wanted == 1:
        return distinct[-1:]
    makers = {
        ClassMethod.QUANTILES: mapclassify.Quantiles,
        ClassMethod.EQUAL: mapclassify.EqualInterval,
        ClassMethod.NATURAL: mapclassify.FisherJenks,
    }
    bins = np.unique(makers[method](present, k=wanted).bins)
    bins[-1] = max(bins[-1], distinct[-1])
    return bins

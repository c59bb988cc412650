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
        Bounds of each class, in the unit of the indicator. The first class holds its lower bound, every
        class holds its upper bound.
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
        Inner breaks for ``ClassMethod.TYPED``, in the unit of the values.

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
    lower = np.concatenate(([min(present.min(), upper[0])], upper[:-1]))
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
        inner = np.unique(np.array(thresholds, dtype=float))
        top = max(distinct[-1], inner[-1]) if len(inner) else distinct[-1]
        return np.unique(np.append(inner, top))
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

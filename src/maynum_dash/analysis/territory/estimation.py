"""Synthetic estimate of illectronisme by commune, fitted on two published aggregates.

logit(rate of a commune) = a + b · x, where x is the share (%) of people aged 15 and over who left school with
at most a CAP-BEP. Hypotheses:

1. the link between x and the rate is the same in every commune of the département;
2. people aged 15 and over are the same share of the inhabitants everywhere, so that inhabitants weigh;
3. the two published rates (département, and one EPCI) hold for the year of the populations.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series
from scipy.optimize import brentq
from scipy.special import expit, logit

from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError

STEEPEST = 2.0  # logit per percentage point: at ±2 a rate goes from 2 % to 98 % within four points of x
SENSITIVITY_STEPS = 20


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Solved coefficients of the logit: ``intercept`` and ``slope`` (per percentage point of x)."""

    intercept: float
    slope: float


@dataclass(frozen=True, slots=True)
class Targets:
    """Published rates to reproduce, in %: the whole département and the anchored territory.

    Without the second one (``None``) nothing tells how the rate follows x: it is the same everywhere.
    """

    department_pct: float
    anchor_pct: float | None


def fit_logit(
    share_pct: "Series[float]", weights: "Series[float]", anchored: "Series[bool]", targets: Targets
) -> Coefficients:
    """Solve the two coefficients so that two weighted means equal two published rates.

    Parameters
    ----------
    share_pct
        x of each commune, in %; a commune without it is left aside.
    weights
        People (or inhabitants) of each commune.
    anchored
        Communes of the anchored territory.
    targets
        Published rates.

    Returns
    -------
    Coefficients

    Raises
    ------
    ReferenceCheckError
        When no pair of coefficients reproduces both rates.

    Notes
    -----
    Without an anchor the slope is 0: every commune has the rate of the whole.

    For a given slope the intercept that gives the département's rate is unique (the mean grows with it):
    the slope is then a root in one unknown.
    """
    if targets.anchor_pct is None:
        return Coefficients(float(logit(targets.department_pct / 100)), 0.0)
    anchor = targets.anchor_pct / 100
    known = np.asarray(share_pct.notna())
    middle = float(np.average(share_pct[known], weights=weights[known]))
    centred = np.asarray(share_pct, dtype=np.float64)[known] - middle
    people, inside = np.asarray(weights, dtype=np.float64)[known], np.asarray(anchored, dtype=np.bool_)[known]
    if people[inside].sum() <= 0:
        found = "le territoire d'ancrage n'a pas d'habitants"
        raise ReferenceCheckError(ReferenceCheck.FIT, found)

    def level(slope: float) -> float:
        reach = abs(slope) * float(np.abs(centred).max()) + 1
        start = float(logit(targets.department_pct / 100))
        return float(
            brentq(
                lambda a: _mean(a + slope * centred, people) - targets.department_pct / 100,
                start - reach,
                start + reach,
                xtol=1e-14,
            )
        )

    def miss(slope: float) -> float:
        rates = level(slope) + slope * centred
        return _mean(rates[inside], people[inside]) - anchor

    if miss(-STEEPEST) * miss(STEEPEST) > 0:
        found = "aucun coefficient ne reproduit à la fois le taux du département et celui de l'ancrage"
        raise ReferenceCheckError(ReferenceCheck.FIT, found)
    slope = float(brentq(miss, -STEEPEST, STEEPEST, xtol=1e-14))
    return Coefficients(level(slope) - slope * middle, slope)


def _mean(logits: NDArray[np.float64], people: NDArray[np.float64]) -> float:
    """Return the weighted mean of rates given by their logits."""
    rates: NDArray[np.float64] = expit(logits)
    return float(np.average(rates, weights=people))


def estimated_rates(share_pct: "Series[float]", coefficients: Coefficients) -> "Series[float]":
    """Return the estimated rate (%) of each commune from its x (%).

    Examples
    --------
    >>> float(estimated_rates(Series([0.0]), Coefficients(0.0, 0.04)).iloc[0])
    50.0
    """
    rates = expit(coefficients.intercept + coefficients.slope * share_pct.to_numpy(dtype="float64"))
    return Series(100 * rates, index=share_pct.index)


def sensitivity(
    indicators: DataFrame, weights: "Series[float]", anchored: "Series[bool]", targets: Targets
) -> DataFrame:
    """Repeat the estimate with x moving from low diploma to age, refitted each time.

    x = w · (share of people aged 65 and over) + (1 − w) · (low diploma), w from 0 to 1.

    Parameters
    ----------
    indicators
        ``low_diploma_pct`` and ``share_65_plus_pct`` of each commune.
    weights, anchored, targets
        As for :func:`fit_logit`.

    Returns
    -------
    DataFrame
        Rates (%): one row per commune, one column per w.
    """
    columns = {}
    for w in np.linspace(0, 1, SENSITIVITY_STEPS + 1):
        mixed = w * indicators["share_65_plus_pct"] + (1 - w) * indicators["low_diploma_pct"]
        columns[float(w)] = estimated_rates(mixed, fit_logit(mixed, weights, anchored, targets))
    return DataFrame(columns, index=indicators.index)


def rates_by_territory(rates: DataFrame, weights: "Series[float]", territories: "Series[str]") -> DataFrame:
    """Return the weighted mean of each column of rates (%) by territory.

    Parameters
    ----------
    rates
        One row per commune.
    weights
        People of each commune, same index.
    territories
        Territory code of each commune, same index.

    Returns
    -------
    DataFrame
        One row per territory, sorted by code.
    """
    people = rates.mul(weights, axis=0).groupby(territories).sum()
    return people.div(weights.groupby(territories).sum(), axis=0)

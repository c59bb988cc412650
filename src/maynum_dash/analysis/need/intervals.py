"""Small numbers: how far a territory may be said to differ from the others."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from maynum_dash.domain.coverage import Standing

_CONFIDENCE = 0.95


def poisson_interval(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the exact (Garwood) 95 % interval of Poisson counts.

    Parameters
    ----------
    counts
        Observed counts, zero or more; whole or not (FTE), by the quantiles of the gamma law.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds, in counts: 0.0253 and 5.572 for one; 0 and 3.689 for none.
    """
    tail = (1 - _CONFIDENCE) / 2
    # The law has no meaning at shape 0, where the lower bound is 0: 1 stands in and is thrown away.
    low = np.where(counts > 0, gammaincinv(np.where(counts > 0, counts, 1.0), tail), 0.0)
    return low, gammaincinv(counts + 1, 1 - tail)


def standing(fte: float, people: float, density: float | None) -> Standing:
    """Place a territory beside the département without being misled by small numbers.

    Parameters
    ----------
    fte
        Full-time equivalents of the territory.
    people
        People in illectronisme; NaN without data.
    density
        FTE for 1 000 people of the département; ``None`` without offer or need.

    Returns
    -------
    Standing
        Above or below only when the département's density lies outside the territory's 95 % interval,
        and would still lie outside with one post less, or one more.
    """
    if density is None or not people > 0:
        return Standing.UNKNOWN
    expected = density * people / 1000
    low, _ = poisson_interval(np.array([max(fte - 1, 0.0)]))
    _, high = poisson_interval(np.array([fte + 1]))
    if expected < low[0]:
        return Standing.ABOVE
    return Standing.BELOW if expected > high[0] else Standing.ALIKE

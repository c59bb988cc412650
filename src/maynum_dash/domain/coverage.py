"""Offer against need: the pure formulas, and the words that go with them."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise


class NeedSource(StrEnum):
    """Where the number of people in illectronisme comes from."""

    OFFICIAL = "officielle"
    ESTIMATED = "estimee"
    UNIFORM = "uniforme"


class Level(StrEnum):
    """Size of the territories of a map or table."""

    DEPARTMENT = "departement"
    EPCI = "epci"
    CANTONS = "cantons"
    COMMUNES = "communes"


class Standing(StrEnum):
    """How a territory stands beside the département, once small numbers are allowed for."""

    ABOVE = "au-dessus de la moyenne"
    ALIKE = "non distinguable de la moyenne"
    BELOW = "au-dessous de la moyenne"
    UNKNOWN = "sans donnée"


def density_per_1000(fte: float, people: float) -> float | None:
    """Give the FTE for 1 000 people in illectronisme; ``None`` without people."""
    return fte / people * 1000 if people > 0 else None


def location_quotient(fte: float, fte_total: float, people: float, people_total: float) -> float | None:
    """Divide a territory's share of the offer by its share of the need.

    Parameters
    ----------
    fte, fte_total
        Full-time equivalents of the territory, and of all territories compared.
    people, people_total
        People in illectronisme of the same.

    Returns
    -------
    float or None
        1 for a fair share; ``None`` when there is no offer or no need to share.
    """
    if fte_total <= 0 or people <= 0 or people_total <= 0:
        return None
    return (fte / fte_total) / (people / people_total)


def missing_fte(fte: float, people: float, target_per_1000: float) -> float:
    """Give the FTE to add before a density is reached; zero when it already is.

    Parameters
    ----------
    fte
        Full-time equivalents of the territory.
    people
        People in illectronisme.
    target_per_1000
        Wanted FTE for 1 000 people; a choice of the user, there is no official target.
    """
    return max(0.0, target_per_1000 * people / 1000 - fte)


def lorenz_points(pairs: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Draw the Lorenz curve of the offer against the need.

    Parameters
    ----------
    pairs
        (people, FTE) of each territory; territories without people are left aside.

    Returns
    -------
    tuple of (float, float)
        Cumulated share of people and of FTE, 0 to 1, from the least to the best endowed, origin included;
        empty when there is no offer.
    """
    units = sorted(((people, fte) for people, fte in pairs if people > 0), key=lambda unit: unit[1] / unit[0])
    people_total = sum(people for people, _ in units)
    fte_total = sum(fte for _, fte in units)
    if fte_total <= 0:
        return ()
    points, people_sum, fte_sum = [(0.0, 0.0)], 0.0, 0.0
    for people, fte in units:
        people_sum += people
        fte_sum += fte
        points.append((people_sum / people_total, fte_sum / fte_total))
    return tuple(points)


def gini(points: Sequence[tuple[float, float]]) -> float | None:
    """Measure inequality as twice the area between a Lorenz curve and the diagonal.

    Parameters
    ----------
    points
        Points of ``lorenz_points``.

    Returns
    -------
    float or None
        0 when each territory has its share; near 1 when one small territory has all. ``None`` without offer.
    """
    if not points:
        return None
    return 1 - sum((right[0] - left[0]) * (right[1] + left[1]) for left, right in pairwise(points))

"""Where the next places would bring most people within reach: one after the other, and all at once."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from maynum_dash.analysis.need.distances import metric_points, near_pairs

GUARANTEE = 1 - 1 / math.e  # of greedy against the best, for a cover (Nemhauser, Wolsey and Fisher, 1978)


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """What each candidate would bring within reach.

    Parameters
    ----------
    table
        One row per commune.
    people
        People not yet near a place, by commune; zero when it is near, or without data.
    reach
        Sparse matrix: 1 where the candidate (column) is within the distance of the commune (row).
    """

    table: pd.DataFrame
    people: NDArray[np.int64]
    reach: csr_array


def cover(table: pd.DataFrame, radius_km: float) -> Cover:
    """Prepare the search: every commune is a candidate, at its own point.

    Parameters
    ----------
    table
        Result of ``access_table``.
    radius_km
        Kilometres.
    """
    points = metric_points(table["longitude"], table["latitude"])
    rows, columns = near_pairs(points, points, radius_km)
    size = len(table)
    reach = csr_array((np.ones(len(rows), dtype="int64"), (rows, columns)), shape=(size, size))
    far = ~(table["distance_km"] <= radius_km)
    people = table["people"].where(far, 0).fillna(0).to_numpy("int64")
    return Cover(table, people, reach)


def greedy(prepared: Cover, count: int) -> pd.DataFrame:
    """Choose places one after the other, each time the one that brings most people within reach.

    Parameters
    ----------
    prepared
        Result of ``cover``.
    count
        Places wanted; fewer are given once nobody is left beyond.

    Returns
    -------
    pandas.DataFrame
        ``rank`` (from 1), ``code``, ``name``, ``gain`` (people brought by this one) and ``gained`` (by it and
        those before). Among equals, the first code wins.

    Notes
    -----
    Together they bring at least 1 − 1/e (63 %) of what the best choice of as many places would.
    """
    left, chosen = prepared.people.copy(), []
    for rank in range(1, count + 1):
        gains = prepared.reach.T @ left
        best = int(np.argmax(gains)) if len(gains) else -1
        if best < 0 or gains[best] == 0:
            break
        chosen.append((rank, best, int(gains[best])))
        left[prepared.reach[:, [best]].nonzero()[0]] = 0
    places = prepared.table.iloc[[index for _, index, _ in chosen]]
    gains = np.array([gain for *_, gain in chosen], dtype="int64")
    return pd.DataFrame(
        {
            "rank": np.arange(1, len(chosen) + 1),
            "code": places["code"].to_numpy(),
            "name": places["name"].to_numpy(),
            "gain": gains,
            "gained": gains.cumsum(),
        }
    )


def exact_gain(prepared: Cover, count: int) -> int | None:
    """Give the most people that so many places can bring within reach.

    Parameters
    ----------
    prepared
        Result of ``cover``.
    count
        Places.

    Returns
    -------
    int or None
        People; ``None`` when the solver gives up.

    Notes
    -----
    Maximise Σ people · y, where y ≤ Σ of the places that reach the commune and Σ places ≤ count: the places
    are 0 or 1, and y then is by itself. Communes that nobody needs to reach are left out.
    """
    needed = np.flatnonzero(prepared.people)
    if not len(needed) or count < 1:
        return 0
    reach, people = prepared.reach[needed], prepared.people[needed]
    size = prepared.reach.shape[1]
    covers = LinearConstraint(hstack([-reach, eye_array(len(needed))]), -np.inf, 0)
    counted = LinearConstraint(np.concatenate([np.ones(size), np.zeros(len(needed))])[None, :], 0, count)
    found = milp(
        np.concatenate([np.zeros(size), -people.astype("float64")]),
        integrality=np.concatenate([np.ones(size), np.zeros(len(needed))]),
        bounds=Bounds(0, 1),
        constraints=[covers, counted],
        options={"time_limit": 5.0},
    )
    return round(-found.fun) if found.status == 0 else None

"""The least envelope that keeps a coverage: which agreements to renew, at the lowest cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from maynum_dash.analysis.scenario.alternatives import offer_on
from maynum_dash.analysis.scenario.supposed import Supposed, plans_of
from maynum_dash.analysis.scenario.supposing import suppose
from maynum_dash.domain.moves import Renewal
from maynum_dash.domain.posts import Funder

UNITS: Final = 100  # of one FTE: a post of less than a hundredth counts for nothing
_DEPARTMENT: Final = tuple(Funder).index(Funder.DEPARTMENT)
# A kind of agreement (hundredths of FTE, cents), and how many of them go together.
_Lot: TypeAlias = tuple[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What keeps a coverage at the lowest cost.

    Parameters
    ----------
    post_ids
        Posts whose agreement is renewed.
    cents
        What the Département commits for them, over three years.
    fte, wanted_fte
        FTE then in place on the day looked at, and FTE wanted.
    missing_fte
        FTE that no renewal brings; 0 when the coverage is kept.
    """

    post_ids: tuple[str, ...]
    cents: int
    fte: float
    wanted_fte: float
    missing_fte: float


def least_envelope(state: Supposed, today: date, day: date, wanted_fte: float) -> Keeping:
    """Choose the agreements to renew so that enough FTE are in place on a day.

    Parameters
    ----------
    state
        What is known.
    today
        Day of the view.
    day
        Day on which the coverage is looked at.
    wanted_fte
        FTE wanted on that day, over the whole département.

    Notes
    -----
    1. What is chosen is which agreements ending between today and the day before ``day`` are renewed, once,
       for 36 months, with an adviser in each; those that still run on the day count anyway.
    2. The cost is the Département's three years by the scale of the decision day, after the rules.
    3. FTE are counted by the hundredth. The minimum is exact (a knapsack); among equal costs, more FTE are
       kept, then the agreements that end first.
    4. When all renewals together do not reach the aim, all are kept, and what is missing is said.
    """
    offered = _offered(state, today, day)
    standing = float(offer_on(state, day).sum())
    needed = max(0, int(np.ceil(round((wanted_fte - standing) * UNITS, 6))))
    kept = _cheapest(offered, needed)
    chosen = offered.iloc[kept]
    fte = standing + float(chosen["fte"].sum())
    return Keeping(
        tuple(chosen["post_id"]),
        int(chosen["cents"].sum()),
        fte,
        wanted_fte,
        max(0.0, round(wanted_fte - fte, 6)),
    )


def _offered(state: Supposed, today: date, day: date) -> DataFrame:
    """List what could be renewed: ``post_id``, ``fte``, ``cents`` and ``end``, by end."""
    renewed = suppose(state, Renewal(day - timedelta(days=1)), today)
    first = len(state.contracts)
    new = renewed.contracts.iloc[first:]
    new = new[~new["post"].duplicated()]
    costs = plans_of(renewed).plans[new.index.to_numpy(), _DEPARTMENT].sum(axis=1)
    posts = state.posts.take(new["post"].to_numpy())
    table = DataFrame(
        {
            "post_id": posts["post_id"].to_numpy(),
            "fte": posts["fte"].to_numpy(),
            "cents": costs,
            "start": new["start"].to_numpy(),
        }
    )
    return table.sort_values(["start", "post_id"], ignore_index=True)


def _cheapest(offered: DataFrame, needed: int) -> list[int]:
    """Positions of the cheapest agreements that bring so many hundredths of FTE; all when they do not."""
    units = np.rint(offered["fte"].to_numpy() * UNITS).astype(np.int64)
    if needed == 0:
        return []
    if units.sum() <= needed:
        return list(range(len(offered)))
    kinds: dict[tuple[int, int], list[int]] = {}
    for position, kind in enumerate(zip(units.tolist(), offered["cents"].tolist(), strict=True)):
        kinds.setdefault(kind, []).append(position)
    lots = [(kind, size) for kind, members in kinds.items() for size in _lots(len(members))]
    counts = dict.fromkeys(kinds, 0)
    for kind, size in _filled(lots, needed, int(units.sum()) + 1):
        counts[kind] += size
    return sorted(position for kind, count in counts.items() for position in kinds[kind][:count])


def _filled(lots: Sequence[_Lot], needed: int, weight: int) -> list[_Lot]:
    """Solve the knapsack: the lots that reach what is needed at the lowest cost, then with the most FTE."""
    best = np.full(needed + 1, np.iinfo(np.int64).max // 4)
    best[0] = 0
    taken = list[NDArray[np.bool_]]()
    for (unit, cents), size in lots:
        rest = np.maximum(np.arange(needed + 1) - unit * size, 0)
        reached = best[rest] + (cents * weight - unit) * size
        taken.append(reached < best)
        best = np.minimum(best, reached)
    chosen, rest_units = list[_Lot](), needed
    for lot, is_taken in zip(reversed(lots), reversed(taken), strict=True):
        if is_taken[rest_units]:
            chosen.append(lot)
            rest_units = max(rest_units - lot[0][0] * lot[1], 0)
    return chosen


def _lots(count: int) -> list[int]:
    """Split a count into 1, 2, 4… and what remains: any smaller count is a sum of them."""
    sizes = list[int]()
    while (size := 2 ** len(sizes)) < count - sum(sizes):
        sizes.append(size)
    return [*sizes, count - sum(sizes)]

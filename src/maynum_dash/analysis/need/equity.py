"""Equity of the offer against the need: one state of the data, or two side by side."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from maynum_dash.domain.coverage import gini, lorenz_points

_DRAWS: Final = 2_000
_SEED: Final = 53  # the same figures for the same data
_FEW_UNITS: Final = 30
_FEW_POSTS: Final = 30


@dataclass(frozen=True, slots=True)
class Chance:
    """Gini that posts shared out by lot would give, each person as likely to be near one.

    Parameters
    ----------
    middle
        Median of the draws.
    high
        Exceeded by one draw in twenty.
    """

    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Equity:
    """How the offer is shared between territories.

    Parameters
    ----------
    units
        Territories with data.
    people, fte
        Their people in illectronisme and their occupied FTE.
    points
        Lorenz curve: cumulated shares of people and of FTE, from the least endowed; empty without offer.
    gini
        0 to 1; ``None`` without offer.
    moved_fte
        FTE that would have to change territory for each to have its share: half the sum of the gaps.
    chance
        What chance alone would give; ``None`` below one FTE.
    """

    units: int
    people: float
    fte: float
    points: tuple[tuple[float, float], ...]
    gini: float | None
    moved_fte: float
    chance: Chance | None

    @property
    def is_small(self) -> bool:
        """Whether territories or posts are too few for two decimals to mean anything."""
        return self.units < _FEW_UNITS or self.fte < _FEW_POSTS

    @property
    def is_told_from_chance(self) -> bool:
        """Whether the Gini exceeds what chance gives nineteen times in twenty."""
        return self.gini is not None and self.chance is not None and self.gini > self.chance.high


def equity(coverage: pd.DataFrame) -> Equity:
    """Measure the equity of a table of coverage, whatever it comes from.

    Parameters
    ----------
    coverage
        ``people`` (missing without data) and ``fte`` by territory: an import, a sealed state, a scenario.
    """
    known = coverage[coverage["people"] > 0]
    people, fte = known["people"].to_numpy("float64"), known["fte"].to_numpy("float64")
    points = lorenz_points(zip(people.tolist(), fte.tolist(), strict=True))
    fair = people / people.sum() * fte.sum() if len(people) else people
    return Equity(
        units=len(known),
        people=float(people.sum()),
        fte=float(fte.sum()),
        points=points,
        gini=gini(points),
        moved_fte=float(np.abs(fte - fair).sum() / 2),
        chance=_chance(people, round(float(fte.sum()))),
    )


def shares_table(coverage: pd.DataFrame) -> pd.DataFrame:
    """Give each territory its share of the need and of the offer, the least endowed first.

    Parameters
    ----------
    coverage
        ``epci_code``, ``name``, ``people`` and ``fte``.

    Returns
    -------
    pandas.DataFrame
        ``epci_code``, ``name``, ``people``, ``fte``, ``need_pct``, ``offer_pct`` (%; missing without data,
        or without any offer) and ``gap_fte``, the FTE above its share (below: negative).
    """
    table = coverage[["epci_code", "name", "people", "fte"]].reset_index(drop=True)
    known = table["people"] > 0
    fte = table["fte"].where(known)
    table["need_pct"] = table["people"].where(known) / table.loc[known, "people"].sum() * 100
    total = float(fte.sum())
    table["offer_pct"] = fte / total * 100 if total > 0 else np.nan
    table["gap_fte"] = fte - table["need_pct"] / 100 * total
    order = (table["offer_pct"] / table["need_pct"]).sort_values(na_position="last", kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _chance(people: NDArray[np.float64], posts: int) -> Chance | None:
    """Draw the posts by lot, in proportion to the people, and look at the Gini of each draw."""
    if posts < 1 or not len(people):
        return None
    need = people / people.sum()
    offer = np.random.default_rng(_SEED).multinomial(posts, need, size=_DRAWS) / posts
    order = np.argsort(offer / need, axis=1, kind="stable")
    sorted_need = need[order]
    cumulated = np.take_along_axis(offer, order, axis=1).cumsum(axis=1)
    before = np.concatenate([np.zeros((_DRAWS, 1)), cumulated[:, :-1]], axis=1)
    drawn = 1 - (sorted_need * (cumulated + before)).sum(axis=1)
    return Chance(float(np.quantile(drawn, 0.5)), float(np.quantile(drawn, 0.95)))

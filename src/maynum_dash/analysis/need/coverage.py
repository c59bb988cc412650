"""Offer against need, by EPCI and for the département."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from maynum_dash.analysis.need.intervals import poisson_interval, standing
from maynum_dash.domain.coverage import (
    density_per_1000,
    gini,
    location_quotient,
    lorenz_points,
    missing_fte,
)
from maynum_dash.domain.posts import Status

_POST_COUNTS = {
    Status.OCCUPIED: "posts_occupied",
    Status.VACANT: "posts_vacant",
    Status.RETURNED: "posts_returned",
}


@dataclass(frozen=True, slots=True)
class Department:
    """Totals of the département.

    Parameters
    ----------
    population, population_15_plus
        Inhabitants of the EPCI with data (the Mayenne part of a partial one).
    rate_pct
        People ÷ population 15+, in %.
    people
        People in illectronisme in the EPCI with data.
    fte, fte_per_1000, ci_low, ci_high, people_per_fte
        Occupied FTE serving the EPCI with data, for 1 000 people with its 95 % interval, and its inverse.
    posts_occupied, posts_vacant, posts_returned
        Every post of the workbook, on a territory or not.
    posts_unmatched
        Those whose employer has no known EPCI, whatever their status.
    fte_unmatched
        Occupied FTE attributed to no EPCI.
    fte_without_data
        Occupied FTE serving EPCI without data; ``fte + fte_unmatched + fte_without_data`` is the whole offer.
    epci_without_data
        Names of the EPCI left out of the totals, because the source says nothing of them.
    gini, units
        Inequality of FTE against need over the EPCI with data (0 to 1), and how many they are.
    lorenz
        Curve behind it: cumulated shares of people and of FTE.
    """

    population: int
    population_15_plus: float
    rate_pct: float | None
    people: float
    fte: float
    fte_per_1000: float | None
    ci_low: float | None
    ci_high: float | None
    people_per_fte: float | None
    posts_occupied: int
    posts_vacant: int
    posts_returned: int
    posts_unmatched: int
    fte_unmatched: float
    fte_without_data: float
    epci_without_data: tuple[str, ...]
    gini: float | None
    units: int
    lorenz: tuple[tuple[float, float], ...]


def coverage_table(needs: pd.DataFrame, posts: pd.DataFrame, served: pd.DataFrame) -> pd.DataFrame:
    """Put the offer beside the need of each EPCI.

    Parameters
    ----------
    needs
        Result of ``needs_table``.
    posts
        ``row``, ``epci_code`` (employer's), ``fte`` and ``status`` of each post.
    served
        ``row``, ``epci_code`` and ``share`` of each post.

    Returns
    -------
    pandas.DataFrame
        The rows of ``needs`` and their columns, then ``posts_occupied``, ``posts_vacant``, ``posts_returned``
        (at the employer's EPCI); ``fte`` (occupied, shared over the EPCI served); ``fte_per_1000`` with
        ``ci_low`` and ``ci_high`` (95 % interval); ``quotient`` (share of FTE ÷ share of people, over the
        EPCI with data); ``people_per_fte``; ``standing`` (a value of ``Standing``). Missing without data,
        never zero.
    """
    table = needs.reset_index(drop=True)
    table = count_posts(table, posts, "epci_code", "epci_code")
    table["fte"] = table["epci_code"].map(_offer(posts, served)).fillna(0.0).astype("float64")
    people, fte = table["people"].to_numpy("float64"), table["fte"].to_numpy("float64")
    thousands = np.where(people > 0, people / 1000, np.nan)
    low, high = poisson_interval(fte)
    table["fte_per_1000"], table["ci_low"], table["ci_high"] = (
        fte / thousands,
        low / thousands,
        high / thousands,
    )
    has_data = ~np.isnan(people)
    totals = fte[has_data].sum(), people[has_data].sum()
    table["quotient"] = [_quotient(f, p, totals) for f, p in zip(fte, people, strict=True)]
    table["people_per_fte"] = people / np.where(fte > 0, fte, np.nan)
    density = density_per_1000(*totals)
    table["standing"] = [str(standing(f, p, density)) for f, p in zip(fte, people, strict=True)]
    return table.astype({"quotient": "float64", "standing": "str"})


def count_posts(table: pd.DataFrame, posts: pd.DataFrame, code: str, seat: str) -> pd.DataFrame:
    """Add the number of posts of each status that have their seat in each territory.

    Parameters
    ----------
    table
        One row per territory.
    posts
        Matched posts.
    code
        Column of ``table`` that holds the code of the territory.
    seat
        Column of ``posts`` that holds the code of the same kind.

    Returns
    -------
    pandas.DataFrame
        ``table`` with ``posts_occupied``, ``posts_vacant`` and ``posts_returned``; zero where there is none.
    """
    counts = {
        column: table[code]
        .map(posts.loc[posts["status"] == status, seat].value_counts())
        .fillna(0)
        .astype("int64")
        for status, column in _POST_COUNTS.items()
    }
    return table.assign(**counts)


def department_row(coverage: pd.DataFrame, posts: pd.DataFrame, served: pd.DataFrame) -> Department:
    """Sum the coverage of the EPCI, and say what the sum leaves out.

    Parameters
    ----------
    coverage
        Result of ``coverage_table``.
    posts, served
        The tables that it was made from.
    """
    has_data = coverage["people"].notna()
    known = coverage[has_data]
    people, fte = float(known["people"].sum()), float(known["fte"].sum())
    population_15_plus = float(known["population_15_plus"].sum())
    low, high = poisson_interval(np.array([fte]))
    points = lorenz_points(zip(known["people"], known["fte"], strict=True))
    offer = _offer(posts, served)
    statuses = posts["status"].value_counts()
    return Department(
        population=int(known["population"].sum()),
        population_15_plus=population_15_plus,
        rate_pct=people / population_15_plus * 100 if population_15_plus > 0 else None,
        people=people,
        fte=fte,
        fte_per_1000=density_per_1000(fte, people),
        ci_low=density_per_1000(float(low[0]), people),
        ci_high=density_per_1000(float(high[0]), people),
        people_per_fte=people / fte if fte > 0 else None,
        posts_occupied=int(statuses.get(Status.OCCUPIED, 0)),
        posts_vacant=int(statuses.get(Status.VACANT, 0)),
        posts_returned=int(statuses.get(Status.RETURNED, 0)),
        posts_unmatched=int(posts["epci_code"].isna().sum()),
        fte_unmatched=float(offer[~offer.index.isin(coverage["epci_code"])].sum()),
        fte_without_data=float(coverage.loc[~has_data, "fte"].sum()),
        epci_without_data=tuple(coverage.loc[~has_data, "name"]),
        gini=gini(points),
        units=len(known),
        lorenz=points,
    )


def missing_table(coverage: pd.DataFrame, target_per_1000: float) -> pd.DataFrame:
    """Give the FTE to add in each EPCI before a density is reached.

    Parameters
    ----------
    coverage
        Result of ``coverage_table``.
    target_per_1000
        FTE for 1 000 people in illectronisme, chosen by the user.

    Returns
    -------
    pandas.DataFrame
        ``epci_code``, ``name``, ``fte``, ``people`` and ``fte_missing`` (missing without data). Its sum is
        what every EPCI needs; a surplus in one does not make up for a lack in another.
    """
    table = coverage[["epci_code", "name", "fte", "people"]].copy()
    table["fte_missing"] = [
        missing_fte(fte, people, target_per_1000) if people == people else float("nan")  # noqa: PLR0124 -- NaN is the value that differs from itself
        for fte, people in zip(table["fte"], table["people"], strict=True)
    ]
    return table


def _offer(posts: pd.DataFrame, served: pd.DataFrame) -> pd.Series:
    """Sum the occupied FTE by EPCI served; a missing code holds what is attributed to none."""
    occupied = posts.loc[posts["status"] == Status.OCCUPIED, ["row", "fte"]]
    shares = served.merge(occupied, on="row", how="inner", validate="m:1")
    return (shares["fte"] * shares["share"]).groupby(shares["epci_code"], dropna=False).sum()


def _quotient(fte: float, people: float, totals: tuple[float, float]) -> float | None:
    return location_quotient(fte, totals[0], people, totals[1])

"""One table of indicators per territory, for the map and the table under it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from maynum_dash.analysis.coverage import count_posts
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.posts import Funder, Reading

_COLUMNS = [
    "code",
    "name",
    "population",
    "population_15_plus",
    "rate_pct",
    "people",
    "rate_low_pct",
    "rate_high_pct",
    "fte",
    "fte_per_1000",
    "ci_low",
    "ci_high",
    "quotient",
    "posts_occupied",
    "posts_vacant",
    "posts_returned",
    "euros_cents",
    "euros_per_inhabitant",
]
_EPCI_ONLY = ["fte", "fte_per_1000", "ci_low", "ci_high", "quotient"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which money a map shows.

    Parameters
    ----------
    reading
        One of the four readings.
    fiscal_year
        Calendar year; ``None`` for the whole programme.
    funder
        Whose money; the Département's by default.
    """

    reading: Reading
    fiscal_year: int | None = None
    funder: Funder = Funder.DEPARTMENT


@dataclass(frozen=True, slots=True)
class Aside:
    """What a table of indicators leaves out, because its territory is not known.

    Parameters
    ----------
    posts
        Posts, whatever their status.
    euros_cents
        Their money, in cents.
    """

    posts: int
    euros_cents: int


def indicators_table(
    level: Level, needs: pd.DataFrame, posts: pd.DataFrame, movements: pd.DataFrame, choice: Choice
) -> pd.DataFrame:
    """Give every indicator of the map, one column each.

    Parameters
    ----------
    level
        EPCI or communes.
    needs
        Result of ``coverage_table`` for EPCI, of ``commune_needs_table`` for communes.
    posts
        Matched posts to count, all or some.
    movements
        Money: ``row`` of the post, ``reading``, ``funder``, ``fiscal_year`` and ``amount_cents``.
    choice
        Which money.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``name``, ``population``, ``population_15_plus``, ``rate_pct`` (%), ``people``,
        ``rate_low_pct``, ``rate_high_pct``; ``fte``, ``fte_per_1000``, ``ci_low``, ``ci_high``, ``quotient``
        (missing for communes: the territory served is known by EPCI only); ``posts_occupied``,
        ``posts_vacant``, ``posts_returned`` (at the employer's seat); ``euros_cents`` (Int64, cents) and
        ``euros_per_inhabitant`` (euros). A territory without any post truly has zero posts and zero euros.
    """
    table = needs.rename(columns={"epci_code": "code"}) if level is Level.EPCI else needs.copy()
    table = count_posts(table.reset_index(drop=True), posts, "code", _key(level))
    if level is Level.COMMUNES:
        table[_EPCI_ONLY] = float("nan")
    amounts = _amounts(level, posts, movements, choice)
    by_code = amounts.groupby("code")["amount_cents"].sum()
    table["euros_cents"] = table["code"].map(by_code).fillna(0).astype("Int64")
    population = np.where(table["population"] > 0, table["population"], np.nan)
    table["euros_per_inhabitant"] = table["euros_cents"].to_numpy("float64") / 100 / population
    return table[_COLUMNS]


def aside(
    level: Level, needs: pd.DataFrame, posts: pd.DataFrame, movements: pd.DataFrame, choice: Choice
) -> Aside:
    """Count the posts and the money that no territory of ``indicators_table`` holds.

    Parameters
    ----------
    level, needs, posts, movements, choice
        Those of ``indicators_table``.
    """
    codes = needs["epci_code" if level is Level.EPCI else "code"]
    amounts = _amounts(level, posts, movements, choice)
    lost = amounts.loc[~amounts["code"].isin(codes), "amount_cents"]
    return Aside(posts=int((~posts[_key(level)].isin(codes)).sum()), euros_cents=int(lost.sum()))


def _key(level: Level) -> str:
    return "epci_code" if level is Level.EPCI else "commune_code"


def _amounts(level: Level, posts: pd.DataFrame, movements: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Take the money chosen, with the ``code`` of the territory of its post."""
    is_chosen = (movements["reading"] == choice.reading) & (movements["funder"] == choice.funder)
    if choice.fiscal_year is not None:
        is_chosen &= movements["fiscal_year"] == choice.fiscal_year
    territory = posts[["row", _key(level)]].rename(columns={_key(level): "code"})
    return movements.loc[is_chosen, ["row", "amount_cents"]].merge(
        territory, on="row", how="left", validate="m:1"
    )

"""One table of indicators per territory, for the map and the table under it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from maynum_dash.analysis.need.coverage import count_posts
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
_COUNTS = ["posts_occupied", "posts_vacant", "posts_returned"]
SEATS = {Level.EPCI: "epci_code", Level.CANTONS: "canton_code", Level.COMMUNES: "commune_code"}
_CHANGING = ["rate_pct", "people", "fte_per_1000", *_COUNTS, "euros_cents", "euros_per_inhabitant"]
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
        Size of the territories.
    needs
        Result of ``levels.needs_of``: one row per territory, its ``code`` in ``epci_code`` for EPCI.
    posts
        Matched posts to count, all or some; with ``canton_code`` for cantons.
    movements
        Money: ``row`` of the post, ``reading``, ``funder``, ``fiscal_year`` and ``amount_cents``.
    choice
        Which money.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``name``, ``population``, ``population_15_plus``, ``rate_pct`` (%), ``people``,
        ``rate_low_pct``, ``rate_high_pct``; ``fte``, ``fte_per_1000``, ``ci_low``, ``ci_high``, ``quotient``
        (missing for cantons and communes: the territory served is known by EPCI only); ``posts_occupied``,
        ``posts_vacant``, ``posts_returned`` (Int64, at the employer's seat); ``euros_cents`` (Int64, cents)
        and ``euros_per_inhabitant`` (euros). A territory without any post truly has zero posts and zero
        euros; a canton that cuts a commune has none of them, since a seat is known by its commune only.
    """
    table = needs.rename(columns={"epci_code": "code"}) if level is Level.EPCI else needs.copy()
    seated = posts.assign(seat=_seats(level, needs, posts))
    table = count_posts(table.reset_index(drop=True), seated, "code", "seat")
    if level in (Level.CANTONS, Level.COMMUNES):
        table[_EPCI_ONLY] = float("nan")
    by_code = _amounts(seated, movements, choice).groupby("seat")["amount_cents"].sum()
    table["euros_cents"] = table["code"].map(by_code).fillna(0).astype("Int64")
    table = table.astype(dict.fromkeys(_COUNTS, "Int64"))
    if level is Level.CANTONS:
        table.loc[table["is_cut"], [*_COUNTS, "euros_cents"]] = pd.NA
    population = np.where(table["population"] > 0, table["population"], np.nan)
    table["euros_per_inhabitant"] = (
        table["euros_cents"].to_numpy("float64", na_value=np.nan) / 100 / population
    )
    return table[_COLUMNS]


def differences_table(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Subtract one table of indicators from another, territory by territory.

    Parameters
    ----------
    before, after
        Results of ``indicators_table`` at the same level.

    Returns
    -------
    pandas.DataFrame
        The rows of ``after``, and its columns; what changes with time holds after − before, missing where
        either is; ``fte`` is the smaller of both, for what is computed on too few.
    """
    table = after.reset_index(drop=True)
    former = before.set_index("code").reindex(table["code"]).reset_index(drop=True)
    for column in _CHANGING:
        table[column] = table[column] - former[column]
    smaller = after["fte"].reset_index(drop=True).combine(former["fte"], min)
    return table.assign(fte=smaller)


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
    seated = posts.assign(seat=_seats(level, needs, posts))
    amounts = _amounts(seated, movements, choice)
    lost = amounts.loc[~amounts["seat"].isin(codes), "amount_cents"]
    return Aside(posts=int((~seated["seat"].isin(codes)).sum()), euros_cents=int(lost.sum()))


def _seats(level: Level, needs: pd.DataFrame, posts: pd.DataFrame) -> pd.Series:
    """Give the territory of each post: the whole département holds all of them, wherever they are."""
    if level is Level.DEPARTMENT:
        return pd.Series(needs["code"].iloc[0], index=posts.index)
    return posts[SEATS[level]]


def _amounts(seated: pd.DataFrame, movements: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Take the money chosen, with the ``seat`` of its post."""
    is_chosen = (movements["reading"] == choice.reading) & (movements["funder"] == choice.funder)
    if choice.fiscal_year is not None:
        is_chosen &= movements["fiscal_year"] == choice.fiscal_year
    return movements.loc[is_chosen, ["row", "amount_cents"]].merge(
        seated[["row", "seat"]], on="row", how="left", validate="m:1"
    )

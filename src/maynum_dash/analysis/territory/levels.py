"""The territories of each level: names, label points, need; cantons are sums of whole communes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from maynum_dash.analysis.need.intervals import poisson_interval
from maynum_dash.analysis.need.needs import commune_needs_table
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.departments import department_of
from maynum_dash.domain.priority import Tier
from maynum_dash.sources.perimeter import Perimeter
from maynum_dash.sources.reference import Reference

WHOLE = "tout"  # code of several départements together
_POINT = ["longitude", "latitude"]
_SUMS = ["population", "population_15_plus", "people"]


def territories(level: Level, reference: Reference, perimeter: Perimeter) -> pd.DataFrame:
    """Name the territories of a level.

    Parameters
    ----------
    level
        Size of the territories.
    reference
        Territories of today.
    perimeter
        Names of the whole.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``label_name`` (short), ``longitude``, ``latitude`` (of a label, WGS84 degrees) and
        ``is_partial`` (whether only a part of the territory counts: it is too narrow for its name).
    """
    if level is Level.DEPARTMENT:
        point = reference.communes[_POINT].mean().round(4)
        whole = {"code": perimeter.code or WHOLE, "label_name": perimeter.name, "is_partial": False}
        return pd.DataFrame([{**whole, **point}])
    if level is Level.EPCI:
        return reference.epci[["code", "short_name", *_POINT, "is_partial"]].rename(
            columns={"short_name": "label_name"}
        )
    table = reference.cantons if level is Level.CANTONS else reference.communes
    named = table[["code", "name", *_POINT]].rename(columns={"name": "label_name"})
    return named.assign(is_partial=False)


def known_levels(reference: Reference) -> tuple[Level, ...]:
    """List the sizes of territories that the reference data describe: cantons may be unknown."""
    return tuple(level for level in Level if level is not Level.CANTONS or len(reference.cantons))


def known_tiers(reference: Reference, tiers: Sequence[Tier] = tuple(Tier)) -> tuple[Tier, ...]:
    """Keep the sizes of territories that the reference data describe: cantons may be unknown."""
    return tuple(tier for tier in tiers if tier is not Tier.CANTONS or len(reference.cantons))


def departments(reference: Reference) -> tuple[str, ...]:
    """List the codes of the départements; empty when there is one only."""
    codes = sorted(set(reference.communes["code"].map(department_of)))
    return tuple(codes) if len(codes) > 1 else ()


def needs_of(
    level: Level, source: NeedSource, reference: Reference, coverage: pd.DataFrame, perimeter: Perimeter
) -> pd.DataFrame:
    """Give the need of each territory of a level, as ``indicators_table`` expects it.

    Parameters
    ----------
    level
        Size of the territories.
    source
        Where the need comes from.
    reference
        Territories of today.
    coverage
        Result of ``coverage_table``, from the same source: the EPCI, and what the département adds up.
    perimeter
        Names of the whole.
    """
    if level is Level.EPCI:
        return coverage
    if level is Level.COMMUNES:
        return commune_needs_table(source, reference)
    if level is Level.CANTONS:
        return canton_needs_table(source, reference)
    return _whole(coverage, perimeter)


def canton_needs_table(source: NeedSource, reference: Reference) -> pd.DataFrame:
    """Add the need of the communes up by canton.

    Parameters
    ----------
    source
        The official source is published by EPCI: it gives no data for cantons.
    reference
        Territories, populations and fitted rates.

    Returns
    -------
    pandas.DataFrame
        The columns of ``commune_needs_table`` but ``epci_code``, and ``is_cut``: a canton that holds a part
        of a commune has no population in the sources, hence no need. The sensitivity range does not add up.
    """
    cantons = reference.cantons.reset_index(drop=True)
    communes = commune_needs_table(source, reference)
    canton_of = reference.communes["canton_code"].reset_index(drop=True)
    sums = communes[_SUMS].groupby(canton_of).sum(min_count=1)
    table = cantons[["code", "name"]].assign(is_cut=cantons["population"].isna())
    for column in _SUMS:
        values = table["code"].map(sums[column]).astype("float64")
        table[column] = values.mask(table["is_cut"])
    table["rate_pct"] = (
        table["people"] / table["population_15_plus"].where(table["population_15_plus"] > 0) * 100
    )
    table[["rate_low_pct", "rate_high_pct"]] = float("nan")
    return table.assign(label=communes["label"].iloc[0], year=communes["year"].iloc[0])


def canton_codes(posts: pd.DataFrame, reference: Reference) -> "pd.Series[str]":
    """Give the canton of the seat of each post; missing where no commune is known, or where it is cut.

    Parameters
    ----------
    posts
        Matched posts.
    reference
        Its ``communes`` table gives the canton of each whole commune.
    """
    return posts["commune_code"].map(reference.communes.set_index("code")["canton_code"]).astype("str")


def cut_communes(reference: Reference) -> tuple[str, ...]:
    """Name the communes that canton lines cut."""
    return tuple(reference.communes.loc[reference.communes["canton_code"].isna(), "name"])


def _whole(coverage: pd.DataFrame, perimeter: Perimeter) -> pd.DataFrame:
    """Add the EPCI up; rates and densities are those of the EPCI with data."""
    known = coverage[coverage["people"].notna()]
    people, fte = float(known["people"].sum()), float(known["fte"].sum())
    adults = float(known["population_15_plus"].sum())
    thousands = people / 1000 if people > 0 else float("nan")
    low, high = poisson_interval(np.array([fte]))
    return pd.DataFrame(
        {
            "code": pd.Series([perimeter.code or WHOLE], dtype="str"),
            "name": pd.Series([perimeter.name], dtype="str"),
            "population": coverage["population"].sum(),
            "population_15_plus": coverage["population_15_plus"].sum(),
            "rate_pct": people / adults * 100 if adults > 0 else float("nan"),
            "people": people if len(known) else float("nan"),
            "rate_low_pct": float("nan"),
            "rate_high_pct": float("nan"),
            "fte": fte,
            "fte_per_1000": fte / thousands,
            "ci_low": low / thousands,
            "ci_high": high / thousands,
            "quotient": 1.0 if fte > 0 and people > 0 else float("nan"),
        }
    )

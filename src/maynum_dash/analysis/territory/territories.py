"""The tables of the reference data: communes, EPCI and cantons of today, with the estimated need."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.territory.estimation import (
    Coefficients,
    Targets,
    estimated_rates,
    fit_logit,
    rates_by_territory,
    sensitivity,
)
from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError
from maynum_dash.sources.calibration import Calibration
from maynum_dash.sources.official import OfficialTables
from maynum_dash.sources.reference import VINTAGE_SCHEMA

DIGITS = 6  # of a rate in %: far below what is shown, far above what differs from one machine to another
_KIND = re.compile(r"^(?:CC|CA|CU|Métropole)\s+(?:de la\s+|de l['’]|des\s+|du\s+|de\s+|d['’])?")
_ARTICLE = re.compile(r"^(?:L['’]|Le |La |Les )")


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Fitted coefficients, and rates by commune and by EPCI.

    Parameters
    ----------
    coefficients
        Of the main estimate (low diploma only).
    communes, epci
        Indexed by code: ``estimated_rate_pct``, and ``rate_low_pct`` and ``rate_high_pct`` over the
        sensitivity range, in %.
    """

    coefficients: Coefficients
    communes: DataFrame
    epci: DataFrame


def estimate_need(communes: DataFrame, indicators: DataFrame, calibration: Calibration) -> Estimate:
    """Fit the estimate and its sensitivity range on the communes of today.

    A commune takes the indicators published under its own code; without any, the mean of its EPCI, weighted
    by inhabitants; and an EPCI without any has no estimate. For a merger that came after the census
    geography this is the commune whose code survives: no population of the parts is in the sources.

    Parameters
    ----------
    communes
        ``code``, ``epci_code``, ``population``.
    indicators
        ``code``, ``low_diploma_pct``, ``share_65_plus_pct``.
    calibration
        Published aggregates.

    Returns
    -------
    Estimate

    Raises
    ------
    ReferenceCheckError
        When an EPCI of the calibration is unknown, or nothing fits.
    """
    named = {calibration.anchor_epci, *calibration.checked_epci} - {""}
    unknown = named - set(communes["epci_code"])
    if unknown:
        found = f"l'EPCI {min(unknown)} du calage n'est pas dans la liste des communes"
        raise ReferenceCheckError(ReferenceCheck.FIT, found)
    rows = with_indicators(communes, indicators).set_index("code")
    rows = rows[rows["low_diploma_pct"].notna()]
    weights, anchored = rows["population"].astype("float64"), rows["epci_code"] == calibration.anchor_epci
    targets = Targets(calibration.department_rate_pct, calibration.anchor_rate_pct)
    coefficients = fit_logit(rows["low_diploma_pct"], weights, anchored, targets)
    main = estimated_rates(rows["low_diploma_pct"], coefficients).to_frame("main")
    spread = sensitivity(rows, weights, anchored, targets)
    return Estimate(
        coefficients,
        _range(main, spread),
        _range(
            rates_by_territory(main, weights, rows["epci_code"]),
            rates_by_territory(spread, weights, rows["epci_code"]),
        ),
    )


def with_indicators(communes: DataFrame, indicators: DataFrame) -> DataFrame:
    """Join the census indicators; a commune that has none takes the mean of its EPCI.

    Parameters
    ----------
    communes
        ``code``, ``epci_code``, ``population``.
    indicators
        ``code``, ``low_diploma_pct``, ``share_65_plus_pct``.
    """
    table = communes.merge(indicators, on="code", how="left", validate="1:1")
    for name in ("low_diploma_pct", "share_65_plus_pct"):
        weight = table["population"].where(table[name].notna())
        sums = (table[name] * weight).groupby(table["epci_code"]).transform("sum")
        known = weight.groupby(table["epci_code"]).transform("sum")
        table[name] = table[name].fillna(sums / known.where(known > 0))
    return table


def _range(main: DataFrame, spread: DataFrame) -> DataFrame:
    """Put the main rate between the lowest and the highest of the sensitivity range."""
    return DataFrame(
        {
            "estimated_rate_pct": main["main"],
            "rate_low_pct": spread.min(axis=1),
            "rate_high_pct": spread.max(axis=1),
        }
    )


def communes_table(
    official: OfficialTables,
    estimate: Estimate,
    cantons: Mapping[str, tuple[str, ...]],
    share_15_plus: float,
) -> DataFrame:
    """Join what is known of each commune of today.

    Parameters
    ----------
    official
        Official tables, with a point for every commune.
    estimate
        Estimated rates.
    cantons
        Canton code by commune, or several codes for a commune which is cut.
    share_15_plus
        Share of the inhabitants aged 15 and over, from 0 to 1.

    Returns
    -------
    DataFrame
        Columns of ``communes.csv``, sorted by code.
    """
    table = with_indicators(official.communes, official.indicators)
    for other in (official.zones, official.points):
        table = table.merge(other, on="code", how="left", validate="1:1")
    table["revitalisation_zone"] = table["revitalisation_zone"].eq(other=True)
    table = table.join(estimate.communes, on="code", validate="1:1")
    one = {code: found[0] for code, found in cantons.items() if len(found) == 1}
    table = table.assign(
        canton_code=table["code"].map(one), population_15_plus=table["population"] * share_15_plus
    )
    return table.sort_values("code", ignore_index=True)


def epci_table(communes: DataFrame, estimate: Estimate, labels: DataFrame) -> DataFrame:
    """Add the communes up by EPCI; only their communes of the département are counted.

    Parameters
    ----------
    communes
        What :func:`communes_table` returns.
    estimate
        Estimated rates.
    labels
        ``code``, ``longitude``, ``latitude`` of a point inside each EPCI.

    Returns
    -------
    DataFrame
        Columns of ``epci.csv``, sorted by code.
    """
    people = communes["population_15_plus"] * communes["estimated_rate_pct"] / 100
    table = (
        communes.assign(estimated_people=people)
        .groupby("epci_code")
        .agg(
            name=("epci_name", "first"),
            kind=("kind", "first"),
            seat_department=("seat_department", "first"),
            communes=("code", "size"),
            population=("population", "sum"),
            population_15_plus=("population_15_plus", "sum"),
            estimated_people=("estimated_people", lambda people: people.sum(min_count=1)),
        )
        .join(estimate.epci, validate="1:1")
        .rename_axis("code")
        .reset_index()
        .merge(labels, on="code", how="left", validate="1:1")
    )
    ours = set(communes["department"])
    return table.assign(
        short_name=table["name"].map(short_name), is_partial=~table["seat_department"].isin(list(ours))
    )


def short_name(name: str) -> str:
    """Return the name of an EPCI without its kind and the article that follows.

    Examples
    --------
    >>> short_name("CC de l'Ernée"), short_name("CA Laval Agglomération"), short_name("CC du Pays de Craon")
    ('Ernée', 'Laval Agglomération', 'Pays de Craon')
    """
    return _KIND.sub("", name)


def cantons_table(
    communes: DataFrame, cantons: DataFrame, members: Mapping[str, tuple[str, ...]], labels: DataFrame
) -> DataFrame:
    """Name the cantons, and add their communes up where none is cut.

    Parameters
    ----------
    communes
        ``name``, ``canton_code``, ``population``.
    cantons
        ``code``, ``name``; a name that lost the article of its commune (« Huisserie ») gets it back.
    members
        Canton codes by commune.
    labels
        ``code``, ``longitude``, ``latitude`` of a point inside each canton.

    Returns
    -------
    DataFrame
        Columns of ``cantons.csv``, sorted by code.
    """
    cut = {code for found in members.values() if len(found) > 1 for code in found}
    known = set(communes["name"])
    articles = {_ARTICLE.sub("", name): name for name in sorted(known) if _ARTICLE.match(name)}
    names = cantons["name"].map(lambda name: name if name in known else articles.get(name, name))
    sums: Series[int] = communes.groupby("canton_code")["population"].sum()
    whole = cantons["code"].map(sums).astype("Int64").mask(cantons["code"].isin(cut), pd.NA)
    table = DataFrame({"code": cantons["code"], "name": names, "population": whole})
    return table.merge(labels, on="code", validate="1:1").sort_values("code", ignore_index=True)


def vintages_table(official: OfficialTables, communes: DataFrame) -> DataFrame:
    """Keep the indicators of older censuses for the communes of today.

    Parameters
    ----------
    official
        Its ``vintages`` may hold communes merged since, which are left out.
    communes
        What :func:`communes_table` returns.

    Returns
    -------
    DataFrame
        Columns of ``vintages.csv``, sorted by year and code; no row without any older census.
    """
    known = official.vintages[official.vintages["code"].isin(communes["code"])]
    table = known[list(VINTAGE_SCHEMA)].sort_values(["year", "code"], ignore_index=True)
    rounded = {column: DIGITS for column in VINTAGE_SCHEMA if column.endswith("_pct")}
    return table.round(rounded).astype(VINTAGE_SCHEMA)

"""Need: people in illectronisme by territory, from one of three sources, never mixed."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from maynum_dash.analysis.need.plausibility import people_anomalies, usable_people
from maynum_dash.analysis.need.provenance import source_label
from maynum_dash.analysis.territory.gazetteer import Gazetteer
from maynum_dash.analysis.territory.unknowns import epci_anomaly
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import MissingNeedsError
from maynum_dash.sources.reference import Reference

DEFINITION = (
    "Illectronisme : ne pas avoir utilisé internet récemment, ou n'avoir aucune compétence numérique "
    "de base ; personnes de 15 ans et plus."
)
# Year of the published aggregates on which the estimate is anchored, and of the regional rate.
_PUBLISHED_YEAR = 2019


def match_needs(
    needs: pd.DataFrame, epci: Gazetteer, sheet: str, territories: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Anomaly, ...]]:
    """Give each imported need its EPCI, and choose one row for each EPCI.

    Parameters
    ----------
    needs
        Table of the workbook: ``rate_pct`` (%), ``people``, ``year``, ``source`` by EPCI.
    epci
        Lookup of EPCI.
    sheet
        Name of the sheet, for the anomalies.
    territories
        ``epci`` of the reference: the numbers of people are compared with its populations.

    Returns
    -------
    table : pandas.DataFrame
        The same rows, with ``epci_code`` and ``is_retained``: the latest year of each EPCI, the first row
        when a year is given twice.
    anomalies : tuple of Anomaly
        Unknown EPCI, rows left aside, years mixed between EPCI, people that contradict their rate.
    """
    table = needs.copy()
    found = epci.find_all(needs["epci"])
    table["epci_code"] = (
        needs["epci"].map({text: result.code for text, result in found.items()}).astype("str")
    )
    known = table[table["epci_code"].notna()].sort_values("year", ascending=False, kind="stable")
    first_of_year = ~known.duplicated(["epci_code", "year"])
    retained = known.index[~known.duplicated("epci_code")]
    table["is_retained"] = table.index.isin(retained)
    anomalies = [
        *(
            replace(epci_anomaly(text, found[text]), sheet=sheet, row=int(row))
            for row, text in zip(table["row"], table["epci"], strict=True)
            if isinstance(text, str) and found[text].is_said
        ),
        *_left_aside(known[first_of_year & ~known.index.isin(retained)], sheet),
        *_duplicates(known[~first_of_year], sheet),
        *_mixed_years(table.loc[table["is_retained"], "year"], sheet),
        *people_anomalies(table[table["is_retained"]], territories, sheet),
    ]
    return table, tuple(anomalies)


def needs_table(
    source: NeedSource, reference: Reference, official: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give the need of each EPCI, from one source only.

    Parameters
    ----------
    source
        Which of the three.
    reference
        Territories, populations and fitted rates.
    official
        ``needs`` of ``Matched``; read for ``NeedSource.OFFICIAL`` only.

    Returns
    -------
    pandas.DataFrame
        One row per EPCI of the reference: ``epci_code``, ``name``, ``short_name``, ``is_partial``,
        ``population``, ``population_15_plus``, ``rate_pct``, ``people`` (float, unrounded), ``rate_low_pct``,
        ``rate_high_pct`` (sensitivity of the estimate, missing otherwise), ``label`` (French) and ``year``.

    Raises
    ------
    MissingNeedsError
        When the official source is asked for and no row was imported.

    Notes
    -----
    1. estimated: people = Σ over communes of population 15+ × rate; rate = people ÷ population 15+.
    2. uniform: the same regional rate everywhere.
    3. official: the imported rate; people as imported, else rate × population 15+. An EPCI that the table
       does not give has no data. People above the population 15+, or of an EPCI of which only a part lies
       in Mayenne, are replaced by rate × population 15+ (of the part).
    """
    columns = ["name", "short_name", "is_partial", "population", "population_15_plus"]
    table = reference.epci[["code", *columns, "rate_low_pct", "rate_high_pct"]].rename(
        columns={"code": "epci_code"}
    )
    table = table.reset_index(drop=True)
    if source is NeedSource.ESTIMATED:
        communes = reference.communes
        counts = communes["population_15_plus"] * communes["estimated_rate_pct"] / 100
        people = counts.groupby(communes["epci_code"]).sum(min_count=1)  # unknown is not zero
        table["people"] = table["epci_code"].map(people).astype("float64")
        table["rate_pct"] = table["people"] / table["population_15_plus"] * 100
    else:
        table[["rate_low_pct", "rate_high_pct"]] = float("nan")
    if source is NeedSource.UNIFORM:
        table["rate_pct"] = float(reference.fit.uniform_rate_pct)
        table["people"] = table["population_15_plus"] * table["rate_pct"] / 100
    if source is NeedSource.OFFICIAL:
        return _official(table, official)
    table["label"] = source_label(source, reference)
    table["year"] = pd.array([_PUBLISHED_YEAR] * len(table), dtype="Int64")
    return table[_COLUMNS]


def commune_needs_table(source: NeedSource, reference: Reference) -> pd.DataFrame:
    """Give the need of each commune, for the map.

    Parameters
    ----------
    source
        The official source is published by EPCI: it gives no data for communes.
    reference
        Territories, populations and fitted rates.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``name``, ``epci_code``, ``population``, ``population_15_plus``, ``rate_pct``, ``people``,
        ``rate_low_pct``, ``rate_high_pct``, ``label``, ``year``; missing where there is no data.
    """
    columns = [
        "code",
        "name",
        "epci_code",
        "population",
        "population_15_plus",
        "rate_low_pct",
        "rate_high_pct",
    ]
    table = reference.communes[columns].reset_index(drop=True)
    if source is NeedSource.ESTIMATED:
        table["rate_pct"] = reference.communes["estimated_rate_pct"].to_numpy("float64")
    else:
        table[["rate_low_pct", "rate_high_pct"]] = float("nan")
        is_uniform = source is NeedSource.UNIFORM
        table["rate_pct"] = float(reference.fit.uniform_rate_pct) if is_uniform else float("nan")
    table["people"] = table["population_15_plus"] * table["rate_pct"] / 100
    table["label"] = source_label(source, reference)
    year = pd.NA if source is NeedSource.OFFICIAL else _PUBLISHED_YEAR
    table["year"] = pd.array([year] * len(table), dtype="Int64")
    return table


def shown_label(needs: pd.DataFrame) -> str:
    """Name the source of a whole table, in French: every different label of the territories with data.

    Parameters
    ----------
    needs
        Result of ``needs_table``, of ``commune_needs_table`` or of ``coverage_table``.
    """
    labels = needs.loc[needs["people"].notna(), "label"].unique()
    return " ; ".join(labels) or "Sans donnée"


_COLUMNS = [
    "epci_code",
    "name",
    "short_name",
    "is_partial",
    "population",
    "population_15_plus",
    "rate_pct",
    "people",
    "rate_low_pct",
    "rate_high_pct",
    "label",
    "year",
]


def _official(table: pd.DataFrame, official: pd.DataFrame | None) -> pd.DataFrame:
    """Join the imported rows that were retained; the others stay without data."""
    if official is None or not official["is_retained"].any():
        raise MissingNeedsError
    rows = official.loc[official["is_retained"], ["epci_code", "rate_pct", "people", "year", "source"]]
    joined = table.merge(rows, on="epci_code", how="left", validate="1:1")
    computed = joined["population_15_plus"] * joined["rate_pct"] / 100
    given = usable_people(joined["people"], joined["is_partial"], joined["population_15_plus"])
    joined["people"] = given.fillna(computed)
    joined["year"] = joined["year"].astype("Int64")
    named = "Table importée : " + joined["source"] + ", " + joined["year"].astype("str")
    joined["label"] = named.where(joined["rate_pct"].notna(), "Sans donnée").astype("str")
    return joined[_COLUMNS]


def _left_aside(rows: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    for row, text, year in zip(rows["row"], rows["epci"], rows["year"], strict=True):
        message = (
            f"Une année plus récente est donnée pour « {text} » : la ligne de {year} n'est pas utilisée."
        )
        yield Anomaly("BESOIN_ANCIEN", Severity.INFORMATION, sheet, int(row), "Année", str(year), message)


def _duplicates(rows: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    for row, text, year in zip(rows["row"], rows["epci"], rows["year"], strict=True):
        message = f"« {text} » est donné deux fois pour {year} : la première ligne est suivie, pas celle-ci."
        yield Anomaly("BESOIN_EN_DOUBLE", Severity.WARNING, sheet, int(row), "EPCI", text, message)


def _mixed_years(years: pd.Series, sheet: str) -> Iterator[Anomaly]:
    different = sorted(years.unique())
    if len(different) > 1:
        listed = ", ".join(str(year) for year in different)
        message = (
            f"Les taux importés mêlent plusieurs années ({listed}) : ne comparez pas ces EPCI entre eux."
        )
        yield Anomaly("BESOIN_ANNEES_MELEES", Severity.WARNING, sheet, None, "Année", listed, message)

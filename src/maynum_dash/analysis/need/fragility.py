"""Index of fragility: a relative score of a territory, kept apart from every rate and count of people."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pandas as pd

from maynum_dash.analysis.territory.gazetteer import Found, Gazetteer
from maynum_dash.analysis.territory.unknowns import commune_anomaly
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.priority import Tier

_COLUMN = "Territoire"


def match_fragility(
    table: pd.DataFrame, epci: Gazetteer, communes: Gazetteer, sheet: str
) -> tuple[pd.DataFrame, tuple[Anomaly, ...]]:
    """Give each index its commune or its EPCI, and choose one row for each.

    Parameters
    ----------
    table
        Table of the workbook: ``row``, ``territory``, ``fragility_index`` (no unit), ``year``, ``source``.
    epci, communes
        Lookups. A SIREN or the name of an EPCI is an EPCI; anything else is looked for among communes, so
        that « Ernée », which is both, is the EPCI: its commune is written by its code. What the team decided
        comes after both.
    sheet
        Name of the sheet, for the anomalies.

    Returns
    -------
    table : pandas.DataFrame
        The same rows, with ``tier`` (a value of ``Tier``), ``code`` (both missing when the territory is not
        known) and ``is_retained``: the latest year of each territory, the first row when it is given twice.
    anomalies : tuple of Anomaly
        Territories unknown, rows set aside, several years or several sources at one size.
    """
    as_epci, as_commune = epci.find_all(table["territory"]), communes.find_all(table["territory"])
    lookups = (Tier.EPCI, as_epci), (Tier.COMMUNES, as_commune)
    chosen: dict[str, tuple[Tier, Found]] = {}
    for is_decided, (tier, lookup) in product((False, True), lookups):
        for text, found in lookup.items():
            if found.code is not None and (found.decided is not None) is is_decided:
                chosen.setdefault(text, (tier, found))
    codes = {text: found.code for text, (_, found) in chosen.items()}
    tiers = {text: tier.value for text, (tier, _) in chosen.items()}
    matched = table.assign(
        tier=table["territory"].map(tiers).astype("str"), code=table["territory"].map(codes).astype("str")
    )
    known = matched[matched["code"].notna()].sort_values("year", ascending=False, kind="stable")
    retained = known.index[~known.duplicated(["tier", "code"])]
    matched["is_retained"] = matched.index.isin(retained)
    anomalies = [
        *_unknown(matched, chosen, as_commune, sheet),
        *_left_aside(known.drop(retained), sheet),
        *_mixed(matched[matched["is_retained"]], sheet),
    ]
    return matched, tuple(anomalies)


def _unknown(
    matched: pd.DataFrame, chosen: Mapping[str, tuple[Tier, Found]], communes: Mapping[str, Found], sheet: str
) -> Iterator[Anomaly]:
    """Say which territories lead nowhere by themselves."""
    for row, text in zip(matched["row"], matched["territory"], strict=True):
        _, found = chosen.get(text, (None, communes[text]))
        if found.is_said:
            said = replace(commune_anomaly(text, found, _COLUMN), sheet=sheet, row=int(row))
            yield said if found.decided is not None else replace(said, code="TERRITOIRE_INCONNU")


def _left_aside(rows: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    for row, text, year in zip(rows["row"], rows["territory"], rows["year"], strict=True):
        message = (
            f"« {text} » a un autre indice, plus récent ou écrit plus haut : celui de {year}, sur cette "
            "ligne, n'est pas montré."
        )
        yield Anomaly("INDICE_EN_DOUBLE", Severity.INFORMATION, sheet, int(row), _COLUMN, text, message)


def _mixed(kept: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    """Say when one map would show several years or several indices."""
    for _, rows in kept.groupby("tier"):
        for column, name in (("year", "Année"), ("source", "Source")):
            found = sorted(str(value) for value in rows[column].unique())
            if len(found) > 1:
                listed = " ; ".join(found)
                message = (
                    f"Les indices de fragilité mêlent plusieurs valeurs de « {name} » ({listed}) : ne "
                    "comparez pas ces territoires entre eux."
                )
                yield Anomaly("INDICE_MELE", Severity.WARNING, sheet, None, name, listed, message)


def fragility_table(matched: pd.DataFrame, tier: Tier, names: "pd.Series[str]") -> pd.DataFrame:
    """Give the index of every territory of a size; missing where none was imported, never zero.

    Parameters
    ----------
    matched
        ``fragility`` of ``Matched``.
    tier
        EPCI or communes.
    names
        Name by code of every territory of that size.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``name``, ``fragility_index``, ``year`` and ``source``, in the order of ``names``.
    """
    kept = matched[matched["is_retained"] & (matched["tier"] == tier.value)].set_index("code")
    table = pd.DataFrame({"name": names}).join(kept[["fragility_index", "year", "source"]])
    return table.rename_axis("code").reset_index().astype({"year": "Int64"})

"""Elected members of the département, by canton: public persons, named as the workbook writes them."""

from collections.abc import Iterator, Mapping

import pandas as pd

from maynum_dash.analysis.territory.gazetteer import Found, Gazetteer
from maynum_dash.domain.anomalies import Anomaly, Severity

SEATS = 2  # a pair, since 2015


def match_elected(
    elected: pd.DataFrame, cantons: Gazetteer, sheet: str
) -> tuple[pd.DataFrame, tuple[Anomaly, ...]]:
    """Give each elected member a canton of today.

    Parameters
    ----------
    elected
        Table of the workbook: ``row``, ``canton``, ``name`` and ``role`` (may be missing).
    cantons
        Lookup of cantons.
    sheet
        Name of the sheet, for the anomalies.

    Returns
    -------
    table : pandas.DataFrame
        The same rows, with ``canton_code`` (missing: unknown canton).
    anomalies : tuple of Anomaly
        Cantons that lead nowhere, and cantons with more than two members.
    """
    found = cantons.find_all(elected["canton"])
    codes = {text: result.code for text, result in found.items()}
    table = elected.assign(canton_code=elected["canton"].map(codes).astype("str"))
    return table, (*_unknown(table, found, sheet), *_crowded(table, cantons.labels, sheet))


def _unknown(table: pd.DataFrame, found: Mapping[str, Found], sheet: str) -> Iterator[Anomaly]:
    lost = table[table["canton_code"].isna()]
    for row, text in zip(lost["row"], lost["canton"], strict=True):
        near = " ou ".join(f"« {name} »" for name in found[text].suggestions)
        asked = f" Vouliez-vous dire {near} ?" if near else ""
        message = (
            f"Le canton « {text} » n'est pas reconnu.{asked} Cette personne n'est citée sur aucune fiche. "
            "Écrivez le nom du canton ou son code Insee."
        )
        yield Anomaly("CANTON_INCONNU", Severity.WARNING, sheet, int(row), "Canton", text, message)


def _crowded(table: pd.DataFrame, names: Mapping[str, str], sheet: str) -> Iterator[Anomaly]:
    counts = table["canton_code"].value_counts().sort_index()
    for code, count in counts[counts > SEATS].items():
        message = (
            f"Le canton « {names[str(code)]} » a {count} élus dans le classeur ; un canton en a {SEATS}. "
            "Tous sont cités sur sa fiche."
        )
        yield Anomaly("CANTON_PLUS_DE_DEUX", Severity.WARNING, sheet, None, "Canton", str(count), message)

"""Where the employer of each post sits: its commune and its EPCI."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from maynum_dash.analysis.territory.gazetteer import Found, Gazetteer
from maynum_dash.analysis.territory.names import read_siren
from maynum_dash.analysis.territory.unknowns import commune_anomaly, epci_anomaly
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import Reference


def match_posts(
    posts: pd.DataFrame, epci: Gazetteer, communes: Gazetteer, reference: Reference, sheet: str
) -> tuple[pd.DataFrame, tuple[Anomaly, ...]]:
    """Give each post the commune and the EPCI of its employer.

    Parameters
    ----------
    posts
        Table of the workbook, one row per post.
    epci, communes
        Lookups.
    reference
        Its ``communes`` table gives the EPCI of each commune.
    sheet
        Name of the sheet, for the anomalies.

    Returns
    -------
    table : pandas.DataFrame
        The same rows and index, with ``commune_code``, ``epci_code`` and ``epci_name``.
    anomalies : tuple of Anomaly

    Notes
    -----
    1. The EPCI is the one of the column EPCI; else the one of the commune; else the one that the first nine
       digits of the SIRET name, when the employer is itself an EPCI or a commune.
    2. An employer that is a commune gives its own ``commune_code`` when the cell is empty, unless the
       column EPCI says that the post is elsewhere.
    """
    found_epci, found_communes = epci.find_all(posts["epci"]), communes.find_all(posts["commune"])
    by_name = _codes(posts["epci"], found_epci)
    commune = _codes(posts["commune"], found_communes)
    epci_of = reference.communes.set_index("code")["epci_code"]
    by_commune = commune.map(epci_of).astype("str")
    siren = posts["siret"].map(_siren).astype("str")
    town_hall = siren.map(_commune_sirens(reference)).astype("str")
    town_hall_epci = town_hall.map(epci_of).astype("str")
    table = posts.copy()
    table["epci_code"] = (
        by_name.fillna(by_commune).fillna(siren.map(dict(epci.codes)).astype("str")).fillna(town_hall_epci)
    )
    is_own = posts["commune"].isna() & (town_hall_epci == table["epci_code"]).fillna(value=False)
    table.insert(len(posts.columns), "commune_code", commune.where(~is_own, town_hall))
    table["epci_name"] = table["epci_code"].map(dict(epci.labels)).astype("str")
    anomalies = [
        *_name_anomalies(table, found_epci, found_communes, sheet),
        *_absent_anomalies(table, sheet),
        *_difference_anomalies(
            table[by_name.notna() & by_commune.notna() & (by_name != by_commune)], by_commune, epci, sheet
        ),
    ]
    return table, tuple(anomalies)


def _codes(texts: pd.Series, found: Mapping[str, Found]) -> pd.Series:
    return texts.map({text: result.code for text, result in found.items()}).astype("str")


def _siren(siret: object) -> str | None:
    return read_siren(siret) if isinstance(siret, str) else None


def _commune_sirens(reference: Reference) -> dict[str, str]:
    known = reference.communes.dropna(subset="siren")
    return dict(zip(known["siren"], known["code"], strict=True))


def _name_anomalies(
    table: pd.DataFrame, found_epci: Mapping[str, Found], found_communes: Mapping[str, Found], sheet: str
) -> Iterator[Anomaly]:
    """Say which names lead nowhere, and what becomes of the post."""
    for row, epci, commune, name in zip(
        table["row"], table["epci"], table["commune"], table["epci_name"], strict=True
    ):
        fate = (
            f"Le poste est rattaché à « {name} »."
            if isinstance(name, str)
            else "Le poste est compté à part, hors des EPCI."
        )
        if isinstance(epci, str) and found_epci[epci].is_said:
            anomaly = epci_anomaly(epci, found_epci[epci])
            yield replace(anomaly, sheet=sheet, row=int(row), message=f"{anomaly.message} {fate}")
        if isinstance(commune, str) and found_communes[commune].is_said:
            anomaly = commune_anomaly(commune, found_communes[commune])
            yield replace(anomaly, sheet=sheet, row=int(row), message=f"{anomaly.message} {fate}")


def _absent_anomalies(table: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    """Say which posts give no territory at all."""
    absent = table[table["epci_code"].isna() & table["epci"].isna() & table["commune"].isna()]
    for row, employer in zip(absent["row"], absent["employer"], strict=True):
        message = (
            f"Le poste de « {employer} » n'a ni EPCI, ni commune, et son SIRET n'est ni celui d'un EPCI, "
            f"ni celui d'une commune {perimeter().of} : "
            "il est compté à part, hors des EPCI. Remplissez la colonne EPCI."
        )
        yield Anomaly("EPCI_ABSENT", Severity.WARNING, sheet, int(row), "EPCI", "", message)


def _difference_anomalies(
    table: pd.DataFrame, by_commune: pd.Series, epci: Gazetteer, sheet: str
) -> Iterator[Anomaly]:
    """Say which posts name an EPCI that is not the one of their commune."""
    others = by_commune[table.index]
    for row, text, commune, other in zip(table["row"], table["epci"], table["commune"], others, strict=True):
        message = (
            f"La colonne EPCI dit « {text} », mais la commune « {commune} » est dans "
            f"« {epci.labels[other]} » : la colonne EPCI est suivie. Corrigez l'une des deux."
        )
        yield Anomaly("EPCI_COMMUNE_DIFFERENTS", Severity.WARNING, sheet, int(row), "EPCI", text, message)

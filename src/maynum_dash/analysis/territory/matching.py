"""Join a workbook to the territories: posts, what they serve, places, needs.

Nothing is dropped: what matches no territory keeps a missing code, and is said in an anomaly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

import pandas as pd

from maynum_dash.analysis.need.fragility import match_fragility
from maynum_dash.analysis.need.needs import match_needs
from maynum_dash.analysis.territory.gazetteer import (
    Found,
    Gazetteer,
    canton_gazetteer,
    commune_anomaly,
    commune_gazetteer,
    epci_anomaly,
    epci_gazetteer,
)
from maynum_dash.analysis.territory.names import read_siren
from maynum_dash.analysis.territory.placement import match_places
from maynum_dash.analysis.territory.representatives import match_elected
from maynum_dash.analysis.territory.served import Sharing, read_sharing
from maynum_dash.analysis.territory.structures import match_structures
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.reference import Reference
from maynum_dash.sources.schemas import GIVEN_NEEDS, NEEDS
from maynum_dash.sources.workbook import Workbook


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """A workbook on its territories.

    Parameters
    ----------
    posts
        Posts, with ``commune_code``, ``epci_code`` and ``epci_name`` of the employer (missing: unmatched),
        and ``structure``, its name as first written.
    served
        ``row`` and ``post_id`` of the post, ``epci_code`` (missing for what could not be attributed) and
        ``share``, which sums to 1 for each post.
    places
        Places, with ``commune_code``, ``epci_code`` and a point.
    needs
        Imported needs, with ``epci_code`` and ``is_retained`` (one row per EPCI at most).
    fragility
        Indices of fragility, with ``tier``, ``code`` and ``is_retained`` (one row per territory at most).
    elected
        Elected members, with ``canton_code``.
    anomalies
        Names unknown or ambiguous, columns that disagree, parts that do not sum to 1.
    """

    posts: pd.DataFrame
    served: pd.DataFrame
    places: pd.DataFrame
    needs: pd.DataFrame
    fragility: pd.DataFrame
    elected: pd.DataFrame
    anomalies: tuple[Anomaly, ...]


def match(workbook: Workbook, reference: Reference, aliases: pd.DataFrame, boundaries: str) -> Matched:
    """Join a workbook to today's communes and EPCI.

    Parameters
    ----------
    workbook
        Tables as read.
    reference
        Territories.
    aliases
        Former and usual names (``alias``, ``epci_code``).
    boundaries
        GeoJSON of the communes, to find where coordinates stand.
    """
    epci = epci_gazetteer(reference, aliases)
    communes = commune_gazetteer(reference)
    sheets = {count.table: count.sheet for count in workbook.sheets}
    posts, post_anomalies = match_posts(
        workbook.posts, epci, communes, reference, sheets.get("posts", "Postes")
    )
    names, name_anomalies = match_structures(posts, sheets.get("posts", "Postes"))
    served, served_anomalies = match_served(posts, epci, reference, sheets.get("posts", "Postes"))
    places, place_anomalies = match_places(
        workbook.places,
        communes,
        reference,
        boundaries,
        sheets.get("places", "Lieux"),
    )
    # A table of needs that is given apart stands in the place of the sheet of the workbook.
    is_given = not workbook.given_needs.empty
    needs, need_anomalies = match_needs(
        workbook.given_needs if is_given else workbook.needs,
        epci,
        sheets.get(GIVEN_NEEDS if is_given else NEEDS, "Illectronisme"),
        reference.epci,
    )
    fragility, index_anomalies = match_fragility(
        workbook.fragility, epci, communes, sheets.get("fragility", "Fragilité")
    )
    elected, elected_anomalies = match_elected(
        workbook.elected, canton_gazetteer(reference), sheets.get("elected", "Élus")
    )
    found = (post_anomalies, name_anomalies, served_anomalies, place_anomalies, need_anomalies)
    return Matched(
        posts=posts.assign(structure=names),
        served=served,
        places=places,
        needs=needs,
        fragility=fragility,
        elected=elected,
        anomalies=tuple(chain(*found, index_anomalies, elected_anomalies)),
    )


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


def match_served(
    posts: pd.DataFrame, epci: Gazetteer, reference: Reference, sheet: str
) -> tuple[pd.DataFrame, tuple[Anomaly, ...]]:
    """Share each post over the EPCI that it serves.

    Parameters
    ----------
    posts
        Matched posts; ``served`` is the text of « EPCI desservis », missing when a post serves its own EPCI.
    epci
        Lookup of EPCI.
    reference
        Its ``epci`` table gives the population 15+ that shares a post serving the whole département.
    sheet
        Name of the sheet, for the anomalies.

    Returns
    -------
    served : pandas.DataFrame
        ``row``, ``post_id``, ``epci_code`` (missing: unattributed) and ``share``; sums to 1 for each post.
    anomalies : tuple of Anomaly
    """
    seated = reference.epci[~reference.epci["is_partial"]]
    weights = dict(zip(seated["code"], seated["population_15_plus"], strict=True))
    texts = {text for text in posts["served"] if isinstance(text, str) and text.strip(" ;|\r\n")}
    sharings = {text: read_sharing(text, epci, weights) for text in texts}
    lines, anomalies = [], []
    for row, post_id, text, own in zip(
        posts["row"], posts["post_id"], posts["served"], posts["epci_code"], strict=True
    ):
        sharing = sharings.get(text, Sharing(((own, 1.0),)))
        lines += [(row, post_id, code, share) for code, share in sharing.shares]
        anomalies += [replace(anomaly, sheet=sheet, row=int(row)) for anomaly in sharing.anomalies]
    served = pd.DataFrame(lines, columns=["row", "post_id", "epci_code", "share"])
    return served.astype({"row": "int64", "post_id": "str", "epci_code": "str", "share": "float64"}), tuple(
        anomalies
    )


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
        if isinstance(epci, str) and found_epci[epci].code is None:
            anomaly = epci_anomaly(epci, found_epci[epci])
            yield replace(anomaly, sheet=sheet, row=int(row), message=f"{anomaly.message} {fate}")
        if isinstance(commune, str) and found_communes[commune].code is None:
            anomaly = commune_anomaly(commune, found_communes[commune])
            yield replace(anomaly, sheet=sheet, row=int(row), message=f"{anomaly.message} {fate}")


def _absent_anomalies(table: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    """Say which posts give no territory at all."""
    absent = table[table["epci_code"].isna() & table["epci"].isna() & table["commune"].isna()]
    for row, employer in zip(absent["row"], absent["employer"], strict=True):
        message = (
            f"Le poste de « {employer} » n'a ni EPCI, ni commune, et son SIRET n'est ni celui d'un EPCI, "
            "ni celui d'une commune de la Mayenne : "
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

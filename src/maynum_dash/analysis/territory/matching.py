"""Join a workbook to the territories: posts, what they serve, places, needs.

Nothing is dropped: what matches no territory keeps a missing code, and is said in an anomaly.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import pandas as pd

from maynum_dash.analysis.need.fragility import match_fragility
from maynum_dash.analysis.need.needs import match_needs
from maynum_dash.analysis.territory.gazetteer import (
    Gazetteer,
    canton_gazetteer,
    commune_gazetteer,
    epci_gazetteer,
)
from maynum_dash.analysis.territory.placement import match_places
from maynum_dash.analysis.territory.representatives import match_elected
from maynum_dash.analysis.territory.seats import match_posts
from maynum_dash.analysis.territory.served import Sharing, read_sharing
from maynum_dash.analysis.territory.structures import match_structures
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.sources.namings import Named
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


def match(
    workbook: Workbook,
    reference: Reference,
    aliases: pd.DataFrame,
    boundaries: str,
    namings: Iterable[Named] = (),
) -> Matched:
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
    namings
        Names that the team decided; they never replace what a name says by itself.
    """
    decided = tuple(namings)
    epci = epci_gazetteer(reference, aliases, decided)
    communes = commune_gazetteer(reference, decided)
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

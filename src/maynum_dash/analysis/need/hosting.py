"""Places that receive the public today: the workbook's for advisers, the public lists for the rest."""

from dataclasses import dataclass

import pandas as pd

from maynum_dash.domain.places import PlaceKind
from maynum_dash.domain.posts import Status
from maynum_dash.sources.reference import Reference

_COLUMNS = ["kind", "name", "commune_code", "longitude", "latitude", "origin"]


@dataclass(frozen=True, slots=True, eq=False)
class Hosting:
    """Places counted, and what is left aside.

    Parameters
    ----------
    places
        ``kind`` (a value of ``PlaceKind``), ``name``, ``commune_code``, ``longitude``, ``latitude`` (WGS84
        degrees) and ``origin`` (French: where the place comes from).
    unmanned
        Names of the places of the workbook whose post is vacant or returned: no adviser receives there.
    unplaced
        Names of the places of the workbook without any position.
    posts_without_place
        Occupied posts that no place of the workbook names; 0 when it names no post at all.
    """

    places: pd.DataFrame
    unmanned: tuple[str, ...]
    unplaced: tuple[str, ...]
    posts_without_place: int


def hosting(reference: Reference, places: pd.DataFrame, posts: pd.DataFrame) -> Hosting:
    """Gather the places where somebody is received.

    Parameters
    ----------
    reference
        France services, and the places of advisers of the public list.
    places
        ``places`` of ``Matched``: those of the workbook.
    posts
        Matched posts.

    Notes
    -----
    1. The places of the workbook are those of advisers, and replace the public list of them as a whole: that
       list is older, and a place left since must not count.
    2. A place tied to a post that is vacant or returned does not count; one tied to no post does.
    """
    known = reference.places.assign(
        origin=[f"liste publique du {day:%d/%m/%Y}" for day in reference.places["as_of"]]
    )[_COLUMNS]
    if places.empty:
        return Hosting(known.reset_index(drop=True), (), (), 0)
    statuses = posts.set_index("post_id")["status"]
    status = places["post_id"].map(statuses[~statuses.index.duplicated()])
    is_unmanned = status.notna() & (status != Status.OCCUPIED)
    is_placed = places["longitude"].notna() & places["latitude"].notna()
    kept = places[is_placed & ~is_unmanned].assign(kind=PlaceKind.ADVISER.value, origin="classeur")
    public = known[known["kind"] == PlaceKind.FRANCE_SERVICES]
    occupied = posts.loc[posts["status"] == Status.OCCUPIED, "post_id"]
    named = places["post_id"].dropna()
    return Hosting(
        places=pd.concat([kept[_COLUMNS], public], ignore_index=True),
        unmanned=tuple(places.loc[is_placed & is_unmanned, "name"]),
        unplaced=tuple(places.loc[~is_placed, "name"]),
        posts_without_place=int((~occupied.isin(named)).sum()) if len(named) else 0,
    )

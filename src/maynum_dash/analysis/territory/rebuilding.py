"""The boundaries of today at every level, rebuilt from official files and checked against each other."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from maynum_dash.analysis.territory.cantons import cantons_of_communes, cut_pieces
from maynum_dash.analysis.territory.consistency import (
    check_coarse_epci,
    check_level,
    check_outline,
    check_points,
)
from maynum_dash.analysis.territory.geography import (
    METRIC,
    WGS84,
    WIDE_TOLERANCE_M,
    dissolve_coverage,
    dissolve_level,
    holes,
    merge_communes,
    simplify,
)
from maynum_dash.analysis.territory.labels import inner_points
from maynum_dash.domain.errors import ReferenceCheck
from maynum_dash.sources.official import OfficialTables


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Rebuilt boundaries.

    Parameters
    ----------
    communes
        In full detail (EPSG:2154): ``code``, ``name``, ``epci_code``.
    cantons_of_communes
        Canton codes by commune: several for one that is cut, none without cantons.
    levels
        ``communes``, ``epci`` and ``cantons`` as shipped (WGS84).
    points
        ``code``, ``longitude``, ``latitude`` of every commune (degrees).
    unmapped
        Names of the communes that have no boundary.
    """

    communes: gpd.GeoDataFrame
    cantons_of_communes: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, gpd.GeoDataFrame]
    points: pd.DataFrame
    unmapped: tuple[str, ...]


def rebuild(official: OfficialTables, successors: Mapping[str, str]) -> Shapes:
    """Rebuild the boundaries of today, check them, and simplify the three levels together.

    Parameters
    ----------
    official
        What the files hold.
    successors
        Code of today by code of the past or of today.

    Raises
    ------
    ReferenceCheckError
        When boundaries contradict the lists, or each other.
    """
    communes = _communes(official, successors)
    has_cantons = not official.cantons.empty
    cantons = official.cantons.to_crs(METRIC)
    members = cantons_of_communes(communes, cantons) if has_cantons else {}
    levels = _levels(official, communes, cantons, members)
    enclaves = len(holes(communes))
    check_level(levels["communes"], communes["code"], ReferenceCheck.BOUNDARIES, enclaves)
    check_level(levels["epci"], communes["epci_code"], ReferenceCheck.EPCI, enclaves)
    check_level(levels["cantons"], cantons["code"], ReferenceCheck.CANTONS, enclaves)
    listed = official.communes
    unmapped = tuple(listed.loc[~listed["code"].isin(communes["code"]), "name"])
    return Shapes(communes, members, levels, _points(official, communes), unmapped)


def _communes(official: OfficialTables, successors: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Rebuild the communes in full detail, and check them."""
    today = official.communes.set_index("code")
    communes = merge_communes(official.parts, successors, today.index, official.outline).assign(
        name=lambda table: table["code"].map(today["name"]),
        epci_code=lambda table: table["code"].map(today["epci_code"]),
    )
    if not official.outline.empty:
        check_outline(communes, official.outline)
    if not official.coarse_epci.empty:
        epci = dissolve_coverage(communes, "epci_code").rename(columns={"epci_code": "code"})
        partial = set(today.loc[today["seat_department"] != today["department"], "epci_code"])
        check_coarse_epci(epci, official.coarse_epci, partial)
    check_points(communes, official.coarse_epci, official.points)
    return communes


def _levels(
    official: OfficialTables,
    communes: gpd.GeoDataFrame,
    cantons: gpd.GeoDataFrame,
    members: Mapping[str, tuple[str, ...]],
) -> dict[str, gpd.GeoDataFrame]:
    """Simplify the pieces once, and dissolve every level from them."""
    cut = {code: found for code, found in members.items() if len(found) > 1}
    raw = cut_pieces(communes, cantons, cut) if cut else communes[["code", "geometry"]]
    pieces = simplify(raw.assign(canton_code=None) if not cut else raw)
    epci_codes = official.communes.set_index("code")["epci_code"]
    whole = {code: found[0] for code, found in members.items()}
    levels = {
        "communes": dissolve_level(pieces, pieces["code"]),
        "epci": dissolve_level(pieces, pieces["code"].map(epci_codes)),
        "cantons": cantons.to_crs(WGS84)[["code", "geometry"]],
    }
    if members:
        levels["cantons"] = dissolve_level(pieces, pieces["canton_code"].fillna(pieces["code"].map(whole)))
    if len(set(official.communes["department"])) > 1:
        # A map of the country: a commune is a dot of it, and an EPCI can be drawn with fewer corners.
        epci = dissolve_coverage(communes, "epci_code").rename(columns={"epci_code": "code"})
        levels["epci"] = simplify(epci, WIDE_TOLERANCE_M)
    return levels


def _points(official: OfficialTables, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give each commune its official point, else one inside it, else one inside its EPCI."""
    own = official.points if not official.points.empty else inner_points(communes)
    listed = official.communes[["code", "epci_code"]]
    table = listed.merge(own, on="code", how="left", validate="1:1")
    epci = dissolve_coverage(communes, "epci_code").rename(columns={"epci_code": "code"})
    if table["longitude"].isna().any():
        inside = inner_points(epci).set_index("code")
        for axis in ("longitude", "latitude"):
            table[axis] = table[axis].fillna(table["epci_code"].map(inside[axis]))
    return table.drop(columns="epci_code")

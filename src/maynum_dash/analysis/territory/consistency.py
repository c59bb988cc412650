"""Checks of the official files against each other: the builder refuses what does not hold together."""

from collections.abc import Collection

import geopandas as gpd
import shapely
from pandas import DataFrame

from maynum_dash.analysis.territory.geography import LARGEST_GAP, METRIC, WGS84
from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError

POINT_TOLERANCE_M = 100.0  # the borders are simplified at a quarter: a point may stand just outside
OUTLINE_TOLERANCE = 0.001  # of the area of the département
COARSE_TOLERANCE = 0.05  # of the area of an EPCI: its cross-check is very generalised


def check_communes(communes: DataFrame, *, has_several: bool = False) -> None:
    """Check that the communes are of one département, and that each EPCI has one name, kind and seat.

    Parameters
    ----------
    communes
        ``department``, ``epci_code``, ``epci_name``, ``kind``, ``seat_department``.
    has_several
        Whether the territory is made of several départements.
    """
    if communes.empty or (len(set(communes["department"])) != 1 and not has_several):
        found = "le fichier mêle plusieurs départements, ou n'a aucune ligne"
        raise ReferenceCheckError(ReferenceCheck.COMMUNES, found)
    described = communes.groupby("epci_code")[["epci_name", "kind", "seat_department"]].nunique(dropna=False)
    twofold = described[(described != 1).any(axis=1)]
    if not twofold.empty:
        found = f"l'EPCI {twofold.index[0]} y porte deux noms, natures ou sièges"
        raise ReferenceCheckError(ReferenceCheck.EPCI, found)


def check_covered(communes: DataFrame, table: DataFrame, check: ReferenceCheck) -> None:
    """Check that a table has a row for each commune of today.

    Parameters
    ----------
    communes
        ``code`` and ``name`` of the communes of today.
    table
        ``code``; other codes are allowed (communes merged since).
    check
        What the table holds; one commune in fifty may be absent from it.
    """
    missing = communes[~communes["code"].isin(table["code"])]
    if len(missing) > LARGEST_GAP * len(communes):
        first = missing.iloc[0]
        found = f"{first['name']} ({first['code']}) n'y figure pas ({len(missing)} commune(s) dans ce cas)"
        raise ReferenceCheckError(check, found)


def check_outline(communes: gpd.GeoDataFrame, outline: gpd.GeoDataFrame) -> None:
    """Check that the communes together are the département, to 0.1 % of its area.

    Parameters
    ----------
    communes
        Geometry in EPSG:2154, a valid coverage.
    outline
        Outline of the département, any reference system.
    """
    whole = shapely.coverage_union_all(communes.geometry.to_numpy())
    expected = shapely.union_all(outline.to_crs(METRIC).geometry.to_numpy())
    gap = shapely.symmetric_difference(whole, expected).area / expected.area
    if gap > OUTLINE_TOLERANCE:
        found = f"la réunion des communes s'écarte du contour publié de {100 * gap:.2f} % de sa surface"
        raise ReferenceCheckError(ReferenceCheck.OUTLINE, found)


def check_points(communes: gpd.GeoDataFrame, published_epci: gpd.GeoDataFrame, points: DataFrame) -> None:
    """Check that each official point stands in its published EPCI and, within 100 m, in its commune.

    Nothing is checked without points, nor against EPCI that are not published.

    Parameters
    ----------
    communes
        ``code``, ``epci_code``, geometry (EPSG:2154), as rebuilt.
    published_epci
        ``code``, geometry, any reference system.
    points
        ``code``, ``longitude``, ``latitude`` (degrees).
    """
    placed = communes[["code", "epci_code"]].merge(points, on="code", validate="1:1")
    if placed.empty:
        return
    where = gpd.GeoSeries.from_xy(placed["longitude"], placed["latitude"], crs=WGS84).to_crs(METRIC)
    own = communes.set_index("code").geometry.loc[placed["code"]]
    outside = own.distance(where, align=False).to_numpy() > POINT_TOLERANCE_M
    if not published_epci.empty:
        around = published_epci.to_crs(METRIC).set_index("code").geometry.loc[placed["epci_code"]]
        outside |= ~around.contains(where, align=False).to_numpy()
    strays = placed[outside]
    if not strays.empty:
        found = f"le point de la commune {strays['code'].iloc[0]} est hors de son contour ou de son EPCI"
        raise ReferenceCheckError(ReferenceCheck.POINTS, found)


def check_coarse_epci(epci: gpd.GeoDataFrame, coarse: gpd.GeoDataFrame, partial: Collection[str]) -> None:
    """Check the rebuilt EPCI against published, very generalised ones, by area.

    Parameters
    ----------
    epci
        ``code``, geometry (EPSG:2154).
    coarse
        The same, any reference system.
    partial
        EPCI of which only a part is rebuilt: that part must lie inside the published one.
    """
    published = coarse.to_crs(METRIC).set_index("code").geometry
    rebuilt = epci.set_index("code").geometry
    if set(published.index) != set(rebuilt.index):
        found = f"l'EPCI {min(set(published.index) ^ set(rebuilt.index))} n'est que dans un des deux fichiers"
        raise ReferenceCheckError(ReferenceCheck.EPCI, found)
    for code, shape in rebuilt.items():
        shared = shape.intersection(published[code]).area
        whole = shape.area if code in partial else max(shape.area, published[code].area)
        if shared < (1 - COARSE_TOLERANCE) * whole:
            found = f"l'EPCI {code} ne recouvre que {100 * shared / whole:.1f} % du contour publié"
            raise ReferenceCheckError(ReferenceCheck.EPCI, found)


def check_level(
    level: gpd.GeoDataFrame, expected: Collection[str], check: ReferenceCheck, enclaves: int = 0
) -> None:
    """Check one shipped level: every territory there, no overlap, no hole in the whole but enclaves.

    Parameters
    ----------
    level
        ``code``, geometry as shipped.
    expected
        Codes that must be there, and no other.
    check
        Name of the level.
    enclaves
        Holes of the whole before it was simplified.
    """
    apart = set(level["code"]) ^ set(expected)
    if apart:
        raise ReferenceCheckError(check, f"le contour de {min(apart)} manque ou est en trop")
    shapes = level.geometry.to_numpy()
    parts = shapely.get_parts(shapely.coverage_union_all(shapes))
    if not shapely.coverage_is_valid(shapes) or shapely.get_num_interior_rings(parts).sum() > enclaves:
        raise ReferenceCheckError(check, "des contours simplifiés se chevauchent ou laissent un trou")


def check_populations(communes: DataFrame, epci: DataFrame) -> None:
    """Check that there are inhabitants, and that those of the EPCI add up to those of the communes."""
    total, by_epci = int(communes["population"].sum()), int(epci["population"].sum())
    if total != by_epci or total == 0:
        found = f"{total} habitants dans les communes, {by_epci} dans les EPCI"
        raise ReferenceCheckError(ReferenceCheck.POPULATIONS, found)

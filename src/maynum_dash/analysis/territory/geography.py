"""Boundaries of today, rebuilt from older ones: mergers, simplification, dissolving, label points.

Every level is dissolved from the same simplified pieces, so that communes, EPCI and cantons share their
borders to the last decimal and can be drawn over one another.
"""

from collections.abc import Collection, Mapping

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import DataFrame, Series

from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError

Shapes = NDArray[np.object_]

METRIC = "EPSG:2154"  # Lambert-93: metres
WGS84 = "EPSG:4326"
TOLERANCE_M = 200.0  # what keeps the communes of Mayenne under 200 kB, and good-looking at full screen
DECIMALS = 4  # of a degree: 11 m northwards, 7 m eastwards
WIDE_TOLERANCE_M = 1500.0  # EPCI of several départements: a map of the country has a unit per kilometre
LARGEST_HOLE_M2 = 100_000.0  # above 10 ha a hole is a missing territory, not a defect of the file
LARGEST_GAP = 0.02  # of the communes: those re-established since the boundaries were drawn have none


def successor_codes(movements: DataFrame, today: Collection[str]) -> dict[str, str]:
    """Follow mergers from each former code to the commune of today.

    A code that exists today stays itself, whatever it absorbed.

    Parameters
    ----------
    movements
        ``former_code`` and ``code``, oldest first.
    today
        Codes of the communes of today.

    Returns
    -------
    dict of str to str
        Every code of today, and every former code whose chain of mergers ends at one of them.

    Examples
    --------
    >>> successor_codes(DataFrame({"former_code": ["A", "B"], "code": ["B", "C"]}), ["C"])
    {'C': 'C', 'A': 'C', 'B': 'C'}
    """
    steps = dict(zip(movements["former_code"], movements["code"], strict=True))
    successors = {code: code for code in today}
    for former in steps:
        code, seen = former, set[str]()
        while code not in successors and code in steps and code not in seen:
            seen.add(code)
            code = steps[code]
        if code in successors:
            successors[former] = successors[code]
    return successors


def merge_communes(
    parts: gpd.GeoDataFrame,
    successors: Mapping[str, str],
    today: Collection[str],
    outline: gpd.GeoDataFrame | None = None,
) -> gpd.GeoDataFrame:
    """Dissolve older communes into those of today, and close the defects of their borders.

    Parameters
    ----------
    parts
        ``code`` and ``geometry`` of older communes, any reference system.
    successors
        Code of today by older code.
    today
        Codes of the communes of today.
    outline
        Published outline of the whole: what it leaves out is an enclave, not a missing commune. Without a
        row, no outline is published and every large hole is taken for an enclave.

    Returns
    -------
    GeoDataFrame
        ``code`` and ``geometry`` (EPSG:2154), one row per commune of today, sorted by code; one in fifty at
        most has no boundary.

    Raises
    ------
    ReferenceCheckError
        When parts lead to no commune of today, communes have no part, or parts overlap.
    """
    orphans = sorted(set(parts["code"]) - set(successors))
    if len(orphans) > LARGEST_GAP * len(parts):
        found = f"aucune commune d'aujourd'hui ne reprend le contour {orphans[0]}"
        raise ReferenceCheckError(ReferenceCheck.BOUNDARIES, found)
    metric = parts[parts["code"].isin(list(successors))].to_crs(METRIC)
    if not shapely.coverage_is_valid(metric.geometry.to_numpy()):
        found = "des contours se chevauchent, ou leurs limites communes diffèrent"
        raise ReferenceCheckError(ReferenceCheck.BOUNDARIES, found)
    merged = dissolve_coverage(metric.assign(code=metric["code"].map(successors)), "code")
    missing = sorted(set(today) - set(merged["code"]))
    if len(missing) > LARGEST_GAP * len(today):
        found = f"la commune {missing[0]} n'a pas de contour ({len(missing)} dans ce cas)"
        raise ReferenceCheckError(ReferenceCheck.BOUNDARIES, found)
    return _without_holes(merged, outline)


def simplify(pieces: gpd.GeoDataFrame, tolerance_m: float = TOLERANCE_M) -> gpd.GeoDataFrame:
    """Simplify a coverage without opening gaps, and round it to the decimals that are shipped.

    Visvalingam–Whyatt on shared edges: two neighbours keep the same border, before and after rounding.

    Parameters
    ----------
    pieces
        A valid coverage (EPSG:2154).
    tolerance_m
        Square root of the area (m²) of the triangles that may go.

    Returns
    -------
    GeoDataFrame
        The same rows in WGS84, coordinates rounded to 4 decimals, or to 5 where 4 are too few.

    Raises
    ------
    ReferenceCheckError
        When the rounded borders no longer match.
    """
    lighter = pieces.set_geometry(
        gpd.GeoSeries(
            shapely.coverage_simplify(pieces.geometry.to_numpy(), tolerance_m), index=pieces.index, crs=METRIC
        )
    ).to_crs(WGS84)
    # A few communes of the country are too small for four decimals: everything then keeps one more.
    for decimals in (DECIMALS, DECIMALS + 1):
        rounded = _rounded(lighter.geometry.to_numpy(), decimals)
        if shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded):
            return lighter.set_geometry(gpd.GeoSeries(rounded, index=lighter.index, crs=WGS84))
    found = f"les limites ne coïncident plus à {DECIMALS + 1} décimales"
    raise ReferenceCheckError(ReferenceCheck.SIMPLIFICATION, found)


def _rounded(shapes: Shapes, decimals: int) -> Shapes:
    rounded = shapely.transform(shapes, lambda points: np.round(points, decimals))
    oriented: Shapes = shapely.orient_polygons(shapely.remove_repeated_points(rounded))
    return oriented


def dissolve_level(pieces: gpd.GeoDataFrame, territories: "Series[str]") -> gpd.GeoDataFrame:
    """Dissolve pieces into one level of territories.

    Parameters
    ----------
    pieces
        A valid coverage.
    territories
        Code of the territory of each piece, on the same index.

    Returns
    -------
    GeoDataFrame
        ``code`` and ``geometry``, sorted by code, exterior rings counter-clockwise (RFC 7946).
    """
    level = dissolve_coverage(pieces.assign(code=territories), "code")
    return level.set_geometry(
        gpd.GeoSeries(shapely.orient_polygons(level.geometry.to_numpy()), index=level.index, crs=level.crs)
    )


def dissolve_coverage(shapes: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """Dissolve a valid coverage by one column: shared edges vanish exactly.

    Parameters
    ----------
    shapes
        ``geometry`` and the column named by ``by``.
    by
        Column to dissolve by.

    Returns
    -------
    GeoDataFrame
        That column and ``geometry``, sorted by it.
    """
    return shapes[[by, "geometry"]].dissolve(by, method="coverage").reset_index()


def holes(communes: gpd.GeoDataFrame) -> list[shapely.Polygon]:
    """List the holes of the whole that a valid coverage makes (EPSG:2154)."""
    whole = shapely.coverage_union_all(communes.geometry.to_numpy())
    return [
        shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in shapely.get_rings(part)[1:]
    ]


def _without_holes(communes: gpd.GeoDataFrame, outline: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    """Give each small hole of the territory to the commune with the longest border along it."""
    filled = communes.geometry.copy()
    for hole in holes(communes):
        if hole.area > LARGEST_HOLE_M2:
            _check_enclave(hole, outline)
            continue
        near = filled.iloc[communes.sindex.query(hole)]
        owner = near.boundary.intersection(hole.boundary).length.idxmax()
        filled[owner] = shapely.union(filled[owner], hole)
    return communes.set_geometry(filled)


def _check_enclave(hole: shapely.Polygon, outline: gpd.GeoDataFrame | None) -> None:
    """Refuse a large hole which is within the published outline."""
    inside = gpd.GeoSeries([hole.representative_point()], crs=METRIC)
    if outline is not None and not outline.to_crs(METRIC).contains(inside.iloc[0]).any():
        return
    where = inside.to_crs(WGS84).iloc[0]
    found = f"un trou de {hole.area / 1e4:.0f} ha près de {where.y:.3f} N, {where.x:.3f} E"
    raise ReferenceCheckError(ReferenceCheck.HOLES, found)

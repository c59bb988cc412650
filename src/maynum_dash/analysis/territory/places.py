"""Where the public is received, and what former communes became: both are put in a commune of today."""

from collections.abc import Mapping

import geopandas as gpd
from pandas import DataFrame, Series

from maynum_dash.analysis.territory.geography import METRIC, WGS84
from maynum_dash.analysis.territory.names import commune_core
from maynum_dash.domain.errors import ReferenceCheck, ReferenceCheckError

FARTHEST_M = 1_000.0  # from its commune: an address may be geocoded across the border, not further


def locate_places(
    places: DataFrame, successors: Mapping[str, str], communes: gpd.GeoDataFrame, former: DataFrame
) -> DataFrame:
    """Find the commune of today of each place: by its code, else by its name, else by its point.

    Parameters
    ----------
    places
        ``commune_code`` (may be missing), ``commune_name``, ``longitude``, ``latitude`` (degrees), ``name``,
        ``kind``.
    successors
        Code of today by code of the past or of today.
    communes
        ``code``, ``name``, geometry (EPSG:2154).
    former
        ``former_name`` and ``code``.

    Returns
    -------
    DataFrame
        The same rows, ``commune_code`` filled, sorted by kind and name.

    Raises
    ------
    ReferenceCheckError
        When the point of a place is more than 1 km from its commune, or in no commune.
    """
    if places.empty:
        return places
    points = gpd.GeoSeries.from_xy(places["longitude"], places["latitude"], crs=WGS84).to_crs(METRIC)
    points.index = places.index
    around = gpd.GeoDataFrame(geometry=points).sjoin(communes[["code", "geometry"]], predicate="intersects")
    by_point = around.loc[~around.index.duplicated(), "code"].reindex(places.index)
    by_name = (
        places["commune_name"].map(commune_core, na_action="ignore").map(_codes_by_name(communes, former))
    )
    codes = places["commune_code"].map(successors).fillna(by_name).fillna(by_point)
    _check(places, codes, points, communes)
    located = places.assign(commune_code=codes)
    return located.sort_values(["kind", "name"], ascending=[False, True], ignore_index=True)


def _codes_by_name(communes: DataFrame, former: DataFrame) -> dict[str, str]:
    """Return the commune of each normalised name that fits one commune only; today's names come first."""
    found: dict[str, str] = {}
    for names, codes in ((communes["name"], communes["code"]), (former["former_name"], former["code"])):
        keys = DataFrame({"key": names.map(commune_core), "code": codes}).drop_duplicates()
        lone = keys[~keys["key"].duplicated(keep=False)]
        found = dict(zip(lone["key"], lone["code"], strict=True)) | found
    return found


def _check(
    places: DataFrame, codes: "Series[str]", points: gpd.GeoSeries, communes: gpd.GeoDataFrame
) -> None:
    """Refuse a place without commune, or whose point is far from it."""
    shapes = communes.set_index("code").geometry
    for name, code, point in zip(places["name"], codes, points, strict=True):
        if code not in shapes.index:
            raise ReferenceCheckError(ReferenceCheck.PLACES, f"« {name} » n'est dans aucune commune")
        distance = point.distance(shapes[code])
        if distance > FARTHEST_M:
            found = f"« {name} » est à {distance / 1000:.1f} km de sa commune ({code})"
            raise ReferenceCheckError(ReferenceCheck.PLACES, found)


def former_communes_table(
    movements: DataFrame, successors: Mapping[str, str], communes: DataFrame
) -> DataFrame:
    """List the former codes and names, each with the commune of today that holds it.

    Parameters
    ----------
    movements
        ``former_code``, ``former_name``.
    successors
        Code of today by former code.
    communes
        ``code`` and ``name`` of today.

    Returns
    -------
    DataFrame
        ``former_code``, ``former_name``, ``code``: codes that no longer exist, or that had another name.
    """
    table = movements[["former_code", "former_name"]].assign(code=movements["former_code"].map(successors))
    today = table["code"].map(communes.set_index("code")["name"])
    changed = (table["former_code"] != table["code"]) | (table["former_name"] != today)
    kept = table[changed & table["code"].notna()].drop_duplicates()
    return kept.sort_values(["former_code", "former_name"], ignore_index=True)

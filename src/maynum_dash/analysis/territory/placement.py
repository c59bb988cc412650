"""Put the places of a workbook on a point, in a commune and in an EPCI."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape

from maynum_dash.analysis.territory.gazetteer import Found, Gazetteer
from maynum_dash.analysis.territory.unknowns import commune_anomaly
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import Reference

# Simplifying moves a border by up to 200 m: a point no farther out than this (degrees, about 300 m) is in.
_BORDER = 0.003


def match_places(
    places: pd.DataFrame, communes: Gazetteer, reference: Reference, boundaries: str, sheet: str
) -> tuple[pd.DataFrame, tuple[Anomaly, ...]]:
    """Give each place a commune, an EPCI and a point.

    Parameters
    ----------
    places
        Table of the workbook (degrees WGS84 in ``latitude`` and ``longitude``, or nothing).
    communes
        Lookup of communes.
    reference
        Its ``communes`` table gives the EPCI and the label point of each commune.
    boundaries
        GeoJSON of the communes; used only when a place has coordinates.
    sheet
        Name of the sheet, for the anomalies.

    Returns
    -------
    table : pandas.DataFrame
        The same rows, with ``commune_code``, ``epci_code`` and a filled ``longitude`` and ``latitude``:
        those of the workbook, else the label point of the commune. The commune written stands before
        the one found from the coordinates.
    anomalies : tuple of Anomaly
        Places outside the département, unknown communes, places without any position.
    """
    table = places.copy()
    found = communes.find_all(places["commune"])
    written = places["commune"].map({text: result.code for text, result in found.items()}).astype("str")
    located = communes_at(places["longitude"], places["latitude"], boundaries)
    table["commune_code"] = written.where(written.notna(), located)
    known = reference.communes.set_index("code")
    table["epci_code"] = table["commune_code"].map(known["epci_code"]).astype("str")
    has_point = places["longitude"].notna() & places["latitude"].notna()
    for axis in ("longitude", "latitude"):
        table[axis] = places[axis].where(has_point, table["commune_code"].map(known[axis])).astype("float64")
    return table, tuple(_anomalies(table, found, has_point, located, sheet))


def communes_at(longitude: pd.Series, latitude: pd.Series, boundaries: str) -> pd.Series:
    """Find the commune in which each point stands.

    Parameters
    ----------
    longitude, latitude
        Degrees, WGS84; missing ones give a missing code.
    boundaries
        GeoJSON of communes, with the property ``code``.

    Returns
    -------
    pandas.Series
        Codes on the index of ``longitude``; missing outside the département.
    """
    codes = pd.Series(pd.NA, index=longitude.index, dtype="str")
    has_point = (longitude.notna() & latitude.notna()).to_numpy()
    if not has_point.any():
        return codes
    features = json.loads(boundaries)["features"]
    tree = shapely.STRtree([shape(feature["geometry"]) for feature in features])
    points = shapely.points(longitude[has_point].to_numpy("float64"), latitude[has_point].to_numpy("float64"))
    which, hit = tree.query_nearest(points, max_distance=_BORDER, all_matches=False)
    names = np.array([feature["properties"]["code"] for feature in features], dtype=object)
    codes.iloc[np.flatnonzero(has_point)[which]] = names[hit]
    return codes


def _anomalies(
    table: pd.DataFrame, found: Mapping[str, Found], has_point: pd.Series, located: pd.Series, sheet: str
) -> Iterator[Anomaly]:
    """Say which places have an unknown commune, stand outside the département, or nowhere."""
    rows = zip(table["row"], table["name"], table["commune"], has_point, located.isna(), strict=True)
    for row, name, commune, is_point, is_lost in rows:
        is_written = isinstance(commune, str)
        if is_written and found[commune].is_said:
            yield replace(commune_anomaly(commune, found[commune]), sheet=sheet, row=int(row))
        if is_point and is_lost:
            message = (
                f"Le lieu « {name} » est hors {perimeter().of} d'après ses coordonnées : "
                "vérifiez que latitude et longitude ne sont pas inversées."
            )
            yield Anomaly("LIEU_HORS_DEPARTEMENT", Severity.WARNING, sheet, int(row), "Latitude", "", message)
        if not is_point and not is_written:
            message = f"Le lieu « {name} » n'a ni commune ni coordonnées : il n'est pas placé sur la carte."
            yield Anomaly("LIEU_SANS_POSITION", Severity.WARNING, sheet, int(row), "Commune", "", message)

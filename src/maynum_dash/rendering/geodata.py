"""Boundaries with their values, for another map tool: GeoJSON and GeoPackage."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from maynum_dash.rendering.neutral import inert_text
from maynum_dash.rendering.tables import Column, Kind

WGS84 = "EPSG:4326"


def geojson(boundaries: str, table: pd.DataFrame, columns: Sequence[Column], notes: Sequence[str]) -> bytes:
    """Write boundaries with values as GeoJSON (RFC 7946).

    Parameters
    ----------
    boundaries
        GeoJSON text of the level.
    table
        ``code`` and the fields of the columns; one row per territory.
    columns
        What to write; amounts in euros, what is missing is ``null``.
    notes
        Title, source, date and seal, kept beside the features.
    """
    rows = {str(row["code"]): row for row in _rows(table, columns)}
    features = [
        {
            "type": "Feature",
            "id": feature["id"],
            "properties": rows[feature["id"]],
            "geometry": feature["geometry"],
        }
        for feature in json.loads(boundaries)["features"]
        if feature["id"] in rows
    ]
    content = {
        "type": "FeatureCollection",
        "mentions": [inert_text(note) for note in notes],
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def geopackage(
    boundaries: str, table: pd.DataFrame, columns: Sequence[Column], notes: Sequence[str]
) -> bytes:
    """Write the same as a GeoPackage of one layer, « territoires »; the notes are its description.

    Parameters
    ----------
    boundaries, table, columns, notes
        As for ``geojson``.
    """
    shapes = {feature["id"]: shape(feature["geometry"]) for feature in json.loads(boundaries)["features"]}
    rows = [row for row in _rows(table, columns) if row["code"] in shapes]
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=[shapes[row["code"]] for row in rows], crs=WGS84)
    buffer = BytesIO()
    description = " ".join(inert_text(note) for note in notes)
    frame.to_file(
        buffer,
        driver="GPKG",
        layer="territoires",
        engine="pyogrio",
        layer_options={"DESCRIPTION": description},
    )
    return buffer.getvalue()


def _rows(table: pd.DataFrame, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Write each row under the French headings, in plain numbers."""
    return [
        {
            "code": str(code),
            **{column.heading: _plain(value, column) for column, value in zip(columns, values, strict=True)},
        }
        for code, *values in zip(table["code"], *(table[column.field] for column in columns), strict=True)
    ]


def _plain(value: Any, column: Column) -> str | float | int | None:  # noqa: ANN401 -- whatever a cell holds
    if pd.isna(value):
        return None
    if column.kind is Kind.TEXT:
        return inert_text(str(value))
    if column.kind is Kind.EUROS:
        return int(value) / 100
    if column.kind is Kind.INTEGER:
        return round(float(value))
    return round(float(value), column.digits)

"""Published boundaries, read from GeoJSON or GeoParquet in WGS84."""

import json
import re
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from shapely.errors import ShapelyError
from shapely.geometry import shape

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.listings import REMEDY, check_unique

WGS84: Final = "EPSG:4326"
_OF_TODAY: Final = re.compile(r"insee20\d{2}")  # the same commune in a later list of communes
_FAULT: Final = "ce n'est pas un GeoJSON de contours"


def no_shapes() -> gpd.GeoDataFrame:
    """Make the boundaries of a file that is not there."""
    columns = {name: pd.Series(dtype="str") for name in ("code", "name")}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=WGS84), crs=WGS84)


def read_shapes(path: Path, code: str) -> gpd.GeoDataFrame:
    """Read boundaries in WGS84.

    Parameters
    ----------
    path
        A GeoJSON collection, a single GeoJSON feature, or a GeoParquet table.
    code
        Property that holds the code of a territory; its name is in ``nom``.

    Returns
    -------
    GeoDataFrame
        ``code``, ``name``, ``geometry``; ``later_code`` when the file says what the commune became.

    Raises
    ------
    UnreadableFileError
        When it holds no boundaries, or one code twice.
    """
    read = _parquet if path.suffix == ".parquet" else _geojson
    try:
        shapes = read(path, code)
    except KeyError as error:
        raise UnreadableFileError(path.name, f"la propriété {error} est absente", REMEDY) from error
    except (OSError, ValueError, TypeError, AttributeError, ShapelyError) as error:
        raise UnreadableFileError(path.name, _FAULT, REMEDY) from error
    check_unique(path, shapes)
    return shapes


def _geojson(path: Path, code: str) -> gpd.GeoDataFrame:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    features = content.get("features", [content])
    rows = {
        "code": [str(feature["properties"][code]) for feature in features],
        "name": [str(feature["properties"]["nom"]) for feature in features],
    }
    return gpd.GeoDataFrame(rows, geometry=[shape(one["geometry"]) for one in features], crs=WGS84)


def _parquet(path: Path, code: str) -> gpd.GeoDataFrame:
    table = gpd.read_parquet(path).to_crs(WGS84)
    later = [name for name in table.columns if _OF_TODAY.fullmatch(name)]
    rows = {"code": table[code].astype("str"), "name": table["nom"].astype("str")}
    if later:
        rows["later_code"] = table[max(later)].astype("str")
    return gpd.GeoDataFrame(rows, geometry=table.geometry, crs=WGS84)

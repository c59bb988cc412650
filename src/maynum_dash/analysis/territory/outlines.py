"""The outline of the whole territory from the boundaries of its parts, and some of those alone."""

import json
from collections.abc import Collection

import shapely
from shapely.geometry import shape


def whole(boundaries: str, code: str) -> str:
    """Dissolve the boundaries of a level into one territory.

    Parameters
    ----------
    boundaries
        GeoJSON text of a valid coverage, WGS84 degrees.
    code
        ``id`` of the only feature.

    Returns
    -------
    str
        GeoJSON text.
    """
    shapes = [shape(feature["geometry"]) for feature in json.loads(boundaries)["features"]]
    outline = shapely.to_geojson(shapely.coverage_union_all(shapes))
    feature = {"type": "Feature", "id": code, "properties": {"code": code}, "geometry": json.loads(outline)}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def only(boundaries: str, codes: Collection[str]) -> str:
    """Keep the boundaries of some territories.

    Parameters
    ----------
    boundaries
        GeoJSON text of a level.
    codes
        ``id`` of the features kept.

    Returns
    -------
    str
        GeoJSON text, compact.
    """
    kept = set(codes)
    features = [feature for feature in json.loads(boundaries)["features"] if feature["id"] in kept]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))

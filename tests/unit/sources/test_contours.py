"""Boundaries in the two formats in which they are published."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.contours import no_shapes, read_shapes


def parquet(path: Path, **others: list[str]) -> Path:
    columns = {"code": ["99001", "99006"], "nom": ["Ville", "Mare"], **others}
    shapes = [box(-1, 48, -0.9, 48.1), box(-0.9, 48, -0.8, 48.1)]
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").to_crs("EPSG:2154").to_parquet(path)
    return path


def test_a_table_in_metres_comes_back_in_degrees(tmp_path: Path) -> None:
    shapes = read_shapes(parquet(tmp_path / "communes_2018.parquet"), "code")
    assert shapes.columns.tolist() == ["code", "name", "geometry"]
    assert shapes["name"].tolist() == ["Ville", "Mare"]
    assert shapes.total_bounds == pytest.approx([-1, 48, -0.8, 48.1], abs=1e-6)


def test_the_latest_code_that_a_table_gives_is_kept(tmp_path: Path) -> None:
    path = parquet(tmp_path / "c.parquet", insee2020=["99001", "99002"], insee2025=["99001", "99005"])
    assert read_shapes(path, "code")["later_code"].tolist() == ["99001", "99005"]


@pytest.mark.parametrize(
    ("name", "content"), [("c.parquet", b"PAR1"), ("c.geojson", b"PAR1"), ("c.parquet", b"")]
)
def test_what_is_no_boundaries_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="contours"):
        read_shapes(path, "code")


def test_a_missing_column_and_a_double_code_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="siren"):
        read_shapes(parquet(tmp_path / "a.parquet"), "siren")
    with pytest.raises(UnreadableFileError, match="deux fois"):
        read_shapes(parquet(tmp_path / "b.parquet", code=["99001", "99001"]), "code")


def test_without_a_file_there_are_no_boundaries() -> None:
    assert no_shapes().empty
    assert no_shapes().crs.to_epsg() == 4326

"""Loading the reference data of a folder."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from maynum_dash.domain.errors import MissingReferenceError, UnreadableFileError
from maynum_dash.sources.folder import REFERENCE
from maynum_dash.sources.reference import SCHEMAS, load_boundaries, load_reference


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


@pytest.mark.parametrize("name", [*(f"{table}.csv" for table in SCHEMAS), "fit.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(MissingReferenceError, match=f"reference/{name}"):
        load_reference(folder)


def test_missing_boundaries_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingReferenceError, match=r"epci\.geojson"):
        load_boundaries("epci", tmp_path)


def test_an_unknown_level_is_a_bug() -> None:
    with pytest.raises(ValueError, match="quartiers"):
        load_boundaries("quartiers")


def test_a_table_without_its_columns_is_refused(folder: Path) -> None:
    (folder / "epci.csv").write_text("code,name\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"epci\.csv"):
        load_reference(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"slope": 1}'])
def test_incomplete_coefficients_are_refused(folder: Path, text: str) -> None:
    (folder / "fit.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"fit\.json"):
        load_reference(folder)


def test_tables_have_their_declared_types() -> None:
    reference = load_reference()
    for name, schema in SCHEMAS.items():
        table = getattr(reference, name)
        assert {column: str(kind) for column, kind in table.dtypes.items()} == schema, name


def test_loading_needs_no_geographic_library() -> None:
    code = "import sys, maynum_dash.sources.reference as r; r.load_reference(); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert "'pandas'" in loaded
    assert "'geopandas'" not in loaded
    assert "'shapely'" not in loaded


def test_boundaries_are_compact_json_with_ids() -> None:
    text = load_boundaries("epci")
    collection = json.loads(text)
    assert json.dumps(collection, ensure_ascii=False, separators=(",", ":")) == text.rstrip("\n")
    assert all(feature["id"] == feature["properties"]["code"] for feature in collection["features"])

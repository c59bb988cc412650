"""Everything that decides a figure beside the workbook, read as one."""

import shutil
from pathlib import Path

import pytest

from maynum_dash.domain.errors import MaynumError
from maynum_dash.sources.basis import fingerprint, load_basis
from maynum_dash.sources.folder import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_the_basis_of_a_copy_is_the_same(folder: Path) -> None:
    shipped, copied = load_basis(), load_basis(folder)
    assert copied.sha256 == shipped.sha256 == fingerprint(shipped.files)
    assert copied.scale == shipped.scale
    assert copied.reference.epci.equals(shipped.reference.epci)


def test_the_files_are_enough_to_make_it_again(folder: Path, tmp_path: Path) -> None:
    basis = load_basis(folder)
    for path, content in basis.files.items():
        (tmp_path / "again" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "again" / path).write_bytes(content)
    assert load_basis(tmp_path / "again").sha256 == basis.sha256


@pytest.mark.parametrize("path", ["bareme.toml", "alias_territoires.csv", "reference/communes.csv"])
def test_another_scale_or_territory_is_another_basis(folder: Path, path: str) -> None:
    before = load_basis(folder).sha256
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert load_basis(folder).sha256 != before


def test_a_missing_file_is_refused_by_name(folder: Path) -> None:
    (folder / "reference" / "epci.geojson").unlink()
    with pytest.raises(MaynumError, match=r"epci\.geojson"):
        load_basis(folder)

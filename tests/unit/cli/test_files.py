import os
import sys
from pathlib import Path

import pytest

from maynum_dash.cli.files import read_file, write_file
from maynum_dash.domain.errors import UnreadableFileError, UnwritableFileError


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(b"abc")
    assert read_file(path) == b"abc"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="il n'existe pas"):
        read_file(tmp_path / "absent.xlsx")


def test_a_file_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "suivi.xlsx").write_bytes(b"")
    with pytest.raises(UnreadableFileError):
        read_file(tmp_path / "suivi.xlsx" / "suivi.xlsx")


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read_file(tmp_path / ("a" * 5000))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="c'est un dossier"):
        read_file(tmp_path)


def test_a_huge_file_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 2**20 + 1)
    with pytest.raises(UnreadableFileError, match="200 Mo"):
        read_file(path)


def test_writing_says_whether_a_file_was_replaced(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    assert write_file(path, b"un") is False
    assert write_file(path, b"deux") is True
    assert path.read_bytes() == b"deux"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="le dossier n'existe pas"):
        write_file(tmp_path / "absent" / "suivi.xlsx", b"")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="c'est un dossier"):
        write_file(tmp_path, b"")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "suivi").write_bytes(b"")
    with pytest.raises(UnwritableFileError):
        write_file(tmp_path / "suivi" / "suivi.xlsx", b"")


if sys.platform != "win32":

    def test_a_device_is_neither_read_nor_replaced() -> None:
        with pytest.raises(UnreadableFileError, match="ordinaire"):
            read_file(Path(os.devnull))
        with pytest.raises(UnwritableFileError, match="ordinaire"):
            write_file(Path(os.devnull), b"")

    def test_a_link_stays_a_link(tmp_path: Path) -> None:
        target, link = tmp_path / "cible.xlsx", tmp_path / "lien.xlsx"
        target.write_bytes(b"un")
        link.symlink_to(target)
        assert write_file(link, b"deux") is True
        assert link.is_symlink()
        assert target.read_bytes() == b"deux"

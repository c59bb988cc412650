"""A file is taken once it is whole: never while it is copied, saved or open."""

import os
from pathlib import Path

import pytest

from maynum_dash.sources.inbox import Inbox, Standing


def standing(inbox: Inbox, folder: Path) -> dict[str, Standing]:
    return {one.path.name: one.standing for one in inbox.look(folder)}


def test_a_file_is_ready_at_the_second_look_that_finds_it_the_same(tmp_path: Path) -> None:
    inbox = Inbox()
    (tmp_path / "suivi.xlsx").write_bytes(b"PK")
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.WRITTEN}
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.READY}


def test_a_file_still_being_written_is_not_ready(tmp_path: Path) -> None:
    inbox, path = Inbox(), tmp_path / "suivi.xlsx"
    for size in (1, 2, 3):
        path.write_bytes(b"x" * size)
        assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.WRITTEN}
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.READY}


def test_a_file_of_the_same_size_saved_again_is_looked_at_again(tmp_path: Path) -> None:
    inbox, path = Inbox(), tmp_path / "suivi.xlsx"
    path.write_bytes(b"un")
    inbox.look(tmp_path)
    (first,) = inbox.look(tmp_path)
    path.write_bytes(b"de")
    os.utime(path, (1, 1))
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.WRITTEN}
    (second,) = inbox.look(tmp_path)
    assert first.sha256 != second.sha256


def test_an_empty_file_is_a_file_that_has_just_begun(tmp_path: Path) -> None:
    inbox = Inbox()
    (tmp_path / "suivi.xlsx").write_bytes(b"")
    inbox.look(tmp_path)
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.WRITTEN}


@pytest.mark.parametrize("lock", ["~$suivi.xlsx", ".~lock.suivi.xlsx#"])
def test_a_file_open_in_an_office_suite_waits(tmp_path: Path, lock: str) -> None:
    inbox = Inbox()
    (tmp_path / "suivi.xlsx").write_bytes(b"PK")
    (tmp_path / lock).write_bytes(b"L")
    inbox.look(tmp_path)
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.OPEN}
    (tmp_path / lock).unlink()
    assert standing(inbox, tmp_path) == {"suivi.xlsx": Standing.READY}


@pytest.mark.parametrize(
    "name",
    ["~$a.xlsx", ".a.xlsx", "~WRL0001.xlsx", "a.xlsx.part", "a.tmp", "a.xlsx.crdownload", "a.pdf", "a"],
)
def test_locks_and_temporary_files_are_nobody(tmp_path: Path, name: str) -> None:
    inbox = Inbox()
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "dossier.xlsx").mkdir()
    assert inbox.look(tmp_path) == inbox.look(tmp_path) == ()


def test_a_folder_that_goes_away_is_empty(tmp_path: Path) -> None:
    assert Inbox().look(tmp_path / "absent") == ()


def test_the_latest_comes_first_and_a_file_that_left_is_forgotten(tmp_path: Path) -> None:
    inbox = Inbox()
    for name, day in (("a.xlsx", 1), ("b.csv", 3), ("c.ods", 2)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (day, day))
    inbox.look(tmp_path)
    assert list(standing(inbox, tmp_path)) == ["b.csv", "c.ods", "a.xlsx"]
    (tmp_path / "b.csv").unlink()
    assert list(standing(inbox, tmp_path)) == ["c.ods", "a.xlsx"]

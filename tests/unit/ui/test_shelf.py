"""The shelf keeps the last workbooks, whoever puts them there and however many at once."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

import pytest

from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.ui import shelf
from maynum_dash.ui.shelf import Item, Shelf

DAY = date(2026, 3, 1)
PLACES = 16


def put(place: Shelf, *contents: int) -> list[Item]:
    return [place.put(f"{content}.xlsx", str(content).encode(), DAY) for content in contents]


def test_a_workbook_is_found_again_by_its_key() -> None:
    place = Shelf()
    item = place.put("suivi.xlsx", b"content", DAY)
    assert item == Item("suivi.xlsx", hashlib.sha256(b"content").hexdigest(), b"content", DAY)
    assert place.get(item.key) == item


def test_what_was_never_put_is_not_found() -> None:
    place = Shelf()
    put(place, 1)
    assert place.get("") is None
    assert place.get("0" * 64) is None


def test_the_same_workbook_takes_one_place() -> None:
    place = Shelf()
    first = place.put("a.xlsx", b"content", DAY)
    others = put(place, *range(PLACES - 1))
    again = place.put("a.xlsx", b"content", DAY)
    assert again.key == first.key
    assert all(place.get(item.key) for item in (first, *others))


def test_another_name_of_the_same_content_is_never_shown_to_somebody_else() -> None:
    place = Shelf()
    mine, theirs = place.put("a.xlsx", b"content", DAY), place.put("b.xlsx", b"content", DAY)
    assert mine.sha256 == theirs.sha256
    assert [place.get(item.key) for item in (mine, theirs)] == [mine, theirs]


def test_two_contents_of_one_name_are_two_workbooks() -> None:
    place = Shelf()
    one, other = place.put("a.xlsx", b"1", DAY), place.put("a.xlsx", b"2", DAY)
    kept = place.get(one.key), place.get(other.key)
    assert [item.content for item in kept if item] == [b"1", b"2"]


def test_the_seventeenth_takes_the_place_of_the_one_unused_for_longest() -> None:
    place = Shelf()
    items = put(place, *range(PLACES))
    assert place.get(items[0].key) is not None
    put(place, PLACES)
    assert place.get(items[1].key) is None
    assert [place.get(item.key) for item in (items[0], *items[2:])] == [items[0], *items[2:]]


def test_putting_a_workbook_again_is_using_it() -> None:
    place = Shelf()
    items = put(place, *range(PLACES))
    put(place, 0, PLACES)
    assert place.get(items[0].key) is not None
    assert place.get(items[1].key) is None


def test_many_sessions_at_once_find_what_they_put_and_leave_sixteen() -> None:
    place, start = Shelf(), Barrier(8)

    def session(number: int) -> list[bool]:
        start.wait()
        found = []
        for turn in range(300):
            # Forty contents for sixteen places: another session may have taken the place meanwhile.
            item = place.put(f"{number}.xlsx", f"{number}-{turn % 5}".encode(), DAY)
            kept = place.get(item.key)
            found.append(kept is None or kept.content == item.content)
        return found

    with ThreadPoolExecutor(8) as pool:
        assert all(all(found) for found in pool.map(session, range(8)))
    everything = [
        Shelf().put(f"{number}.xlsx", f"{number}-{turn}".encode(), DAY)
        for number in range(8)
        for turn in range(5)
    ]
    assert sum(place.get(item.key) is not None for item in everything) == PLACES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))
    return tmp_path


def write(folder: Path, name: str, changed: int) -> Path:
    path = folder / name
    path.write_bytes(b"x")
    os.utime(path, (changed, changed))
    return path


def test_the_latest_workbook_of_the_folder_comes_first(folder: Path) -> None:
    old, new, between = (write(folder, f"{name}.xlsx", day) for name, day in (("a", 1), ("b", 3), ("c", 2)))
    assert shelf.files() == [new, between, old]
    assert shelf.standard() == new


@pytest.mark.parametrize(
    "name", ["~$suivi.xlsx", "._suivi.xlsx", ".~lock.suivi.xlsx#", "notes.txt", "suivi.xlsx.tmp", "suivi.pdf"]
)
def test_what_is_not_a_workbook_is_left_out(folder: Path, name: str) -> None:
    write(folder, name, 9)
    kept = write(folder, "suivi.xlsx", 1)
    assert shelf.files() == [kept]


def test_a_folder_and_a_broken_link_are_no_workbooks(folder: Path) -> None:
    (folder / "dossier.xlsx").mkdir()
    (folder / "lien.xlsx").symlink_to(folder / "absent.xlsx")
    kept = write(folder, "suivi.xlsx", 1)
    assert shelf.files() == [kept]


def test_without_workbook_the_demonstration_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shelf.files() == []
    assert shelf.standard() == DEMO_WORKBOOK
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(folder / "absent"))
    assert shelf.files() == []
    assert shelf.standard() == DEMO_WORKBOOK


@pytest.mark.parametrize("value", [None, ""])
def test_no_folder_is_chosen_by_default(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)
    if value is not None:
        monkeypatch.setenv("MAYNUM_CLASSEURS", value)
    assert shelf.folder() is None
    assert shelf.files() == []
    assert shelf.standard() == DEMO_WORKBOOK


def test_the_day_of_a_file_is_the_one_it_was_last_changed(folder: Path) -> None:
    noon = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp())
    assert shelf.changed_on(write(folder, "suivi.xlsx", noon)) == DAY


def test_an_export_dropped_in_the_folder_is_offered_and_never_shown_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))
    (tmp_path / "suivi.xlsx").write_bytes(b"x")
    os.utime(tmp_path / "suivi.xlsx", (1, 1))
    (tmp_path / "postes.csv").write_bytes(b"x")
    assert [path.name for path in shelf.files()] == ["postes.csv", "suivi.xlsx"]
    assert shelf.standard().name == "suivi.xlsx"

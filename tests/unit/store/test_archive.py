"""The whole store in one file: saved from either database, restored in either, or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from maynum_dash.domain.errors import ArchiveError, ArchiveFault, MaynumError, StoreError
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.archive import MANIFEST, member, write_archive
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.backup import backups
from maynum_dash.store.base import Store
from maynum_dash.store.imports import (
    Totals,
    add_import,
    list_imports,
    read_import,
    restore_import,
)
from maynum_dash.store.opening import open_store
from maynum_dash.store.restoration import read_archive, rebuild

Same = Callable[[Workbook, Workbook], None]
Book = Callable[[str], Workbook]


@pytest.fixture
def archive(store: Store, book: Book, totals: Totals, tmp_path: Path) -> Path:
    """A store of two imports and a restoration, saved."""
    first, _ = add_import(store, book("juin"), totals, "équipe")
    add_import(store, book("juillet"), totals, "équipe")
    restore_import(store, first.id, "équipe")
    write_archive(store, tmp_path / "memoire.zip")
    return tmp_path / "memoire.zip"


@pytest.fixture
def empty(tmp_path: Path, new_database: Callable[[], str], request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store of the other database than the one of ``store``."""
    other = f"sqlite:///{tmp_path / 'autre' / 'maynum.db'}"
    address = other if "postgresql" in request.node.callspec.id else new_database()
    opened = open_store(address, patience_seconds=5)
    yield opened
    opened.close()


def altered(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write the archive again, otherwise."""
    with ZipFile(archive) as given:
        files = {name: given.read(name) for name in given.namelist()}
    change(files)
    path = archive.with_name("modifiee.zip")
    with ZipFile(path, "w", ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return path


def resealed(files: dict[str, bytes], table: str, content: bytes) -> None:
    """Replace a table and its fingerprint, as somebody who means harm would."""
    manifest = json.loads(files[MANIFEST])
    lines = content.count(b"\n")
    manifest["tables"][table] = {"lignes": lines, "sha256": hashlib.sha256(content).hexdigest()}
    files[member(table)], files[MANIFEST] = content, json.dumps(manifest).encode()


def test_an_archive_carries_everything_to_the_other_database(
    store: Store, archive: Path, empty: Store, same: Same
) -> None:
    assert read_archive(empty, archive, "équipe") == 3
    assert list_imports(empty) == list_imports(store)
    for line in list_imports(store):
        same(read_import(empty, line.id), read_import(store, line.id))
    saved = [event for event in list_events(empty) if event.action is not Action.BACKUP]
    assert saved == list(list_events(store))


def test_a_restored_store_goes_on_where_it_was(
    archive: Path, empty: Store, book: Book, totals: Totals
) -> None:
    read_archive(empty, archive, "équipe")
    again, is_new = add_import(empty, book("juin"), totals, "équipe")
    assert (again.id, is_new) == (1, False)
    line, is_new = add_import(empty, book("août"), totals, "équipe")
    assert (line.id, is_new) == (4, True)


def test_the_register_says_that_an_archive_was_restored(archive: Path, empty: Store) -> None:
    read_archive(empty, archive, "Service numérique")
    event = list_events(empty)[0]
    assert (event.author, event.action, event.subject) == (
        "Service numérique",
        Action.BACKUP,
        "Archive restaurée",
    )


def test_a_store_that_holds_imports_is_replaced_only_on_demand_and_saved_first(
    store: Store, archive: Path, book: Book, totals: Totals
) -> None:
    add_import(store, book("août"), totals, "équipe")
    before = list_imports(store)
    with pytest.raises(ArchiveError, match="--remplacer") as refused:
        read_archive(store, archive, "équipe")
    assert refused.value.fault is ArchiveFault.NOT_EMPTY
    assert list_imports(store) == before
    assert read_archive(store, archive, "équipe", replace=True) == 3
    saved = max((store.folder / "sauvegardes").glob("avant-restauration-*.zip"))
    assert read_archive(store, saved, "équipe", replace=True) == 4
    assert list_imports(store) == before


def _tamper(files: dict[str, bytes]) -> None:
    files[member("posts")] = files[member("posts")].replace(b"350000", b"350001")


def _cut(files: dict[str, bytes]) -> None:
    files[member("posts")] = files[member("posts")].splitlines(keepends=True)[0]


def _drop(files: dict[str, bytes]) -> None:
    del files[member("anomalies")]


def _orphan(files: dict[str, bytes]) -> None:
    line = files[member("posts")].splitlines()[0].replace(b'"import_id":1', b'"import_id":99')
    resealed(files, "posts", line + b"\n")


def _odd_column(files: dict[str, bytes]) -> None:
    resealed(files, "events", b'{"id":1,"mot":"x"}\n')


def _odd_value(files: dict[str, bytes]) -> None:
    resealed(files, "events", files[member("events")].splitlines()[0].replace(b'"id":1', b'"id":[1]') + b"\n")


def _huge_number(files: dict[str, bytes]) -> None:
    many = b'"id":' + b"9" * 30
    resealed(files, "events", files[member("events")].splitlines()[0].replace(b'"id":1', many) + b"\n")


def _deep(files: dict[str, bytes]) -> None:
    resealed(files, "events", b"[" * 100_000 + b"\n")


def _not_json(files: dict[str, bytes]) -> None:
    resealed(files, "events", b"\xff\xfe\n")


def _stranger(files: dict[str, bytes]) -> None:
    resealed(files, "intrus", b"")


def _newer(files: dict[str, bytes]) -> None:
    files[MANIFEST] = json.dumps({**json.loads(files[MANIFEST]), "revision": "9999"}).encode()


def _odd_manifest(files: dict[str, bytes]) -> None:
    files[MANIFEST] = b'{"format": "autre"}'


def _no_manifest(files: dict[str, bytes]) -> None:
    del files[MANIFEST]


@pytest.mark.parametrize(
    "change",
    [
        _tamper,
        _cut,
        _drop,
        _orphan,
        _odd_column,
        _odd_value,
        _huge_number,
        _deep,
        _not_json,
        _stranger,
        _newer,
        _odd_manifest,
        _no_manifest,
    ],
)
def test_an_archive_that_is_not_what_was_written_changes_nothing(
    archive: Path, empty: Store, change: Callable[[dict[str, bytes]], None]
) -> None:
    path = altered(archive, change)
    with pytest.raises(ArchiveError, match=r"« modifiee\.zip » ne peut pas être restaurée"):
        read_archive(empty, path, "équipe")
    assert list_imports(empty) == ()
    assert [event.action for event in list_events(empty)] == [Action.MIGRATION]


@pytest.mark.parametrize("content", [b"", b"autre chose", b"PK\x03\x04 coup\xc3\xa9", b"PK" + bytes(2000)])
def test_another_file_is_refused_in_french(file_store: Store, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photo.zip"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match="ne peut pas être restaurée"):
        read_archive(file_store, path, "équipe")


def test_a_missing_file_is_refused_in_french(file_store: Store, tmp_path: Path) -> None:
    with pytest.raises(MaynumError, match=r"« absente\.zip » ne peut pas être lu"):
        read_archive(file_store, tmp_path / "absente.zip", "équipe")


def test_a_copy_made_before_an_import_is_restored_too(
    file_store: Store, book: Book, totals: Totals, same: Same
) -> None:
    add_import(file_store, book("juin"), totals, "équipe")
    add_import(file_store, book("juillet"), totals, "équipe")
    copy = backups(file_store.folder)[0]
    assert read_archive(file_store, copy, "équipe", replace=True) == 1
    same(read_import(file_store, 1), book("juin"))


def test_a_store_that_cannot_be_opened_is_made_anew_and_kept_aside(
    file_store: Store, book: Book, totals: Totals, same: Same, tmp_path: Path
) -> None:
    add_import(file_store, book("juin"), totals, "équipe")
    write_archive(file_store, tmp_path / "memoire.zip")
    file_store.close()
    file = tmp_path / "maynum.db"
    file.write_bytes(b"SQLite format 3\0" + b"perdu" * 1000)
    # A journal left by a killed process would be replayed over the new file.
    file.with_name("maynum.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    with pytest.raises(StoreError):
        open_store(f"sqlite:///{file}")
    aside = rebuild(file, tmp_path / "memoire.zip", "équipe")
    assert aside is not None
    assert b"perdu" in aside.read_bytes()
    assert not file.with_name("maynum.db-journal").exists()
    with closing(open_store(f"sqlite:///{file}")) as again:
        same(read_import(again, 1), book("juin"))


def test_a_bad_archive_leaves_the_damaged_file_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "maynum.db"
    file.write_bytes(b"perdu")
    (tmp_path / "photo.zip").write_bytes(b"PK")
    with pytest.raises(ArchiveError):
        rebuild(file, tmp_path / "photo.zip", "équipe")
    assert file.read_bytes() == b"perdu"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["maynum.db", "photo.zip"]


def test_the_same_store_always_gives_the_same_tables(store: Store, archive: Path, tmp_path: Path) -> None:
    write_archive(store, tmp_path / "encore.zip")
    with ZipFile(archive) as one, ZipFile(tmp_path / "encore.zip") as other:
        assert json.loads(one.read(MANIFEST)) == json.loads(other.read(MANIFEST))


def test_an_archive_that_cannot_be_written_leaves_no_half_file(file_store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        write_archive(file_store, tmp_path / "nulle" / "part.zip")
    (tmp_path / "dossier.zip").mkdir()
    with pytest.raises(StoreError):
        write_archive(file_store, tmp_path / "dossier.zip")
    assert not list(tmp_path.glob("*.partiel"))


def test_the_archive_says_what_it_is(archive: Path) -> None:
    with ZipFile(BytesIO(archive.read_bytes())) as given:
        manifest: dict[str, Any] = json.loads(given.read(MANIFEST))
        assert manifest["format"] == "maynum-archive"
        for table, said in manifest["tables"].items():
            content = given.read(member(table))
            assert content.count(b"\n") == said["lignes"]
            assert hashlib.sha256(content).hexdigest() == said["sha256"]


def test_a_full_temporary_disk_refuses_a_copy_in_french(
    file_store: Store, book: Book, totals: Totals, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_import(file_store, book("juin"), totals, "équipe")
    add_import(file_store, book("juillet"), totals, "équipe")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/tmp/copie.db")  # noqa: S108 -- only a name

    monkeypatch.setattr("maynum_dash.store.restoration.shutil.copyfile", full)
    with pytest.raises(StoreError, match=r"« /tmp/copie\.db ».*plus de place"):
        read_archive(file_store, backups(file_store.folder)[0], "équipe", replace=True)
    assert len(list_imports(file_store)) == 2


def test_a_disk_that_refuses_even_to_delete_says_why_it_refused(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("pathlib.Path.open", read_only)
    monkeypatch.setattr("pathlib.Path.unlink", read_only)
    with pytest.raises(StoreError, match="lecture seule"):
        write_archive(file_store, tmp_path / "memoire.zip")


def test_a_store_made_anew_never_leaves_its_name_free(
    file_store: Store, book: Book, totals: Totals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_import(file_store, book("juin"), totals, "équipe")
    write_archive(file_store, tmp_path / "memoire.zip")
    file_store.close()
    file = tmp_path / "maynum.db"
    file.write_bytes(b"SQLite format 3\0" + b"perdu" * 1000)
    replace, seen = Path.replace, []

    def watched(path: Path, target: Path) -> Path:
        seen.append(file.read_bytes()[-5:])
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    aside = rebuild(file, tmp_path / "memoire.zip", "équipe")
    assert seen == [b"perdu"]
    assert aside is not None
    assert b"perdu" in aside.read_bytes()

"""A sealed state stays what was sealed, or says that it is not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import text

from maynum_dash.domain.errors import (
    DamagedSnapshotError,
    UnknownImportError,
    UnknownSnapshotError,
    UnwritableFileError,
)
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.digest import digest_content
from maynum_dash.store.imports import Totals, add_import, restore_import
from maynum_dash.store.seals import normalise, short
from maynum_dash.store.snapshots import (
    Snapshot,
    check_snapshot,
    find_snapshot,
    list_snapshots,
    seal,
    write_documents,
)

Make = Callable[[str], Workbook]
Sealing = Callable[..., tuple[Snapshot, bool]]
DAY = date(2026, 6, 12)
DOCUMENTS = {"bareme.toml": b"[[version]]", "reference/epci.csv": b"code,nom\n\0\xff"}
SEALED: Mapping[str, Any] = {
    "committee_on": DAY,
    "documents": DOCUMENTS,
    "parameters": {"lecture": "tranche", "densité": "1,5"},
    "figures": b'{"total":150000}',
    "software_version": "0.1.0",
    "author": "Équipe",
}


@pytest.fixture
def sealing(store: Store, book: Make, totals: Totals) -> Sealing:
    """Seal the import of June, with what the test changes."""
    line, _ = add_import(store, book("juin"), totals, "Équipe")

    def make(**changes: object) -> tuple[Snapshot, bool]:
        wanted: dict[str, Any] = {"import_id": line.id, **SEALED, **changes}
        return seal(store, **wanted)

    return make


def test_a_sealed_state_is_found_as_it_was_sealed(store: Store, sealing: Sealing) -> None:
    before = datetime.now(UTC)
    made, is_new = sealing(note="Vote du budget")
    assert is_new
    assert (made.committee_on, made.import_id, made.author) == (DAY, 1, "Équipe")
    assert (made.figures, made.note, made.software_version) == (
        SEALED["figures"],
        "Vote du budget",
        "0.1.0",
    )
    assert made.parameters == SEALED["parameters"]
    assert set(made.documents) == set(DOCUMENTS)
    assert before <= made.sealed_at <= datetime.now(UTC)
    assert find_snapshot(store, made.fingerprint) == made
    assert list_snapshots(store) == (made,)
    check_snapshot(store, made.fingerprint)
    event = list_events(store)[0]
    assert (event.action, event.subject) == (Action.SEAL, f"État scellé {made.fingerprint}")
    assert event.detail == "import n° 1, comité du 12/06/2026"


def test_the_same_thing_sealed_twice_is_one_state(store: Store, sealing: Sealing) -> None:
    made, _ = sealing()
    events = list_events(store)
    again, is_new = sealing(author="Direction", note="Deux fois")
    assert not is_new
    assert again == made
    assert list_snapshots(store) == (made,)
    assert list_events(store) == events


@pytest.mark.parametrize(
    "change",
    [
        {"committee_on": date(2026, 6, 13)},
        {"documents": {**DOCUMENTS, "bareme.toml": b"[[version]] "}},
        {"documents": {"bareme.toml": DOCUMENTS["bareme.toml"]}},
        {"documents": {}},
        {"parameters": {}},
        {"figures": b'{"total":150001}'},
        {"software_version": "0.1.1"},
    ],
)
def test_anything_else_is_another_state(store: Store, sealing: Sealing, change: dict[str, Any]) -> None:
    first, _ = sealing()
    other, is_new = sealing(**change)
    assert is_new
    assert other.fingerprint != first.fingerprint
    assert [one.fingerprint for one in list_snapshots(store)] == [other.fingerprint, first.fingerprint]
    check_snapshot(store, first.fingerprint)
    check_snapshot(store, other.fingerprint)


def test_other_rows_are_another_state_and_restored_ones_are_not(
    store: Store, sealing: Sealing, book: Make, totals: Totals
) -> None:
    first, _ = sealing()
    september, _ = add_import(store, book("septembre"), totals, "Équipe")
    assert sealing(import_id=september.id)[0].fingerprint != first.fingerprint
    back = restore_import(store, 1, "Équipe")
    assert sealing(import_id=back.id) == (first, False)


def test_an_import_that_does_not_exist_cannot_be_sealed(store: Store, sealing: Sealing) -> None:
    with pytest.raises(UnknownImportError):
        sealing(import_id=99)
    assert list_snapshots(store) == ()


def test_both_databases_give_the_same_fingerprint(sealing: Sealing) -> None:
    # The printed value: a change of it breaks every page that a committee holds.
    assert sealing()[0].fingerprint == "D0N9-8V4Q"


def test_a_negative_zero_is_a_zero(store: Store, book: Make, totals: Totals) -> None:
    # SQLite forgets the sign, PostgreSQL keeps it: one seal for both.
    digests = []
    for zero in (0.0, -0.0):
        places = frame(
            "places",
            {
                **{column: [None] for column in frame("places").columns},
                "row": [2],
                "name": ["Mairie"],
                "longitude": [zero],
            },
        )
        line, _ = add_import(store, replace(book(str(zero)), posts=frame("posts"), places=places), totals, "")
        with store.reading() as connection:
            digests.append(digest_content(connection, line.id))
    assert digests[0] == digests[1]


@given(some.integers(0, 2**40 - 1))
def test_a_fingerprint_holds_forty_bits_and_bears_being_typed(number: int) -> None:
    printed = short(f"{number:010x}{'f' * 54}")
    assert len(printed) == 9
    assert normalise(printed) == printed
    typed = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert normalise(typed) == printed
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = 0
    for letter in printed.replace("-", ""):
        value = value * 32 + alphabet.index(letter)
    assert value == number


@pytest.mark.parametrize("typed", ["", "0000-0000", "é", "'; --", "\0", "\ud83d", "0000-00000"])
def test_an_unknown_fingerprint_is_refused_in_french(store: Store, typed: str) -> None:
    for ask in (find_snapshot, check_snapshot):
        with pytest.raises(UnknownSnapshotError, match="Aucun état scellé"):
            ask(store, typed)


def test_a_fingerprint_is_found_however_it_is_typed(store: Store, sealing: Sealing) -> None:
    made, _ = sealing()
    assert find_snapshot(store, f" {made.fingerprint.lower().replace('-', '')} ") == made


def test_the_documents_are_written_as_they_were(store: Store, sealing: Sealing, tmp_path: Path) -> None:
    made, _ = sealing()
    write_documents(store, made.fingerprint, tmp_path / "état")
    written = {
        path.relative_to(tmp_path / "état").as_posix(): path.read_bytes()
        for path in (tmp_path / "état").rglob("*")
        if path.is_file()
    }
    assert written == DOCUMENTS


def test_a_folder_that_cannot_be_written_is_refused(store: Store, sealing: Sealing, tmp_path: Path) -> None:
    made, _ = sealing()
    (tmp_path / "pris").write_text("")
    with pytest.raises(UnwritableFileError, match="bareme"):
        write_documents(store, made.fingerprint, tmp_path / "pris")


@pytest.mark.parametrize("path", ["../bareme.toml", "/tmp/bareme.toml", "a\\b", "C:a"])  # noqa: S108 -- refused
def test_a_document_never_leaves_its_folder(
    store: Store, sealing: Sealing, tmp_path: Path, path: str
) -> None:
    made, _ = sealing(documents={path: b"x"})
    with pytest.raises(DamagedSnapshotError):
        write_documents(store, made.fingerprint, tmp_path / "a" / "b")
    assert list(tmp_path.rglob("bareme.toml")) == []


CHANGES = {
    "a row": ("UPDATE posts SET department_y1_cents = 350001 WHERE position = 0", "l'import n° 1"),
    "a row less": ("DELETE FROM posts WHERE position = 1", "l'import n° 1"),
    "an anomaly": ("UPDATE anomalies SET message = 'Rien.' WHERE position = 0", "l'import n° 1"),
    "a document": ("UPDATE contents SET content = CAST('x' AS {0})", "« bareme.toml »"),
    "a path": ("UPDATE documents SET path = 'autre.toml' WHERE path = 'bareme.toml'", "ses chiffres"),
    "a document less": ("DELETE FROM documents WHERE path = 'bareme.toml'", "ses chiffres"),
    "the figures": ("UPDATE snapshots SET figures = CAST('x' AS {0})", "ses chiffres"),
    "a parameter": ("UPDATE snapshots SET parameters = '{{}}'", "ses paramètres"),
    "the day": ("UPDATE snapshots SET committee_on = '2026-06-13'", "ses chiffres"),
    "the version": ("UPDATE snapshots SET software_version = '9'", "ses chiffres"),
}


def binary(store: Store) -> str:
    """Name the type of bytes."""
    return "BLOB" if store.is_sqlite else "BYTEA"


@pytest.mark.parametrize("change", CHANGES)
def test_a_sealed_state_that_was_changed_says_so(store: Store, sealing: Sealing, change: str) -> None:
    made, _ = sealing()
    order, said = CHANGES[change]
    with store.writing() as connection:
        connection.execute(text(order.format(binary(store))))
    with pytest.raises(DamagedSnapshotError, match=said) as refused:
        check_snapshot(store, made.fingerprint)
    assert refused.value.fingerprint == made.fingerprint


def test_a_changed_document_is_not_written(store: Store, sealing: Sealing, tmp_path: Path) -> None:
    made, _ = sealing()
    with store.writing() as connection:
        connection.execute(text(CHANGES["a document"][0].format(binary(store))))
    with pytest.raises(DamagedSnapshotError):
        write_documents(store, made.fingerprint, tmp_path / "état")
    assert list(tmp_path.rglob("*.toml")) == []


def test_documents_are_kept_once(store: Store, sealing: Sealing) -> None:
    sealing()
    sealing(committee_on=date(2026, 9, 1))
    with store.reading() as connection:
        assert connection.scalar(text("SELECT COUNT(*) FROM contents")) == 2

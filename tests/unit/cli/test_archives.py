"""« sauvegarder » and « restaurer --archive », over a memory that is empty, filled, damaged or gone."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli.opening import opened
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.backup import backups

Maynum = Callable[..., Any]
SEALED = ("sceller", "--liste", "--json")


@pytest.fixture
def archive(filled: Path, maynum: Maynum, tmp_path: Path) -> Path:
    """Archive of the filled memory."""
    assert filled.is_dir()
    path = tmp_path / "mémoire.zip"
    assert maynum("sauvegarder", path).status == 0
    return path


def history(maynum: Maynum) -> str:
    answer = maynum("imports", "--json")
    assert (answer.status, answer.complained) == (0, "")
    return str(answer.said)


@pytest.mark.usefixtures("filled")
def test_an_archive_is_written_and_audited(maynum: Maynum, tmp_path: Path) -> None:
    path = tmp_path / "mémoire.zip"
    first, second = (maynum("sauvegarder", path, "--auteur", "A") for _ in range(2))
    assert (first.status, first.complained) == (0, "")
    assert first.said == f"Archive écrite : {path} (2\u00a0imports)\n"
    assert second.said == f"Archive remplacée : {path} (2\u00a0imports)\n"
    assert "manifest.json" in zipfile.ZipFile(path).namelist()
    with opened() as store:
        event = list_events(store)[0]
    assert (event.action, event.author) == (Action.BACKUP, "A")
    assert sorted(place.name for place in tmp_path.iterdir()) == ["memoire", "mémoire.zip"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("memoire.xlsx", "Donnez un nom qui finit par « .zip »"),
        ("memoire", "c'est un dossier"),
        ("absent/a.zip", "le dossier n'existe pas"),
        ("dossier.zip", "c'est un dossier"),
    ],
)
def test_an_archive_that_cannot_be_written_is_refused(
    filled: Path, maynum: Maynum, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "dossier.zip").mkdir()
    answer = maynum("sauvegarder", tmp_path / name)
    assert (answer.status, answer.said) == (1, "")
    assert said in answer.complained
    assert sorted(place.name for place in tmp_path.iterdir()) == ["dossier.zip", filled.name]


def test_an_archive_is_restored_elsewhere(
    archive: Path, maynum: Maynum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = history(maynum), maynum(*SEALED).said
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path / "ailleurs"))
    answer = maynum("restaurer", "--archive", archive, "--auteur", "A")
    assert (answer.status, answer.complained) == (0, "")
    assert answer.said == "La mémoire est restaurée depuis « mémoire.zip » : 2\u00a0imports.\n"
    assert (history(maynum), maynum(*SEALED).said) == before
    with opened() as store:
        assert (list_events(store)[0].action, list_events(store)[0].author) == (Action.BACKUP, "A")


def test_a_memory_moves_from_a_server_to_a_file(
    maynum: Maynum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    path = tmp_path / "memoire.zip"
    monkeypatch.setenv("MAYNUM_DATABASE_URL", new_database())
    assert maynum("importer", DEMO_WORKBOOK).status == 0
    seal = json.loads(maynum("sceller", "1", "--comite", "2026-12-12", "--json").said)["empreinte"]
    before = [history(maynum), maynum(*SEALED).said, maynum("echeancier", "--sceau", seal).said]
    assert maynum("sauvegarder", path).status == 0
    monkeypatch.delenv("MAYNUM_DATABASE_URL")
    assert maynum("restaurer", "--archive", path).status == 0
    assert [history(maynum), maynum(*SEALED).said, maynum("echeancier", "--sceau", seal).said] == before


def test_a_memory_that_holds_imports_is_replaced_on_demand_only(
    archive: Path, filled: Path, maynum: Maynum
) -> None:
    before = history(maynum)
    assert maynum("restaurer", "1").status == 0
    later = history(maynum)
    refused = maynum("restaurer", "--archive", archive)
    assert (refused.status, refused.said) == (1, "")
    assert "Ajoutez « --remplacer »" in refused.complained
    assert history(maynum) == later
    assert maynum("restaurer", "--archive", archive, "--remplacer").status == 0
    assert history(maynum) == before
    kept = list((filled / "sauvegardes").glob("*.zip"))
    assert maynum("restaurer", "--archive", kept[0], "--remplacer").status == 0
    assert history(maynum) == later


def scribble(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 50_000)


def overwrite(path: Path) -> None:
    path.write_text("ceci n'est pas une base de données " * 100, encoding="utf-8")


def cut(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [scribble, overwrite, cut, Path.unlink])
def test_a_memory_that_no_longer_opens_is_restored_and_kept_aside(
    archive: Path, filled: Path, maynum: Maynum, damage: Callable[[Path], None]
) -> None:
    before = history(maynum)
    base = filled / "maynum.db"
    damage(base)
    broken = base.read_bytes() if base.exists() else b""
    refused = maynum("imports")
    assert (refused.status, refused.said) == (1, "")
    assert "« maynum restaurer --archive " in refused.complained
    answer = maynum("restaurer", "--archive", archive)
    assert (answer.status, answer.complained) == (0, "")
    assert history(maynum) == before
    kept = [path for path in filled.glob("*.db") if path != base]
    if broken:
        assert [path.read_bytes() for path in kept] == [broken]
        assert f"La base qui ne s’ouvrait plus est gardée à côté : {kept[0]}\n" in answer.said


def test_a_damage_that_shows_when_it_is_read_is_one_too(archive: Path, filled: Path, maynum: Maynum) -> None:
    before = history(maynum)
    with closing(sqlite3.connect(filled / "maynum.db")) as base, base:
        base.execute("UPDATE imports SET name = CAST(X'FF' AS TEXT)")
    assert "son contenu est endommagé" in maynum("imports").complained
    answer = maynum("restaurer", "--archive", archive, "--remplacer")
    assert (answer.status, answer.complained) == (0, "")
    assert "gardée à côté" in answer.said
    assert history(maynum) == before


def test_the_command_that_a_refusal_gives_restores_the_last_healthy_copy(
    filled: Path, maynum: Maynum
) -> None:
    copy = backups(filled)[0]
    scribble(filled / "maynum.db")
    said = maynum("imports").complained
    assert f"« maynum restaurer --archive {copy} »" in said
    answer = maynum("restaurer", "--archive", copy)
    assert (answer.status, answer.complained) == (0, "")
    # It was made before the second import.
    assert [line["import"] for line in json.loads(history(maynum))["imports"]] == [1]


def test_an_archive_that_is_not_one_changes_nothing(archive: Path, filled: Path, maynum: Maynum) -> None:
    before = (filled / "maynum.db").read_bytes()
    content = archive.read_bytes()
    for other in (content[: len(content) // 2], b"", b"PK", b"SQLite format 3\0" + b"\xff" * 5000):
        archive.write_bytes(other)
        answer = maynum("restaurer", "--archive", archive, "--remplacer")
        assert (answer.status, answer.said) == (1, "")
        assert answer.complained.startswith("maynum : L’archive « mémoire.zip » ne peut pas être restaurée")
        assert (filled / "maynum.db").read_bytes() == before
    assert [path.name for path in filled.glob("*.db")] == ["maynum.db"]


def test_a_damaged_archive_leaves_a_damaged_memory_where_it_is(
    archive: Path, filled: Path, maynum: Maynum
) -> None:
    scribble(filled / "maynum.db")
    names = sorted(path.name for path in filled.iterdir())
    archive.write_bytes(archive.read_bytes()[:-100])
    answer = maynum("restaurer", "--archive", archive, "--remplacer")
    assert (answer.status, answer.said) == (1, "")
    assert "L’archive « mémoire.zip » ne peut pas être restaurée" in answer.complained
    assert sorted(path.name for path in filled.iterdir()) == names


def test_an_archive_that_is_not_there_is_refused(maynum: Maynum, tmp_path: Path) -> None:
    for path in (tmp_path / "absente.zip", tmp_path):
        answer = maynum("restaurer", "--archive", path)
        assert (answer.status, answer.said) == (1, "")
        assert answer.complained.startswith(f"maynum : Le fichier « {path.name} » ne peut pas être lu")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["restaurer"], "il faut l’un de ces arguments : IMPORT --archive"),
        (["restaurer", "1", "--archive", "a.zip"], "incompatible avec l’argument IMPORT"),
        (["restaurer", "1", "--remplacer"], "l’argument --remplacer ne va qu’avec --archive"),
        (["restaurer", "--archive", ""], "le nom est vide"),
        (["restaurer", "7F3K-92QD"], "ne désigne pas un import"),
        (["sauvegarder"], "il manque : SORTIE.zip"),
        (["sauvegarder", "a.zip", "--auteur", " "], "un nom de 1 à 80 caractères est attendu"),
    ],
)
def test_a_wrong_usage_is_said_before_anything_is_opened(
    maynum: Maynum, memory: Path, words: list[str], said: str
) -> None:
    answer = maynum(*words)
    assert (answer.status, answer.said) == (2, "")
    assert said in answer.complained
    assert not memory.exists()

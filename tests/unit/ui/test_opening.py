"""Opening a workbook: a bad file is explained, and the view that stood still stands."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.ui import loading
from maynum_dash.ui.shelf import Item

PAGE = """
import streamlit as st
from maynum_dash.ui import address, consultation, loading, opening
address.begin()
edition = consultation.current()
opening.draw(edition, loading.board(edition))
opening.notice()
st.session_state["seen"] = edition.name
"""
NAME = "suivi <b>*2026*</b>.xlsx"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")


def run() -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60).run()
    assert not app.exception
    return app


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def real() -> bytes:
    """Demonstration workbook without the sheet that says so."""
    book = load_workbook(DEMO_WORKBOOK)
    del book["Lisez-moi"]
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_without_anything_the_demonstration_is_in_view() -> None:
    app = run()
    assert app.session_state["seen"] == DEMO_WORKBOOK.name
    assert not app.error
    assert not app.success
    assert [button.label for button in app.button if button.label.startswith("Revenir")] == []


def test_a_workbook_given_is_opened_counted_and_can_be_left(real: bytes) -> None:
    app = upload(run(), NAME, real)
    assert app.session_state["seen"] == NAME
    said = app.success[0].value
    assert "lignes lues" in said
    assert "<b>" not in said.replace("\\<b\\>", "")
    shown = "".join(element.proto.body for element in app.get("html") if isinstance(element, Element))
    assert "suivi &lt;b&gt;*2026*&lt;/b&gt;.xlsx" in shown
    assert "<b>*2026*" not in shown
    next(button for button in app.button if button.label == "Revenir aux données courantes").click().run()
    assert app.session_state["seen"] == DEMO_WORKBOOK.name


def test_the_good_news_is_told_once(real: bytes) -> None:
    app = upload(run(), NAME, real)
    assert app.success
    app.run()
    assert not app.success
    assert app.session_state["seen"] == NAME


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04" + b"\x00" * 100])
def test_a_bad_file_is_explained_and_the_previous_view_stands(real: bytes, content: bytes) -> None:
    app = upload(upload(run(), "bon.xlsx", real), "mauvais <i>.xlsx", content)
    assert app.session_state["seen"] == "bon.xlsx"
    assert len(app.error) == 1
    assert "mauvais" in app.error[0].value
    assert "La vue précédente reste affichée" in app.error[0].value.replace("\\", "")
    assert "<i>" not in app.error[0].value.replace("\\<i\\>", "")
    app.run()
    assert not app.error


def test_the_upload_empties_itself_so_that_the_same_file_can_be_given_again() -> None:
    app = run()
    first = app.file_uploader[0].key
    upload(app, "mauvais.xlsx", b"x")
    assert app.file_uploader[0].key != first
    upload(app, "mauvais.xlsx", b"x")
    assert app.error


def test_the_latest_workbook_of_the_folder_is_in_view_first(tmp_path: Path, real: bytes) -> None:
    (tmp_path / "dossier.xlsx").write_bytes(real)
    assert run().session_state["seen"] == "dossier.xlsx"


def test_a_bad_workbook_in_the_folder_gives_way_to_the_demonstration(tmp_path: Path) -> None:
    (tmp_path / "casse.xlsx").write_bytes(b"x")
    app = run()
    assert app.session_state["seen"] == DEMO_WORKBOOK.name
    assert "casse" in app.error[0].value


def test_a_workbook_of_the_folder_can_be_chosen(tmp_path: Path, real: bytes) -> None:
    (tmp_path / "bon.xlsx").write_bytes(real)
    (tmp_path / "casse.xlsx").write_bytes(b"x")
    os.utime(tmp_path / "bon.xlsx", (1, 1))
    app = run()
    assert app.session_state["seen"] == DEMO_WORKBOOK.name
    app.selectbox(key="folder-sidebar").set_value(tmp_path / "bon.xlsx").run()
    app.button(key="open-from-folder-sidebar").click().run()
    assert app.session_state["seen"] == "bon.xlsx"
    assert app.success


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Path) -> None:
    """Deny one file, as a network folder does."""
    read = loading.from_file

    def deny(path: Path) -> Item:
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(loading, "from_file", deny)


def test_a_file_that_cannot_be_opened_is_explained_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "prive.xlsx"
    path.write_bytes(b"x")
    refuse(monkeypatch, path)
    app = run()
    assert app.session_state["seen"] == DEMO_WORKBOOK.name
    said = app.error[0].value.replace("\\", "")
    assert "Le fichier « prive.xlsx » ne peut pas être ouvert." in said
    assert "Les données de démonstration sont affichées" in said
    assert "Permission denied" not in said
    assert str(tmp_path) not in said


def test_a_file_chosen_that_cannot_be_opened_leaves_the_view_standing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real: bytes
) -> None:
    path = tmp_path / "prive.xlsx"
    path.write_bytes(b"x")
    refuse(monkeypatch, path)
    app = upload(run(), "bon.xlsx", real)
    app.selectbox(key="folder-sidebar").set_value(path).run()
    app.button(key="open-from-folder-sidebar").click().run()
    assert app.session_state["seen"] == "bon.xlsx"
    said = app.error[0].value.replace("\\", "")
    assert "Le fichier « prive.xlsx » ne peut pas être ouvert." in said
    assert "La vue précédente reste affichée" in said

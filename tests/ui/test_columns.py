"""The column assistant: what it proposes, what it would change, what it remembers; never a guess."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from maynum_dash.sources.lessons import Lesson, lessons_csv
from maynum_dash.store.lessons import lessons_of, teach
from maynum_dash.store.opening import open_store

ROOT = Path(__file__).parents[2]
ASSISTANT = "Champ de la colonne « Porteur du projet »"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))


def book(*headings: str) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "Postes"
    page.append(["ID Poste", *headings])
    for rank in (1, 2):
        page.append([f"P{rank}", f"Commune {rank}", "Ernée", "Occupé", "01/09/2026"])
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


UNKNOWN = book("Porteur du projet", "EPCI", "Statut", "Début de convention")


def imports(section: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["rubrique"] = section
    app = app.run().switch_page("pages/imports.py").run()
    assert not app.exception
    return app


def refused() -> AppTest:
    app = imports("importer")
    app.file_uploader(key="upload-page-0").upload("suivi.xlsx", UNKNOWN).run()
    assert not app.exception
    assert "rubrique Colonnes" in app.error[0].value
    app.segmented_control(key="widget-rubrique-page").set_value("colonnes").run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    shown = [getattr(one, "body", "") for one in app.main.get("html")]
    return " ".join(shown).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_refused_file_is_read_once_its_column_is_decided() -> None:
    app = refused()
    assert "il manque « Structure »" in app.main.warning[0].value
    (choice,) = [box for box in app.selectbox if box.label == ASSISTANT]
    assert "Commune 1 · Commune 2" in words(app), "samples let the user judge"
    assert app.button(key="keep-columns").disabled, "nothing is kept before its effect is seen"
    choice.set_value("employer").run()
    app.text_input(key="widget-author-page").set_value("Léa").run()
    app.button(key="try-columns").click().run()
    assert not app.exception
    assert "refusé" in words(app)
    assert "30 000,00 €" in words(app)
    app.button(key="keep-columns").click().run()
    assert not app.exception
    assert lessons_of(open_store()) == (Lesson("classeur", "posts", "employer", "Porteur du projet"),)
    app.segmented_control(key="widget-rubrique-page").set_value("importer").run()
    assert app.main.header[0].value.startswith("Diagnostic de « suivi")


def test_a_decision_changed_after_the_look_is_looked_at_again() -> None:
    app = refused()
    (choice,) = [box for box in app.selectbox if box.label == ASSISTANT]
    choice.set_value("employer").run()
    app.button(key="try-columns").click().run()
    assert not app.button(key="keep-columns").disabled
    (choice,) = [box for box in app.selectbox if box.label == ASSISTANT]
    choice.set_value("unused").run()
    assert app.button(key="keep-columns").disabled


def test_the_next_file_with_this_heading_is_read_at_once() -> None:
    teach(open_store(), [Lesson("classeur", "posts", "employer", "Porteur du projet")], "Léa")
    app = imports("importer")
    app.file_uploader(key="upload-page-0").upload("suivi.xlsx", UNKNOWN).run()
    assert not app.exception
    assert not app.error
    assert any("2\u00a0acceptées" in one.value for one in app.success)


def test_what_was_taught_is_listed_changed_and_forgotten() -> None:
    teach(open_store(), [Lesson("classeur", "posts", "employer", "Porteur du projet")], "Léa")
    app = imports("colonnes")
    app.text_input(key="widget-author-page").set_value("Ali").run()
    assert "Porteur du projet" in words(app)
    (field,) = [box for box in app.selectbox if box.label == "Champ"]
    field.set_value("commune").run()
    app.button(key="change-lesson").click().run()
    assert lessons_of(open_store())[0].field == "commune"
    app.button(key="forget-lesson").click().run()
    assert not app.exception
    assert lessons_of(open_store()) == ()


def test_taught_headings_come_back_from_their_file_and_a_contradiction_is_refused() -> None:
    app = imports("colonnes")
    good = lessons_csv([Lesson("classeur", "posts", "employer", "Porteur")])
    app.file_uploader(key="lessons-file").upload("titres.csv", good).run()
    app.text_input(key="widget-author-page").set_value("Léa").run()
    app.button(key="bring-lessons").click().run()
    assert not app.exception
    assert [one.heading for one in lessons_of(open_store())] == ["Porteur"]
    wrong = lessons_csv([Lesson("classeur", "posts", "employer", "Statut")])
    app.file_uploader(key="lessons-file").upload("faux.csv", wrong).run()
    assert "Renommez la colonne dans le classeur" in app.main.error[0].value


def test_a_reader_reviews_and_decides_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    teach(open_store(), [Lesson("classeur", "posts", "employer", "Porteur du projet")], "Léa")
    (tmp_path / "equipe.txt").write_text("lea@example.org\n", encoding="utf-8")
    monkeypatch.setenv("MAYNUM_IDENTITE", "X-Forwarded-User")
    monkeypatch.setenv("MAYNUM_EQUIPE", str(tmp_path / "equipe.txt"))
    app = imports("colonnes")
    assert "Porteur du projet" in words(app)
    assert not [button for button in app.button if button.key in {"change-lesson", "forget-lesson"}]

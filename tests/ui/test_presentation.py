"""The page Présentation: what is picked, written and taken away."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.testing.v1 import AppTest

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.moves import Scenario, StateEnd
from maynum_dash.rendering.slides.catalogue import Edit
from maynum_dash.rendering.slides.parts import KEYS
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scenario import scenario_table
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.scenarios import save_scenario
from maynum_dash.ui import loading, presenting, state
from maynum_dash.ui.components import exports

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)


@pytest.fixture
def page() -> Callable[..., AppTest]:
    """Open the page from the home page, as Streamlit does."""

    def run(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run().switch_page("pages/presentation.py").run()

    return run


def _offered(app: AppTest) -> set[str]:
    """Keys of the documents that can be taken away."""
    keys = {str(button.key) for button in app.get("download_button")}
    return {key for key in keys if key.startswith("download-")}


def test_a_message_is_rewritten_and_given_back(page: Callable[..., AppTest]) -> None:
    app = page(diapo="budget")
    field = app.text_area(key="title-budget")
    computed = field.value
    field.set_value("Le budget tient").run()
    assert app.session_state[state.EDITS]["budget"] == Edit("Le budget tient")
    app.button(key="forget-budget").click().run()
    assert app.text_area(key="title-budget").value == computed
    assert not app.exception


def test_the_sentences_of_a_list_are_one_a_line(page: Callable[..., AppTest]) -> None:
    app = page(diapo="decisions")
    app.text_area(key="lines-decisions").set_value("Voter\n\n  Signer ").run()
    assert app.session_state[state.EDITS]["decisions"].lines == ("Voter", "Signer")
    assert not app.exception


def test_the_parts_of_the_address_are_kept_in_their_order(page: Callable[..., AppTest]) -> None:
    app = page(diapos="methode.budget.inconnue")
    assert app.session_state[state.SLIDES] == ("methode", "budget")
    assert app.query_params["diapos"] == "methode.budget"
    assert not app.exception


@pytest.mark.parametrize("parameters", [{}, {"epci": "247200090", "statut": "Rendu"}])
def test_every_document_is_made_and_can_be_taken_away(
    page: Callable[..., AppTest], parameters: dict[str, str]
) -> None:
    app = page(**parameters)
    for document in ("pptx", "pdf", "note", "page", "classeur"):
        app.button(key=f"make-{document}").click().run()
        assert not app.exception
        assert not app.error
        assert document in app.session_state[state.MADE]
    assert _offered(app) == {
        "download-pptx",
        "download-pdf",
        "download-note",
        "download-page",
        "download-classeur",
    }


def test_a_document_made_before_is_not_offered_for_other_words(page: Callable[..., AppTest]) -> None:
    app = page(diapo="budget")
    app.button(key="make-page").click().run()
    assert _offered(app) == {"download-page"}
    app.text_area(key="title-budget").set_value("Autre chose").run()
    assert _offered(app) == set()


def test_the_template_of_the_office_is_kept_or_refused(page: Callable[..., AppTest]) -> None:
    app = page()
    written = BytesIO()
    Presentation().save(written)
    item = loading.shelf().put("modele.pptx", written.getvalue(), loading.today())
    assert presenting.refused(item) == ""
    broken = loading.shelf().put("modele.pptx", b"PK\x03\x04", loading.today())
    assert "modele.pptx" in presenting.refused(broken)
    app.session_state[state.TEMPLATE] = item.key
    app.run()
    app.button(key="make-pptx").click().run()
    assert not app.exception
    assert not app.error
    assert "pptx" in app.session_state[state.MADE]


def test_nothing_ticked_keeps_one_slide(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", chosen)
    presenting.pick(list(reversed(KEYS)), [])
    assert chosen[state.SLIDES] == (KEYS[-1],)
    assert chosen[state.SLIDE_ORDER] == list(reversed(KEYS))


def _save(name: str) -> str:
    """Keep a scenario of the team; what names it as data in view."""
    scenario = Scenario(name, (StateEnd(date(2027, 1, 1), Decimal(50)),))
    with closing(open_store()) as store:
        return f"scenario-{save_scenario(store, name, scenario_table(scenario), 'Équipe').id}"


def test_the_ready_made_scenarios_are_shown_until_the_team_saves_its_own(
    page: Callable[..., AppTest],
) -> None:
    app = page(diapos="scenarios")
    assert app.session_state[state.SUPPOSED] == ["renouveles", "etat"]
    number = _save("Moitié pour nous").removeprefix("scenario-")
    app = page(diapos="scenarios")
    assert app.session_state[state.SUPPOSED] == [number]
    assert not app.exception


def test_the_scenarios_chosen_are_those_of_the_slides_and_of_the_address(
    page: Callable[..., AppTest],
) -> None:
    app = page(diapos="scenarios", suppose="aucun")
    assert app.multiselect(key="widget-suppose-page").value == ["aucun"]
    assert "Rien n’est renouvelé" in str(app.text_area(key="title-scenarios").value)
    app.multiselect(key="widget-suppose-page").set_value(["etat"]).run()
    assert "L’État s’arrête fin 2026" in str(app.text_area(key="title-scenarios").value)
    assert app.query_params["suppose"] == "etat"
    app.multiselect(key="widget-suppose-page").set_value([]).run()
    assert not app.exception


def test_a_saved_scenario_is_presented_under_its_name_beside_the_data(page: Callable[..., AppTest]) -> None:
    token = _save("Moitié & moitié")
    workbook = read_workbook(DEMO_WORKBOOK.read_bytes(), DEMO_WORKBOOK.name)
    with closing(open_store()) as store:
        for name in ("premier", "second"):
            named = replace(workbook, name=name, sha256=name.ljust(64, "0"))
            add_import(store, named, import_totals(build_board(named, load_basis())), "Équipe", "")
    app = page(diapos="scenarios.budget", diapo="scenarios")
    chosen = app.selectbox(key="widget-presented")
    assert "Scénario « Moitié & moitié », pas des données réelles" in chosen.options
    chosen.set_value(token).run()
    assert app.session_state[state.CONSULTED] == token
    assert "1 hypothèse à côté des données actuelles" in str(app.text_area(key="title-scenarios").value)
    assert not app.multiselect
    # What is supposed moves for reasons that no comparison of imports knows.
    assert "widget-depuis-page" not in {box.key for box in app.selectbox}
    app.button(key="make-pptx").click().run()
    assert not app.exception
    assert not app.error


def test_a_long_document_is_given_up_at_its_next_step(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """« Annuler » asks for another run, as any control does: the next step of the work does not come."""
    steps: list[str] = []

    def make(_source: exports.Source, progress: Callable[[int, int], None]) -> bytes:
        steps.append("begun")
        progress(0, 3)
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_rerun(
            RerunData(widget_states=WidgetStates(), page_script_hash=context.page_script_hash)
        )
        progress(1, 3)
        steps.append("went on")
        return b""

    (given,) = (document for document in exports.DOCUMENTS if document.key == "classeur")
    monkeypatch.setattr(exports, "DOCUMENTS", (replace(given, make=make),))
    app = page(diapos="budget")
    app.button(key="make-classeur").click().run()
    assert steps == ["begun"]
    assert not app.exception
    assert state.MADE not in app.session_state
    assert _offered(app) == set()
    assert app.button(key="make-classeur").label == "Classeur calculé"


def test_the_workbook_of_a_presentation_holds_its_scenarios(page: Callable[..., AppTest]) -> None:
    app = page(diapos="budget", suppose="aucun")
    app.button(key="make-classeur").click().run()
    assert not app.exception
    assert not app.error
    assert _offered(app) == {"download-classeur"}

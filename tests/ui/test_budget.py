"""The sections of the Budget page: whole, empty, filtered, with what they say and what leads to them."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.moves import Renewal, Scenario
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scenario import scenario_table
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.imports import add_import, current_import, list_imports, read_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.scenarios import save_scenario
from maynum_dash.ui.registry import PAGES, Page

ROOT = Path(__file__).parents[2]
BUDGET = next(page for page in PAGES if page.key == "budget")
PANELS = {
    "engagements": "Lecture du budget",
    "enveloppes": "AE disponible, cumul des exercices",
    "paiements": "Plan de trésorerie 2026",
    "echeances": "La marche pour leurs employeurs",
    "alertes": "16\u00a0alertes, dont 3\u00a0urgentes",
}
POST = {
    "ID Poste": "1",
    "Structure": "Centre social",
    "EPCI": "CC de l'Ernée",
    "Statut": "Occupé",
    "Début de convention": "01/09/2026",
}
Opener = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")


@pytest.fixture
def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)


def _open(page: Page = BUDGET, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app if page.path == "dashboard.py" else app.switch_page(page.path).run()


def _said(app: AppTest) -> str:
    widgets = [*app.segmented_control, *app.selectbox, *app.button]
    return "\n".join(
        [
            *(getattr(element, "body", "") for element in app.get("html")),
            *(element.value for element in app.header),
            *(element.value for element in app.info),
            *(element.label for element in widgets),
        ]
    )


@pytest.mark.usefixtures("no_folder")
@pytest.mark.parametrize("panel", PANELS)
def test_a_section_says_its_figures(panel: str) -> None:
    app = _open(volet=panel)
    assert not app.exception
    assert not app.error
    assert PANELS[panel] in _said(app)


@pytest.mark.usefixtures("no_folder")
@pytest.mark.parametrize("panel", PANELS)
def test_a_section_stands_with_every_filter(panel: str) -> None:
    app = _open(volet=panel, epci="245300355", exercice="2023", categorie="Public bonifié", statut="Occupé")
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("posts", [[], [{**POST, "EPCI": "CC de nulle part"}]], ids=len)
def test_a_section_stands_with_almost_nothing(
    panel: str, posts: list[dict[str, object]], open_page: Opener
) -> None:
    app = open_page(BUDGET, posts, volet=panel)
    assert not app.exception
    assert not app.error


@pytest.mark.usefixtures("no_folder")
def test_the_section_is_kept_in_the_address_and_a_wrong_one_is_ignored() -> None:
    app = _open(volet="rien")
    assert "volet" not in app.query_params
    app.segmented_control(key="widget-volet-page").set_value("paiements").run()
    assert app.query_params["volet"] == "paiements"


@pytest.mark.usefixtures("no_folder")
def test_the_home_page_counts_the_alerts() -> None:
    app = _open(PAGES[0])
    said = _said(app)
    assert "Urgent : 3" in said
    assert "Voir 16\u00a0alertes" in said


@pytest.mark.usefixtures("no_folder")
def test_a_filter_keeps_the_alerts_of_its_posts_and_of_the_envelopes() -> None:
    app = _open(volet="alertes", epci="245300355")
    said = _said(app)
    assert "CP 2026" in said
    assert "Pays de Craon" not in said.split("Hypothèses")[0].split("mn-list")[1]


@pytest.mark.usefixtures("no_folder")
def test_the_delay_is_chosen_and_moves_what_is_late() -> None:
    app = _open(volet="paiements", delai="365")
    assert "En retard</dt><dd>0,00" in _said(app)
    app.number_input(key="widget-delai-page").set_value(30).run()
    assert "En retard</dt><dd>4\u202f550,00" in _said(app)
    assert _open(volet="paiements", delai="beaucoup").number_input(key="widget-delai-page").value == 30


@pytest.mark.usefixtures("no_folder")
def test_a_line_of_the_table_opens_on_its_rows() -> None:
    app = _open(volet="enveloppes")
    box = app.selectbox(key="widget-detail-page")
    chosen = next(option for option in box.options if "Mayenne Communauté – Mayenne Communauté" in option)
    said = _said(box.set_value(chosen).run())
    assert f"Postes : {chosen}" in said
    assert f"Reste à financer : {chosen}" in said
    assert "DEMO-06" in said


@pytest.mark.usefixtures("no_folder")
def test_the_votes_are_not_shared_over_territories_and_the_page_says_so() -> None:
    app = _open(volet="enveloppes", epci="245300355")
    assert any("Les votes ne sont pas répartis par territoire" in one.value for one in app.info)
    assert "85\u202f000,00" in _said(app)


@pytest.mark.usefixtures("no_folder")
def test_nothing_is_typed_over_a_demonstration() -> None:
    app = _open(volet="enveloppes")
    app.session_state["entry-envelopes"] = True
    app.run()
    assert any("La saisie complète les données courantes" in one.value for one in app.info)


@pytest.mark.usefixtures("no_folder")
@pytest.mark.parametrize("panel", ["enveloppes", "alertes"])
def test_a_scenario_is_shown_as_such_and_nothing_is_typed_over_it(
    panel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path))
    renewed = Scenario("Tout renouveler", (Renewal(date(2030, 12, 31)),))
    with closing(open_store()) as store:
        saved = save_scenario(store, renewed.name, scenario_table(renewed), "Équipe")
    app = _open(volet=panel, consulte=f"scenario-{saved.id}")
    assert not app.exception
    assert not app.error
    assert "Tout renouveler" in _said(app)
    if panel == "enveloppes":
        assert any("Ce tableau décrit les données réelles" in one.value for one in app.info)


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory that holds one import."""
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path))
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)
    board = build_board(read_workbook(DEMO_WORKBOOK.read_bytes(), "suivi.xlsx"), load_basis())
    with closing(open_store()) as store:
        add_import(store, board.workbook, import_totals(board), "Équipe", board.basis.sha256)
    return tmp_path


def _opened_editor(table: str, panel: str) -> AppTest:
    app = _open(volet=panel)
    app.session_state[f"entry-{table}"] = True
    return app.run()


@pytest.mark.usefixtures("imported")
def test_what_is_typed_is_a_new_import_in_the_register() -> None:
    app = _opened_editor("envelopes", "enveloppes")
    app.text_input(key="widget-author-page").set_value("Service budget").run()
    edits = {"edited_rows": {0: {"amount_euros": 61_234.56}}, "added_rows": [], "deleted_rows": []}
    app.session_state["editor-envelopes-1"] = edits
    app.button(key="save-envelopes").click().run()
    assert not app.exception
    assert [one.value for one in app.error] == []
    with closing(open_store()) as store:
        first, second = (read_import(store, number) for number in (1, 2))
        assert current_import(store) == list_imports(store)[0]
        event = list_events(store)[0]
    assert int(second.envelopes["amount_cents"].iloc[0]) == 6_123_456
    assert int(first.envelopes["amount_cents"].iloc[0]) == 6_000_000
    assert second.payments.equals(first.payments)
    assert (event.action, event.author) == (Action.ENTRY, "Service budget")
    assert "reprend l'import n° 1" in event.detail


@pytest.mark.usefixtures("imported")
def test_saving_without_a_change_or_without_a_name_is_refused() -> None:
    app = _opened_editor("payments", "paiements")
    app.button(key="save-payments").click().run()
    assert "Indiquez votre nom" in app.error[0].value
    app.text_input(key="widget-author-page").set_value("Service budget").run()
    app.button(key="save-payments").click().run()
    assert "celles qui étaient déjà là" in app.error[0].value
    with closing(open_store()) as store:
        assert len(list_imports(store)) == 1


@pytest.mark.usefixtures("imported")
def test_who_is_not_of_the_team_types_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "equipe.txt").write_text("budget\n", encoding="utf-8")
    monkeypatch.setenv("MAYNUM_EQUIPE", str(tmp_path / "equipe.txt"))
    app = _opened_editor("envelopes", "enveloppes")
    assert "Seule l’équipe peut saisir." in [one.value for one in app.info]
    assert not [one for one in app.button if one.key == "save-envelopes"]

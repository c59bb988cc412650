"""The sections of the page Couverture: each stands by deep link, empty, or with one post."""

import html
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store
from maynum_dash.ui.registry import PAGES

ROOT = Path(__file__).parents[2]
COVERAGE = next(page for page in PAGES if page.key == "coverage")
SECTIONS = ["offre", "acces", "priorites", "equite", "sources", "fiche"]
POST = {
    "ID Poste": "1",
    "Structure": "Mairie A",
    "EPCI": "Ernée",
    "Statut": "Occupé",
    "Début de convention": "01/09/2026",
}
NEED = {"EPCI": "Ernée", "Taux (%)": 20, "Personnes": None, "Année": 2021, "Source": "Insee"}
Opener = Callable[..., AppTest]


def said(app: AppTest) -> str:
    return "\n".join(
        [
            *(getattr(element, "body", "") for element in app.get("html")),
            *(element.value for kind in (app.markdown, app.caption, app.info) for element in kind),
        ]
    )


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)

    def run(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app.switch_page(COVERAGE.path).run()

    return run


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_opens_by_its_address(section: str, demo: Opener) -> None:
    app = demo(aspect=section)
    assert not app.exception
    assert not app.error
    assert app.segmented_control(key="widget-aspect-page").value == section


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("posts", [[], [POST]], ids=["no post", "one post"])
@pytest.mark.parametrize("needs", [[], [NEED]], ids=["estimated", "official"])
def test_a_section_stands_on_a_small_workbook(
    section: str, posts: list[dict[str, object]], needs: list[dict[str, object]], open_page: Opener
) -> None:
    app = open_page(COVERAGE, posts, needs, aspect=section)
    assert not app.exception
    assert not app.error


def test_access_says_how_it_measures_and_what_the_search_is_worth(demo: Opener) -> None:
    app = demo(aspect="acces")
    assert "ligne droite (Lambert-93)" in said(app)
    assert "centroïde IGN" in said(app)
    assert "(1 − 1/e)" in said(app)
    assert "= 240" in said(app)


def test_access_follows_the_distance_and_the_places_of_the_address(demo: Opener) -> None:
    app = demo(aspect="acces", rayon="5", lieux="france-services", ajouts="53057")
    assert app.select_slider(key="widget-rayon-sidebar").value == 5
    assert app.multiselect(key="widget-ajouts-sidebar").value == ["53057"]
    assert "Avec un lieu ouvert à" in said(app)
    app.select_slider(key="widget-rayon-sidebar").set_value(30).run()
    assert "ne rapproche personne" in said(app)


def test_the_best_places_can_be_tried(demo: Opener) -> None:
    app = demo(aspect="acces", combien="2")
    app.button(key="try-best").click().run()
    assert len(app.multiselect(key="widget-ajouts-sidebar").value) == 2
    assert "Avec un lieu ouvert à" in said(app)


def test_an_official_table_of_one_epci_leaves_the_others_without_data(open_page: Opener) -> None:
    app = open_page(COVERAGE, [POST], [NEED], aspect="acces")
    assert "sans donnée" in said(app)
    assert "réparti entre ses communes" in said(app)


def test_access_stands_when_no_place_has_an_adviser(open_page: Opener) -> None:
    app = open_page(COVERAGE, [POST], aspect="acces", lieux="conseillers")
    assert not app.exception


def test_a_rank_never_comes_without_its_interval_and_the_limits_stand_beside(demo: Opener) -> None:
    app = demo(aspect="priorites")
    assert "Il ne doit servir ni à noter une intercommunalité" in app.warning[0].value
    table = next(
        body for body in (getattr(e, "body", "") for e in app.get("html")) if "Score sur 100" in body
    )
    assert table.count("<tr>") == 10
    assert len(re.findall(r"<td>\d+ à \d+</td>", table)) == 9
    assert "Pays Sabolien" not in table


def test_weights_are_in_the_address_and_change_the_ranking(demo: Opener) -> None:
    app = demo(aspect="priorites", **{"poids-personnes": "5", "poids-taux": "0", "poids-distance": "0"})
    assert app.select_slider(key="widget-poids-personnes-sidebar").value == 5
    assert "personnes 71\u00a0%" in said(app)
    for part in ("personnes", "offre", "vacance"):
        app.select_slider(key=f"widget-poids-{part}-sidebar").set_value(0)
    app.run()
    assert "Tous les poids sont à zéro" in said(app)
    assert not app.exception


@pytest.mark.parametrize("tier", ["cantons", "communes"])
def test_smaller_territories_are_ranked_on_what_is_known_of_them(tier: str, demo: Opener) -> None:
    app = demo(aspect="priorites", echelle=tier)
    assert not app.exception
    keys = [slider.key for slider in app.select_slider]
    assert "widget-poids-distance-sidebar" in keys
    assert "widget-poids-offre-sidebar" not in keys


def test_cantons_that_cut_a_commune_are_not_ranked_and_not_last(demo: Opener) -> None:
    assert "Ils ne sont pas derniers" in said(demo(aspect="priorites", echelle="cantons"))


def test_equity_gives_the_number_of_units_and_calls_for_caution(demo: Opener) -> None:
    text = said(demo(aspect="equite"))
    assert "sur 10\u00a0territoires" in text
    assert "ne commentez pas sa deuxième décimale" in text


def test_equity_compares_the_data_in_view_with_an_import(
    demo: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path))
    board = build_board(read_workbook(DEMO_WORKBOOK.read_bytes(), "juin.xlsx"), load_basis())
    fewer = replace(board.workbook, name="nov.xlsx", sha256="f" * 64, posts=board.workbook.posts.iloc[:8])
    with closing(open_store()) as store:
        add_import(store, fewer, import_totals(build_board(fewer, board.basis)), "Équipe")
        add_import(store, board.workbook, import_totals(board), "Équipe")
    text = said(demo(aspect="equite", compare="1"))
    assert "par rapport à import n°\u00a01" in text
    assert "ETP à déplacer" in text


def test_equity_is_told_before_and_after_a_scenario_which_stays_an_hypothesis(demo: Opener) -> None:
    app = demo(aspect="equite")
    box = app.selectbox(key="widget-compare-sidebar")
    scenario = next(one for one in box.options if one.startswith("scénario « "))
    assert scenario.endswith("(hypothèse)")
    box.select(scenario).run()
    assert not app.exception
    text = said(app)
    assert "une hypothèse et non des données" in text
    assert scenario.removeprefix("scénario ").removesuffix(" (hypothèse)") in text
    assert "Scénario (hypothèse)" in text


@pytest.mark.parametrize(
    ("tier", "code", "name"),
    [
        ("departement", "", "Mayenne (département)"),
        ("epci", "245300355", "CC de l\u0027Ernée"),
        ("cantons", "53010", "ils ne sont pas nuls"),
        ("communes", "53147", "Mayenne compte"),
    ],
)
def test_a_sheet_opens_by_its_address(tier: str, code: str, name: str, demo: Opener) -> None:
    app = demo(aspect="fiche", fiche=tier, code=code)
    assert not app.exception
    assert name in html.unescape(said(app)) + "".join(one.value for one in app.header)


def test_the_sheet_follows_the_territory_of_the_filters(demo: Opener) -> None:
    app = demo(aspect="fiche", epci="200048551")
    assert app.selectbox(key="widget-code-sidebar").value == "200048551"


def test_the_map_leads_to_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["territoire"] = "200048551"
    app.run()
    app.switch_page("pages/carte.py").run()
    app.button(key="to-sheet").click().run()
    assert app.session_state["aspect"] == "fiche"
    assert app.session_state["code"] == "200048551"


def test_sources_are_compared_and_never_mixed(open_page: Opener) -> None:
    app = open_page(COVERAGE, [POST], [NEED], aspect="sources")
    assert app.segmented_control(key="widget-base-sidebar").value == "officielle"
    text = said(app)
    assert "ne se mélangent pas" in text
    assert "1\u00a0territoire commun" in text
    assert "Taux régional uniforme de 15 %" in text
    app.segmented_control(key="widget-base-sidebar").set_value("uniforme").run()
    assert "à côté de « Même taux partout »" in said(app)


def test_an_index_of_fragility_is_shown_apart_and_changes_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_workbook(DEMO_WORKBOOK)
    for line in (["Ernée", 41.5, 2021, "Banque X"], ["53096", 60, 2021, "Banque X"]):
        book["Fragilité"].append(line)
    book.save(tmp_path / "suivi.xlsx")
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["aspect"] = "sources"
    app = app.run().switch_page(COVERAGE.path).run()
    assert not app.exception
    text = said(app)
    assert "ce n’est ni un taux, ni un nombre de personnes" in text
    assert text.count("Indice de fragilité numérique, ") == 4
    assert "Banque X" in text
    assert app.segmented_control(key="widget-base-sidebar").options == ["Estimation", "Même taux partout"]


def test_without_index_the_page_says_how_to_bring_one(demo: Opener) -> None:
    assert "remplissez la feuille « Fragilité »" in said(demo(aspect="sources"))

"""The sections of the page Couverture: each stands by deep link, empty, or with one post."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.ui.registry import PAGES

ROOT = Path(__file__).parents[2]
COVERAGE = next(page for page in PAGES if page.key == "coverage")
SECTIONS = ["offre", "acces"]
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
    app = demo(volet=section)
    assert not app.exception
    assert not app.error
    assert app.segmented_control(key="widget-volet-page").value == section


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("posts", [[], [POST]], ids=["no post", "one post"])
@pytest.mark.parametrize("needs", [[], [NEED]], ids=["estimated", "official"])
def test_a_section_stands_on_a_small_workbook(
    section: str, posts: list[dict[str, object]], needs: list[dict[str, object]], open_page: Opener
) -> None:
    app = open_page(COVERAGE, posts, needs, volet=section)
    assert not app.exception
    assert not app.error


def test_access_says_how_it_measures_and_what_the_search_is_worth(demo: Opener) -> None:
    app = demo(volet="acces")
    assert "ligne droite (Lambert-93)" in said(app)
    assert "centroïde IGN" in said(app)
    assert "(1 − 1/e)" in said(app)
    assert "= 240" in said(app)


def test_access_follows_the_distance_and_the_places_of_the_address(demo: Opener) -> None:
    app = demo(volet="acces", rayon="5", lieux="france-services", ajouts="53057")
    assert app.select_slider(key="widget-rayon-sidebar").value == 5
    assert app.multiselect(key="widget-ajouts-sidebar").value == ["53057"]
    assert "Avec un lieu ouvert à" in said(app)
    app.select_slider(key="widget-rayon-sidebar").set_value(30).run()
    assert "ne rapproche personne" in said(app)


def test_the_best_places_can_be_tried(demo: Opener) -> None:
    app = demo(volet="acces", combien="2")
    app.button(key="try-best").click().run()
    assert len(app.multiselect(key="widget-ajouts-sidebar").value) == 2
    assert "Avec un lieu ouvert à" in said(app)


def test_an_official_table_of_one_epci_leaves_the_others_without_data(open_page: Opener) -> None:
    app = open_page(COVERAGE, [POST], [NEED], volet="acces")
    assert "sans donnée" in said(app)
    assert "réparti entre ses communes" in said(app)


def test_access_stands_when_no_place_has_an_adviser(open_page: Opener) -> None:
    app = open_page(COVERAGE, [POST], volet="acces", lieux="conseillers")
    assert not app.exception

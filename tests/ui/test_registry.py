"""Every page of the registry runs, whole, empty or filtered; started from the home page as Streamlit does."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.ui.registry import PAGES, Page

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)


def _open(page: Page, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    return app if page.path == "dashboard.py" else app.switch_page(page.path).run()


def _said(app: AppTest) -> str:
    return "\n".join(
        [*(getattr(element, "body", "") for element in app.get("html")), *(m.value for m in app.markdown)]
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_page_runs_and_says_that_its_data_are_a_demonstration(page: Page) -> None:
    app = _open(page)
    assert not app.exception
    assert not app.error
    assert "Données de démonstration" in _said(app)
    assert page.title in _said(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_page_without_any_post_says_so_and_stands(page: Page) -> None:
    # Pays Sabolien has no employer in the demonstration.
    app = _open(page, epci="247200090", statut="Rendu")
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_filter_of_the_address_reaches_every_page(page: Page) -> None:
    app = _open(page, exercice="2025", lecture="paiement")
    assert app.selectbox(key="widget-exercice-sidebar").value == 2025
    assert app.session_state["lecture"] == "paiement"
    assert not app.exception


def test_a_choice_is_kept_from_page_to_page() -> None:
    app = _open(PAGES[0])
    app.selectbox(key="widget-exercice-sidebar").set_value(2024).run()
    app.switch_page("pages/postes.py").run()
    app.switch_page("pages/budget.py").run()
    assert app.selectbox(key="widget-exercice-sidebar").value == 2024
    assert "Exercice 2024" in _said(app)


def test_a_reading_chosen_on_the_budget_page_is_kept_elsewhere() -> None:
    app = _open(next(page for page in PAGES if page.key == "budget"))
    app.segmented_control(key="widget-lecture-page").set_value("prorata").run()
    assert "réparti" in _said(app)
    app.switch_page("pages/postes.py").run()
    assert app.selectbox(key="widget-lecture-sidebar").value == "prorata"


def test_every_page_is_at_most_ten_lines_and_holds_no_logic() -> None:
    scripts = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
    assert {script.relative_to(ROOT).as_posix() for script in scripts} == {page.path for page in PAGES}
    for script in scripts:
        lines = script.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 10
        assert [line for line in lines if line and not line.startswith(('"""', "from ", "show("))] == []

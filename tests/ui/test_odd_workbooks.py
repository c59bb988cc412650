"""Pages stand whatever the workbook holds: nothing, one post, no territory, markup, half a table of needs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.ui.registry import PAGES, Page

ROOT = Path(__file__).parents[2]
POST = {
    "ID Poste": "1",
    "Structure": "Centre social",
    "EPCI": "CC de l'Ernée",
    "Statut": "Occupé",
    "Début de convention": "01/09/2026",
}
MARKUP = "<img src=x onerror=alert(1)> **gras** :red[x] $x^2$ [lien](javascript:alert(1))"

Opener = Callable[..., AppTest]


def _html(app: AppTest) -> str:
    return "\n".join(getattr(element, "body", "") for element in app.get("html"))


LEAVES = [(page, {"feuillet": leaf}) for page in PAGES if page.key == "posts" for leaf in ("frise", "fiche")]
every_page = pytest.mark.parametrize(
    ("page", "query"),
    [*((page, {}) for page in PAGES), *LEAVES],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else value.key,
)
Query = dict[str, str]


@every_page
def test_a_workbook_without_posts(page: Page, query: Query, open_page: Opener) -> None:
    app = open_page(page, [], **query)
    assert not app.exception
    assert "Données de démonstration" not in _html(app)


@every_page
def test_a_single_post(page: Page, query: Query, open_page: Opener) -> None:
    app = open_page(page, [dict(POST)], **query)
    assert not app.exception
    assert not app.error


@every_page
def test_posts_of_unknown_territories_are_counted_apart(page: Page, query: Query, open_page: Opener) -> None:
    app = open_page(page, [{**POST, "EPCI": "CC de nulle part"}], **query)
    assert not app.exception
    assert not app.error
    if page.key == "territories":
        assert "Hors carte" in "\n".join(caption.value for caption in app.caption)
    if page.key == "budget":
        assert "Sans territoire connu" in _html(app)


@every_page
def test_markup_in_a_cell_stays_text(page: Page, query: Query, open_page: Opener) -> None:
    app = open_page(page, [{**POST, "Structure": MARKUP, "ID Poste": MARKUP}], **query)
    assert not app.exception
    assert "<img src=x" not in _html(app)
    assert all("onerror" not in element.value for element in app.markdown)


@every_page
def test_half_a_table_of_needs_leaves_the_others_without_data(
    page: Page, query: Query, open_page: Opener
) -> None:
    needs: list[dict[str, object]] = [
        {"EPCI": "CC de l'Ernée", "Taux (%)": 20, "Année": 2021, "Source": "Insee"},
        {"EPCI": "CA Laval Agglomération", "Taux (%)": 14, "Année": 2021, "Source": "Insee"},
    ]
    app = open_page(page, [dict(POST)], needs, **query)
    assert not app.exception
    assert not app.error
    if page.key == "territories":
        assert "sans donnée (8)" in _html(app)


def test_an_unreadable_file_of_the_folder_gives_way_to_the_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))
    (tmp_path / "casse.xlsx").write_text("rien", encoding="utf-8")
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception
    assert "casse" in app.error[0].value
    assert "démonstration sont affichées à sa place" in app.error[0].value
    assert "Données de démonstration" in _html(app)

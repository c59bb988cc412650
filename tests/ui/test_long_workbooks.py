"""A workbook of hundreds of posts: what is shown is a part, which says so, and the rest can be reached."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.ui.registry import PAGES, Page

POSTS = 340
NAMES = [f"P-{number:03d}" for number in range(1, POSTS + 1)]

Opener = Callable[..., AppTest]


def _posts() -> list[dict[str, object]]:
    """Posts that all end in 2027, one structure in two; the last ones are in Laval."""
    return [
        {
            "ID Poste": name,
            "Structure": f"Structure {position % 2}",
            "Commune": "Laval" if position >= POSTS - 3 else "Ernée",
            "Statut": "Occupé",
            "Début de convention": f"{position % 28 + 1:02d}/{position % 3 + 1:02d}/2024",
        }
        for position, name in enumerate(NAMES)
    ]


def _page(key: str) -> Page:
    return next(page for page in PAGES if page.key == key)


def _bodies(app: AppTest) -> list[str]:
    return [getattr(element, "body", "") for element in app.get("html")]


def _html(app: AppTest) -> str:
    return "\n".join(_bodies(app))


def _captions(app: AppTest) -> str:
    return "\n".join(caption.value for caption in app.caption)


@pytest.fixture
def posts_page(open_page: Opener) -> Callable[..., AppTest]:
    return lambda **query: open_page(_page("posts"), _posts(), **query)


def _table(app: AppTest) -> str:
    """Give the table of posts, which is the first one."""
    return next(body for body in _bodies(app) if "<tbody>" in body)


def _rows(app: AppTest) -> list[str]:
    table = _table(app)
    return [name for name in NAMES if f"<td>{name}</td>" in table]


def _show(app: AppTest, leaf: str) -> None:
    app.segmented_control(key="widget-feuillet-page").set_value(leaf).run()
    assert not app.exception


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_stands(page: Page, open_page: Opener) -> None:
    app = open_page(page, _posts())
    assert not app.exception
    assert not app.error


def test_a_long_table_is_read_page_by_page(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page()
    assert _rows(app) == NAMES[:50]
    assert "Lignes 1 à 50 sur 340 ; le fichier les contient toutes." in _captions(app)
    app.pagination[0].set_value(7).run()
    assert _rows(app) == NAMES[300:]
    assert "Lignes 301 à 340 sur 340" in _captions(app)


def test_the_total_of_a_page_is_the_one_of_the_whole_table(posts_page: Callable[..., AppTest]) -> None:
    table = _table(posts_page())
    assert "340\u00a0postes" in table
    assert "5\u202f100\u202f000,00\u00a0€" in table


def test_a_search_narrows_the_table_the_timeline_and_the_list(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page()
    app.pagination[0].set_value(7).run()
    app.text_input(key="widget-cherche-page").set_value("LAVAL structure").run()
    assert _rows(app) == NAMES[-3:]
    assert len(app.pagination) == 0
    assert app.query_params["cherche"] == "LAVAL structure"
    _show(app, "frise")
    assert _html(app).count("<bdi>") == 3
    assert "conventions sur" not in _html(app)
    _show(app, "fiche")
    assert len(app.selectbox(key="widget-poste-sidebar").options) == 3


def test_another_search_starts_from_the_first_page(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page()
    app.pagination[0].set_value(2).run()
    app.text_input(key="widget-cherche-page").set_value("ernee").run()
    assert "Lignes 1 à 50 sur 337" in _captions(app)
    assert _rows(app) == NAMES[:50]


def test_two_searches_that_find_as_many_posts_are_not_confused(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page(cherche="P-007")
    app.text_input(key="widget-cherche-page").set_value("P-008").run()
    assert _rows(app) == ["P-008"]


def test_a_search_of_the_address_is_followed(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page(cherche="P-007")
    assert _rows(app) == ["P-007"]
    assert app.text_input(key="widget-cherche-page").value == "P-007"


def test_a_search_that_finds_nothing_says_so(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page(cherche="introuvable")
    assert [element.value for element in app.info] == ["Aucun poste ne correspond à votre recherche."]
    assert not app.exception


def test_the_search_stays_when_the_filters_leave_few_posts(posts_page: Callable[..., AppTest]) -> None:
    app = posts_page(epci="200083392", cherche="P-340")
    assert _rows(app) == ["P-340"]


def test_the_timeline_says_which_part_it_draws(posts_page: Callable[..., AppTest]) -> None:
    said = _html(posts_page(feuillet="frise"))
    assert "60\u00a0conventions sur 340 : celles en cours qui finissent les premières." in said
    assert said.count("<bdi>") == 60


def test_the_list_offers_the_first_posts_and_the_one_of_the_address(
    posts_page: Callable[..., AppTest],
) -> None:
    app = posts_page(poste="P-339")
    box = app.selectbox(key="widget-poste-sidebar")
    assert box.value == "P-339"
    assert len(box.options) == 301
    assert "<dd>P-339</dd>" in _html(app)
    assert "les 300 premiers postes sur 340" in _captions(app)


def test_the_sheet_of_a_territory_lists_its_first_posts(open_page: Opener) -> None:
    app = open_page(_page("territories"), _posts(), territoire="245300355")
    assert "12 postes sur 337" in _captions(app)
    assert _html(app).count("<li>") == 12


def test_what_is_to_be_looked_at_becomes_a_table_when_it_is_long(open_page: Opener) -> None:
    app = open_page(_page("home"), _posts())
    assert _html(app).count("<li>") == 7
    assert "Voir les 333 autres points" in [element.label for element in app.expander]
    app.session_state["matters"] = True
    app.run()
    assert "340\u00a0points à regarder, les plus pressants d’abord" in _html(app)
    assert "Lignes 1 à 50 sur 340" in _captions(app)
    assert _html(app).count("<li>") == 7


def test_what_is_most_at_stake_stands_on_the_first_page(open_page: Opener) -> None:
    posts = [{**post, "Département A1": 2800} for post in _posts()]
    posts[-1] |= {"Département A1": 9000}
    app = open_page(_page("imports"), posts, rubrique="qualite")
    points = next(body for body in _bodies(app) if "points à connaître" in body)
    said = list(re.findall("<td>(avertissement|information)</td>", points))
    assert said[0] == "avertissement"
    assert set(said) == {"avertissement", "information"}


def test_a_short_workbook_is_shown_as_before(open_page: Opener) -> None:
    app = open_page(_page("posts"), _posts()[:300])
    assert _rows(app) == NAMES[:300]
    assert len(app.pagination) == len(app.text_input) == 0
    _show(app, "fiche")
    assert len(app.selectbox(key="widget-poste-sidebar").options) == 300


def test_the_address_of_a_sheet_opens_it_and_that_of_the_list_does_not(
    posts_page: Callable[..., AppTest],
) -> None:
    app = posts_page(poste="P-339")
    assert "<dd>P-339</dd>" in _html(app)
    assert "feuillet" not in app.query_params
    _show(app, "liste")
    assert _rows(app) == NAMES[:50]
    assert dict(app.query_params) == {"feuillet": "liste"}
    _show(app, "fiche")
    assert "<dd>P-339</dd>" in _html(app)
    assert dict(app.query_params) == {"poste": "P-339"}


@pytest.mark.parametrize("leaf", ["liste", "frise", "fiche"])
def test_each_section_of_the_posts_says_where_its_figures_come_from(
    posts_page: Callable[..., AppTest], leaf: str
) -> None:
    app = posts_page(feuillet=leaf)
    sources = [body for body in _bodies(app) if 'class="mn-source"' in body]
    assert any("Classeur « suivi.xlsx »" in body for body in sources)


def test_a_post_chosen_in_a_session_is_not_in_the_address_of_the_list(
    posts_page: Callable[..., AppTest],
) -> None:
    app = posts_page(feuillet="fiche")
    app.selectbox(key="widget-poste-sidebar").set_value("P-007").run()
    assert dict(app.query_params) == {"poste": "P-007", "feuillet": "fiche"}
    _show(app, "liste")
    assert dict(app.query_params) == {}

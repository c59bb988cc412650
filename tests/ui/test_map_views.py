"""The page Carte: each of its five views by deep link, and the sheet of a canton."""

import html
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering.wishes import BY, View
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store

ROOT = Path(__file__).parents[2]
CANTONS = [("53001", "Azé", "Élue de démonstration 1"), ("53010", "Laval-1", "Ce canton contient un morceau")]

Opener = Callable[..., AppTest]


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two imports of the demonstration: the first lacks posts that the second has."""
    folder = tmp_path_factory.mktemp("memoire")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAYNUM_DOSSIER", str(folder))
        board = build_board(read_workbook(DEMO_WORKBOOK.read_bytes(), "nov.xlsx"), load_basis())
        fewer = replace(
            board.workbook, name="juin.xlsx", sha256="f" * 64, posts=board.workbook.posts.iloc[:8]
        )
        with closing(open_store()) as store:
            add_import(store, fewer, import_totals(build_board(fewer, board.basis)), "Équipe")
            add_import(store, board.workbook, import_totals(board), "Équipe")
    return folder


@pytest.fixture
def carte(monkeypatch: pytest.MonkeyPatch) -> Opener:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)

    def run(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app.switch_page("pages/carte.py").run()

    return run


def said(app: AppTest) -> str:
    bodies = [getattr(element, "body", "") for element in app.get("html")]
    return html.unescape(
        "\n".join([*bodies, *(one.value for kind in (app.caption, app.info) for one in kind)])
    )


@pytest.mark.parametrize("level", [Level.EPCI, Level.COMMUNES])
@pytest.mark.parametrize("view", list(View))
def test_a_view_is_drawn_with_its_title_its_key_and_its_table(
    view: View, level: Level, carte: Opener, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAYNUM_DOSSIER", str(memory))
    app = carte(niveau=level.value, representation=view.value)
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="widget-representation-sidebar").value is view
    text = said(app)
    title = re.search(r'<h2 class="mn-map-title">(.*?)<small>', text)
    assert title is not None
    assert BY[level] in title.group(1)
    assert '<div class="mn-legends">' in text
    assert "© IGN" in text
    assert re.search(r"<caption>[^<]+", text)


def test_two_states_are_needed_to_be_compared(
    carte: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MAYNUM_DOSSIER", str(tmp_path))
    app = carte(representation=View.CHANGE.value)
    assert not app.exception
    assert "Il faut deux imports" in said(app)


@pytest.mark.parametrize(("code", "name", "phrase"), CANTONS)
def test_the_sheet_of_a_canton_names_its_councillors_or_says_what_is_not_known(
    code: str, name: str, phrase: str, carte: Opener
) -> None:
    app = carte(niveau="cantons", territoire=code)
    assert not app.exception
    assert name in [header.value for header in app.header]
    assert phrase in said(app)
    app.button(key="close-sheet").click().run()
    assert "la fiche s’ouvre" in said(app)


def test_a_department_that_is_alone_is_not_asked_for(carte: Opener) -> None:
    app = carte(niveau="communes", departement="72")
    assert not app.exception
    assert "Département" not in [box.label for box in app.selectbox]

"""Pages opened on a workbook made for the test."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from maynum_dash.ui.registry import Page

ROOT = Path(__file__).parents[2]
HEADINGS = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]

Opener = Callable[..., AppTest]


def _workbook(posts: list[dict[str, object]], needs: list[dict[str, object]]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Postes"
    headings = list(dict.fromkeys(name for post in posts for name in post)) or HEADINGS
    page.append(headings)
    for post in posts:
        page.append([post.get(name) for name in headings])
    if needs:
        sheet = book.create_sheet("Illectronisme")
        sheet.append(list(needs[0]))
        for need in needs:
            sheet.append(list(need.values()))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.setenv("MAYNUM_CLASSEURS", str(tmp_path))

    def run(
        page: Page, posts: list[dict[str, object]], needs: list[dict[str, object]] | None = None, **query: str
    ) -> AppTest:
        (tmp_path / "suivi.xlsx").write_bytes(_workbook(posts, needs or []))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app if page.path == "dashboard.py" else app.switch_page(page.path).run()

    return run

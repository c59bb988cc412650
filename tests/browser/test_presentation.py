"""The session in a real browser: keyboard, touch, full screen, and the file without a server."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from maynum_dash.analysis.board import build_board
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.session.page import session_page
from maynum_dash.rendering.slides.catalogue import compose
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook

SMALLEST = """() => Math.min(...[...document.querySelectorAll(
  ".mn-slide.shown :is(h2, p, b, span, small, li, th, td, caption, text)")]
  .filter((one) => one.textContent.trim() && one.getClientRects().length)
  .filter((one) => !one.closest(".figures, footer, .dense, .tight"))
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.closest("svg")
    ? one.closest("svg").getScreenCTM().a : 1)))"""


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-alone file of the demonstration."""
    workbook = read_workbook(DEMO_WORKBOOK.read_bytes(), DEMO_WORKBOOK.name)
    board = build_board(workbook, load_basis())
    stamp = Stamp("Classeur de démonstration", date(2026, 11, 23), "", "Données de démonstration")
    subject = Subject(board, board.posts, Reading.TRANCHE, 2026, NeedSource.ESTIMATED, stamp)
    path = tmp_path_factory.mktemp("seance") / "seance.html"
    path.write_bytes(session_page(compose(subject)))
    return path


def test_the_page_shows_its_slides_full_screen_and_comes_back(
    server: str, page: Page, heard: dict[str, list[str]]
) -> None:
    page.goto(f"{server}/presentation")
    expect(page.locator(".mn-slide.shown h2")).to_contain_text("Conseiller May Num")
    page.get_by_role("button", name="Présenter", exact=True).click()
    expect(page.locator(".mn-stage.presenting")).to_be_visible()
    last = page.locator(".mn-slide").count()
    for key, place in (("ArrowRight", 2), (" ", 3), ("ArrowLeft", 2), ("End", last), ("Home", 1)):
        page.keyboard.press(key)
        expect(page.locator(".mn-stage .place")).to_contain_text(f"{place} /")
    page.keyboard.press("p")
    page.get_by_role("button", name="3. Budget par exercice").click()
    expect(page.locator(".mn-slide.shown h2")).to_contain_text("Le Département engage")
    page.keyboard.press("c")
    expect(page.locator(".mn-stage")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Quitter").click()
    expect(page.locator(".mn-stage.presenting")).to_have_count(0)
    assert heard["errors"] == []
    assert heard["foreign"] == []


def test_a_slide_left_out_or_moved_changes_the_session_and_the_address(server: str, page: Page) -> None:
    page.goto(f"{server}/presentation")
    expect(page.locator(".mn-slide.shown")).to_be_visible()
    whole = page.locator(".mn-slide").count()
    page.get_by_label("Montrer : Quatre lectures").uncheck()
    expect(page.locator(".mn-slide")).to_have_count(whole - 1)
    page.get_by_label("Descendre : L’essentiel").click()
    expect(page.locator(".mn-picker .name").nth(2)).to_have_text("L’essentiel")
    expect(page).to_have_url(re.compile("diapos=ouverture.budget.situation"))


def test_the_file_works_without_a_server_by_keyboard(session: Path, page: Page) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(session.as_uri())
    slides = page.locator(".mn-slide").count()
    for rank in range(1, slides + 1):
        expect(page.locator(".mn-stage .place")).to_have_text(f"{rank} / {slides}")
        assert page.evaluate(SMALLEST) >= 32  # 24 points
        box = page.locator(".mn-slide.shown footer").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 1080
        page.keyboard.press("ArrowRight")
    assert asked == [session.as_uri()]
    assert said == []


def test_the_file_is_turned_by_a_finger(session: Path, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    tab = context.new_page()
    tab.goto(session.as_uri())
    expect(tab.locator(".mn-stage.upright")).to_be_visible()
    tab.touchscreen.tap(780, 500)
    expect(tab.locator(".mn-stage .place")).to_contain_text("2 /")
    tab.touchscreen.tap(40, 500)
    expect(tab.locator(".mn-stage .place")).to_contain_text("1 /")
    tab.mouse.move(600, 500)
    tab.mouse.down()
    tab.mouse.move(300, 510, steps=5)
    tab.mouse.up()
    expect(tab.locator(".mn-stage .place")).to_contain_text("2 /")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 820
    context.close()

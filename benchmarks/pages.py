"""How long the pages take, beside an almost empty Streamlit page and a plain uncached one, in one run.

Each page is measured twice: with the demonstration workbook, and with a memory of 200 imports of 4 000 posts.
Everything is measured in Chromium, from the click to the moment when the answer is on screen and painted.
The machine is shared and noisy: only the ratios mean something. Usage: ``make bench``.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import ROOT, opening, served
from benchmarks.gestures import (
    OPENING_BAR,
    OPENINGS,
    PLAIN_MAP_SAYS,
    Gesture,
    another_indicator,
    gestures,
    repaint_empty,
)
from benchmarks.posts import big_workbook
from benchmarks.store import fill
from playwright.sync_api import Browser, Page, sync_playwright

from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.opening import open_store

APPS = Path(__file__).parent / "apps"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader"]
POSTS, IMPORTS = 4000, 200
PLAIN = Gesture(
    "plain page: another indicator",
    "",
    ".st-key-map .js-plotly-plot",
    another_indicator("Personnes", PLAIN_MAP_SAYS),
    None,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A server and what it shows.

    Parameters
    ----------
    name
        Said in the report.
    url
        Address of the server.
    gestures
        What is measured of it.
    openings
        Path and condition of each first view, by name.
    opening_bar
        Most times that a first view may take of the almost empty page; ``None`` for a page of comparison.
    """

    name: str
    url: str
    gestures: tuple[Gesture, ...]
    openings: dict[str, tuple[str, str]]
    opening_bar: float | None = OPENING_BAR


@contextmanager
def dashboard(name: str, posts: tuple[str, str], folder: Path) -> Iterator[Subject]:
    """Serve the dashboard, with nothing of what this user keeps.

    Parameters
    ----------
    name
        Said in the report.
    posts
        Identifiers of two posts of the workbook in view.
    folder
        Where the server keeps its memory; its latest import is in view, else the demonstration.
    """
    environment = {"MAYNUM_DOSSIER": str(folder), "MAYNUM_CLASSEURS": ""}
    with served(ROOT / "dashboard.py", environment) as url:
        yield Subject(name, url, gestures(posts), OPENINGS)


def remember(folder: Path) -> Path:
    """Fill a memory with years of large workbooks."""
    workbook = read_workbook(big_workbook(POSTS, 1), "suivi.xlsx")
    with closing(open_store(f"sqlite:///{folder / 'maynum.db'}")) as store:
        fill(store, workbook, IMPORTS)
    return folder


def at(page: Page, url: str, ready: str) -> Page:
    """Open an address and wait until it is quiet."""
    page.goto(url)
    page.wait_for_selector(ready)
    page.wait_for_timeout(1500)
    return page


def measure(browser: Browser, empty: str, subject: Subject) -> None:
    """Measure a server and print its ratios to the almost empty page, measured again just before.

    Parameters
    ----------
    browser
        Browser.
    empty
        Address of the almost empty page.
    subject
        What is compared with it.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    print(f"\n{subject.name}: repaint after a click, median")
    for gesture in subject.gestures:
        floor = repaint_empty(at(page, empty, "#answer"))
        shown = at(page, f"{subject.url}/{gesture.path}", gesture.ready)
        report(gesture.name, gesture.measure(shown), floor, gesture.bar)
    page.close()
    floor = opening(browser, empty, "document.getElementById('answer')")
    print(f"{subject.name}: first meaningful view, median")
    for name, (path, condition) in subject.openings.items():
        report(name, opening(browser, f"{subject.url}/{path}", condition), floor, subject.opening_bar)


def report(name: str, milliseconds: float, floor: float, bar: float | None) -> None:
    """Print a time, its ratio to the almost empty page, and its bar.

    Parameters
    ----------
    name
        What was measured.
    milliseconds, floor
        Its time, and the one of the almost empty page.
    bar
        Highest ratio that it may have; ``None`` for a page of comparison.
    """
    ratio = milliseconds / floor
    verdict = "" if bar is None else f"  bar {bar} ×" + ("  ABOVE" if ratio > bar else "")
    print(f"  {name:<36} {milliseconds:6.0f} / {floor:4.0f} ms  {ratio:5.2f} ×{verdict}", flush=True)


def main() -> None:
    """Measure every page and print the ratios."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        sync_playwright() as playwright,
        TemporaryDirectory() as small,
        TemporaryDirectory() as large,
        served(APPS / "empty.py") as empty,
        served(APPS / "plain.py") as plain,
        dashboard("22 posts", ("DEMO-02", "DEMO-03"), Path(small)) as demonstration,
        dashboard(f"{IMPORTS} imports of {POSTS} posts", ("P-0002", "P-0003"), remember(Path(large))) as big,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        drawn = {"its map": ("", PLAIN_MAP_SAYS % "Taux d’illectronisme")}
        beside = Subject("plain page", plain, (PLAIN,), drawn, None)
        for subject in (demonstration, big, beside):
            measure(browser, empty, subject)
        browser.close()


if __name__ == "__main__":
    main()

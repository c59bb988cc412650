"""How long the pages take, beside an almost empty Streamlit page and a plain uncached one, in one run.

Everything is measured in Chromium, from the click to the moment when the answer is on screen and painted.
The machine is shared and noisy: only the ratios mean something. Usage: ``make bench``.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
APPS = Path(__file__).parent / "apps"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader"]
ROUNDS = 12
OPENINGS = 5

# Starts a clock at the click, stops it two painted frames after the condition first holds.
_CLOCK = """
(condition) => {
  const holds = new Function('return ' + condition);
  window.elapsed = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not seen within 20 s: ' + condition)), 20000);
    const begin = () => {
      const start = performance.now();
      const look = () => holds()
        ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)))
        : requestAnimationFrame(look);
      look();
    };
    for (const act of ['click', 'keydown']) {
      document.addEventListener(act, begin, { capture: true, once: true });
    }
  });
}
"""
_MAP_SAYS = "document.querySelector('.mn-map svg')?.getAttribute('aria-label').startsWith('Carte : %s')"
# The plain map is drawn when its title has changed and the drawing engine has nothing left to do.
_PLAIN_MAP_SAYS = """(() => {
  const plot = document.querySelector('.st-key-map .js-plotly-plot');
  const title = document.querySelector('.mn-legend h2')?.textContent;
  return title === '%s' && plot !== window.before && plot?._fullLayout?.map?._subplot?.map?.loaded();
})()"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(script: Path) -> Iterator[str]:
    """Serve a Streamlit script until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = os.environ | {"MAYNUM_AUJOURDHUI": "2026-11-23"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310 -- our own server
                    break
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def timed(page: Page, condition: str, click: Callable[[], None]) -> float:
    """Milliseconds from a click to the painted answer."""
    page.evaluate(_CLOCK, condition)
    click()
    elapsed: float = page.evaluate("window.elapsed")
    page.wait_for_timeout(250)
    return elapsed


def median_of(rounds: int, measure: Callable[[int], float]) -> float:
    """Median of several rounds, the first one thrown away: caches fill, code is compiled."""
    return statistics.median([measure(turn) for turn in range(rounds + 1)][1:])


def repaint_empty(page: Page) -> float:
    """Time a click on the almost empty page."""

    def measure(turn: int) -> float:
        wanted = "ba"[turn % 2]
        button = page.get_by_role("radio", name=wanted, exact=True)
        return timed(page, f"document.getElementById('answer').textContent === '{wanted}'", button.click)

    return median_of(ROUNDS, measure)


def repaint_map(page: Page, other: str, says: str) -> float:
    """Time a change of indicator on a map."""
    names = ["Taux d’illectronisme", other]

    def measure(turn: int) -> float:
        wanted = names[(turn + 1) % 2]
        page.get_by_role("combobox", name="Indicateur").click()
        option = page.get_by_role("option", name=wanted)
        page.evaluate("window.before = document.querySelector('.st-key-map .js-plotly-plot')")
        return timed(page, says % wanted, option.click)

    return median_of(ROUNDS, measure)


def repaint_reading(page: Page) -> float:
    """Time a change of reading on the budget page, until its chart is drawn anew."""
    names = {
        "Par tranche annuelle": "Chaque année de convention est comptée",
        "Au prorata des jours": "répartie au nombre",
    }

    def measure(turn: int) -> float:
        wanted = list(names)[(turn + 1) % 2]
        condition = (
            f"document.querySelector('.mn-sentence')?.textContent.includes('{names[wanted]}')"
            " && (() => { const plot = document.querySelector('.st-key-engagements .js-plotly-plot');"
            " return plot && plot !== window.before && plot.querySelector('.bars .point'); })()"
        )
        button = page.get_by_test_id("stMain").get_by_role("radio", name=wanted)
        page.evaluate("window.before = document.querySelector('.st-key-engagements .js-plotly-plot')")
        return timed(page, condition, button.click)

    return median_of(ROUNDS, measure)


def repaint_density(page: Page) -> float:
    """Time a change of source of need on the coverage page."""
    names = {"15 % partout": "uniforme", "Estimation par commune": "Estimation synthétique"}

    def measure(turn: int) -> float:
        wanted = list(names)[turn % 2]
        condition = f"document.querySelector('.mn-source')?.textContent.includes('{names[wanted]}')"
        return timed(page, condition, page.get_by_role("radio", name=wanted).click)

    return median_of(ROUNDS, measure)


def repaint_post(page: Page) -> float:
    """Time the opening of the sheet of another post."""

    def measure(turn: int) -> float:
        wanted = ["DEMO-02", "DEMO-03"][turn % 2]
        box = page.get_by_role("combobox", name="Poste", exact=True)
        box.click()
        page.keyboard.type(wanted)
        condition = f"document.querySelector('dl.mn-facts')?.textContent.includes('{wanted}')"
        return timed(page, condition, lambda: box.press("Enter"))

    return median_of(ROUNDS, measure)


def repaint_year(page: Page) -> float:
    """Time a change of fiscal year on the home page, until its card says it."""

    def measure(turn: int) -> float:
        wanted = ["2025", "2026"][turn % 2]
        page.get_by_role("combobox", name="Exercice").click()
        option = page.get_by_role("option", name=wanted)
        condition = (
            f"[...document.querySelectorAll('.mn-card h2')].some((e) => e.textContent.includes('{wanted}'))"
        )
        return timed(page, condition, option.click)

    return median_of(ROUNDS, measure)


def opening(browser: Browser, url: str, condition: str) -> float:
    """Milliseconds from the address to the first meaningful view, server warm, browser cache empty."""

    def measure(_: int) -> float:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url)
        page.wait_for_function(condition)
        elapsed = (time.perf_counter() - start) * 1000
        context.close()
        return elapsed

    return median_of(OPENINGS, measure)


def report(title: str, floor: float, rows: dict[str, float]) -> None:
    """Print times and their ratios to the floor."""
    print(f"\n{title} (almost empty page: {floor:.0f} ms)")
    for name, milliseconds in rows.items():
        print(f"  {name:<44} {milliseconds:7.0f} ms   {milliseconds / floor:5.2f} ×")


def main() -> None:
    """Measure every page and print the ratios."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        sync_playwright() as playwright,
        served(APPS / "empty.py") as empty,
        served(APPS / "plain.py") as plain,
        served(ROOT / "dashboard.py") as dashboard,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})

        def at(url: str, ready: str) -> Page:
            page.goto(url)
            page.wait_for_selector(ready)
            page.wait_for_timeout(1500)
            return page

        floor = repaint_empty(at(empty, "#answer"))
        rows = {
            "carte: another indicator": repaint_map(
                at(f"{dashboard}/carte", ".mn-map svg"), "ETP pour 1 000 personnes", _MAP_SAYS
            ),
            "budget: another reading": repaint_reading(
                at(f"{dashboard}/budget", ".st-key-reste-a-charge .js-plotly-plot")
            ),
            "couverture: another source of need": repaint_density(
                at(f"{dashboard}/couverture", ".js-plotly-plot")
            ),
            "postes: another post": repaint_post(at(f"{dashboard}/postes", "dl.mn-facts")),
            "accueil: another fiscal year": repaint_year(at(dashboard, ".js-plotly-plot")),
            "plain page: another indicator": repaint_map(
                at(plain, ".st-key-map .js-plotly-plot"), "Personnes", _PLAIN_MAP_SAYS
            ),
        }
        report("Repaint after a click, median", floor, rows)
        first = opening(browser, empty, "document.getElementById('answer')")
        drawn = "document.querySelector('.st-key-{} .js-plotly-plot')"
        openings = {
            "carte": opening(browser, f"{dashboard}/carte", _MAP_SAYS % "Taux d’illectronisme"),
            "accueil": opening(browser, dashboard, "document.querySelector('.mn-card .mn-value')"),
            "budget, its amounts": opening(
                browser, f"{dashboard}/budget", "document.querySelector('.mn-strip dd')"
            ),
            "budget, its chart": opening(browser, f"{dashboard}/budget", drawn.format("engagements")),
            "couverture, its table": opening(
                browser, f"{dashboard}/couverture", "document.querySelector('.mn-table')"
            ),
            "couverture, its chart": opening(browser, f"{dashboard}/couverture", drawn.format("densites")),
            "postes": opening(browser, f"{dashboard}/postes", "document.querySelector('.mn-table')"),
            "plain page": opening(browser, plain, _PLAIN_MAP_SAYS % "Taux d’illectronisme"),
        }
        report("First meaningful view, median", first, openings)
        browser.close()


if __name__ == "__main__":
    main()

"""How long an import takes in the pages, and what another user waits for meanwhile, in Chromium.

One user gives a workbook, reads its diagnosis and confirms it; another one changes the source of the need on
the coverage page again and again. Her waits are given before the import and during it. The machine is shared,
and Chromium takes a part of it. Usage: ``make bench``, or ``python -m benchmarks.importing 5000``.
"""

import shutil
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.clock import ROOT, served, timed
from benchmarks.pages import FLAGS
from benchmarks.reading import write_xlsx
from playwright.sync_api import Browser, Page, sync_playwright

SIZES: Final = (5_000, 100_000)
BARS: Final = {5_000: 3.0, 100_000: 30.0}  # seconds from the file to the memory
WAIT_BAR: Final = 1_000  # milliseconds, 95th percentile of another user
_QUIET: Final = 20
# Starts a clock, and stops it when the condition first holds.
_WATCH: Final = """
(condition) => {
  const holds = new Function('return ' + condition), start = performance.now();
  window.seen = null;
  const look = setInterval(() => {
    if (holds()) { window.seen = (performance.now() - start) / 1000; clearInterval(look); }
  }, 20);
}
"""
_ALERTS: Final = (
    "[...document.querySelectorAll('[data-testid=stAlert]')].map((one) => one.textContent).join()"
)
_AUTHOR: Final = "document.querySelector('[aria-label=\"Votre nom, pour le registre\"]')"
_NAMES: Final = {"15 % partout": "uniforme", "Estimation par commune": "Estimation synthétique"}


def gesture(page: Page, turn: int) -> float:
    """Milliseconds that the other user waits once."""
    wanted = list(_NAMES)[turn % 2]
    condition = f"document.querySelector('.mn-source')?.textContent.includes('{_NAMES[wanted]}')"
    return timed(page, condition, page.get_by_role("radio", name=wanted).click)


def until(giver: Page, condition: str, act: Callable[[], object], other: Page, waits: list[float]) -> float:
    """Have one user act, and the other one go on until the first sees something; give the seconds it took.

    The page of the first user looks at its own clock: a look between two gestures would be late by one.
    """
    giver.evaluate(_WATCH, condition)
    act()
    while (seconds := giver.evaluate("window.seen")) is None:
        waits.append(gesture(other, len(waits)))
    return float(seconds)


def high(waits: list[float]) -> float:
    """Give the 95th percentile."""
    return max(waits) if len(waits) < 2 else statistics.quantiles(waits, n=20, method="inclusive")[-1]


def measure(browser: Browser, url: str, path: Path, count: int) -> None:
    """Import one workbook, and print what it took on one line."""
    giver, other = (browser.new_context(locale="fr-FR").new_page() for _ in range(2))
    other.goto(f"{url}/couverture")
    other.get_by_role("radio", name="15 % partout").wait_for()
    quiet = [gesture(other, turn) for turn in range(_QUIET + 1)][1:]
    giver.goto(f"{url}/imports")
    author = giver.get_by_label("Votre nom, pour le registre")
    waits: list[float] = []
    field = giver.get_by_test_id("stMain").locator("input[type=file]")
    field.wait_for(state="attached")
    refusal = giver.get_by_text("ne peut pas être lu")
    answered = f"{_AUTHOR} || {_ALERTS}.includes('ne peut pas être lu')"
    read = until(giver, answered, lambda: field.set_input_files(path), other, waits)
    if refusal.is_visible():
        print(f"{count:>7}  {read:>8.1f}  REFUSED: {refusal.inner_text()}", flush=True)
        return
    author.fill("Équipe")
    author.press("Enter")
    button = giver.get_by_role("button", name="Confirmer l’import")
    shown = f"{_ALERTS}.includes('montré à tout le monde')"
    kept = until(giver, shown, button.click, other, waits)
    verdict = "  ABOVE" if read + kept > BARS.get(count, float("inf")) or high(waits) > WAIT_BAR else ""
    print(
        f"{count:>7}  {read:>8.1f} {kept:>8.1f}  {statistics.median(quiet):>7.0f} {high(quiet):>7.0f}  "
        f"{statistics.median(waits):>7.0f} {high(waits):>7.0f} {len(waits):>5}{verdict}",
        flush=True,
    )


def main(sizes: tuple[int, ...]) -> None:
    """Write one line per size, each on a memory of its own."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    print("import in the pages: seconds to read, to keep; another user, milliseconds, alone and meanwhile")
    waits = f"{'median':>7} {'p95':>7}"
    print(f"{'rows':>7}  {'read s':>8} {'kept s':>8}  {waits}  {waits} {'n':>5}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for count in sizes:
            with TemporaryDirectory() as folder:
                book = Path(folder) / f"postes-{count}.xlsx"
                write_xlsx(book, count)
                with served(ROOT / "dashboard.py", {"MAYNUM_DOSSIER": folder}) as url:
                    measure(browser, url, book, count)
        browser.close()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)

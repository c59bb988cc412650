"""Whether the map of a département holds for a country: 1,255 EPCI at once, communes by département.

The reference data of the whole country are built from the official files of ``../shared/sources/france`` in a
temporary folder, by the same builder; nothing is done without those files. The rate of the anchored EPCI is
invented: only the weight of the drawing is looked at, its figures mean nothing. The map is measured beside
the one of Mayenne, in the same run, with the same workbook. Usage: ``make bench``.
"""

import shutil
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import ROOT, ROUNDS, served, timed
from benchmarks.gestures import MAP_SAYS
from playwright.sync_api import Browser, Page, sync_playwright

from maynum_dash.rendering.reference import build_reference
from maynum_dash.sources.folder import DATA

SOURCES = ROOT.parent / "shared" / "sources" / "france"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader"]
TIMES, HEAVIEST = 2.0, 1_500_000  # of the page of Mayenne; bytes sent for one answer
PERIMETER = """\
code = ""
nom = "France"
avec_article = "la France"
entier = "toute la France"
de = "de la France"
en = "en France"
"""
CALIBRATION = """\
[departement]
taux_pct = 16.5
source = "Insee, 2019 : 16,5 % en France"
[ancrage]
epci = "200054781"
taux_pct = 12.0
source = "taux inventé pour mesurer la carte, sans aucun sens"
[population_15_plus]
personnes = 249848
habitants = 307062
source = "part de la Mayenne, au recensement de 2020"
[uniforme]
taux_pct = 16.5
source = "Insee, 2019 : 16,5 % en France"
"""
VIEWS = {"EPCI": "carte", "communes of one département": "carte?niveau=communes"}
INDICATORS = ["Taux d’illectronisme", "Personnes en illectronisme"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What changing the indicator of a map costs.

    Parameters
    ----------
    milliseconds
        From the click to the painted answer, median.
    sent
        Most bytes that the server sends: the whole page when it opens, or an answer.
    shapes
        Territories drawn.
    """

    milliseconds: float
    sent: int
    shapes: int


def country(folder: Path) -> Path:
    """Build a data folder of the whole country.

    Parameters
    ----------
    folder
        Empty folder.
    """
    data = folder / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("reference"))
    (data / "territoire.toml").write_text(PERIMETER, encoding="utf-8")
    (data / "calage.toml").write_text(CALIBRATION, encoding="utf-8")
    built = build_reference(SOURCES, data / "reference", data / "calage.toml", code="")
    tables = built.reference
    print(f"France: {len(tables.communes)} communes, {len(tables.epci)} EPCI, from the official files")
    return data


@contextmanager
def dashboard(variables: Mapping[str, str]) -> Iterator[str]:
    """Serve the dashboard on its demonstration workbook, with a memory of its own."""
    with TemporaryDirectory() as memory:
        own = {"MAYNUM_DOSSIER": memory, "MAYNUM_CLASSEURS": "", **variables}
        with served(ROOT / "dashboard.py", own) as url:
            yield url


def measured(browser: Browser, url: str) -> Answer:
    """Change the indicator of a map again and again.

    Parameters
    ----------
    browser
        Browser.
    url
        Address of the map.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    frames: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda sent: frames.append(len(sent))))
    page.goto(url)
    page.wait_for_selector(".mn-map path[data-code]", timeout=120_000)
    page.wait_for_timeout(1500)
    shapes = page.locator(".mn-map path[data-code]").count()
    took: list[float] = []
    weights = [sum(frames)]
    for turn in range(ROUNDS + 1):
        took.append(_change(page, INDICATORS[(turn + 1) % 2], frames))
        weights.append(sum(frames))
    page.close()
    return Answer(statistics.median(took[1:]), max(weights), shapes)


def _change(page: Page, wanted: str, frames: list[int]) -> float:
    """Choose another indicator; what was sent before is forgotten."""
    page.get_by_role("combobox", name="Indicateur").click()
    option = page.get_by_role("option", name=wanted)
    frames.clear()
    return timed(page, MAP_SAYS % wanted, option.click)


def compare(browser: Browser, mayenne: str, france: str) -> None:
    """Print each view of the country beside the one of Mayenne, with the bars."""
    for name, path in VIEWS.items():
        floor, seen = measured(browser, f"{mayenne}/{path}"), measured(browser, f"{france}/{path}")
        ratio = seen.milliseconds / floor.milliseconds
        verdict = "  ABOVE" if ratio > TIMES or seen.sent > HEAVIEST else ""
        print(
            f"  {name:<28} {seen.shapes:>5} / {floor.shapes} shapes  "
            f"{seen.milliseconds:5.0f} / {floor.milliseconds:4.0f} ms  {ratio:5.2f} ×  bar {TIMES} ×  "
            f"{seen.sent / 1000:5.0f} / {floor.sent / 1000:.0f} kB  bar {HEAVIEST / 1000:.0f} kB{verdict}",
            flush=True,
        )


def main() -> None:
    """Build, serve, measure and print."""
    if not SOURCES.is_dir():
        print("France : sources absentes")
        return
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory() as folder:
        data = country(Path(folder))
        with (
            sync_playwright() as playwright,
            dashboard({}) as mayenne,
            dashboard({"MAYNUM_DATA": str(data)}) as france,
        ):
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            compare(browser, mayenne, france)
            browser.close()


if __name__ == "__main__":
    main()

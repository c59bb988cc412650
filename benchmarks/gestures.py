"""What a user does on each page, and what must be on screen for it to be answered."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.clock import ROUNDS, median_of, timed
from playwright.sync_api import Page

MAP_BAR, BAR, OPENING_BAR = 2.5, 1.8, 2.5  # times the almost empty page
MAP_SAYS = "document.querySelector('.mn-map svg')?.getAttribute('aria-label').startsWith('Carte : %s')"
DRAWN = "document.querySelector('.st-key-%s .js-plotly-plot')"
# The plain map is drawn when its title has changed and the drawing engine has nothing left to do.
PLAIN_MAP_SAYS = """(() => {
  const plot = document.querySelector('.st-key-map .js-plotly-plot');
  const title = document.querySelector('.mn-legend h2')?.textContent;
  return title === '%s' && plot !== window.before && plot?._fullLayout?.map?._subplot?.map?.loaded();
})()"""
# The last table under a caption: what is drawn at the end of the page.
_CAPTION_SAYS = (
    "[...document.querySelectorAll('.mn-table caption')].some((e) => e.textContent.includes('%s'))"
)


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing that a user does, again and again.

    Parameters
    ----------
    name
        Said in the report.
    path
        Address of the page.
    ready
        Selector of what must be there before the first time.
    measure
        Median of the milliseconds to the answer.
    bar
        Most times that it may take of the almost empty page; ``None`` for a page of comparison.
    """

    name: str
    path: str
    ready: str
    measure: Callable[[Page], float]
    bar: float | None = BAR


def repaint_empty(page: Page) -> float:
    """Time a click on the almost empty page; quick, since it is done again before each gesture."""

    def measure(turn: int) -> float:
        wanted = "ba"[turn % 2]
        button = page.get_by_role("radio", name=wanted, exact=True)
        return timed(page, f"document.getElementById('answer').textContent === '{wanted}'", button.click)

    return median_of(ROUNDS // 2, measure)


def another_indicator(other: str, says: str) -> Callable[[Page], float]:
    """Time a change of indicator on a map."""
    names = ["Taux d’illectronisme", other]

    def repaint(page: Page) -> float:
        def measure(turn: int) -> float:
            wanted = names[(turn + 1) % 2]
            page.get_by_role("combobox", name="Indicateur").click()
            option = page.get_by_role("option", name=wanted)
            page.evaluate("window.before = document.querySelector('.st-key-map .js-plotly-plot')")
            return timed(page, says % wanted, option.click)

        return median_of(ROUNDS, measure)

    return repaint


def another_territory(page: Page) -> float:
    """Time the sheet of another territory clicked on the map."""
    names = {"Ernée": "CC de l'Ernée", "Bocage Mayennais": "CC du Bocage Mayennais"}

    def measure(turn: int) -> float:
        wanted = list(names)[turn % 2]
        condition = f"document.querySelector('.st-key-sheet h2')?.textContent === {names[wanted]!r}"
        territory = page.locator(".mn-map path[data-code]").and_(page.get_by_role("button", name=wanted))
        return timed(page, condition, territory.click)

    return median_of(ROUNDS, measure)


def another_reading(page: Page) -> float:
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


def another_funder(page: Page) -> float:
    """Time a change of funder in the table by post, the longest of the budget page."""
    names = ["La collectivité employeur", "Conseiller May Num (Département)"]

    def measure(turn: int) -> float:
        wanted = names[turn % 2]
        box = page.get_by_role("combobox", name="Financeur")
        # A list opened by a click that scrolls the page closes at once.
        box.scroll_into_view_if_needed()
        page.wait_for_timeout(250)
        box.click()
        return timed(page, _CAPTION_SAYS % wanted, page.get_by_role("option", name=wanted).click)

    return median_of(ROUNDS, measure)


def another_source(page: Page) -> float:
    """Time a change of source of need on the coverage page."""
    names = {"15 % partout": "uniforme", "Estimation par commune": "Estimation synthétique"}

    def measure(turn: int) -> float:
        wanted = list(names)[turn % 2]
        condition = f"document.querySelector('.mn-source')?.textContent.includes('{names[wanted]}')"
        return timed(page, condition, page.get_by_role("radio", name=wanted).click)

    return median_of(ROUNDS, measure)


def another_choice(names: Sequence[str], says: str) -> Callable[[Page], float]:
    """Time a change of choice in a section of the coverage page.

    Parameters
    ----------
    names
        Choices, taken in turn; the first one is in view to begin with.
    says
        Condition of which the text of the answer is ``window.before`` until it changes.
    """

    def repaint(page: Page) -> float:
        def measure(turn: int) -> float:
            wanted = names[(turn + 1) % len(names)]
            page.evaluate(f"window.before = {says}")
            button = page.get_by_test_id("stMain").get_by_role("radio", name=wanted, exact=True)
            return timed(page, f"({says} ?? window.before) !== window.before", button.click)

        return median_of(ROUNDS, measure)

    return repaint


def another_post(names: tuple[str, str]) -> Callable[[Page], float]:
    """Time the opening of the sheet of another post."""

    def repaint(page: Page) -> float:
        def measure(turn: int) -> float:
            wanted = names[turn % 2]
            box = page.get_by_role("combobox", name="Poste", exact=True)
            box.click()
            page.keyboard.type(wanted)
            condition = f"document.querySelector('dl.mn-facts dd')?.textContent === '{wanted}'"
            return timed(page, condition, lambda: box.press("Enter"))

        return median_of(ROUNDS, measure)

    return repaint


def another_status(page: Page) -> float:
    """Time a filter of status on the page of posts, until its table follows it."""
    caption = "document.querySelector('.mn-table caption')?.textContent"

    def measure(_: int) -> float:
        button = page.get_by_test_id("stSidebar").get_by_role("button", name="Vacant", exact=True)
        page.evaluate(f"window.before = {caption}")
        return timed(page, f"({caption} ?? window.before) !== window.before", button.click)

    return median_of(ROUNDS, measure)


def another_year(page: Page) -> float:
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


def the_rows_behind(page: Page) -> float:
    """Time the opening of the rows behind the first figure of the home page."""

    def measure(_: int) -> float:
        button = page.get_by_role("button", name=re.compile("D’où vient ce chiffre")).first
        elapsed = timed(page, "document.querySelector('[role=dialog] .mn-table tfoot')", button.click)
        page.keyboard.press("Escape")
        page.locator("[role=dialog]").wait_for(state="detached")
        return elapsed

    return median_of(ROUNDS, measure)


def gestures(posts: tuple[str, str]) -> tuple[Gesture, ...]:
    """List what is measured of the dashboard.

    Parameters
    ----------
    posts
        Identifiers of two posts of the workbook in view.
    """
    budget_chart = ".st-key-reste-a-charge .js-plotly-plot"
    hosts = ["Les deux", "France services", "Conseillers numériques"]
    sentence, captions = "document.querySelector('.mn-sentence')?.textContent", "document.querySelector('%s')"
    places, ranked = (
        another_choice(hosts, sentence),
        another_choice(["intercommunalités", "cantons"], sentence),
    )
    shared = another_choice(["Estimation par commune", "15 % partout"], sentence)
    levels = another_choice(["Intercommunalité", "Canton"], f"{captions % '.mn-table caption'}?.textContent")
    indicator = another_indicator("ETP pour 1 000 personnes", MAP_SAYS)
    return (
        Gesture("carte: another indicator", "carte", ".mn-map svg", indicator, MAP_BAR),
        Gesture("carte: another territory", "carte", ".mn-map svg", another_territory, MAP_BAR),
        Gesture("budget: another reading", "budget", budget_chart, another_reading),
        Gesture("budget: another funder, by post", "budget?regroupement=poste", budget_chart, another_funder),
        Gesture("couverture: another source of need", "couverture", ".js-plotly-plot", another_source),
        Gesture("accès: other places", "couverture?aspect=acces", ".mn-map svg", places, MAP_BAR),
        Gesture("priorités: another size", "couverture?aspect=priorites", ".js-plotly-plot", ranked),
        Gesture("équité: another source", "couverture?aspect=equite", ".js-plotly-plot", shared),
        Gesture("fiche: another level", "couverture?aspect=fiche", ".mn-picture", levels, MAP_BAR),
        Gesture("postes: another post", "postes?feuillet=fiche", "dl.mn-facts", another_post(posts)),
        Gesture("postes: another status", "postes", ".mn-table", another_status),
        Gesture("accueil: another fiscal year", "", ".js-plotly-plot", another_year),
        # A dialog opens with an animation of Streamlit's own: compared between workbooks, without a bar.
        Gesture("accueil: the rows behind a figure", "", ".js-plotly-plot", the_rows_behind, None),
    )


OPENINGS = {
    "carte": ("carte", MAP_SAYS % "Taux d’illectronisme"),
    "accueil": ("", "document.querySelector('.mn-card .mn-value')"),
    "budget, its amounts": ("budget", "document.querySelector('.mn-strip dd')"),
    "budget, its chart": ("budget", DRAWN % "engagements"),
    "couverture, its table": ("couverture", "document.querySelector('.mn-table')"),
    "couverture, its chart": ("couverture", DRAWN % "densites"),
    "postes": ("postes", "document.querySelector('.mn-table')"),
}

"""« Synthèse »: the money of the scheme in the reading and the exercice that the reader chooses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.domain.posts import Funder, Reading, Status
from maynum_dash.rendering import palette
from maynum_dash.rendering.computed import choices
from maynum_dash.rendering.computed.charts import Chart, Range, Series, insert
from maynum_dash.rendering.computed.data import READING_SHEETS
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import FUNDERS, Subject
from maynum_dash.rendering.tables import Kind

SHEET: Final = "Synthèse"
TITLE: Final = "Synthèse du dispositif Conseiller May Num"
_CHOICE, _RULE, _SHARE, _POSTS, _FUNDERS = 5, 6, 8, 12, 16
_READINGS = _FUNDERS + len(FUNDERS) + 4
_CHECK = _READINGS + len(Reading) + 2
_CHARTS = _CHECK + 2
_END_OF_TIME: Final = 10_000
_SIZE: Final = (740, 330)
_AGREE, _DISAGREE = "Contrôle : les quatre lectures font le même total", "Contrôle : les totaux diffèrent"
_READING_COLOURS: Final = ("#29598F", "#82B5F2", "#E1A100", "#7F7F7F")  # as those of the funders


@dataclass(frozen=True, slots=True)
class _Period:
    """Exercices added up: formula of the heading and what it gives, criterion and what it keeps."""

    formula: str
    heading: str
    criterion: str
    years: range


def write_synthesis(draft: Draft, subject: Subject) -> None:
    """Add the sheet."""
    width = max(len(subject.years) + 1, 9)
    worksheet = draft.sheet(SHEET, TITLE, [36, *[17.0] * width])
    draft.write_head(worksheet, TITLE, "Tous les chiffres sont des formules sur les feuilles de données.")
    page = Page(draft)
    _write_choices(draft, page, subject)
    for row, column, name, title in (
        (_CHOICE, 0, "lectures", "Lecture du budget"),
        (_CHOICE, 1, "exercices", "Exercice"),
    ):
        choices.offer_list(worksheet, row, column, name, title)
    _write_funders(page, subject)
    _write_share(page, subject)
    _write_posts(page, subject)
    _write_readings(page, subject)
    page.write(worksheet)
    _draw(page, worksheet, subject)
    worksheet.freeze_panes(_CHOICE + 1, 1)
    worksheet.fit_to_pages(1, 1)


def _write_choices(draft: Draft, page: Page, subject: Subject) -> None:
    page.text(_CHOICE - 1, 0, "Lecture du budget, à choisir", "label")
    page.text(_CHOICE - 1, 1, "Exercice, à choisir", "label")
    page.text(_CHOICE, 0, choices.READING_NAMES[subject.reading], "choice", "left")
    page.year(_CHOICE, 1, subject.fiscal_year, "choice", "center")
    rule = f"INDEX(regles,MATCH({choices.READING},lectures,0))"
    page.formula(_RULE, 0, rule, READING_RULES[subject.reading], Kind.TEXT, "note")
    choices.define_cell(draft, SHEET, choices.READING, _CHOICE, 0)
    choices.define_cell(draft, SHEET, choices.YEAR, _CHOICE, 1)


def _write_funders(page: Page, subject: Subject) -> None:
    """Cross the funders with the exercices."""
    page.text(_FUNDERS, 0, "Montants par financeur et exercice", "subtitle")
    _write_years(page, _FUNDERS + 1, "Financeur", subject)
    sums = subject.cents(subject.reading, "funder")
    first = _FUNDERS + 2
    for row, funder in enumerate(FUNDERS, start=first):
        page.text(row, 0, funder, "cell", "left")
        name = xl_rowcol_to_cell(row, 0, col_abs=True)
        _write_amounts(page, row, sums.get(funder, subject.nothing), ("ech_financeur", name))
    total = first + len(FUNDERS)
    page.text(total, 0, "Total", "total")
    whole = [sum(column) for column in zip(subject.nothing, *sums.values(), strict=True)]
    for column, cents in enumerate([*whole, sum(whole)], start=1):
        cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(total - 1, column)}"
        page.formula(total, column, f"SUM({cells})", cents / 100, Kind.EUROS, "total")


def _write_share(page: Page, subject: Subject) -> None:
    """Say what the Département brings before, in and after the exercice chosen."""
    row = _FUNDERS + 2 + FUNDERS.index(Funder.DEPARTMENT)
    years = xl_range_abs(_FUNDERS + 1, 1, _FUNDERS + 1, len(subject.years))
    amounts = xl_range_abs(row, 1, row, len(subject.years))
    share = subject.share(subject.reading)
    page.text(_SHARE, 0, "Part du Département", "subtitle")
    page.text(_SHARE + 1, 0, "Tout le programme", "heading")
    page.formula(_SHARE + 2, 0, f"SUM({amounts})", sum(share) / 100, Kind.EUROS, "large", "center")
    for column, period in enumerate(_periods(subject.fiscal_year), start=1):
        page.formula(_SHARE + 1, column, period.formula, period.heading, Kind.TEXT, "heading")
        formula = f"SUMIF({years},{period.criterion},{amounts})"
        cents = sum(c for year, c in zip(subject.years, share, strict=True) if year in period.years)
        page.formula(_SHARE + 2, column, formula, cents / 100, Kind.EUROS, "large")
    page.heights[_SHARE + 2] = 24


def _periods(year: int) -> Iterator[_Period]:
    chosen = choices.YEAR
    yield _Period(f'"Avant "&{chosen}', f"Avant {year}", f'"<"&{chosen}', range(year))
    for gap in range(3):
        later = year + gap
        wanted = f"({chosen}+{gap})"
        yield _Period(f'"Exercice "&{wanted}', f"Exercice {later}", wanted, range(later, later + 1))
    beyond = range(year + 3, _END_OF_TIME)
    yield _Period(f'"Après "&({chosen}+2)', f"Après {year + 2}", f'">"&({chosen}+2)', beyond)


def _write_posts(page: Page, subject: Subject) -> None:
    statuses = subject.posts["status"]
    occupied = subject.posts[statuses == Status.OCCUPIED]
    counts = [
        *(
            (f"Postes {name}", f'COUNTIFS(postes_statut,"{status}")', float((statuses == status).sum()))
            for status, name in zip(Status, ("occupés", "vacants", "rendus"), strict=True)
        ),
        ("Tous les postes", "COUNTA(postes_id)", float(len(subject.posts))),
        (
            "ETP occupés",
            f'SUMIFS(postes_etp,postes_statut,"{Status.OCCUPIED}")',
            float(occupied["fte"].sum()),
        ),
    ]
    page.text(_POSTS, 0, "Postes", "subtitle")
    for column, (heading, formula, value) in enumerate(counts):
        kind = Kind.DECIMAL if heading.startswith("ETP") else Kind.INTEGER
        page.text(_POSTS + 1, column, heading, "heading")
        page.formula(_POSTS + 2, column, formula, value, kind, "large", "center")
    page.heights[_POSTS + 2] = 24


def _write_readings(page: Page, subject: Subject) -> None:
    """Show the share of the Département in the four readings, and that their totals are one."""
    page.text(_READINGS, 0, "Part du Département dans les quatre lectures", "subtitle")
    _write_years(page, _READINGS + 1, "Lecture", subject)
    for row, (reading, (_, block)) in enumerate(READING_SHEETS.items(), start=_READINGS + 2):
        page.text(row, 0, choices.READING_NAMES[reading], "cell", "left")
        share = ("ech_financeur", choices.DEPARTMENT)
        _write_amounts(page, row, subject.share(reading), share, amounts=block)
    totals = xl_range_abs(_READINGS + 2, len(subject.years) + 1, _CHECK - 1, len(subject.years) + 1)
    formula = f'IF(ROUND(MAX({totals})-MIN({totals}),2)=0,"{_AGREE}","{_DISAGREE}")'
    sums = {sum(subject.share(reading)) for reading in Reading}
    page.formula(_CHECK, 0, formula, _AGREE if len(sums) == 1 else _DISAGREE, Kind.TEXT, "label")


def _write_amounts(
    page: Page, row: int, cents: list[int], criterion: tuple[str, str], amounts: str = choices.AMOUNTS
) -> None:
    """Write the formulas of one row, and their sum."""
    for column, one in enumerate(cents, start=1):
        heading = xl_rowcol_to_cell(_heading_of(row), column, row_abs=True)
        formula = choices.amount(heading, criterion, amounts=amounts)
        page.formula(row, column, formula, one / 100, Kind.EUROS, "cell")
    cells = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, len(cents))}"
    page.formula(row, len(cents) + 1, f"SUM({cells})", sum(cents) / 100, Kind.EUROS, "cell")


def _heading_of(row: int) -> int:
    """Row of the exercices of the table that a row belongs to."""
    return _FUNDERS + 1 if row < _READINGS else _READINGS + 1


def _write_years(page: Page, row: int, heading: str, subject: Subject) -> None:
    page.text(row, 0, heading, "heading")
    for column, year in enumerate(subject.years, start=1):
        page.year(row, column, year, "heading")
    page.text(row, len(subject.years) + 1, "Total", "heading")


def _draw(page: Page, worksheet: Worksheet, subject: Subject) -> None:
    funders = [palette.FUNDER_COLOURS[Funder(name)] for name in FUNDERS]
    insert(
        page,
        worksheet,
        (_CHARTS, 0),
        Chart(
            "column",
            "stacked",
            "Montants par exercice et financeur, lecture choisie (€)",
            "Colonnes empilées : montants de chaque financeur par exercice, dans la lecture choisie. "
            "Les chiffres sont dans le tableau « Montants par financeur et exercice ».",
            *_drawn(_FUNDERS + 1, len(subject.years), funders),
            size=_SIZE,
        ),
    )
    insert(
        page,
        worksheet,
        (_CHARTS, 5),
        Chart(
            "column",
            "clustered",
            "Part du Département dans les quatre lectures (€)",
            "Colonnes groupées : part du Département par exercice dans chacune des quatre lectures. "
            "Les chiffres sont dans le tableau du même nom.",
            *_drawn(_READINGS + 1, len(subject.years), _READING_COLOURS),
            size=_SIZE,
        ),
    )


def _drawn(heading: int, years: int, colours: Sequence[str]) -> tuple[Range, list[Series]]:
    """Give the axis and the series of a crossed table: one per row below its exercices."""
    rows = enumerate(colours, start=heading + 1)
    series = [Series((row, 0), Range(row, 1, row, years), colour) for row, colour in rows]
    return Range(heading, 1, heading, years), series

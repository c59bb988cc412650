"""Money by EPCI and by structure, for the funder, the reading and the exercice that the reader chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from maynum_dash.domain.posts import Funder, Status
from maynum_dash.rendering import palette
from maynum_dash.rendering.computed import choices
from maynum_dash.rendering.computed.charts import Chart, Range, Series, insert
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.tables import Kind

TERRITORIES: Final = "Intercommunalités"
STRUCTURES: Final = "Structures"
_CHOICE, _HEADING, _FIRST = 5, 7, 8
_CHARTED: Final = 24  # rows: a longer chart is not read, and the sheet takes several pages
_NAMES: Final = ("occupés", "vacants", "rendus")


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """What makes the rows of a sheet.

    Parameters
    ----------
    sheet, title, heading
        Words of the sheet.
    rows
        Names shown, in order.
    key
        Column of the posts and of the schedules that holds what is compared.
    values
        What each row is compared with, in Python.
    criterion
        Column of the sheet that holds it, from 0.
    schedule, posts
        Names of the columns that formulas look in.
    """

    sheet: str
    title: str
    heading: str
    rows: Sequence[str]
    key: str
    values: Sequence[str | int]
    criterion: int
    schedule: str
    posts: str


def write_territories(draft: Draft, subject: Subject) -> None:
    """Add the sheet of the EPCI; the choice of the funder stands there."""
    rows = subject.territories
    group = _Group(
        TERRITORIES,
        "Montants par intercommunalité",
        "Intercommunalité de l’employeur",
        rows,
        "epci",
        rows,
        0,
        "ech_epci",
        "postes_epci",
    )
    _write(draft, subject, group)


def write_structures(draft: Draft, subject: Subject) -> None:
    """Add the sheet of the structures."""
    rows = subject.structures
    group = _Group(
        STRUCTURES,
        "Montants par structure employeuse",
        "Structure",
        rows,
        "structure_rank",
        range(1, len(rows) + 1),
        1,
        "ech_no_structure",
        "postes_no_structure",
    )
    _write(draft, subject, group)


def _write(draft: Draft, subject: Subject, group: _Group) -> None:
    before = group.criterion + len(_NAMES) + 1
    widths = [44, *[12.0] * (before - 1), *[16.0] * (len(subject.years) + 1)]
    worksheet = draft.sheet(group.sheet, group.title, widths)
    draft.write_head(
        worksheet, group.title, "Tous les chiffres sont des formules sur les feuilles de données."
    )
    page = Page(draft)
    _write_choices(draft, page, subject, group)
    if group.sheet == TERRITORIES:
        choices.offer_list(worksheet, _CHOICE, 0, "financeurs", "Financeur")
    _write_headings(page, subject, group)
    amounts = subject.cents(subject.reading, group.key, Funder.DEPARTMENT)
    for rank, (name, value) in enumerate(zip(group.rows, group.values, strict=True)):
        row = _FIRST + rank
        page.text(row, 0, name, "cell", "left")
        if group.criterion:
            page.number(row, 1, float(value), Kind.INTEGER, "cell", "center")
        _write_counts(page, subject, group, row, value)
        _write_amounts(page, subject, group, row, amounts.get(value, subject.nothing))
    _write_total(page, group, before, subject.share(subject.reading))
    page.write(worksheet)
    if 0 < len(group.rows) <= _CHARTED:
        _draw(page, worksheet, group, before + len(subject.years))
        worksheet.fit_to_pages(1, 1)
    worksheet.freeze_panes(_FIRST, 1)
    worksheet.repeat_rows(_HEADING)


def _write_choices(draft: Draft, page: Page, subject: Subject, group: _Group) -> None:
    """Offer the funder on the first sheet, recall it on the other; recall the reading."""
    if group.sheet == TERRITORIES:
        page.text(_CHOICE - 1, 0, "Financeur, à choisir", "label")
        page.text(_CHOICE, 0, Funder.DEPARTMENT, "choice", "left")
        choices.define_cell(draft, TERRITORIES, choices.FUNDER, _CHOICE, 0)
    else:
        page.text(_CHOICE - 1, 0, f"Financeur, choisi feuille « {TERRITORIES} »", "label")
        page.formula(_CHOICE, 0, choices.FUNDER, Funder.DEPARTMENT, Kind.TEXT, "cell", "left")
    page.text(_CHOICE - 1, 1, "Lecture, choisie feuille « Synthèse »", "label")
    page.formula(
        _CHOICE, 1, choices.READING, choices.READING_NAMES[subject.reading], Kind.TEXT, "cell", "left"
    )


def _write_headings(page: Page, subject: Subject, group: _Group) -> None:
    headings = [group.heading, *(["N°"] if group.criterion else []), *(f"Postes {name}" for name in _NAMES)]
    for column, heading in enumerate(headings):
        page.text(_HEADING, column, heading, "heading")
    for column, year in enumerate(subject.years, start=len(headings)):
        page.year(_HEADING, column, year, "heading")
    page.text(_HEADING, len(headings) + len(subject.years), "Total", "heading")
    page.heights[_HEADING] = 34


def _write_counts(page: Page, subject: Subject, group: _Group, row: int, value: str | int) -> None:
    mine = subject.posts.loc[subject.posts[group.key] == value, "status"]
    wanted = xl_rowcol_to_cell(row, group.criterion, col_abs=True)
    for column, status in enumerate(Status, start=group.criterion + 1):
        formula = f'COUNTIFS({group.posts},{wanted},postes_statut,"{status}")'
        page.formula(row, column, formula, float((mine == status).sum()), Kind.INTEGER, "cell", "center")


def _write_amounts(page: Page, subject: Subject, group: _Group, row: int, cents: Sequence[int]) -> None:
    first = group.criterion + len(_NAMES) + 1
    wanted = xl_rowcol_to_cell(row, group.criterion, col_abs=True)
    criteria = ((group.schedule, wanted), ("ech_financeur", choices.CRITERION))
    for column, amount in enumerate(cents, start=first):
        heading = xl_rowcol_to_cell(_HEADING, column, row_abs=True)
        page.formula(row, column, choices.amount(heading, *criteria), amount / 100, Kind.EUROS, "cell")
    last = first + len(subject.years)
    cells = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, last - 1)}"
    page.formula(row, last, f"SUM({cells})", sum(cents) / 100, Kind.EUROS, "cell")


def _write_total(page: Page, group: _Group, before: int, sums: list[int]) -> None:
    """Add the rows up; the sums are those of the synthesis."""
    row = _FIRST + len(group.rows)
    page.text(row, 0, "Total", "total")
    if group.criterion:
        page.text(row, 1, "", "total")
    for column in range(group.criterion + 1, before + len(sums) + 1):
        cells = xl_range_abs(_FIRST, column, max(row - 1, _FIRST), column)
        if column < before:
            value = sum(page.number_at((line, column)) for line in range(_FIRST, row))
            page.formula(row, column, f"SUM({cells})", value, Kind.INTEGER, "total", "center")
        else:
            cents = (*sums, sum(sums))[column - before]
            page.formula(row, column, f"SUM({cells})", cents / 100, Kind.EUROS, "total")


def _draw(page: Page, worksheet: Worksheet, group: _Group, total: int) -> None:
    last = _FIRST + len(group.rows) - 1
    insert(
        page,
        worksheet,
        (_FIRST + len(group.rows) + 2, 0),
        Chart(
            "bar",
            "",
            f"{group.title}, toutes années, financeur et lecture choisis (€)",
            f"Barres : {group.title.lower()}, toutes années. Les chiffres sont dans la colonne « Total ».",
            Range(_FIRST, 0, last, 0),
            [Series((_HEADING, total), Range(_FIRST, total, last, total), palette.ACCENT)],
            size=(1100, 140 + 22 * len(group.rows)),
        ),
    )

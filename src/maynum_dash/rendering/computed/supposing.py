"""« Scénarios »: what is supposed beside the data, and the differences that its formulas add up."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.outcome import Outcome
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import moves
from maynum_dash.rendering.charts.scenarios import COLOURS
from maynum_dash.rendering.computed import choices
from maynum_dash.rendering.computed.charts import Chart, Range, Series, insert
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import NOWHERE, Subject
from maynum_dash.rendering.computed.tables import Column, Sheet
from maynum_dash.rendering.tables import Kind

SHEET, DATA = "Scénarios", "Écarts des scénarios"
TITLE: Final = "Scénarios à côté des données"
_CHOICE, _RANK, _HEADING, _FIRST = 5, 7, 8, 9
_KNOWN: Final = 1  # column of the data


def write_scenarios(draft: Draft, subject: Subject) -> None:
    """Add the sheet; nothing when nothing is supposed."""
    outcomes = subject.outcomes
    if not outcomes:
        return
    widths = [26, 20, *[24.0] * (2 * len(outcomes))]
    worksheet = draft.sheet(SHEET, TITLE, widths)
    note = f"Hypothèses, {moves.NOT_DATA}. Scénario = données actuelles + écarts de la feuille « {DATA} »."
    draft.write_head(worksheet, TITLE, note)
    page = Page(draft)
    page.text(_CHOICE - 1, 0, "Financeur, choisi feuille « Intercommunalités »", "label")
    page.formula(_CHOICE, 0, choices.FUNDER, Funder.DEPARTMENT, Kind.TEXT, "cell", "left")
    page.text(_CHOICE - 1, 2, "Lecture, choisie feuille « Synthèse »", "label")
    page.formula(
        _CHOICE, 2, choices.READING, choices.READING_NAMES[subject.reading], Kind.TEXT, "cell", "left"
    )
    years = _years(subject)
    _write_headings(page, outcomes)
    for row, year in enumerate(years, start=_FIRST):
        page.year(row, 0, year, "cell", "center")
        _write_year(page, row, _known(subject, year), [_gap(subject, one, year) for one in outcomes])
    _write_total(page, len(years), len(outcomes))
    _write_words(page, subject, _FIRST + len(years) + 2)
    page.write(worksheet)
    _draw(page, worksheet, (len(years), len(outcomes)), _FIRST + len(years) + 4 + _lines(outcomes))
    worksheet.freeze_panes(_FIRST, 1)
    worksheet.repeat_rows(_HEADING)
    worksheet.fit_to_pages(1, 1)


def steps_sheet(subject: Subject) -> Sheet:
    """One row for what a move changes in one reading, for one funder, exercice and EPCI."""
    names = subject.board.reference.epci.set_index("code")["name"]
    frames = [
        one.steps.assign(
            rank=rank,
            scenario=one.scenario.name,
            label=one.steps["move"].map(dict(enumerate(map(moves.label, one.scenario.moves)))).astype("str"),
            reading_name=one.steps["reading"].map(
                {reading.value: name for reading, name in choices.READING_NAMES.items()}
            ),
            epci=one.steps["epci_code"].map(names).fillna(NOWHERE),
        )
        for rank, one in enumerate(subject.outcomes, start=1)
    ]
    columns = (
        Column("rank", "N° de scénario", Kind.INTEGER, 11, "supp_no"),
        Column("scenario", "Scénario", width=30),
        Column("label", "Mouvement", width=26),
        Column("reading_name", "Lecture", width=24, name="supp_lecture"),
        Column("funder", "Financeur", width=32, name="supp_financeur"),
        Column("fiscal_year", "Exercice", Kind.INTEGER, 11, "supp_exercice", is_year=True),
        Column("epci", "Intercommunalité", width=34),
        Column("amount_cents", "Écart", Kind.DIFFERENCE, 18, "supp_ecart"),
    )
    note = f"Hypothèses, {moves.NOT_DATA} : ce que chaque mouvement change, dans les quatre lectures."
    return Sheet(DATA, TITLE, note, columns, pd.concat(frames, ignore_index=True))


def _years(subject: Subject) -> list[int]:
    found = {*subject.years, *(int(year) for one in subject.outcomes for year in one.steps["fiscal_year"])}
    return list(range(min(found), max(found) + 1))


def _known(subject: Subject, year: int) -> int:
    return subject.share(subject.reading)[subject.years.index(year)] if year in subject.years else 0


def _gap(subject: Subject, one: Outcome, year: int) -> int:
    steps = Scope(Reading(subject.reading), (Funder.DEPARTMENT,), (year,)).keep(one.steps)
    return int(steps["amount_cents"].sum())


def _write_headings(page: Page, outcomes: Sequence[Outcome]) -> None:
    page.text(_HEADING, 0, "Exercice", "heading")
    page.text(_HEADING, _KNOWN, moves.REAL, "heading")
    page.text(_RANK, 0, "N° de scénario", "note")
    for rank, one in enumerate(outcomes, start=1):
        page.number(_RANK, 2 * rank, rank, Kind.INTEGER, "note", "center")
        page.text(_HEADING, 2 * rank, one.scenario.name, "heading")
        page.text(_HEADING, 2 * rank + 1, f"Écart, {one.scenario.name}", "heading")
    page.heights[_HEADING] = 34


def _write_year(page: Page, row: int, known: int, gaps: Sequence[int]) -> None:
    """Write an exercice; one that no schedule knows has no cent in the data."""
    year = xl_rowcol_to_cell(row, 0, col_abs=True)
    amount = choices.amount(year, ("ech_financeur", choices.CRITERION))
    page.formula(row, _KNOWN, f"IFERROR({amount},0)", known / 100, Kind.EUROS, "cell")
    for rank, cents in enumerate(gaps, start=1):
        number = xl_rowcol_to_cell(_RANK, 2 * rank, row_abs=True)
        criteria = (
            f"supp_no,{number},supp_lecture,{choices.READING},supp_financeur,{choices.CRITERION},"
            f"supp_exercice,{year}"
        )
        gap = xl_rowcol_to_cell(row, 2 * rank + 1)
        data = xl_rowcol_to_cell(row, _KNOWN, col_abs=True)
        page.formula(row, 2 * rank, f"{data}+{gap}", (known + cents) / 100, Kind.EUROS, "cell")
        page.formula(
            row, 2 * rank + 1, f"SUMIFS(supp_ecart,{criteria})", cents / 100, Kind.DIFFERENCE, "cell"
        )


def _write_total(page: Page, years: int, scenarios: int) -> None:
    row = _FIRST + years
    page.text(row, 0, "Total", "total")
    for column in range(_KNOWN, 2 * scenarios + 2):
        places = [(line, column) for line in range(_FIRST, row)]
        cells = f"{xl_rowcol_to_cell(*places[0])}:{xl_rowcol_to_cell(*places[-1])}"
        cents = sum(round(page.number_at(place) * 100) for place in places)
        kind = Kind.DIFFERENCE if column > _KNOWN and column % 2 else Kind.EUROS
        page.formula(row, column, f"SUM({cells})", cents / 100, kind, "total")


def _lines(outcomes: Sequence[Outcome]) -> int:
    return sum(max(len(one.scenario.moves), 1) for one in outcomes)


def _write_words(page: Page, subject: Subject, row: int) -> None:
    """Say what each scenario supposes, one move a line."""
    epci = subject.board.reference.epci
    names = dict(zip(epci["code"], epci["short_name"], strict=True))
    page.text(row, 0, "Ce que chaque scénario suppose", "subtitle")
    for one in subject.outcomes:
        told = [moves.sentence(move, names) for move in one.scenario.moves] or ["Rien."]
        for rank, sentence in enumerate(told):
            row += 1
            page.text(row, 0, one.scenario.name if rank == 0 else "", "label")
            page.text(row, 2, sentence)


def _draw(page: Page, worksheet: Worksheet, size: tuple[int, int], row: int) -> None:
    last = _FIRST + size[0] - 1
    shown = [_KNOWN, *range(2, 2 * size[1] + 1, 2)]
    insert(
        page,
        worksheet,
        (row, 0),
        Chart(
            "column",
            "clustered",
            "Données actuelles et scénarios par exercice, financeur et lecture choisis (€)",
            "Colonnes groupées : euros de chaque exercice, données actuelles et chaque scénario côte à côte. "
            "Les chiffres sont dans le tableau.",
            Range(_FIRST, 0, last, 0),
            [
                Series((_HEADING, column), Range(_FIRST, column, last, column), COLOURS[rank])
                for rank, column in enumerate(shown)
            ],
        ),
    )

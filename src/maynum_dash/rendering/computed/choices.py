"""The « Listes » sheet, what can be chosen in the synthesis, and the names that its formulas use."""

from collections.abc import Sequence
from typing import Final

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.computed.data import READING_SHEETS
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import FUNDERS, Subject
from maynum_dash.rendering.computed.tables import FIRST_ROW, HEADING_ROW, quoted

READING_NAMES: Final = {
    Reading.SIGNATURE: "À la signature (AE)",
    Reading.TRANCHE: "Par tranche annuelle",
    Reading.PRORATA: "Au prorata des jours",
    Reading.PAYMENT: "Au paiement (CP)",
}
ALL_FUNDERS: Final = "Tous les financeurs"
SHEET: Final = "Listes"
# Names that formulas use, and the cells of a choice.
READING, YEAR, FUNDER, DENSITY = "lecture", "exercice", "financeur", "densite_visee"
AMOUNTS, CRITERION, DEPARTMENT = "ech_montants", "financeur_critere", "financeur_departement"


def amount(year: str, *criteria: tuple[str, str], amounts: str = AMOUNTS) -> str:
    """Write the formula that adds up a schedule.

    Parameters
    ----------
    year
        Cell that holds the exercice.
    criteria
        Name of a column of the schedules, and what it must be.
    amounts
        Name of a schedule; that of the reading chosen by default.
    """
    pairs = "".join(f",{column},{wanted}" for column, wanted in criteria)
    return f"SUMIFS(INDEX({amounts},0,MATCH({year},exercices,0)){pairs})"


def write_lists(draft: Draft, subject: Subject) -> None:
    """Add the sheet of the lists, and define the names that depend on it."""
    columns: dict[str, tuple[str, float, Sequence[str | int]]] = {
        "lectures": ("Lectures", 24, list(READING_NAMES.values())),
        "regles": ("Règle de la lecture", 90, [READING_RULES[reading] for reading in READING_NAMES]),
        "exercices": ("Exercices", 12, subject.years),
        "financeurs": ("Financeurs", 34, [ALL_FUNDERS, *FUNDERS]),
    }
    title = "Listes proposées dans la synthèse"
    worksheet = draft.sheet(SHEET, title, [width for _, width, _ in columns.values()])
    draft.write_head(worksheet, title, "Les formules y renvoient : n’en changez ni l’ordre ni les valeurs.")
    page = Page(draft)
    for position, (name, (heading, _, values)) in enumerate(columns.items()):
        page.text(HEADING_ROW, position, heading, "heading")
        for row, value in enumerate(values, start=FIRST_ROW):
            if isinstance(value, int):
                page.year(row, position, value, "cell", "center")
            else:
                page.text(row, position, value, "cell", "left", "wrap")
        _define(draft, name, FIRST_ROW, FIRST_ROW + len(values) - 1, position)
    page.heights = {FIRST_ROW + rank: 46 for rank in range(len(READING_NAMES))}
    page.write(worksheet)
    rank = FIRST_ROW + 1 + FUNDERS.index(Funder.DEPARTMENT)
    _define(draft, DEPARTMENT, rank, rank, list(columns).index("financeurs"))
    blocks = ",".join(block for _, block in READING_SHEETS.values())
    draft.book.define_name(AMOUNTS, f"=CHOOSE(MATCH({READING},lectures,0),{blocks})")
    # Any funder at all is « not empty »: a wildcard would depend on the settings of the program.
    draft.book.define_name(CRITERION, f'=IF({FUNDER}=INDEX(financeurs,1),"<>",{FUNDER})')


def offer_list(worksheet: Worksheet, row: int, column: int, name: str, title: str) -> None:
    """Let a cell take only what a list holds.

    Parameters
    ----------
    worksheet
        Sheet of the cell.
    row, column
        Its place, from 0.
    name
        Name of the list.
    title
        What is chosen, for the message.
    """
    worksheet.data_validation(
        row,
        column,
        row,
        column,
        {
            "validate": "list",
            "source": f"={name}",
            "input_title": title,
            "input_message": "Choisissez dans la liste : tous les chiffres suivent.",
            "error_title": title,
            "error_message": "Choisissez une valeur de la liste.",
        },
    )


def define_cell(draft: Draft, sheet: str, name: str, row: int, column: int) -> None:
    """Name the cell of a choice."""
    draft.book.define_name(name, f"={quoted(sheet)}!{xl_range_abs(row, column, row, column)}")


def _define(draft: Draft, name: str, first: int, last: int, column: int) -> None:
    draft.book.define_name(name, f"={quoted(SHEET)}!{xl_range_abs(first, column, last, column)}")

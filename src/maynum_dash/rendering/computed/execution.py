"""« Exécution »: what is voted, committed and ordered in each exercice."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.computed import choices
from maynum_dash.rendering.computed.charts import Chart, Range, Series, insert
from maynum_dash.rendering.computed.data import READING_SHEETS
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.tables import Kind

SHEET: Final = "Exécution"
TITLE: Final = "Enveloppes et exécution, part du Département"
_HEADING, _FIRST = 4, 5
_HEADINGS: Final = (
    "Exercice",
    "AE votée",
    "AE engagée (lecture « à la signature »)",
    "AE disponible",
    "CP voté (BP, DM, BS)",
    "CP prévu (lecture « au paiement »)",
    "Mandaté (versements, avoirs déduits)",
    "Reste à mandater",
    "Taux d’exécution",
)
_RATE = len(_HEADINGS) - 1
_NONE: Final = "–"
_COLOURS: Final = {4: "#29598F", 5: "#82B5F2", 6: "#E1A100"}

_Cents: TypeAlias = Mapping[int, int | None]


def write_execution(draft: Draft, subject: Subject) -> None:
    """Add the sheet."""
    worksheet = draft.sheet(SHEET, TITLE, [12, *[21.0] * _RATE])
    note = "AE disponible = AE votée − AE engagée. Reste à mandater = CP voté − mandaté."
    draft.write_head(worksheet, TITLE, note)
    page = Page(draft)
    for column, heading in enumerate(_HEADINGS):
        page.text(_HEADING, column, heading, "heading")
    page.heights[_HEADING] = 34
    known = [_known(subject, year) for year in subject.years]
    for row, (year, cents) in enumerate(zip(subject.years, known, strict=True), start=_FIRST):
        page.year(row, 0, year, "cell", "center")
        _write_row(page, row, cents, "cell")
    _write_total(page, known)
    page.write(worksheet)
    _draw(page, worksheet, len(known))
    worksheet.freeze_panes(_FIRST, 1)
    worksheet.fit_to_pages(1, 1)


def _known(subject: Subject, year: int) -> _Cents:
    """Cents of the columns that no other column gives; a year without vote has none, which is not zero."""
    fields = ("ae_voted_cents", "ae_committed_cents", "cp_voted_cents", "cp_due_cents", "cp_paid_cents")
    found = subject.yearly.reindex(columns=list(fields), index=[year]).iloc[0].tolist()
    return {
        column: None if pd.isna(cents) else int(cents)
        for column, cents in zip((1, 2, 4, 5, 6), found, strict=True)
    }


def _write_row(page: Page, row: int, cents: _Cents, look: str) -> None:
    year = xl_rowcol_to_cell(row, 0, col_abs=True)
    share = ("ech_financeur", choices.DEPARTMENT)
    formulas = {
        1: _voted(year, "AE"),
        2: choices.amount(year, share, amounts=READING_SHEETS[Reading.SIGNATURE][1]),
        4: _voted(year, "CP"),
        5: choices.amount(year, share, amounts=READING_SHEETS[Reading.PAYMENT][1]),
        6: f"SUMIFS(versements_montant,versements_exercice,{year})",
    }
    for column, formula in formulas.items():
        known = cents[column]
        unknown = _NONE if column in (1, 4) else 0.0
        page.formula(row, column, formula, unknown if known is None else known / 100, Kind.EUROS, look)
    _write_differences(page, row, cents, look)


def _voted(year: str, kind: str) -> str:
    """Write the formula of what was voted: nothing is not a vote of zero."""
    criteria = f'enveloppes_exercice,{year},enveloppes_type,"{kind}"'
    return f'IF(COUNTIFS({criteria})=0,"{_NONE}",SUMIFS(enveloppes_montant,{criteria}))'


def _write_differences(page: Page, row: int, cents: _Cents, look: str) -> None:
    """Write what remains, and the rate, of one row; nothing without a vote."""
    for column, (larger, smaller) in {3: (1, 2), 7: (4, 6)}.items():
        voted, used = xl_rowcol_to_cell(row, larger), xl_rowcol_to_cell(row, smaller)
        known = cents[larger]
        left: float | str = _NONE if known is None else (known - (cents[smaller] or 0)) / 100
        formula = f'IF(ISNUMBER({voted}),{voted}-{used},"{_NONE}")'
        page.formula(row, column, formula, left, Kind.EUROS, look)
    voted, ordered = xl_rowcol_to_cell(row, 4), xl_rowcol_to_cell(row, 6)
    rate: float | str = (cents[6] or 0) / cents[4] if cents[4] and cents[4] > 0 else _NONE
    formula = f'IF(N({voted})>0,{ordered}/{voted},"{_NONE}")'
    page.formula(row, _RATE, formula, rate, Kind.PERCENT, look, "center")


def _write_total(page: Page, known: list[_Cents]) -> None:
    row = _FIRST + len(known)
    sums: _Cents = {column: sum(cents[column] or 0 for cents in known) for column in known[0]}
    page.text(row, 0, "Total", "total")
    for column, cents in sums.items():
        cells = f"{xl_rowcol_to_cell(_FIRST, column)}:{xl_rowcol_to_cell(row - 1, column)}"
        page.formula(row, column, f"SUM({cells})", (cents or 0) / 100, Kind.EUROS, "total")
    _write_differences(page, row, sums, "total")


def _draw(page: Page, worksheet: Worksheet, years: int) -> None:
    last = _FIRST + years - 1
    insert(
        page,
        worksheet,
        (last + 4, 0),
        Chart(
            "column",
            "clustered",
            "CP voté, prévu et mandaté par exercice (€)",
            "Colonnes groupées : crédits de paiement votés, prévus et mandatés de chaque exercice. "
            "Les chiffres sont dans le tableau.",
            Range(_FIRST, 0, last, 0),
            [
                Series((_HEADING, column), Range(_FIRST, column, last, column), colour)
                for column, colour in _COLOURS.items()
            ],
        ),
    )

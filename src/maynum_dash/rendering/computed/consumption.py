"""« Consommation »: the payment credits of the exercice chosen against time, and where instalments stand."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from maynum_dash.analysis.steering.envelopes import CP, credit_steps
from maynum_dash.domain.allotment import InstalmentState
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.computed import choices
from maynum_dash.rendering.computed.charts import Chart, Range, Series, insert
from maynum_dash.rendering.computed.data import READING_SHEETS
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.tables import Kind

SHEET: Final = "Consommation"
TITLE: Final = "Consommation des crédits de paiement et échéances, part du Département"
_MONTHS: Final = (
    "Janvier",
    "Février",
    "Mars",
    "Avril",
    "Mai",
    "Juin",
    "Juillet",
    "Août",
    "Septembre",
    "Octobre",
    "Novembre",
    "Décembre",
)
_HEADINGS: Final = (
    "Mois",
    "Au",
    "CP votés à cette date",
    "Mandaté du mois",
    "Mandaté cumulé",
    "Reste à mandater",
    "Échéances du mois",
    "dont reste à verser",
    "Mandaté et reste à verser, cumulés",
)
_STATE_HEADINGS: Final = ("État des échéances", "Nombre", "Montant", "Versé", "Reste à verser")
_YEAR, _HEADING, _FIRST = 4, 6, 7
_TOTAL = _FIRST + len(_MONTHS)
_CHECK = _TOTAL + 1
_STATES = _CHECK + 2
_CHART = _STATES + len(InstalmentState) + 4
_DAY, _VOTED, _PAID, _PAID_SO_FAR, _LEFT, _DUE, _UNPAID, _FORECAST = range(1, len(_HEADINGS))
_COLOURS: Final = {_VOTED: "#29598F", _PAID_SO_FAR: "#E1A100", _FORECAST: "#82B5F2"}
_NONE: Final = "–"
_EPOCH: Final = date(1899, 12, 30)  # day 0 of a sheet
_AGREE: Final = "Contrôle : les échéances de l’exercice font le CP prévu de la feuille « Exécution »"
_DISAGREE: Final = "Contrôle : les échéances de l’exercice ne font pas le CP prévu"


def write_consumption(draft: Draft, subject: Subject) -> None:
    """Add the sheet."""
    worksheet = draft.sheet(SHEET, TITLE, [26, *[19.0] * (len(_HEADINGS) - 1)])
    note = (
        "Une échéance non soldée compte au mois où elle est due ; celles des exercices passés n’y sont pas."
    )
    draft.write_head(worksheet, TITLE, note)
    page = Page(draft)
    page.text(_YEAR, 0, "Exercice, choisi feuille « Synthèse »", "label")
    page.formula(_YEAR, 3, choices.YEAR, subject.fiscal_year, Kind.TEXT, "cell", "center")
    for column, heading in enumerate(_HEADINGS):
        page.text(_HEADING, column, heading, "heading")
    page.heights[_HEADING] = 34
    _write_months(page, subject)
    _write_states(page, subject)
    page.write(worksheet)
    _draw(page, worksheet)
    worksheet.freeze_panes(_FIRST, 1)
    worksheet.fit_to_pages(1, 1)


def _write_months(page: Page, subject: Subject) -> None:
    """Write one row per month; the sums of the paid and of the due are those of the sheet « Exécution »."""
    year, due = subject.fiscal_year, subject.instalments
    paid = subject.board.workbook.payments
    votes = credit_steps(subject.board.workbook.envelopes, CP, year)
    orders = _by_month(paid["paid_on"], paid["amount_cents"], year)
    asked = _by_month(due["due_on"], due["amount_cents"], year)
    unpaid = _by_month(due["due_on"], due["remaining_cents"], year)
    for rank, name in enumerate(_MONTHS):
        row, end = _FIRST + rank, date(year, rank + 1, monthrange(year, rank + 1)[1])
        page.text(row, 0, name, "cell", "left")
        voted = sum(cents for day, cents in votes if day <= end) if votes else None
        _write_month(page, row, (end, voted, orders[: rank + 1], asked[rank], unpaid[: rank + 1]))
    page.text(_TOTAL, 0, "Total", "total")
    sums = {_PAID: sum(orders), _DUE: sum(asked), _UNPAID: sum(unpaid)}
    for column in range(1, len(_HEADINGS)):
        if column not in sums:
            page.text(_TOTAL, column, "", "total")
            continue
        cells = f"{xl_rowcol_to_cell(_FIRST, column)}:{xl_rowcol_to_cell(_TOTAL - 1, column)}"
        page.formula(_TOTAL, column, f"SUM({cells})", sums[column] / 100, Kind.EUROS, "total")
    share = ("ech_financeur", choices.DEPARTMENT)
    planned = choices.amount(choices.YEAR, share, amounts=READING_SHEETS[Reading.PAYMENT][1])
    formula = f'IF(ROUND({xl_rowcol_to_cell(_TOTAL, _DUE)}-{planned},2)=0,"{_AGREE}","{_DISAGREE}")'
    agrees = sum(asked) == subject.share(Reading.PAYMENT)[subject.years.index(year)]
    page.formula(_CHECK, 0, formula, _AGREE if agrees else _DISAGREE, Kind.TEXT, "label")


def _write_month(
    page: Page, row: int, known: tuple[date, int | None, Sequence[int], int, Sequence[int]]
) -> None:
    """Write the formulas of a month, each with what it gives."""
    end, voted, orders, asked, unpaid = known
    rank = row - _FIRST + 1
    last = xl_rowcol_to_cell(row, _DAY, col_abs=True)
    votes = f'enveloppes_exercice,{choices.YEAR},enveloppes_type,"{CP}"'
    within = f'">="&DATE({choices.YEAR},{rank},1)', f'"<="&{last}'
    page.formula(
        row, _DAY, f"DATE({choices.YEAR},{rank + 1},0)", (end - _EPOCH).days, Kind.DAY, "cell", "center"
    )
    # A vote without a date counts from the first day.
    page.formula(
        row,
        _VOTED,
        f'IF(COUNTIFS({votes})=0,"{_NONE}",SUMIFS(enveloppes_montant,{votes},enveloppes_date,"<="&{last})'
        f'+SUMIFS(enveloppes_montant,{votes},enveloppes_date,"="))',
        _NONE if voted is None else voted / 100,
        Kind.EUROS,
        "cell",
    )
    for column, amounts, days, cents in (
        (_PAID, "versements_montant", "versements_date", orders[-1]),
        (_DUE, "echeances_montant", "echeances_date", asked),
        (_UNPAID, "echeances_reste", "echeances_date", unpaid[-1]),
    ):
        formula = f"SUMIFS({amounts},{days},{within[0]},{days},{within[1]})"
        page.formula(row, column, formula, cents / 100, Kind.EUROS, "cell")
    so_far = f"SUM({_since(_PAID)}:{xl_rowcol_to_cell(row, _PAID)})"
    page.formula(row, _PAID_SO_FAR, so_far, sum(orders) / 100, Kind.EUROS, "cell")
    credit, spent = xl_rowcol_to_cell(row, _VOTED), xl_rowcol_to_cell(row, _PAID_SO_FAR)
    left: float | str = _NONE if voted is None else (voted - sum(orders)) / 100
    page.formula(row, _LEFT, f'IF(ISNUMBER({credit}),{credit}-{spent},"{_NONE}")', left, Kind.EUROS, "cell")
    forecast = f"{spent}+SUM({_since(_UNPAID)}:{xl_rowcol_to_cell(row, _UNPAID)})"
    page.formula(row, _FORECAST, forecast, (sum(orders) + sum(unpaid)) / 100, Kind.EUROS, "cell")


def _since(column: int) -> str:
    return str(xl_rowcol_to_cell(_FIRST, column, row_abs=True))


def _by_month(days: "pd.Series[pd.Timestamp]", cents: "pd.Series[int]", year: int) -> list[int]:
    """Add up the months of an exercice."""
    sums = cents[days.dt.year == year].groupby(days.dt.month).sum()
    return [int(sums.get(month, 0)) for month in range(1, len(_MONTHS) + 1)]


def _write_states(page: Page, subject: Subject) -> None:
    """Count the instalments of every exercice by where they stand."""
    due = subject.instalments
    for column, heading in enumerate(_STATE_HEADINGS):
        page.text(_STATES, column, heading, "heading")
    fields = {2: "amount_cents", 3: "paid_cents", 4: "remaining_cents"}
    names = {2: "echeances_montant", 3: "echeances_verse", 4: "echeances_reste"}
    for row, state in enumerate(InstalmentState, start=_STATES + 1):
        mine, wanted = due[due["state"] == state.value], xl_rowcol_to_cell(row, 0, col_abs=True)
        page.text(row, 0, state.value, "cell", "left")
        counted = f"COUNTIFS(echeances_etat,{wanted})"
        page.formula(row, 1, counted, float(len(mine)), Kind.INTEGER, "cell", "center")
        for column, field in fields.items():
            formula = f"SUMIFS({names[column]},echeances_etat,{wanted})"
            page.formula(row, column, formula, int(mine[field].sum()) / 100, Kind.EUROS, "cell")
    last = _STATES + len(InstalmentState)
    page.text(last + 1, 0, "Total", "total")
    for column in range(1, len(_STATE_HEADINGS)):
        cells = f"{xl_rowcol_to_cell(_STATES + 1, column)}:{xl_rowcol_to_cell(last, column)}"
        value = float(len(due)) if column == 1 else int(due[fields[column]].sum()) / 100
        kind, look = (Kind.INTEGER, ("total", "center")) if column == 1 else (Kind.EUROS, ("total",))
        page.formula(last + 1, column, f"SUM({cells})", value, kind, *look)


def _draw(page: Page, worksheet: Worksheet) -> None:
    last = _TOTAL - 1
    insert(
        page,
        worksheet,
        (_CHART, 0),
        Chart(
            "column",
            "clustered",
            "CP votés, mandaté cumulé et prévu cumulé, mois par mois (€)",
            "Colonnes groupées : crédits de paiement votés, mandatés et prévus de l’exercice choisi, cumulés "
            "mois par mois. Les chiffres sont dans le tableau.",
            Range(_FIRST, 0, last, 0),
            [
                Series((_HEADING, column), Range(_FIRST, column, last, column), colour)
                for column, colour in _COLOURS.items()
            ],
        ),
    )

"""« Couverture »: the offer beside the need of each EPCI, and what is missing to reach a density."""

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from maynum_dash.analysis.need.coverage import missing_table
from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.domain.posts import Status
from maynum_dash.rendering import palette
from maynum_dash.rendering.computed import choices
from maynum_dash.rendering.computed.charts import Chart, Range, Series, insert
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.tables import Kind
from maynum_dash.sources.perimeter import perimeter

SHEET: Final = "Couverture"
TITLE: Final = "Couverture : l’offre face au besoin"
_CHOICE, _HEADING, _FIRST = 5, 7, 8
_HEADINGS: Final = (
    "Intercommunalité",
    "Population de 15 ans et plus",
    "Taux d’illectronisme",
    "Personnes en illectronisme",
    "Postes occupés",
    "Postes vacants",
    "Postes rendus",
    "ETP occupés qui la desservent",
    "ETP pour 1 000 personnes",
    "Écart vers le bas (95 %)",
    "Écart vers le haut (95 %)",
    "Quotient de localisation",
    "ETP manquants",
)
_PEOPLE, _FTE, _DENSITY, _BELOW, _ABOVE, _QUOTIENT, _MISSING = 3, 7, 8, 9, 10, 11, 12
_COUNTS: Final = {4: "posts_occupied", 5: "posts_vacant", 6: "posts_returned"}
_NONE: Final = "–"


def write_needs(draft: Draft, subject: Subject) -> None:
    """Add the sheet; the density aimed at opens with that of the département."""
    coverage = subject.coverage.sort_values("name").reset_index(drop=True)
    target = round(subject.department.fte_per_1000 or 0.0, 2)
    coverage["fte_missing"] = missing_table(coverage, target)["fte_missing"]
    worksheet = draft.sheet(SHEET, TITLE, [38, *[15.0] * (len(_HEADINGS) - 1)])
    draft.write_head(
        worksheet, TITLE, f"{shown_label(coverage)}. Illectronisme : sans donnée n’est pas zéro."
    )
    page = Page(draft)
    page.text(_CHOICE - 1, 0, "Densité visée, à choisir", "label")
    page.number(_CHOICE, 0, target, Kind.DECIMAL, "choice", "center")
    page.text(
        _CHOICE,
        1,
        "ETP pour 1 000 personnes. Aucune cible officielle n’existe ; au départ, la densité "
        f"{perimeter().of}.",
        "note",
    )
    choices.define_cell(draft, SHEET, choices.DENSITY, _CHOICE, 0)
    worksheet.data_validation(
        _CHOICE,
        0,
        _CHOICE,
        0,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 10,
            "error_title": "Densité visée",
            "error_message": "Saisissez un nombre de 0 à 10.",
        },
    )
    for column, heading in enumerate(_HEADINGS):
        page.text(_HEADING, column, heading, "heading")
    page.heights[_HEADING] = 48
    for rank, line in enumerate(coverage.to_dict(orient="records")):
        _write_row(page, _FIRST + rank, {str(name): value for name, value in line.items()}, len(coverage))
    _write_total(page, coverage, subject)
    page.write(worksheet)
    _draw(page, worksheet, coverage)
    worksheet.freeze_panes(_FIRST, 1)
    worksheet.fit_to_pages(1, 1)


def _write_row(page: Page, row: int, line: Mapping[str, object], rows: int) -> None:
    name = xl_rowcol_to_cell(row, 0, col_abs=True)
    page.text(row, 0, str(line["name"]), "cell", "left")
    page.number(row, 1, _float(line["population_15_plus"]), Kind.INTEGER, "cell")
    has_data = not pd.isna(line["people"])  # type: ignore[call-overload]
    if has_data:
        page.number(row, 2, _float(line["rate_pct"]) / 100, Kind.PERCENT, "cell", "center")
        page.number(row, _PEOPLE, _float(line["people"]), Kind.INTEGER, "cell")
    else:
        page.text(row, 2, _NONE, "cell", "center")
        page.text(row, _PEOPLE, _NONE, "cell", "center")
    for (column, field), status in zip(_COUNTS.items(), Status, strict=True):
        formula = f'COUNTIFS(postes_epci,{name},postes_statut,"{status}")'
        page.formula(row, column, formula, _float(line[field]), Kind.INTEGER, "cell", "center")
    formula = f'SUMIFS(offre_etp,offre_epci,{name},offre_statut,"{Status.OCCUPIED}")'
    page.formula(row, _FTE, formula, _float(line["fte"]), Kind.DECIMAL, "cell", "center")
    density = line["fte_per_1000"]
    values = {
        _DENSITY: density,
        _BELOW: _float(density) - _float(line["ci_low"]) if has_data else None,
        _ABOVE: _float(line["ci_high"]) - _float(density) if has_data else None,
        _QUOTIENT: line["quotient"],
        _MISSING: line["fte_missing"],
    }
    _write_ratios(page, row, values, rows, "cell")


def _write_ratios(page: Page, row: int, values: Mapping[int, object], rows: int, look: str) -> None:
    """Write what follows from people and FTE; nothing without data."""
    people, fte, density = (xl_rowcol_to_cell(row, column) for column in (_PEOPLE, _FTE, _DENSITY))
    all_people = xl_range_abs(_FIRST, _PEOPLE, _FIRST + rows - 1, _PEOPLE)
    all_fte = xl_range_abs(_FIRST, _FTE, _FIRST + rows - 1, _FTE)
    # The exact interval of Poisson, by the quantiles of the gamma law (see the method).
    formulas = {
        _DENSITY: f"{fte}/{people}*1000",
        _BELOW: f"{density}-IF({fte}>0,GAMMAINV(0.025,{fte},1),0)/{people}*1000",
        _ABOVE: f"GAMMAINV(0.975,{fte}+1,1)/{people}*1000-{density}",
        _QUOTIENT: f'({fte}/SUMIF({all_people},">0",{all_fte}))/({people}/SUM({all_people}))',
        _MISSING: f"MAX(0,{choices.DENSITY}*{people}/1000-{fte})",
    }
    for column, formula in formulas.items():
        if column not in values:
            continue
        guarded = f'IFERROR(IF(N({people})>0,{formula},"{_NONE}"),"{_NONE}")'
        value = values[column]
        known: float | str = _NONE if pd.isna(value) else _float(value)  # type: ignore[call-overload]
        page.formula(row, column, guarded, known, Kind.DECIMAL, look, "center")


def _write_total(page: Page, coverage: pd.DataFrame, subject: Subject) -> None:
    row, department = _FIRST + len(coverage), subject.department
    page.text(row, 0, f"{perimeter().name}, territoires avec données", "total")
    known = coverage[coverage["people"].notna()]
    all_people = xl_range_abs(_FIRST, _PEOPLE, row - 1, _PEOPLE)
    for column, field, frame in (
        (1, "population_15_plus", known),
        (_PEOPLE, "people", known),
        *((column, field, coverage) for column, field in _COUNTS.items()),
        (_FTE, "fte", known),
        (_MISSING, "fte_missing", known),
    ):
        cells = xl_range_abs(_FIRST, column, row - 1, column)
        formula = f'SUMIF({all_people},">0",{cells})' if column in (1, _FTE) else f"SUM({cells})"
        kind = Kind.DECIMAL if column >= _FTE else Kind.INTEGER
        centred = ("center",) if column > _PEOPLE else ()
        page.formula(row, column, formula, float(frame[field].sum()), kind, "total", *centred)
    people, adults = xl_rowcol_to_cell(row, _PEOPLE), xl_rowcol_to_cell(row, 1)
    rate: float | str = _NONE if department.rate_pct is None else department.rate_pct / 100
    page.formula(row, 2, f'IF({adults}>0,{people}/{adults},"{_NONE}")', rate, Kind.PERCENT, "total", "center")
    density = department.fte_per_1000
    low, high = department.ci_low, department.ci_high
    values: dict[int, object] = {
        _DENSITY: density,
        _BELOW: None if density is None or low is None else density - low,
        _ABOVE: None if density is None or high is None else high - density,
    }
    _write_ratios(page, row, values, len(coverage), "total")
    page.text(row, _QUOTIENT, "", "total")


def _float(value: object) -> float:
    return float(value)  # type: ignore[arg-type]


def _draw(page: Page, worksheet: Worksheet, coverage: pd.DataFrame) -> None:
    last = _FIRST + len(coverage) - 1
    largest = coverage.loc[~coverage["is_partial"], "ci_high"].max()
    bars = Series(
        (_HEADING, _DENSITY),
        Range(_FIRST, _DENSITY, last, _DENSITY),
        palette.ACCENT,
        Range(_FIRST, _BELOW, last, _BELOW),
        Range(_FIRST, _ABOVE, last, _ABOVE),
    )
    insert(
        page,
        worksheet,
        (last + 4, 0),
        Chart(
            "bar",
            "",
            "ETP pour 1 000 personnes en illectronisme, intervalle à 95 %",
            "Barres avec intervalle à 95 % : ETP occupés pour 1 000 personnes en illectronisme, par "
            "intercommunalité. Les chiffres sont dans le tableau.",
            Range(_FIRST, 0, last, 0),
            [bars],
            number="0.00",
            largest=None if pd.isna(largest) else math.ceil(float(largest) * 10) / 10,
            size=(960, 140 + 30 * len(coverage)),
        ),
    )

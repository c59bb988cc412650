"""Rows read = accepted + rejected, for every profile; each rejected row has its sheet, row and reason."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.cells import Cell, Flaw, FlawKind
from maynum_dash.sources.exports import Export
from maynum_dash.sources.headings import CANONICAL_PROFILE, profile_names
from maynum_dash.sources.workbook import SheetCount, Workbook

ExportRows: TypeAlias = Callable[..., list[list[Cell]]]
EXPORTS = [name for name in profile_names() if name != CANONICAL_PROFILE]
# Advisers of one post make one row of the table: what they become is counted by their own test.
GROUPED = "idposte"
# A row that is set aside without any fault.
ASIDE = {"LIGNE_DE_TOTAL", "LIGNE_DE_NOTE", "EN_TETE_REPETE"}
WRONG: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(
        ["?", "undefined", "12", "12,345", "3.500", "-1", "31/02/2026", "01/09/2026", "Total", "a@b.fr"]
    ),
    st.sampled_from(["Occupé", "Rendu", "Oui", "Ernée", "53130", "2000838920001", "(à revoir)"]),
    st.integers(-1, 100_000),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from([Flaw(FlawKind.ERROR, "#N/A"), Flaw(FlawKind.FORMULA, "formule"), True]),
)
# Sheet of the canonical workbook → its headings, and a good row.
GOOD: Mapping[str, Mapping[str, Cell]] = {
    "Postes": {
        "ID Poste": "P1",
        "Structure": "Mairie A",
        "EPCI": "Ernée",
        "Statut": "Occupé",
        "Début de convention": date(2026, 9, 1),
        "Département A1": "3 500,00 €",
        "ETP": 1,
    },
    "Versements": {"ID Poste": "P1", "Date": date(2026, 10, 1), "Montant": 100.5, "Nature": "acompte"},
    "Enveloppes": {"Exercice": 2026, "Type": "AE", "Vote": "BP", "Montant": "1000", "Date": None},
    "Critères": {"ID Poste": "P1", "Critère": "Public", "État": "rempli", "Date": None},
    "Illectronisme": {"EPCI": "Ernée", "Taux (%)": "18", "Personnes": 10, "Année": 2019, "Source": "Insee"},
    "Lieux": {"Nom": "Mairie", "Commune": "Laval", "ID Poste": "P1", "Jours par semaine": 2},
    "Fragilité": {"Territoire": "Ernée", "Indice": 4, "Année": 2021, "Source": "ANCT"},
}


@st.composite
def tables(draw: st.DrawFn, good: Mapping[str, Cell]) -> list[list[Cell]]:
    """Rows below the headings: good, wrong in some cells, twice the same, blank, subtotals, notes."""
    plain = list(good.values())
    kinds = st.sampled_from(["good", "wrong", "again", "blank", "total", "note"])
    rows: list[list[Cell]] = []
    for kind in draw(st.lists(kinds, max_size=8)):
        if kind == "again" and rows:
            rows.append(list(rows[-1]))
        elif kind == "blank":
            rows.append([None] * len(plain))
        elif kind == "total":
            label = draw(st.sampled_from(["Total", "Sous-total", "Total général", "TOTAL 2026", "Ensemble"]))
            rows.append([label, *([None] * (len(plain) - 2)), draw(st.integers(0, 10**6))])
        elif kind == "note":
            rows.append(
                [draw(st.sampled_from(["* provisoire", "Source : Insee"])), *[None] * (len(plain) - 1)]
            )
        else:
            row = list(plain)
            for index in draw(st.sets(st.integers(0, len(plain) - 1), max_size=3)) if kind == "wrong" else ():
                row[index] = draw(WRONG)
            rows.append(row)
    return rows


def filled(rows: Iterable[list[Cell]]) -> set[int]:
    """Excel numbers of the rows that hold something, below headings in row 1."""
    return {number for number, row in enumerate(rows, start=2) if any(cell is not None for cell in row)}


def reasons(anomalies: Iterable[Anomaly], sheet: str) -> dict[int, list[Anomaly]]:
    """Why rows of a sheet are rejected."""
    found: dict[int, list[Anomaly]] = {}
    for one in anomalies:
        is_fatal = one.severity is Severity.BLOCKING or one.code in ASIDE
        if one.sheet == sheet and one.row is not None and is_fatal:
            found.setdefault(one.row, []).append(one)
    return found


def check(
    count: SheetCount, headings: list[Cell], rows: list[list[Cell]], told: Mapping[int, list[Anomaly]]
) -> set[int]:
    """Count the rows of a sheet, whose rejections say what and where; give those that are accepted."""
    mine = filled(rows)
    assert count.rows_read == len(mine) == count.rows_accepted + count.rows_rejected
    assert set(told) <= mine
    assert count.rows_rejected == len(told)
    for number, found in told.items():
        assert all(one.message for one in found)
        for one in found:
            if one.column:
                cell = rows[number - 2][headings.index(one.column)]
                assert bool(one.value) == (cell is not None)
    return mine - set(told)


@pytest.mark.parametrize("profile", EXPORTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_export_loses_no_row(
    profile: str, data: st.DataObject, understand_cells: Callable[..., Export], export_rows: ExportRows
) -> None:
    headings, plain = export_rows(profile, {})
    rows = data.draw(tables({str(heading): cell for heading, cell in zip(headings, plain, strict=True)}))
    export = understand_cells(profile, [headings, *rows])
    (sheet,) = export.sheets
    accepted = check(sheet, list(headings), rows, reasons(export.anomalies, "Feuille"))
    (table,) = export.tables.values()
    if profile != GROUPED:
        assert set(table["row"]) == accepted
        assert len(table) == sheet.rows_accepted
    else:
        assert set(table["row"]) <= accepted


@pytest.mark.parametrize("name", list(GOOD))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_sheet_of_the_workbook_loses_no_row(
    name: str, data: st.DataObject, understand: Callable[..., Workbook]
) -> None:
    rows = data.draw(tables(GOOD[name]))
    sheets = {
        "Postes": [list(GOOD["Postes"]), list(GOOD["Postes"].values())],
        name: [list(GOOD[name]), *rows],
    }
    workbook = understand(sheets)
    (count,) = [one for one in workbook.sheets if one.sheet == name]
    accepted = check(count, list(GOOD[name]), rows, reasons(workbook.anomalies, name))
    table = getattr(workbook, count.table)
    assert set(table["row"]) == accepted
    assert len(table) == count.rows_accepted

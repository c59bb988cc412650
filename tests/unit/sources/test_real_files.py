"""What real files contain, each in a file of its own, read by the real reader in its own process.

Never a silent zero, a dropped row, a total that changed without a word: ``whole`` asserts it of every file.
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.analysis.territory.matching import match
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError, UnreadableFileError
from maynum_dash.sources.basis import Basis, load_basis
from maynum_dash.sources.workbook import Workbook, read_workbook

HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention")
START = date(2026, 9, 1)
SIRET = "20008339200007"


def book(
    rows: Sequence[Sequence[object]], dress: Callable[..., None] | None = None, *, mac: bool = False
) -> bytes:
    """Write a sheet « Postes », then let a function do to it what people do."""
    made = openpyxl.Workbook()
    if mac:
        made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet.title = "Postes"
    for row in rows:
        sheet.append(list(row))
    if dress is not None:
        dress(made, sheet)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def whole(content: bytes, name: str = "suivi.xlsx") -> Workbook:
    """Read a file; every row is accepted, or rejected with its place, its reason and its remedy."""
    found = read_workbook(content, name)
    for sheet in found.sheets:
        assert sheet.rows_read == sheet.rows_accepted + sheet.rows_rejected
    rejected = sum(sheet.rows_rejected for sheet in found.sheets)
    told = {(one.sheet, one.row) for one in found.anomalies if one.row is not None}
    kept = {(sheet.sheet, row) for sheet in found.sheets for row in getattr(found, sheet.table)["row"]}
    assert len(told - kept) == rejected, "each rejected row is listed"
    assert all(one.message.endswith(".") for one in found.anomalies)
    return found


def post(**more: object) -> tuple[tuple[str, ...], tuple[object, ...]]:
    values: dict[str, object] = {
        **dict(zip(HEADINGS, ("P1", "Structure A", "Ernée", "Occupé", START), strict=True)),
        **more,
    }
    return tuple(values), tuple(values.values())


def read(**more: object) -> Workbook:
    return whole(book(post(**more)))


def codes(found: Workbook, severity: Severity | None = None) -> list[str]:
    return [one.code for one in found.anomalies if severity in {None, one.severity}]


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        *((f"3{space}500,00{space}€", 350_000) for space in "\u0020\u00a0\u202f\u2009"),
        ("(3 500)", -350_000),
        ("\u22123 500", -350_000),
        ("3.500,00", 350_000),
        ("3500 EUR", 350_000),
        ("3 500,5 euros", 350_050),
        (3500.1 + 0.2, 350_030),
        (1234.35, 123_435),
    ],
)
def test_amounts_in_every_writing_are_read_to_the_cent(cell: object, cents: int) -> None:
    found = read(**{"Département A1": cell})
    assert found.posts["department_y1_cents"].tolist() == [cents]


@pytest.mark.parametrize("cell", ["3.500", "3,500", "trois mille", "3 50", "12/3", "€", "#REF!", True])
def test_an_amount_that_is_not_sure_blocks_its_row_and_is_no_zero(cell: object) -> None:
    found = read(**{"Département A1": cell})
    assert found.posts.empty
    assert any(one.severity is Severity.BLOCKING and one.stake_cents for one in found.anomalies)


@pytest.mark.parametrize(("cell", "rate"), [("12,5 %", 12.5), (0.125, 12.5), ("0,125", 12.5), (12.5, 12.5)])
def test_percentages(cell: object, rate: float) -> None:
    def dress(made: openpyxl.Workbook, _: object) -> None:
        sheet = made.create_sheet("Illectronisme")
        sheet.append(["EPCI", "Taux (%)", "Année", "Source"])
        sheet.append(["Ernée", cell, 2019, "Insee"])

    assert whole(book(post(), dress)).needs["rate_pct"].tolist() == [rate]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (46266, START),
        (datetime(2026, 9, 1, 8, 30), START),  # noqa: DTZ001 -- a cell holds no time zone
        ("46266", START),
        ("01/09/2026", START),
        ("1/9/26", START),
        ("1er septembre 2026", START),
        ("1\u00a0septembre 2026", START),
        ("2026-09-01", START),
        ("mardi 1er septembre 2026", START),
        ("sept-26", START),
        ("septembre 2026", START),
    ],
)
def test_dates_in_every_writing(cell: object, day: date) -> None:
    found = whole(book([HEADINGS, ("P1", "A", "Ernée", "Occupé", cell)]))
    assert found.posts["start"].dt.date.tolist() == [day]
    assert ("DATE_AU_MOIS" in codes(found)) == (isinstance(cell, str) and cell[0] == "s")


def test_serials_of_1904() -> None:
    found = whole(book([HEADINGS, ("P1", "A", "Ernée", "Occupé", 44804)], mac=True))
    assert found.posts["start"].dt.date.tolist() == [START]


@pytest.mark.parametrize("cell", ["31/02/2026", "2/3", "non renseignée", 2026, "00/00/0000"])
def test_a_date_that_is_none_blocks_its_row(cell: object) -> None:
    found = whole(book([HEADINGS, ("P1", "A", "Ernée", "Occupé", cell)]))
    assert found.posts.empty


@pytest.mark.parametrize("cell", [float(SIRET), int(SIRET), SIRET, "200 083 392 00007", f"{SIRET}.0"])
def test_a_siret_as_a_number_or_with_spaces(cell: object) -> None:
    assert read(SIRET=cell).posts["siret"].tolist() == [SIRET]


@pytest.mark.parametrize("cell", ["2,00083E+13", "2.00083E+13", 20008300000000.0])
def test_a_siret_in_scientific_writing_is_lost_and_refused(cell: object) -> None:
    found = read(SIRET=cell)
    assert found.posts["siret"].isna().all()
    assert "SIRET_TRONQUE" in codes(found)


@pytest.mark.parametrize(
    ("cell", "code"), [(1001, "01001"), ("1001", "01001"), ("2A004", "2A004"), (53130.0, "53130")]
)
def test_commune_codes_that_lost_their_zero_and_those_of_corsica(cell: object, code: str) -> None:
    assert read(Commune=cell).posts["commune"].tolist() == [code]


@pytest.fixture(scope="module")
def basis() -> Basis:
    return load_basis()


@pytest.mark.parametrize(
    "written",
    [
        "CC de l’Ernée",
        "Communauté de communes de l'Ernée",
        "ERNEE",
        "Ernée (CC)",
        unicodedata.normalize("NFD", "Communauté de communes de l'Ernée"),
        "CC  de   l'Ernée ",
        "cc de l'ernee",
        "C.C. de l’Ernée",
    ],
)
def test_every_writing_of_an_epci(written: str, basis: Basis) -> None:
    found = whole(book([HEADINGS, ("P1", "A", written, "Occupé", START)]))
    matched = match(found, basis.reference, basis.aliases, basis.boundaries["communes"])
    expected = basis.reference.epci.set_index("short_name")["code"]["Ernée"]
    assert matched.posts["epci_code"].tolist() == [expected]


def test_former_names_of_an_epci(basis: Basis) -> None:
    rows = [(f"P{rank}", "A", alias, "Occupé", START) for rank, alias in enumerate(basis.aliases["alias"])]
    found = whole(book([HEADINGS, *rows]))
    matched = match(found, basis.reference, basis.aliases, basis.boundaries["communes"])
    assert matched.posts["epci_code"].tolist() == basis.aliases["epci_code"].tolist()


@pytest.mark.parametrize(
    ("second", "likeness"), [("Structure A", "ligne identique"), ("Structure B", "contenu différent")]
)
def test_duplicates_exact_and_near(second: str, likeness: str) -> None:
    rows = [("0012", "Structure A", "Ernée", "Occupé", START), (12, second, "Ernée", "Occupé", START)]
    found = whole(book([HEADINGS, *rows]))
    assert found.posts["post_id"].tolist() == ["12"]
    (one,) = [one for one in found.anomalies if one.code == "POSTE_EN_DOUBLE"]
    assert likeness in one.message
    assert one.stake_cents == 1_500_000, "what the second row would have brought"


def test_totals_notes_and_blank_lines_are_listed_and_never_counted() -> None:
    rows: list[Sequence[object]] = [
        ("Suivi des postes au 23 novembre",),
        (),
        ("Source : service budget",),
        (*HEADINGS, "Département A1"),
        ("P1", "A", "Ernée", "Occupé", START, 3500),
        (),
        ("Sous-total Ernée", None, None, None, None, 3500),
        ("P2", "B", "Ernée", "Occupé", START, 3500),
        ("Total général", None, None, None, None, 7000),
        ("* chiffres provisoires",),
    ]
    found = whole(book(rows))
    assert found.posts["department_y1_cents"].sum() == 700_000
    assert codes(found).count("LIGNE_DE_TOTAL") == 2
    assert found.sheets[0].rows_read == 5


def test_two_row_and_merged_headings() -> None:
    rows: list[Sequence[object]] = [
        ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Département", None, None),
        (None, None, None, None, None, "A1", "A2", "A3"),
        ("P1", "A", "Ernée", "Occupé", START, 3500, 5000, 6500),
    ]
    found = whole(book(rows, lambda _, sheet: sheet.merge_cells("F1:H1")))
    cents = [int(found.posts[f"department_y{year}_cents"][0]) for year in (1, 2, 3)]
    assert cents == [350_000, 500_000, 650_000]
    assert "CELLULES_FUSIONNEES" in codes(found)


def test_several_tables_on_a_sheet() -> None:
    rows: list[Sequence[object]] = [
        (*HEADINGS, None, "Exercice", "Type", "Vote", "Montant"),
        ("P1", "A", "Ernée", "Occupé", START, None, 2026, "AE", "BP", 15000),
        ("P2", "B", "Ernée", "Occupé", START, None, 2026, "CP", "BP", 3500),
        (),
        HEADINGS,
        ("P3", "C", "Ernée", "Occupé", START),
    ]
    found = whole(book(rows))
    assert found.posts["post_id"].tolist() == ["P1", "P2", "P3"]
    assert found.envelopes["amount_cents"].sum() == 1_850_000


def test_hidden_rows_columns_sheets_and_filters_count_and_it_is_said() -> None:
    def dress(made: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["F"].hidden = True
        sheet.auto_filter.ref = "A1:F2"
        sheet.auto_filter.add_filter_column(3, ["Vacant"])
        hidden = made.create_sheet("Versements")
        hidden.append(["ID Poste", "Date", "Montant"])
        hidden.append(["P1", START, 2450])
        hidden.sheet_state = "hidden"

    found = whole(book(post(**{"Département A1": 3500}), dress))
    assert found.posts["department_y1_cents"].tolist() == [350_000]
    assert found.payments["amount_cents"].tolist() == [245_000]
    assert {"LIGNES_MASQUEES", "COLONNES_MASQUEES", "FEUILLE_MASQUEE", "FILTRE_ACTIF"} <= set(codes(found))


@pytest.mark.parametrize("formula", ["=3000+500", "=SUM(A1:A2)"])
def test_a_formula_without_a_cached_value_blocks_its_row(formula: str) -> None:
    found = read(**{"Département A1": formula})
    assert found.posts.empty
    assert "FORMULE_SANS_VALEUR" in codes(found, Severity.BLOCKING)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#SPILL!"])
def test_an_error_blocks_its_row_and_no_other(error: str) -> None:
    rows: list[Sequence[object]] = [(*HEADINGS, "Département A1")]
    rows += [(f"P{rank}", "A", "Ernée", "Occupé", START, amount) for rank, amount in ((1, error), (2, 3500))]

    def dress(_: object, sheet: Worksheet) -> None:
        sheet["F2"].data_type = "e"

    found = whole(book(rows, dress))
    assert found.posts["post_id"].tolist() == ["P2"]
    assert "CELLULE_EN_ERREUR" in codes(found, Severity.BLOCKING)


def test_a_lock_file_is_refused_in_french() -> None:
    lock = b"\x07Service" + b" " * 46 + b"\x07\0S\0e\0r\0v\0i\0c\0e\0" + b" \0" * 40
    with pytest.raises(UnreadableFileError):
        read_workbook(lock, "~$suivi.xlsx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_still_being_written_is_refused_in_french(share: float) -> None:
    content = book([HEADINGS, *((f"P{rank}", "A", "Ernée", "Occupé", START) for rank in range(300))])
    with pytest.raises(MaynumError, match="tronqu"):
        read_workbook(content[: int(len(content) * share)], "suivi.xlsx")


def test_a_file_filled_with_zeros_by_an_unfinished_copy_is_refused() -> None:
    content = book(post())
    half = len(content) // 2
    with pytest.raises(MaynumError):
        read_workbook(content[:half] + bytes(len(content) - half), "suivi.xlsx")

"""Workbooks written by the tests, and archives altered byte by byte."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import cast

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from maynum_dash.sources import workbook
from maynum_dash.sources.cells import Cell, Witness
from maynum_dash.sources.exports import Export, understand_export
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.profiles import detect
from maynum_dash.sources.workbook import Workbook

Rows = Sequence[Sequence[object]]
WriteBook = Callable[..., bytes]
Rewrite = Callable[[bytes, Mapping[str, Callable[[bytes], bytes]]], bytes]

HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention")
POST = ("P1", "Structure A", "Ernée", "Occupé", date(2026, 9, 1))


def write_book(sheets: Mapping[str, Rows], *, epoch_1904: bool = False) -> bytes:
    """Write sheets cell by cell with openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def rewrite_parts(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Copy an archive, changing the parts named."""
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        for name in names:
            body = source.read(name)
            target.writestr(name, changes[name](body) if name in changes else body)
        for name in changes.keys() - set(names):
            target.writestr(name, changes[name](b""))
    return result.getvalue()


@pytest.fixture
def write() -> WriteBook:
    return write_book


@pytest.fixture
def rewrite() -> Rewrite:
    return rewrite_parts


@pytest.fixture
def posts_book() -> Callable[..., bytes]:
    """Write a « Postes » sheet: one good post with more columns, or rows of one's own."""

    def make(extra: Mapping[str, object] | None = None, rows: Rows | None = None, **sheets: Rows) -> bytes:
        more = extra or {}
        body = rows if rows is not None else [(*POST, *more.values())]
        return write_book({"Postes": [(*HEADINGS, *more), *body], **sheets})

    return make


@pytest.fixture
def understand(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workbook]:
    """Give a meaning to cells as if a reading process had just handed them over."""

    def make(sheets: Mapping[str, Rows], *, epoch_1904: bool = False) -> Workbook:
        raw = RawWorkbook(
            sheets=tuple(
                RawSheet(name, False, 0, 0, 0, False, _filled(rows), Witness.COMPLETE, len(rows))
                for name, rows in sheets.items()
            ),
            epoch_1904=epoch_1904,
            macros=False,
            external_links=False,
        )
        monkeypatch.setattr(workbook, "read_raw", lambda *_given, **_more: raw)
        return workbook.read_workbook(b"", "suivi.xlsx")

    return make


def _filled(rows: Rows) -> list[tuple[int, list[Cell]]]:
    """Number the rows as Excel does, and leave the blank ones out."""
    return [
        (number, [cast("Cell", cell) for cell in row])
        for number, row in enumerate(rows, start=1)
        if any(cell is not None for cell in row)
    ]


POSTES_MIN = (
    "ID Poste",
    "ID Structure TP",
    "Structure",
    "Département",
    "Statut",
    "Coordinateur",
    "Convention",
    "Fin de convention",
    "Fin de contrat",
    "Bonification",
    "Total conventionné",
    "Total versé",
)
IDPOSTE = (
    "id_poste",
    "id_structure",
    "etat",
    "typologie",
    "nom_structure",
    "siret",
    "code_insee",
    "nom",
    "mail_pro",
    "date_fin_contrat",
    "montant_subventions_total_(=ae_total)_v1",
    "montant_versement_dgcl",
    "date_fin_convention_v1",
    "montant_subventions_total_(=ae_total)",
    "bonifications_découlant_du_lieu_de_permanence",
    "date_fin_convention_v2",
    "montant_versement_1e_tranche",
    "lot",
)
# What a row is when a test does not say otherwise, heading by heading.
_ROWS: dict[str, Mapping[str, Cell]] = {
    "postes-min": dict(
        zip(
            POSTES_MIN,
            (
                "12",
                "7",
                "Mairie A",
                "53",
                "Occupé",
                "Non",
                "Initiale",
                "30/06/2026",
                None,
                "Oui",
                "50000",
                "0",
            ),
            strict=True,
        )
    ),
    "idposte": dict(
        zip(
            IDPOSTE,
            (
                *("12", "7", "occupe", "conum", "Mairie A", None, "53130", "Nom A", "a@exemple.fr", None),
                *("50 000 €", "50 000 €", "30/06/2024", " 40 000 € ", "7500", "30/06/2027", "20000", "L1"),
            ),
            strict=True,
        )
    ),
    "population-insee": {
        "CODGEO": "53130",
        "LIBGEO": "Laval",
        "P21_POP": "100",
        "P21_POP0014": "20",
        "P21_POP1529": "10,5",
        "P21_POP3044": "20",
        "P21_POP4559": "20",
        "P21_POP6074": "20",
        "P21_POP7589": "9",
        "P21_POP90P": "0,5",
    },
    "illectronisme": {
        "EPCI": "Ernée",
        "Taux (%)": "18",
        "Personnes": "10",
        "Année": "2019",
        "Source": "Insee",
    },
    "pilotage-structures": {
        "SIRET structure": None,
        "ID Structure": "7",
        "Dénomination": "Mairie A",
        "Date Coselec": "05/05/2021",
        "Type": "publique",
        "Nombre de conseillers validés par le COSELEC": "2",
        "Email": "a@exemple.fr",
    },
    "pilotage-recrutements": {
        "Id de la structure": "7",
        "Nom de la structure": "Mairie A",
        "Nom": "Nom A",
        "Siret": None,
        "Candidats recrutés": "2/3",
    },
    "structures-ouvertes": {
        "id": "7",
        "Raison sociale": "Mairie A",
        "Commune INSEE": "Laval",
        "Nombre de conseillers validés par le COSELEC": "2",
        "Date de validation en comité de sélection": "05/05/2021",
        "Type": "publique",
        "SIRET": None,
        "Code commune INSEE": "53130",
        "Investissement financier estimatif total de l’Etat": "109610",
        "ZRR": "oui",
        "QPV": "sans objet",
        "France services": "non renseigné",
    },
}


@pytest.fixture
def export_rows() -> Callable[..., list[list[Cell]]]:
    """Write the headings of a profile and rows that differ from a plain one; more headings may be given."""

    def make(profile: str, *rows: Mapping[str, Cell]) -> list[list[Cell]]:
        plain = _ROWS[profile]
        headings = list(dict.fromkeys([*plain, *(heading for row in rows for heading in row)]))
        return [list(headings), *([{**plain, **row}.get(heading) for heading in headings] for row in rows)]

    return make


@pytest.fixture
def understand_cells() -> Callable[..., Export]:
    """Read the cells of an export of one sheet as if a reading process had just handed them over."""

    def make(profile: str | None, rows: Rows) -> Export:
        cells = _filled(rows)
        sheet = RawSheet("Feuille", False, 0, 0, 0, False, cells, Witness.COMPLETE, len(cells))
        raw = RawWorkbook((sheet,), epoch_1904=False, macros=False, external_links=False)
        return understand_export(raw, "0" * 64, "export.csv", detect(raw), profile)

    return make


@pytest.fixture
def understand_rows(
    export_rows: Callable[..., list[list[Cell]]], understand_cells: Callable[..., Export]
) -> Callable[..., Export]:
    """Read an export of one sheet as if a reading process had just handed its cells over."""

    def make(profile: str, *rows: Mapping[str, Cell], chosen: str | None = None) -> Export:
        return understand_cells(chosen, export_rows(profile, *rows))

    return make

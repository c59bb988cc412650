"""What a file says of advisers goes nowhere: every profile, every format, and it is said."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

import pytest

from maynum_dash.sources.cells import Cell
from maynum_dash.sources.exports import Export
from maynum_dash.sources.headings import CANONICAL_PROFILE, profile_names
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.schemas import SCHEMAS

ExportRows = Callable[..., list[list[Cell]]]
PERSON: Mapping[str, Cell] = {
    "Prénom du tuteur": "Zéphirine",
    "Nom du conseiller": "Quatrebarbes",
    "Courriel": "zq@exemple.fr",
    "Tél.": "06 12 34 56 78",
    # Nothing in its heading: its values tell.
    "Suivi": "voir zq@exemple.fr",
}
SECRETS = ("Zéphirine", "Quatrebarbes", "zq@", "12 34 56")
HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention", *PERSON)


def as_csv(rows: list[list[Cell]]) -> bytes:
    lines = (";".join('"' + str("" if cell is None else cell) + '"' for cell in row) for row in rows)
    return "\n".join(lines).encode("utf-8-sig")


def as_xlsx(rows: list[list[Cell]], write: Callable[..., bytes]) -> bytes:
    return write({"Feuille": rows})


def as_ods(rows: list[list[Cell]]) -> bytes:
    names = ("office", "table", "text")
    spaces = "".join(f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in names)

    def cell(value: Cell) -> str:
        if value is None:
            return "<table:table-cell/>"
        return (
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(str(value))}</text:p></table:table-cell>"
        )

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Feuille">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


def rows_of(profile: str, export_rows: ExportRows) -> list[list[Cell]]:
    """One good row, one that holds nothing but a person, and one that is rejected."""
    if profile != CANONICAL_PROFILE:
        plain = export_rows(profile, PERSON)
        width = len(plain[0])
        alone: list[Cell] = [PERSON.get(str(heading)) for heading in plain[0]]
        return [*plain, alone, [None] * (width - len(PERSON)) + list(PERSON.values())]
    good: list[Cell] = ["P1", "Mairie A", "Ernée", "Occupé", "01/09/2026", *PERSON.values()]
    wrong: list[Cell] = ["P2", "Mairie A", "Ernée", "inconnu", "31/02/2026", *PERSON.values()]
    return [list(HEADINGS), good, wrong, [None] * 5 + list(PERSON.values())]


@pytest.mark.parametrize("form", ["xlsx", "csv", "ods"])
@pytest.mark.parametrize("profile", profile_names())
def test_nothing_of_a_person_is_left_and_its_columns_are_named(
    profile: str, form: str, export_rows: ExportRows, write: Callable[..., bytes]
) -> None:
    rows = rows_of(profile, export_rows)
    content = {"xlsx": lambda: as_xlsx(rows, write), "csv": lambda: as_csv(rows), "ods": lambda: as_ods(rows)}
    document = read_document(content[form](), f"fichier.{form}")
    named = document.tables if isinstance(document, Export) else {}
    tables = named or {name: getattr(document, name) for name in SCHEMAS if hasattr(document, name)}
    everything = str([table.to_dict("records") for table in tables.values()])
    everything += f"{document.anomalies}{document.sheets}"
    assert [secret for secret in SECRETS if secret in everything] == []
    told = [one for one in document.anomalies if one.code == "COLONNE_PERSONNELLE"]
    assert {one.column for one in told} >= set(PERSON)
    assert all("ni enregistrée ni affichée" in one.message for one in told)
    (count,) = document.sheets
    assert count.rows_read == count.rows_accepted + count.rows_rejected == len(rows) - 1
    assert not set(PERSON) & set(count.unknown_columns)

"""Files of every format through the reading process, whatever their names say."""

from collections.abc import Callable

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.workbook import read_workbook

MIB = 2**20
HEADINGS = "ID Poste;Structure;EPCI;Statut;Début de convention;Département A1;Commune"
ROWS = '0012;"Asso ""A""; B";Ernée;Occupé;01/09/2026;3 500,00 €;01001\n13;=1+1;Ernée;Vacant;46266;3500.5;1001'
TEXT = f"{HEADINGS}\n{ROWS}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["suivi.csv", "suivi.xlsx", "C:\\Budget\\suivi", "/budget/suivi.TXT"])
def test_a_text_is_read_to_the_cent_whatever_its_name(encoding: str, name: str) -> None:
    workbook = read_workbook(TEXT.encode(encoding), name)
    assert workbook.posts["post_id"].tolist() == ["12", "13"]
    assert workbook.posts["employer"].tolist() == ['Asso "A"; B', "=1+1"]
    assert workbook.posts["department_y1_cents"].tolist() == [350_000, 350_050]
    assert workbook.posts["commune"].tolist() == ["01001", "01001"]
    assert {str(day.date()) for day in workbook.posts["start"]} == {"2026-09-01"}
    assert [sheet.sheet for sheet in workbook.sheets] == ["suivi"]


@pytest.mark.parametrize(
    ("encoding", "shown"), [("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")]
)
def test_what_was_recognised_is_said(encoding: str, shown: str) -> None:
    workbook = read_workbook(TEXT.encode(encoding), "suivi.csv")
    assert workbook.anomalies[0].message == (
        f"Le fichier est un texte en colonnes ({shown}, séparées par des points-virgules) : "
        "ses valeurs sont lues telles qu'elles y sont écrites."
    )


def test_a_shifted_row_is_rejected_with_its_reason() -> None:
    shifted = "14;Asso; A;Ernée;Occupé;01/09/2026;3500;01001\n"
    good = "".join(f"{key};A;Ernée;Occupé;01/09/2026;3500;01001\n" for key in range(20, 30))
    workbook = read_workbook(f"{HEADINGS}\n{good}{shifted}".encode(), "suivi.csv")
    (sheet,) = workbook.sheets
    assert (sheet.rows_read, sheet.rows_accepted, sheet.rows_rejected) == (11, 10, 1)
    assert {(one.code, one.row) for one in workbook.anomalies if one.row} == {("LIGNE_DECALEE", 12)}


def test_the_nature_of_a_workbook_is_said(posts_book: Callable[..., bytes]) -> None:
    assert read_raw(posts_book(), "suivi.csv").nature is Nature.XLSX


# Every byte, a null among the first ones, and no signature.
NOISE = bytes((7 * rank * rank + 3 * rank) % 251 for rank in range(20_000))
HTML = b"<html><body><table><tr><td>ID Poste</td></tr></table></body></html>"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'"' * 25 * MIB, "32767 caractères"),
        (b"a;b\n" + b'"";' * 2 * MIB, "16384 colonnes"),
        (b"a;b\n" + b"x" * 24 * MIB, "32767 caractères"),
        (b";" * 25 * MIB, "16384 colonnes"),
        (b"a;b\n" + b"1;2\n" * 3 * MIB, "1048576 lignes"),
        (b"a;b\n" + b"\n" * 4 * MIB, "1048576 lignes"),
        (b"a;b\n" * 2000 + b"\0", "octet nul à la ligne 2001"),
        (b"a;b\n" * 2000 + NOISE, "octet nul"),
        (NOISE, "ni un classeur ni un texte"),
        (TEXT.encode("utf-16-le"), "UTF-16 sans la marque"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode() + TEXT.encode("cp1252"), "deux codages"),
        (TEXT.encode()[: TEXT.encode().index("é".encode()) + 1], "coupé au milieu"),
        (TEXT.encode("cp850", errors="replace"), "accents"),
        (f'{HEADINGS}\n1;"Asso\n{ROWS}'.encode(), "guillemet ouvert"),
        (b"bonjour", "texte sans colonnes"),
        (b"\xff\xfe", "texte sans colonnes"),
        (b"\xef\xbb\xbf", "texte sans colonnes"),
        (HTML, "page web"),
        (XML_2003, "XML 2003"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "très ancien format"),
        (b"PK\x03\x04" + TEXT.encode(), "tronquée ou endommagée"),
        (b"\x1f\x8b\x08" + b"\1" * 500, "GZIP"),
        (b"\x89PNG\r\n;a;b;c", "image PNG"),
    ],
)
@pytest.mark.parametrize("name", ["suivi.csv", "suivi.xls"])
def test_hostile_files_are_refused_in_french(content: bytes, words: str, name: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_raw(content, name)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"Le fichier « {name} » ne peut pas être lu : ")


def test_a_hundred_thousand_rows_are_read_within_the_limits() -> None:
    row = "{:06};Asso {};Ernée;Occupé;01/09/2026;3 500,00 €;53096\n"
    text = f"{HEADINGS}\n" + "".join(row.format(key, key) for key in range(100_000))
    (sheet,) = read_raw(text.encode(), "suivi.csv").sheets
    assert len(sheet.rows) == 100_001
    assert sheet.rows[-1] == (
        100_001,
        ["099999", "Asso 99999", "Ernée", "Occupé", "01/09/2026", "3 500,00 €", "53096"],
    )

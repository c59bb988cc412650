import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources import signature
from maynum_dash.sources.natures import Container
from maynum_dash.sources.signature import check_signature

XML_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "il est vide"),
        (b"\0" * 512, "que des zéros"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "image PNG"),
        (b"\xff\xd8\xff\xe0", "image JPEG"),
        (b"PK\x05\x06" + b"\0" * 18, "archive vide"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"\x1f\x8b\x08", "GZIP"),
        (b"MZ\x90", "programme"),
        (b"<!DOCTYPE html><html>", "page web"),
        (b"\xef\xbb\xbf\r\n<HTML><body>", "page web"),
        (b"<table><tr><td>1", "page web"),
        (b"<?xml version='1.0'?><Workbook/>", "fichier XML"),
        (b'{"a": 1}', "JSON"),
        (XML_2003, "XML 2003"),
        ("ID Poste;Statut".encode("utf-16-le"), "UTF-16 sans la marque"),
        ("ID Poste;Statut".encode("utf-32"), "UTF-32"),
        (b"ID Poste;Statut\n\0\0\0", "endommagé"),
        (b"\x01\x02\x03", "endommagé"),
    ],
)
def test_a_file_is_named_by_what_it_is_and_not_by_its_name(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as refusal:
        check_signature(content, "suivi.xlsx")
    assert str(refusal.value).startswith("Le fichier « suivi.xlsx » ne peut pas être lu : ")


@pytest.mark.parametrize(
    "name", ["~$suivi.xlsx", "C:\\Budget\\~$suivi.xlsx", "/budget/~$suivi.xlsx", ".~lock.suivi.xlsx#"]
)
def test_a_lock_file_is_told_from_its_workbook(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="verrouillage"):
        check_signature(b"PK\x03\x04", name)


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "LARGEST_FILE", 2**20)
    with pytest.raises(UnreadableFileError, match="plus de 1 Mo"):
        check_signature(b"PK\x03\x04" + b"x" * 2**20, "suivi.xlsx")


@pytest.mark.parametrize(
    ("content", "container"),
    [
        (b"PK\x03\x04...", Container.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", Container.OLE2),
        (b"ID Poste;Structure;Statut\n1;A;Vacant\n", Container.TEXT),
        ("ID Poste;Statut".encode("utf-16"), Container.TEXT),
        (b"\xef\xbb\xbfID Poste,Statut", Container.TEXT),
    ],
)
def test_an_archive_or_a_text_goes_further_whatever_its_name(content: bytes, container: Container) -> None:
    assert check_signature(content, "suivi.pdf") is container

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources import signature
from maynum_dash.sources.signature import check_signature

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "il est vide"),
        (b"\0" * 512, "que des zéros"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "protégé par mot de passe"),
        (OLE2 + "Workbook".encode("utf-16-le"), "ancien format"),
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
        (b"ID Poste;Structure;Statut\n1;A;Vacant\n", "CSV"),
        ("ID Poste;Statut".encode("utf-16"), "UTF-16"),
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


def test_a_zip_archive_goes_further() -> None:
    check_signature(b"PK\x03\x04...", "suivi.xlsx")

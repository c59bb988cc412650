"""What a file really is, told by its first bytes and not by its name."""

import codecs
import re
from typing import Final

from maynum_dash.domain.errors import UnreadableFileError

LARGEST_FILE: Final = 25 * 1024 * 1024

_RESAVE = "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le au format « Classeur Excel (.xlsx) »"
_AGAIN = "Attendez la fin de l'enregistrement ou de la copie, puis recommencez"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_HEAD = 4096
# First bytes → what the file is, in French.
_KNOWN: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "c'est un document PDF"),
    (b"{\\rtf", "c'est un document RTF"),
    (b"\x89PNG", "c'est une image PNG"),
    (b"\xff\xd8\xff", "c'est une image JPEG"),
    (b"GIF8", "c'est une image GIF"),
    (b"{", "c'est un fichier JSON"),
    (b"PK\x05\x06", "c'est une archive vide"),
    (b"PK\x07\x08", "c'est une archive en plusieurs morceaux"),
    (b"Rar!", "c'est une archive RAR"),
    (b"7z\xbc\xaf\x27\x1c", "c'est une archive 7-Zip"),
    (b"\x1f\x8b", "c'est une archive GZIP"),
    (b"\x7fELF", "c'est un programme"),
    (b"MZ", "c'est un programme"),
    (b"SQLite format 3", "c'est une base de données SQLite"),
    (b"\x09\x08", "c'est un classeur d'un très ancien format (.xls)"),
)


def check_signature(content: bytes, name: str) -> None:
    """Refuse what cannot be an .xlsx workbook, saying what it is.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        File name as the user knows it.

    Raises
    ------
    UnreadableFileError
        When the file is empty, too large, or something else than a zip archive.
    """
    base = re.split(r"[/\\]", name)[-1]
    if base.startswith(("~$", ".~lock.")):
        reason = "c'est le fichier de verrouillage d'un classeur ouvert ailleurs, pas le classeur"
        raise UnreadableFileError(name, reason, "Choisissez le fichier du même nom sans « ~$ » au début")
    if len(content) > LARGEST_FILE:
        reason = f"il pèse plus de {LARGEST_FILE // 2**20} Mo"
        raise UnreadableFileError(name, reason, "Retirez les images et les feuilles inutiles")
    if not content.strip(b"\0"):
        reason = "il ne contient que des zéros" if content else "il est vide"
        raise UnreadableFileError(name, reason, _AGAIN)
    if content.startswith(_ZIP):
        return
    if content.startswith(_OLE2):
        _refuse_ole2(content, name)
    raise UnreadableFileError(name, _nature(content), _RESAVE)


def _refuse_ole2(content: bytes, name: str) -> None:
    """Tell an encrypted workbook from one of before 2007: both have the same first bytes."""
    if _ENCRYPTED in content:
        reason = "il est protégé par mot de passe"
        remedy = "Dans Excel, Fichier, Informations, Protéger le classeur, Chiffrer avec mot de passe : "
        raise UnreadableFileError(name, reason, f"{remedy}effacez le mot de passe, puis enregistrez")
    raise UnreadableFileError(name, "c'est un ancien format d'Office (.xls, avant 2007)", _RESAVE)


def _nature(content: bytes) -> str:
    """Name in French what the first bytes announce."""
    for signature, nature in _KNOWN:
        if content.startswith(signature):
            return nature
    head = content[:_HEAD]
    if head.startswith(_UTF16):
        return "c'est un texte en UTF-16, pas un classeur"
    text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith(b"<"):
        return _markup(text)
    if b"\0" not in head and any(separator in head for separator in (b";", b",", b"\t")):
        return "c'est un fichier texte (CSV), pas un classeur .xlsx"
    return "ce n'est pas un classeur .xlsx, ou le fichier est endommagé"


def _markup(text: bytes) -> str:
    """Tell a web page, which many programs name .xls, from other XML."""
    if text.startswith((b"<!doctype html", b"<html")) or b"<table" in text:
        return "c'est une page web (HTML) enregistrée sous un nom de classeur"
    return "c'est un fichier XML, pas un classeur .xlsx"

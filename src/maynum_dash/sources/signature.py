"""What a file really is, told by its first bytes and not by its name."""

import codecs
import re
from typing import Final

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.natures import Container

LARGEST_FILE: Final = 25 * 1024 * 1024

_RESAVE = "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le au format « Classeur Excel (.xlsx) »"
_CLEAR = "Dans Excel, Fichier, Informations, Protéger le classeur, Chiffrer avec mot de passe : effacez"
PASSWORD: Final = ("il est protégé par mot de passe", f"{_CLEAR} le mot de passe, puis enregistrez")
_AGAIN = "Attendez la fin de l'enregistrement ou de la copie, puis recommencez"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_DAMAGED = "ce n'est ni un classeur ni un texte en colonnes, ou le fichier est endommagé"
# Half of the bytes of a Latin text in UTF-16 are zeros; a text has next to no control characters.
_MOSTLY, _CLEAN = 0.5, 0.99
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\f\v"})
_WIDE = "c'est un texte en UTF-32, un codage que les tableurs n'écrivent pas"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 4096
# First bytes → what the file is, in French.
_KNOWN: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, _WIDE),
    (codecs.BOM_UTF32_BE, _WIDE),
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


def check_signature(content: bytes, name: str) -> Container:
    """Refuse what cannot hold a table, saying what it is.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        File name as the user knows it.

    Raises
    ------
    UnreadableFileError
        When the file is empty, too large, or nothing that a table is kept in.
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
        return Container.ZIP
    if content.startswith(_OLE2):
        return Container.OLE2
    nature = _nature(content)
    if nature:
        raise UnreadableFileError(name, nature, _RESAVE)
    return Container.TEXT


def _nature(content: bytes) -> str:
    """Name in French what the first bytes announce; empty for a text."""
    for signature, nature in _KNOWN:
        if content.startswith(signature):
            return nature
    return "" if content.startswith(_UTF16) else _text(content[:_HEAD])


def _text(head: bytes) -> str:
    """Tell a text in columns, which is let through, from markup and from what is no text."""
    text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith(b"<"):
        return _markup(text)
    if any(half.count(0) > _MOSTLY * len(half) for half in (head[0::2], head[1::2])):
        return "c'est un texte en UTF-16 sans la marque qui l'annonce"
    return _DAMAGED if b"\0" in head or len(head.translate(None, _CONTROLS)) < len(head) * _CLEAN else ""


def _markup(text: bytes) -> str:
    """Tell a web page, which many programs name .xls, from other XML."""
    if text.startswith((b"<!doctype html", b"<html")) or b"<table" in text:
        return "c'est une page web (HTML) enregistrée sous un nom de classeur"
    if b"microsoft-com:office:spreadsheet" in text:
        return "c'est un classeur au format « Feuille de calcul XML 2003 »"
    return "c'est un fichier XML, pas un classeur"

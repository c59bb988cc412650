"""The characters of a text file: its encoding is found, never supposed."""

import codecs
import re
from typing import Final

from maynum_dash.domain.errors import UnreadableFileError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF8, UTF8_BOM, UTF16, CP1252 = "utf-8", "utf-8-sig", "utf-16", "cp1252"

_AS_UTF8 = "Enregistrez-le dans Excel au format « CSV UTF-8 (délimité par des virgules) »"
_ORIGINAL = "Demandez le fichier d'origine à la personne qui l'a produit"
# Letters that UTF-8 writes in two or three bytes: « é », « ’ », « œ », a no-break space.
_WRITTEN_IN_UTF8 = re.compile(rb"[\xc3\xc5][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]")
# How these letters begin, at the end of a text that was cut: Windows would end on « Ã » or « â€ ».
_BEGUN = (b"\xc3", b"\xc2", b"\xe2\x80")
# Accents of DOS and of the old Macintosh: Windows shows a quote or a capital in the middle of a word.
_FOREIGN = re.compile(rb"[a-z][\x82\x83\x84\x87-\x8c\x8e][a-z]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
# A stray control character happens; one in a hundred is no text.
_CONTROLS_ALLOWED: Final = 0.01


def decode(content: bytes) -> tuple[str, str]:
    """Read the characters of a text.

    Hypotheses
    ----------
    1. A byte order mark is believed; without one, what is valid UTF-8 is UTF-8.
    2. Everything else is Windows-1252, unless its bytes show two encodings or another one.

    Parameters
    ----------
    content
        Bytes of the file.

    Returns
    -------
    tuple
        The text without its mark, and the Python name of the encoding.

    Raises
    ------
    UnreadableFileError
        When no encoding is certain, or when it is no text.
    """
    if content.startswith(_WIDE):
        text, encoding = _strict(content, UTF16, "UTF-16"), UTF16
    elif (place := content.find(b"\0")) >= 0:
        raise _null(content.count(b"\n", 0, place))
    else:
        text, encoding = _decoded(content)
    if "\0" in text:
        raise _null(text.count("\n", 0, text.index("\0")))
    text = text.removesuffix("\x1a")
    if len(_CONTROLS.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise UnreadableFileError("", "ce n'est pas un texte", _ORIGINAL)
    return text, encoding


def _null(lines: int) -> UnreadableFileError:
    """Refuse a null, after so many line ends."""
    return UnreadableFileError("", f"il contient un octet nul à la ligne {lines + 1}", _ORIGINAL)


def _decoded(content: bytes) -> tuple[str, str]:
    """Choose the encoding by the mark, else by what the bytes allow."""
    if content.startswith(codecs.BOM_UTF8):
        return _strict(content, UTF8_BOM, "UTF-8"), UTF8_BOM
    try:
        return content.decode(UTF8), UTF8
    except UnicodeDecodeError as error:
        _check_windows(content, error)
    try:
        return content.decode(CP1252), CP1252
    except UnicodeDecodeError:
        raise _unknown() from None


def _strict(content: bytes, encoding: str, shown: str) -> str:
    """Decode what a mark announces, and refuse what is not so."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = f"il annonce des caractères en {shown}, mais la ligne {line} ne l'est pas"
        raise UnreadableFileError("", reason, _AS_UTF8) from None


def _check_windows(content: bytes, error: UnicodeDecodeError) -> None:
    """Refuse to read as Windows-1252 what would come out altered."""
    utf8 = _WRITTEN_IN_UTF8.search(content)
    if error.end == len(content) and (utf8 or content.endswith(_BEGUN)):
        raise UnreadableFileError("", "il est coupé au milieu d'un caractère : la fin manque", _ORIGINAL)
    if utf8:
        first, second = sorted((content.count(b"\n", 0, utf8.start()), content.count(b"\n", 0, error.start)))
        reason = f"il mélange deux codages de caractères (lignes {first + 1} et {second + 1})"
        raise UnreadableFileError("", reason, _AS_UTF8)
    if _FOREIGN.search(content):
        raise _unknown()


def _unknown() -> UnreadableFileError:
    """Refuse a text of which the accents cannot be told."""
    reason = "ses accents ne sont codés ni en UTF-8 ni comme sous Windows (ancien Mac ou DOS, sans doute)"
    return UnreadableFileError("", reason, _AS_UTF8)

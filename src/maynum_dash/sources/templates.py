"""The guard of a slide template (.pptx, .potx): checked as a stream before any reader opens it."""

import re
import zipfile
from io import BytesIO
from typing import Final
from xml.parsers import expat

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.archive import BROKEN, Archive, Limits, parts_of

LIMITS: Final = Limits(
    entries=3_000, part_bytes=40 * 2**20, total_bytes=120 * 2**20, structure_bytes=4 * 2**20, ratio=200
)
LARGEST: Final = 25 * 2**20
PRESENTATION: Final = "ppt/presentation.xml"
_RESAVE: Final = "Ouvrez-le dans PowerPoint et enregistrez-le au format « Modèle PowerPoint (.potx) »"
_ORIGINAL: Final = "Demandez le fichier d'origine à la personne qui l'a produit"
_TOO_LARGE: Final = ("il dépasse 25 Mo", "Allégez les images du modèle")
_NO_DECK: Final = ("ce n'est pas une présentation PowerPoint (.pptx ou .potx)", _RESAVE)
_DAMAGED: Final = ("l'archive est tronquée ou endommagée", _ORIGINAL)
_MACROS: Final = ("il contient des macros ou des contrôles", _RESAVE)
_FETCHES: Final = ("il appelle un fichier ou un site extérieur", "Incorporez ce fichier au modèle")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OUTSIDE: Final = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_LINK: Final = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")


def check_template(content: bytes, name: str) -> None:
    """Refuse what is no template, or would be dangerous to open or to send on.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        File name as the user knows it.

    Raises
    ------
    UnreadableFileError
        When it is damaged, is something else, carries macros, or fetches something from elsewhere.
    """
    if len(content) > LARGEST:
        raise UnreadableFileError(name, *_TOO_LARGE)
    if not content.startswith(b"PK\x03\x04"):
        raise UnreadableFileError(name, *_NO_DECK)
    try:
        with zipfile.ZipFile(BytesIO(content)) as zipped:
            _check(Archive(name, zipped, LIMITS, parts_of(zipped, name, LIMITS)))
    except (*BROKEN, expat.ExpatError):
        raise UnreadableFileError(name, *_DAMAGED) from None


def _check(archive: Archive) -> None:
    """Stream every part once."""
    if PRESENTATION not in archive.parts or "[content_types].xml" not in archive.parts:
        raise archive.refuse(*_NO_DECK)
    for part in archive.parts:
        if part.endswith(".rels"):
            _check_relations(archive, archive.small(part))
            continue
        _check_markup(archive, part)
        if part.endswith(("vbaproject.bin", ".exe", ".dll")) or "/activex/" in part:
            raise archive.refuse(*_MACROS)


def _check_markup(archive: Archive, part: str) -> None:
    """Read a part through; XML that does not hold would be found by PowerPoint only, on the user's screen."""
    parser = expat.ParserCreate()
    for chunk in archive.stream(part):
        if part.endswith(".xml"):
            parser.Parse(chunk, False)  # noqa: FBT003 (expat takes no keyword)
    if part.endswith(".xml"):
        parser.Parse(b"", True)  # noqa: FBT003


def _check_relations(archive: Archive, content: bytes) -> None:
    """Let hyperlinks through, which wait for a click; refuse what is fetched when the deck opens."""
    for relation in _RELATION.findall(content):
        if _OUTSIDE.search(relation) and not _LINK.search(relation):
            raise archive.refuse(*_FETCHES)

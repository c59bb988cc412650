"""The template of an office: its layouts, fonts and colours, emptied of its slides."""

import zipfile
from io import BytesIO
from typing import Any, Final

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.rendering.powerpoint.canvas import FURNITURE, TITLES, Canvas, kind
from maynum_dash.sources.templates import check_template

_TEMPLATE: Final = b"presentationml.template.main+xml"
_PRESENTATION: Final = b"presentationml.presentation.main+xml"
_LEAST: Final = 0.45  # of the height of a slide, below the title
_TITLE_ONLY, _TITLE_SLIDE = "titleOnly", "title"
# What python-pptx says of a part that is missing, or is not what its name says.
_BROKEN: Final = (PythonPptxError, LxmlError, KeyError, ValueError, AttributeError, IndexError, TypeError)
_REMEDY: Final = "Ouvrez-le dans PowerPoint, vérifiez son masque, puis enregistrez-le au format « .potx »"


def read_template(content: bytes, name: str) -> Canvas:
    """Open a template.

    Parameters
    ----------
    content
        Bytes of a .pptx or of a .potx.
    name
        File name as the user knows it.

    Returns
    -------
    Canvas
        Its masters, layouts and theme, without any slide.

    Raises
    ------
    UnreadableFileError
        When it cannot be opened, or has no layout on which a message can stand.
    """
    check_template(content, name)
    try:
        deck = Presentation(BytesIO(_as_presentation(content)))
        _empty(deck)
        layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
        fitting = [layout for layout in layouts if _height_left(layout, deck) >= _LEAST]
    except _BROKEN:
        raise UnreadableFileError(name, "ses mises en page sont illisibles", _REMEDY) from None
    if not fitting:
        reason = "aucune de ses mises en page n'a un titre et de la place au-dessous"
        raise UnreadableFileError(name, reason, _REMEDY)
    return Canvas(deck, _opening(layouts, fitting), min(fitting, key=_clutter))


def _as_presentation(content: bytes) -> bytes:
    """Call a template a presentation: python-pptx opens nothing else."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                part = part.replace(_TEMPLATE, _PRESENTATION)
            target.writestr(entry.filename, part)
    return written.getvalue()


def _empty(deck: Any) -> None:
    """Take out the slides, and what names them: sections and custom shows."""
    listed = deck.slides._sldIdLst  # noqa: SLF001 -- python-pptx removes no slide
    for entry in list(listed):
        deck.part.drop_rel(entry.rId)
        listed.remove(entry)
    root = deck.part._element  # noqa: SLF001
    for tag in ("p:custShowLst", "p:extLst"):
        for element in root.findall(qn(tag)):
            root.remove(element)


def _title(layout: Any) -> Any:
    return next((shape for shape in layout.placeholders if kind(shape) in TITLES), None)


def _height_left(layout: Any, deck: Any) -> float:
    """Share of the height below the title; 0 without a title that has a place."""
    title = _title(layout)
    if title is None or title.top is None or title.height is None or not title.width:
        return 0.0
    return float(1 - (title.top + title.height) / deck.slide_height)


def _clutter(layout: Any) -> tuple[bool, int]:
    """Rank layouts: « title only » first, then those with the fewest other placeholders."""
    others = [shape for shape in layout.placeholders if kind(shape) not in (*TITLES, *FURNITURE)]
    return layout.element.get("type") != _TITLE_ONLY, len(others)


def _opening(layouts: list[Any], fitting: list[Any]) -> Any:
    """Layout of the first slide: the template's title slide when its title has a place."""
    titled = [one for one in layouts if one.element.get("type") == _TITLE_SLIDE]
    placed = [one for one in titled if (title := _title(one)) is not None and title.top is not None]
    return (placed or fitting)[0]

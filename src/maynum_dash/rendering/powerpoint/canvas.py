"""The deck that slides are put on: layouts, colours and fonts, ours or those of a template."""

from dataclasses import dataclass
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from maynum_dash.rendering import palette
from maynum_dash.rendering.powerpoint.marks import UNIT

WIDTH, HEIGHT = 1920 * UNIT, 1080 * UNIT
FONT: Final = "Calibri"  # on every Office; LibreOffice has its twin
TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
FURNITURE: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_OPENING, _MESSAGE = 0, 5  # layouts of python-pptx that we keep: title slide, title only
_NAMES: Final = {_OPENING: "Ouverture", _MESSAGE: "Message"}
_THEME: Final = {
    "dk1": palette.INK,
    "lt1": palette.PAPER,
    "dk2": palette.ACCENT,
    "lt2": "#F3F6FA",
    "accent1": "#29598F",
    "accent2": "#82B5F2",
    "accent3": "#E1A100",
    "accent4": "#7F7F7F",
    "accent5": "#6A51A3",
    "accent6": "#2E7D5B",
    "hlink": palette.ACCENT,
    "folHlink": palette.MUTED,
}
# Left, top, width, height in units: the title, then the footer and the number of the slide.
_TITLE: Final = (122, 56, 1714, 136)
_FOOTER: Final = (122, 1000, 1614, 44)
_NUMBER: Final = (1752, 1000, 84, 44)
_OPENING_TITLE: Final = (150, 300, 1560, 260)
_OPENING_TEXT: Final = (150, 584, 1560, 240)
_STRIP: Final = (("accent1", 34), ("accent2", 28), ("accent3", 20), ("accent4", 18))


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """An empty deck.

    Parameters
    ----------
    deck
        ``pptx.Presentation`` without any slide.
    opening, message
        Layouts of the first slide and of the others; both have a title.
    """

    deck: Any
    opening: Any
    message: Any


def canvas() -> Canvas:
    """Make a deck in our dress, 16:9."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    layouts = list(deck.slide_layouts)
    for rank, layout in enumerate(layouts):
        if rank in _NAMES:
            layout.element.cSld.set("name", _NAMES[rank])
        else:
            deck.slide_layouts.remove(layout)
    _dress_theme(deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    _dress_master(deck.slide_master)
    _dress_message(layouts[_MESSAGE])
    _dress_opening(layouts[_OPENING])
    return Canvas(deck, layouts[_OPENING], layouts[_MESSAGE])


def kind(placeholder: Any) -> PP_PLACEHOLDER:
    """Type of a placeholder."""
    found: PP_PLACEHOLDER = placeholder.placeholder_format.type
    return found


def _dress_theme(part: Any) -> None:
    """Put our colours and font in the theme."""
    theme = parse_xml(part.blob)
    spaces = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    theme.set("name", "Conseiller May Num")
    for name, colour in _THEME.items():
        slot = theme.find(f".//a:clrScheme/a:{name}", spaces)
        slot.clear()
        slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour.removeprefix("#")}"/>'))
    for latin in theme.iterfind(".//a:fontScheme/*/a:latin", spaces):
        latin.set("typeface", FONT)
    part.blob = _serialised(theme)


def _serialised(element: Any) -> bytes:
    from lxml import etree  # noqa: PLC0415 -- what python-pptx itself parses with

    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def _dress_master(master: Any) -> None:
    """Set titles on the left, bold, and put the furniture at the foot."""
    style = master.element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr")[0]
    style.set("algn", "l")
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", "2700")
    letters.set("b", "1")
    _furnish(master, _TITLE)


def _dress_message(layout: Any) -> None:
    _furnish(layout, _TITLE)
    left, top, _, height = _TITLE
    _bar(layout, "accent1", (left - 38, top + 8, 10, height - 16), 90)


def _dress_opening(layout: Any) -> None:
    _furnish(layout, _OPENING_TITLE)
    left, top, _, height = _OPENING_TITLE
    start = top + 20
    for rank, (colour, share) in enumerate(_STRIP):
        long = (height - 40) * share // 100
        _bar(layout, colour, (left - 66, start, 18, long), 90 + rank)
        start += long
    title = next(shape for shape in layout.placeholders if kind(shape) in TITLES)
    properties = title.element.xpath(".//a:lstStyle")[0]
    properties.append(
        parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="4600" b="1"/></a:lvl1pPr>')
    )


def _furnish(owner: Any, title: tuple[int, int, int, int]) -> None:
    """Put the placeholders of a master or of a layout in their places; the date goes with the footer."""
    for shape in list(owner.placeholders):
        what = kind(shape)
        if what in TITLES:
            _put(shape, title)
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            shape.text_frame.margin_left = 0
        elif what is PP_PLACEHOLDER.SUBTITLE:
            _put(shape, _OPENING_TEXT)
            _set_style(shape, "2100", "l")
        elif what is PP_PLACEHOLDER.FOOTER:
            _put(shape, _FOOTER)
            _set_style(shape, "1200", "r")
        elif what is PP_PLACEHOLDER.SLIDE_NUMBER:
            _put(shape, _NUMBER)
            _set_style(shape, "1200", "r")
        elif what is PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)


def _put(shape: Any, place: tuple[int, int, int, int]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(value * UNIT) for value in place)


def _set_style(shape: Any, size: str, align: str) -> None:
    style = shape.element.xpath(".//a:lstStyle")[0]
    for child in list(style):
        style.remove(child)
    style.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{size}">'
            '<a:solidFill><a:schemeClr val="tx1"/>'
            "</a:solidFill></a:defRPr></a:lvl1pPr>"
        )
    )


def _bar(layout: Any, colour: str, place: tuple[int, int, int, int], number: int) -> None:
    """Draw the bar beside the title; layouts of python-pptx add no shape by themselves."""
    left, top, width, height = (value * UNIT for value in place)
    layout.element.cSld.spTree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Filet {number}" '
            'descr=""/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom><a:solidFill>"
            f'<a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
        )
    )

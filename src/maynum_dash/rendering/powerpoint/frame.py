"""What surrounds the body of each slide: title, how to read it, source, stamp, number, notes."""

from copy import deepcopy
from typing import Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from maynum_dash.rendering.neutral import inert_text
from maynum_dash.rendering.powerpoint.canvas import FURNITURE, TITLES, kind
from maynum_dash.rendering.powerpoint.marks import UNIT, Look, Room, describe, text_box
from maynum_dash.rendering.slides.model import Slide
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.rendering.vectors.canvas import breadth

_SOURCE: Final = 80 * UNIT  # two lines above the foot
_FOOT: Final = 100 * UNIT  # kept at the foot where a layout has no furniture
_LEAD: Final = 44 * UNIT
_GAP: Final = 14 * UNIT
_SIZES: Final = range(60, 15, -1)  # points of a title
_LETTER: Final = 0.5  # mean width of a letter, in heights
_SMALL: Final = Look(12, anchor=MSO_ANCHOR.BOTTOM)


def frame(slide: Any, said: Slide, stamp: Stamp, size: tuple[int, int]) -> Room:
    """Write what surrounds the body, and say what room is left for it.

    Parameters
    ----------
    slide
        Slide just made from a layout.
    said
        What it says.
    stamp
        What it bears.
    size
        Width and height of the deck, in EMU.
    """
    title = next(shape for shape in slide.placeholders if kind(shape) in TITLES)
    title.text_frame.text = inert_text(said.title)
    fitting = _fitting(said.title, title.width, title.height)
    if fitting < _natural(slide.slide_layout):
        title.text_frame.paragraphs[0].runs[0].font.size = Pt(fitting)
    describe(title, "Titre", said.title)
    _clear(slide)
    foot = _furnish(slide, stamp, size)
    left, width = title.left, title.width
    top = title.top + title.height + _GAP
    if said.lead:
        text_box(slide.shapes, Room(left, top, width, _LEAD), [said.lead], Look(16), "Lecture")
        top += _LEAD + _GAP
    source = Room(left, foot - _SOURCE - _GAP, width, _SOURCE)
    text_box(slide.shapes, source, [said.source], _SMALL, "Source")
    return Room(left, top, width, source.top - _GAP - top)


def write_notes(slide: Any, said: Slide) -> None:
    """Write the notes of the speaker."""
    slide.notes_slide.notes_text_frame.text = inert_text("\n".join(said.notes))


def speak_french(*owners: Any) -> None:
    """Tell the spelling checker that every run is French."""
    for owner in owners:
        for run in owner.element.iter(qn("a:r"), qn("a:fld")):
            run.get_or_add_rPr().set("lang", "fr-FR")
        for end in owner.element.iter(qn("a:endParaRPr"), qn("a:defRPr")):
            end.set("lang", "fr-FR")


def _fitting(title: str, width: int, height: int) -> int:
    """Give the largest letters, in points, with which a title keeps to its place."""
    wide, high = width / 12700 - 14, height / 12700 - 7
    return next(
        (size for size in _SIZES if -(-len(title) * size * _LETTER // wide) * size * 1.15 <= high), _SIZES[-1]
    )


def _natural(layout: Any) -> float:
    """Size that a layout, else its master, gives to titles, in points."""
    own = [shape.element for shape in layout.placeholders if kind(shape) in TITLES]
    sizes = [*own, *layout.slide_master.element.iter(qn("p:titleStyle"))]
    found = [one.get("sz") for place in sizes for one in place.iter(qn("a:defRPr")) if one.get("sz")]
    return int(found[0]) / 100 if found else 44.0


def _clear(slide: Any) -> None:
    """Take out the empty placeholders of a layout that has more than a title."""
    for shape in list(slide.placeholders):
        if kind(shape) not in TITLES:
            shape.element.getparent().remove(shape.element)


def _furnish(slide: Any, stamp: Stamp, size: tuple[int, int]) -> int:
    """Copy the footer and the number of the layout, or make them; give the top of the foot."""
    width, height = size
    found = {kind(shape): shape for shape in slide.slide_layout.placeholders if kind(shape) in FURNITURE}
    footer, number = found.get(PP_PLACEHOLDER.FOOTER), found.get(PP_PLACEHOLDER.SLIDE_NUMBER)
    foot = min([height - _FOOT // 2, *(shape.top for shape in (footer, number) if shape is not None)])
    right = Look(12, align=PP_ALIGN.RIGHT, anchor=MSO_ANCHOR.MIDDLE)
    if footer is None:
        room = Room(width // 2, foot, width // 2 - 190 * UNIT, 40 * UNIT)
        text_box(slide.shapes, room, [stamp.words], right, "Mention")
    else:
        frame = _copy(slide, footer, "Mention").text_frame
        frame.text = inert_text(stamp.words)
        frame.paragraphs[0].runs[0].font.size = Pt(
            12 if breadth(stamp.words, 12) < footer.width / 12700 else 9
        )
        frame.paragraphs[0].runs[0].font.name = "+mn-lt"
    room = Room(width - 180 * UNIT, foot, 96 * UNIT, 40 * UNIT)
    shape = (
        _copy(slide, number, "Numéro")
        if number is not None
        else text_box(slide.shapes, room, [""], right, "Numéro")
    )
    _number(shape)
    return int(foot)


def _copy(slide: Any, placeholder: Any, name: str) -> Any:
    """Put on the slide the placeholder that its layout only reserves."""
    element = deepcopy(placeholder.element)
    for body in element.xpath("./p:txBody/a:p"):
        body.getparent().remove(body)
    element.txBody.append(parse_xml(f"<a:p {nsdecls('a')}/>"))
    for style in element.xpath("./p:txBody/a:lstStyle/*"):
        style.getparent().remove(style)
    slide.shapes._spTree.append(element)  # noqa: SLF001 -- python-pptx copies no placeholder of this kind
    used = {int(one) for one in slide.element.xpath(".//p:cNvPr/@id")}
    element.xpath("./p:nvSpPr/p:cNvPr")[0].set("id", str(max(used) + 1))
    shape = next(one for one in slide.placeholders if one.element is element)
    describe(shape, name, name)
    return shape


def _number(shape: Any) -> None:
    """Write the number of the slide as a field, which follows it when it is moved."""
    paragraph = shape.text_frame.paragraphs[0]._p  # noqa: SLF001 -- python-pptx writes no field
    for run in paragraph.xpath("./a:r"):
        paragraph.remove(run)
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        '<a:rPr lang="fr-FR" sz="1200"/><a:t>‹N°›</a:t></a:fld>'
    )
    paragraph.append(parse_xml(field))

"""Texts and simple shapes of a slide, each with a name and a text alternative."""

from dataclasses import dataclass
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from maynum_dash.rendering import palette
from maynum_dash.rendering.neutral import inert_text

UNIT: Final = 6350  # EMU of a unit of a slide of 1920 × 1080: half a point
INK: Final = MSO_THEME_COLOR.TEXT_1
PAPER: Final = MSO_THEME_COLOR.BACKGROUND_1
BAND: Final = MSO_THEME_COLOR.BACKGROUND_2
ACCENT: Final = MSO_THEME_COLOR.ACCENT_1


@dataclass(frozen=True, slots=True)
class Room:
    """A rectangle of a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Lower edge."""
        return self.top + self.height

    @property
    def right(self) -> int:
        """Right edge."""
        return self.left + self.width

    def part(self, left: float, top: float, width: float, height: float) -> "Room":
        """A part of it, in fractions of its sides."""
        return Room(
            int(self.left + left * self.width),
            int(self.top + top * self.height),
            int(width * self.width),
            int(height * self.height),
        )


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set.

    Parameters
    ----------
    size
        Points.
    bold
        Whether it is.
    colour
        Of the theme, or ``#rrggbb`` on a ground whose colour is ours.
    align
        On which side.
    anchor
        Where it stands in its box.
    """

    size: float
    bold: bool = False
    colour: MSO_THEME_COLOR | str = INK
    align: PP_ALIGN = PP_ALIGN.LEFT
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP


def describe(shape: Any, name: str, alt: str) -> None:
    """Name a shape and give it its text alternative."""
    facts = shape.element.xpath(".//p:cNvPr")[0]
    facts.set("name", inert_text(name)[:120])
    facts.set("descr", inert_text(alt))


def write(frame: Any, lines: list[str], look: Look) -> None:
    """Write paragraphs in a text frame.

    Parameters
    ----------
    frame
        Of a shape, a placeholder or a cell.
    lines
        One paragraph each.
    look
        How they are set.
    """
    for rank, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
        paragraph.alignment = look.align
        run = paragraph.add_run()
        run.text = inert_text(line)
        run.font.size = Pt(look.size)
        run.font.bold = look.bold
        if isinstance(look.colour, str):
            run.font.color.rgb = RGBColor.from_string(look.colour.removeprefix("#"))
        else:
            run.font.color.theme_color = look.colour


def text_box(shapes: Any, room: Room, lines: list[str], look: Look, name: str) -> Any:
    """Add a text that keeps to its room."""
    box = shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height))
    frame = box.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = look.anchor
    write(frame, lines, look)
    describe(box, name, " ".join(lines))
    return box


def panel(shapes: Any, room: Room, name: str) -> Any:
    """Add the pale ground of a large number."""
    shape = shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height)
    )
    shape.adjustments[0] = 0.06
    shape.fill.solid()
    shape.fill.fore_color.theme_color = BAND
    shape.line.fill.background()
    flatten(shape)
    describe(shape, name, name)
    return shape


def swatch(shapes: Any, room: Room, colour: str, name: str) -> None:
    """Add a coloured rectangle of a legend; no colour is « sans donnée »."""
    shape = shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height)
    )
    paint(shape, colour)
    shape.line.color.theme_color = INK
    shape.line.width = Pt(0.5)
    flatten(shape)
    describe(shape, name, name)


def flatten(shape: Any) -> None:
    """Take away the shadow and the line that a theme gives to every shape."""
    style = shape.element.find(qn("p:style"))
    if style is not None:
        shape.element.remove(style)


def paint(shape: Any, colour: str) -> None:
    """Fill a shape with a colour, or hatch it without one."""
    if colour:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        return
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    shape.fill.fore_color.rgb = RGBColor.from_string(palette.HATCH.removeprefix("#"))
    shape.fill.back_color.rgb = RGBColor.from_string(palette.NO_DATA.removeprefix("#"))

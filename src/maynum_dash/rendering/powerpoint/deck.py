"""A presentation as a .pptx file."""

from collections.abc import Callable
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final, TypeAlias

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from maynum_dash.rendering.powerpoint.canvas import Canvas, canvas
from maynum_dash.rendering.powerpoint.charts import add_chart
from maynum_dash.rendering.powerpoint.frame import frame, speak_french, write_notes
from maynum_dash.rendering.powerpoint.maps import add_map
from maynum_dash.rendering.powerpoint.marks import ACCENT, UNIT, Look, Room, panel, text_box
from maynum_dash.rendering.powerpoint.tables import add_table
from maynum_dash.rendering.slides.model import Deck, KeyFigure, KeyFigures, Opening, Points, Slide
from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.sources.perimeter import perimeter

Progress: TypeAlias = Callable[[int, int], None]
_ASIDE: Final = 0.235  # of the width, for the large numbers beside a body
_GAP: Final = 0.03
_FEW: Final = 4  # sentences that are set larger
_LETTER: Final = 6500  # EMU: mean width of a letter of one point
_LINE: Final = 15240  # EMU: height of a line of one point
_UNUSED: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS)


def write_deck(deck: Deck, ground: Canvas | None = None, progress: Progress | None = None) -> bytes:
    """Write a presentation as a deck.

    Parameters
    ----------
    deck
        What it says.
    ground
        Layouts of a template; ours by default.
    progress
        Told of each slide; it raises to give up.
    """
    chosen = ground or canvas()
    target = chosen.deck
    for rank, said in enumerate(deck.slides):
        if progress is not None:
            progress(rank, len(deck.slides))
        is_opening = isinstance(said.body, Opening)
        slide = target.slides.add_slide(chosen.opening if is_opening else chosen.message)
        room = frame(slide, said, deck.stamp, (target.slide_width, target.slide_height))
        _add_body(slide.shapes, said, room)
        write_notes(slide, said)
        speak_french(slide, slide.notes_slide)
    speak_french(target.slide_master, *target.slide_layouts)
    _sign(target, deck)
    written = BytesIO()
    target.save(written)
    return written.getvalue()


def _add_body(shapes: Any, said: Slide, room: Room) -> None:
    """Draw what proves the message, and the large numbers beside it."""
    whole = room
    if said.aside:
        room = whole.part(0, 0, 1 - _ASIDE - _GAP, 1)
        _add_numbers(shapes, said.aside, whole.part(1 - _ASIDE, 0, _ASIDE, 1), columns=1)
    body = said.body
    match body:
        case Chart():
            add_chart(shapes, body, room, f"Graphique : {said.name}")
        case Map():
            add_map(shapes, body, room, f"Carte : {said.name}")
        case Table():
            add_table(shapes, body, room, f"Tableau : {said.name}")
        case KeyFigures():
            _add_numbers(shapes, body.figures, room, columns=2)
        case Points():
            _add_points(shapes, body, room)
        case Opening():
            text_box(shapes, room, list(body.lines), Look(21), "Sous-titre")


def _add_numbers(shapes: Any, figures: tuple[KeyFigure, ...], room: Room, columns: int) -> None:
    """Lay large numbers out in a grid, centred in their room."""
    is_large = columns > 1
    rows = -(-len(figures) // columns)
    high, gap = (250 if is_large else 170) * UNIT, (40 if is_large else 26) * UNIT
    high = min(high, (room.height - gap * (rows - 1)) // rows)
    wide = (room.width - gap * (columns - 1)) // columns
    top = room.top + (room.height - rows * high - (rows - 1) * gap) // 2
    for rank, figure in enumerate(figures):
        row, column = divmod(rank, columns)
        cell = Room(room.left + column * (wide + gap), top + row * (high + gap), wide, high)
        panel(shapes, cell, f"Fond : {figure.label}")
        inner = Room(cell.left + 28 * UNIT, cell.top, cell.width - 48 * UNIT, cell.height)
        label, value = (16, 40) if is_large else (13, 24)
        box = text_box(
            shapes,
            inner,
            [figure.label, figure.value, *([figure.note] if figure.note else [])],
            Look(label, anchor=MSO_ANCHOR.MIDDLE),
            f"Chiffre : {figure.label}",
        )
        run = box.text_frame.paragraphs[1].runs[0]
        run.font.size, run.font.bold = value * 12700, True


def _add_points(shapes: Any, body: Points, room: Room) -> None:
    """Write sentences one below the other, each with its word on the left when it has one."""
    size = 19 if len(body.items) <= _FEW else 17
    tags = 300 * UNIT if any(item.tag for item in body.items) else 0
    letters = (room.width - tags) / (size * _LETTER)
    highs = [int(-(-len(item.text) // letters) * size * _LINE) for item in body.items]
    gap = min(28 * UNIT, (room.height - sum(highs)) // max(len(highs), 1))
    top = room.top + max(room.height - sum(highs) - gap * (len(highs) - 1), 0) // 3
    for rank, (item, high) in enumerate(zip(body.items, highs, strict=True), start=1):
        if item.tag:
            look = Look(size, bold=True, colour=ACCENT, align=PP_ALIGN.RIGHT)
            text_box(shapes, Room(room.left, top, tags - 32 * UNIT, high), [item.tag], look, f"Mot {rank}")
        place = Room(room.left + tags, top, room.width - tags, high)
        box = text_box(shapes, place, [item.text], Look(size), f"Phrase {rank}")
        if not tags:
            _add_bullet(box)
        top += high + gap


def _add_bullet(box: Any) -> None:
    """Give a paragraph the bullet that the program draws."""
    properties = box.text_frame.paragraphs[0]._p.get_or_add_pPr()  # noqa: SLF001 -- python-pptx has no bullet
    properties.set("marL", "285750")
    properties.set("indent", "-285750")
    properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def _sign(target: Any, deck: Deck) -> None:
    """Write whose document it is: an office's, no person's; forget the machine that made the template."""
    facts = target.core_properties
    facts.title, facts.language, facts.author = deck.title, "fr-FR", perimeter().publisher
    facts.last_modified_by, facts.subject = perimeter().publisher, deck.stamp.words
    facts.keywords = facts.comments = facts.category = ""
    facts.created = facts.modified = datetime.combine(deck.stamp.day, time())
    facts.revision = 1
    package = target.part.package
    for owner, relations in ((package, package._rels), (target.part, target.part.rels)):  # noqa: SLF001
        for key in [key for key, relation in relations.items() if relation.reltype in _UNUSED]:
            owner.drop_rel(key)

"""The map as native shapes: a freeform per territory in the order of the drawing, then names and legend."""

from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from maynum_dash.rendering import palette
from maynum_dash.rendering.powerpoint.marks import (
    INK,
    PAPER,
    UNIT,
    Look,
    Room,
    describe,
    paint,
    swatch,
    text_box,
)
from maynum_dash.rendering.slides.proofs import Map, Territory
from maynum_dash.rendering.vectors.territories import broken

_LEGEND: Final = 480 * UNIT  # beside the map
_GAP: Final = 30 * UNIT
_LINE: Final = 46 * UNIT
_NAME: Final = Look(12, colour=palette.INK, align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.MIDDLE)


def add_map(shapes: Any, shown: Map, room: Room, name: str) -> None:
    """Add a map with its legend.

    Parameters
    ----------
    shapes
        Of the slide.
    shown
        Territories and legend.
    room
        Where.
    name
        Of the group of territories.
    """
    scale = min((room.width - _LEGEND) / shown.width, room.height / shown.height)
    group = shapes.add_group_shape()
    # The number of a group may be lower than those of the shapes before it.
    first = 1 + max(int(one) for one in group.element.xpath("//p:cNvPr/@id"))
    for number, territory in enumerate(shown.territories, start=first):
        _add_territory(group, territory, number, room, scale)
    group.element.recalculate_extents()
    describe(group, name, shown.alt)
    for territory in shown.territories:
        if territory.place is not None:
            _add_name(shapes, territory, room, scale)
    left = room.left + int(shown.width * scale) + _GAP
    _add_legend(shapes, shown, Room(left, room.top, room.right - left, room.height))


def _add_territory(group: Any, territory: Territory, number: int, room: Room, scale: float) -> None:
    """Draw a territory as one freeform: parts and holes are contours of the same path.

    The XML is written at once: the time of python-pptx’s own builder grows with the square of the points.
    """
    rings = [
        [(room.left + round(x * scale), room.top + round(y * scale)) for x, y in ring]
        for ring in territory.rings
    ]
    left, top = (min(point[side] for ring in rings for point in ring) for side in (0, 1))
    right, bottom = (max(point[side] for ring in rings for point in ring) for side in (0, 1))
    path = "".join(
        "".join(
            f'<a:{"moveTo" if rank == 0 else "lnTo"}><a:pt x="{x - left}" y="{y - top}"/>'
            f"</a:{'moveTo' if rank == 0 else 'lnTo'}>"
            for rank, (x, y) in enumerate(ring)
        )
        + "<a:close/>"
        for ring in rings
    )
    group.element.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name=""/><p:cNvSpPr/><p:nvPr/>'
            "</p:nvSpPr>"
            f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" '
            f'cy="{bottom - top}"/></a:xfrm>'
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            "<a:pathLst>"
            f'<a:path w="{right - left}" h="{bottom - top}">{path}</a:path></a:pathLst></a:custGeom>'
            "</p:spPr></p:sp>"
        )
    )
    shape = group.shapes[-1]
    paint(shape, territory.colour)
    shape.line.color.theme_color = PAPER
    shape.line.width = Pt(1.25)
    describe(shape, territory.name, f"{territory.name} : {territory.value}")


def _add_name(shapes: Any, territory: Territory, room: Room, scale: float) -> None:
    x, y = territory.place or (0.0, 0.0)
    lines = broken(territory.name)
    wide, high = 190 * UNIT, (len(lines) + 1) * 27 * UNIT
    left, top = room.left + int(x * scale) - wide // 2, room.top + int(y * scale) - high // 2
    box = text_box(
        shapes, Room(left, top, wide, high), [*lines, territory.value], _NAME, f"Nom : {territory.name}"
    )
    box.text_frame.paragraphs[-1].runs[0].font.bold = True


def _add_legend(shapes: Any, shown: Map, room: Room) -> None:
    lines = -(-len(shown.title) * 15 * UNIT // room.width)
    title = Room(room.left, room.top, room.width, (lines * 36 + 6) * UNIT)
    text_box(shapes, title, [shown.title], Look(14, bold=True), "Légende : titre")
    note = Room(room.left, title.bottom, room.width, 40 * UNIT)
    text_box(shapes, note, ["Nombre de territoires entre parenthèses"], Look(12), "Légende : note")
    for rank, line in enumerate(shown.legend):
        top = note.bottom + 8 * UNIT + rank * _LINE
        swatch(
            shapes,
            Room(room.left, top, 44 * UNIT, 30 * UNIT),
            line.colour,
            f"Légende : couleur de {line.text}",
        )
        words = Room(room.left + 58 * UNIT, top - 2 * UNIT, room.width - 58 * UNIT, 36 * UNIT)
        text_box(shapes, words, [line.text], Look(14, colour=INK), f"Légende : {line.text}")

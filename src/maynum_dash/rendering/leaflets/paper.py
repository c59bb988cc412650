"""A leaflet as one page of PDF, tagged for screen readers."""

import json
from dataclasses import asdict
from typing import Final

from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.typeset.compiler import compile_pdf
from maynum_dash.rendering.typeset.glyphs import showable
from maynum_dash.rendering.typeset.payload import inert, prose
from maynum_dash.rendering.vectors.drawing import draw
from maynum_dash.sources.perimeter import perimeter

_DRAWING: Final = "dessin.svg"
_SIZE: Final = (1500, 430)  # units of a slide


def leaflet_pdf(leaflet: Leaflet) -> bytes:
    """Typeset a leaflet.

    Parameters
    ----------
    leaflet
        What it says.

    Returns
    -------
    bytes
        PDF/UA-1 of one A4 page.
    """
    stamp, day = leaflet.stamp, leaflet.stamp.day
    content = {
        "kind": leaflet.kind,
        "title": leaflet.title,
        "author": perimeter().publisher,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "warning": stamp.warning,
        "stamp": stamp.words.removeprefix(stamp.warning).removeprefix(" · "),
        "lead": leaflet.lead,
        "figures": [asdict(one) for one in leaflet.figures],
        "drawing": None if leaflet.chart is None else {"file": _DRAWING, "alt": leaflet.chart.alt},
        "caption": "" if leaflet.chart is None else leaflet.chart.table.caption,
        "tables": [{**asdict(table), "prose": prose(table)} for table in leaflet.tables],
        "lists": [{"title": title, "lines": list(lines)} for title, lines in leaflet.lists],
        "source": leaflet.source,
    }
    files = {"leaflet.json": json.dumps(inert(content), ensure_ascii=False).encode()}
    if leaflet.chart is not None:
        files[_DRAWING] = showable(draw(leaflet.chart, *_SIZE)).encode()
    return compile_pdf("leaflet.typ", files, day)

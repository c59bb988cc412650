"""A leaflet as one slide of a .pptx file."""

from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.powerpoint.canvas import Canvas
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.slides.model import Deck, Slide

CONTACT = "Votre contact au Département : …………………………………………"


def leaflet_slide(leaflet: Leaflet, ground: Canvas | None = None) -> bytes:
    """Write a leaflet as a deck of one slide; its sentences and lists are in the notes.

    Parameters
    ----------
    leaflet
        What it says.
    ground
        Layouts of a template; ours by default.
    """
    notes = (leaflet.lead, *("\n".join((title, *lines)) for title, lines in leaflet.lists), leaflet.source)
    slide = Slide(
        leaflet.key,
        leaflet.kind,
        leaflet.title,
        leaflet.tables[0],
        f"{leaflet.stamp.source}. {leaflet.tables[0].caption}.",
        notes,
        lead=CONTACT,
        aside=leaflet.figures[:3],
    )
    return write_deck(Deck(leaflet.title, leaflet.stamp, (slide,)), ground)

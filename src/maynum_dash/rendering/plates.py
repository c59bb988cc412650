"""A finished map as plain values: what is drawn, what it is called, what it means, where it comes from."""

from dataclasses import dataclass

from maynum_dash.rendering.circles import Circles
from maynum_dash.rendering.keys import Key
from maynum_dash.rendering.maps import Layer
from maynum_dash.rendering.marks import Marks


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One map of a plate.

    Parameters
    ----------
    layer
        Territories and their paint.
    circles, marks
        What stands on them.
    title
        French; empty when the plate has one map only.
    """

    layer: Layer
    circles: Circles | None = None
    marks: Marks | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A map, or several that share their classes, with everything that must be read with them.

    Parameters
    ----------
    title
        French: what, of which territories.
    unit
        French: unit, period and date.
    source
        French: where the figures and the outlines come from, and what every export must bear.
    panels
        Maps, one at least.
    key
        What the colours mean.
    said
        French text alternative.
    """

    title: str
    unit: str
    source: str
    panels: tuple[Panel, ...]
    key: Key
    said: str

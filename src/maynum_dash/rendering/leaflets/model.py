"""A leaflet as data: one page that says one thing, with its proof and whom to ask."""

from dataclasses import dataclass

from maynum_dash.rendering.slides.model import KeyFigure
from maynum_dash.rendering.slides.proofs import Chart, Table
from maynum_dash.rendering.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One page.

    Parameters
    ----------
    key
        Stem of its file.
    kind
        What it is, above the title.
    title
        Its message.
    lead
        What must be known of it first.
    figures
        Three or four large numbers.
    chart
        What is drawn; ``None`` for nothing.
    tables
        One or two short tables.
    lists
        Title and sentences of one or two lists.
    source
        French source line.
    stamp
        What every document bears.
    """

    key: str
    kind: str
    title: str
    lead: str
    figures: tuple[KeyFigure, ...]
    chart: Chart | None
    tables: tuple[Table, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    source: str
    stamp: Stamp

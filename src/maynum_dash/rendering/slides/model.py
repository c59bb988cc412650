"""A presentation as data: one message a slide, drawn alike as .pptx, PDF, HTML and on screen."""

from dataclasses import dataclass, field
from typing import TypeAlias

from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.rendering.stamp import Stamp


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number.

    Parameters
    ----------
    label, value, note
        What it is, the number with its unit, and what it is compared with.
    """

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Two to four large numbers side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a list.

    Parameters
    ----------
    text
        The sentence.
    tag
        One or two words before it; empty for none.
    """

    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A short list of sentences."""

    items: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """First slide: what is presented, and from what."""

    lines: tuple[str, ...]


Body: TypeAlias = KeyFigures | Chart | Map | Table | Points | Opening


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen.

    Parameters
    ----------
    key
        Stable identifier; slides cut from one table add a rank to it.
    name
        In the plan.
    title
        Its message, a sentence made from the figures.
    body
        What proves it.
    source
        French source line: unit, reading, sources.
    notes
        For the speaker: rule, source and rows behind the figures, one paragraph each.
    lead
        How to read the body; empty when it needs nothing.
    aside
        Large numbers beside the body.
    """

    key: str
    name: str
    title: str
    body: Body
    source: str
    notes: tuple[str, ...] = ()
    lead: str = ""
    aside: tuple[KeyFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation.

    Parameters
    ----------
    title
        Of the document.
    stamp
        What every slide bears.
    slides
        In order.
    """

    title: str
    stamp: Stamp
    slides: tuple[Slide, ...] = field(default=())

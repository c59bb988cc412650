"""Tables, charts and maps as data: texts, cents, projected outlines; nothing of how they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TypeAlias

from maynum_dash.rendering import formats

Ring: TypeAlias = tuple[tuple[float, float], ...]


class Shape(Enum):
    """How a chart is drawn."""

    STACKED = "colonnes empilées"
    GROUPED = "barres groupées"
    CLUSTERED = "colonnes groupées"
    LINES = "courbes"
    INTERVALS = "points et intervalles"
    BRIDGE = "cascade"


class Measure(StrEnum):
    """Unit of the numbers of a chart."""

    CENTS = "centimes"
    DENSITY = "ETP pour 1 000 personnes"
    PERCENT = "%"
    POSTS = "postes"

    @property
    def write(self) -> Callable[[float], str]:
        """How a value is written beside its mark."""
        return _WRITERS[self]

    def plotted(self, value: float) -> float:
        """Length to draw: euros for cents, the value itself otherwise."""
        return value / 100 if self is Measure.CENTS else value


_WRITERS: dict[Measure, Callable[[float], str]] = {
    Measure.CENTS: lambda cents: formats.euros_round(int(cents)),
    Measure.DENSITY: lambda value: formats.decimal(value, 2),
    Measure.PERCENT: lambda value: formats.percent(value, 0),
    Measure.POSTS: formats.integer,
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows already written in French.

    Parameters
    ----------
    caption
        What they are, unit included.
    headings, rows, total
        Texts; ``total`` is empty without one.
    numbers
        For each column, whether it holds numbers, aligned on the right.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart.

    Parameters
    ----------
    name
        As the legend writes it.
    values
        One per category, in the measure of the chart (cents for amounts); ``None`` without data.
    colour
        ``#rrggbb``.
    accent
        Rank of the same colour in the theme of a deck, from 1.
    low, high
        Bounds of the intervals of ``Shape.INTERVALS``.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    accent: int = 1
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A level that the chart is read against.

    Parameters
    ----------
    label
        What it is.
    value
        In the measure of the chart.
    """

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Data of a chart.

    Parameters
    ----------
    shape, measure
        How it is drawn, and in what unit.
    categories
        What stands along the axis.
    series
        In the order of the legend. A bridge has one, which holds its steps; ``totals`` holds the rest.
    alt
        French text alternative.
    table
        The same data, written.
    totals
        Written under each category (stacks), or the running total after each line (bridge), in cents.
    rule
        Level drawn across.
    """

    shape: Shape
    measure: Measure
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    table: Table
    totals: tuple[int, ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    """One territory of a map, already projected.

    Parameters
    ----------
    code, name, value
        Its code, name, and value as written.
    rings
        Outlines, holes included, in units of the drawing, the vertical axis going down.
    colour
        ``#rrggbb``; empty is « sans donnée », hatched.
    place
        Where its name stands; ``None`` when it is not written.
    """

    code: str
    name: str
    value: str
    rings: tuple[Ring, ...]
    colour: str
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Swatch:
    """One line of a legend; an empty colour is « sans donnée », hatched."""

    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Map:
    """A thematic map.

    Parameters
    ----------
    width, height
        Of the drawing, in its units.
    territories
        In the order in which they are drawn.
    title
        What the colours show, with its unit.
    legend
        From the highest class to the lowest, « sans donnée » last.
    alt, table
        French text alternative, and the same data written.
    """

    width: float
    height: float
    territories: tuple[Territory, ...]
    title: str
    legend: tuple[Swatch, ...]
    alt: str
    table: Table

"""What the colours of a map mean, as plain values: screen, picture, slide and file share them."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Pattern(StrEnum):
    """What covers a colour, so that nothing is told by colour alone; the value names it in the drawing."""

    PLAIN = ""
    STRIPES = "raies"
    NO_DATA = "hachures"
    TOO_FEW = "croisillons"


@dataclass(frozen=True, slots=True)
class Swatch:
    """One entry of a key.

    Parameters
    ----------
    colour
        ``#RRGGBB``.
    text
        French: bounds of a class, or why there is none.
    count
        Territories that bear it.
    pattern
        What covers the colour.
    """

    colour: str
    text: str
    count: int
    pattern: Pattern = Pattern.PLAIN

    @property
    def is_class(self) -> bool:
        """Whether it stands for values."""
        return self.pattern in (Pattern.PLAIN, Pattern.STRIPES)


@dataclass(frozen=True, slots=True)
class Crossing:
    """The axes of a crossed key, whose first nine swatches are a square read row by row.

    Parameters
    ----------
    rows, columns
        French name of what grows from row to row, and from column to column.
    row_texts, column_texts
        Bounds of each third.
    """

    rows: str
    columns: str
    row_texts: tuple[str, ...]
    column_texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What the colours of a map mean.

    Parameters
    ----------
    title, unit
        French.
    swatches
        Classes from the lowest to the highest, then what has no class.
    crossing
        Axes, when two indicators are crossed.
    counted
        French: what the numbers count.
    """

    title: str
    unit: str
    swatches: tuple[Swatch, ...]
    crossing: Crossing | None = None
    counted: str = "nombre de territoires"


@dataclass(frozen=True, slots=True, eq=False)
class Painting:
    """Paint of the territories.

    Parameters
    ----------
    swatch
        Place in ``key.swatches`` of the paint of each territory, on the index of the data.
    key
        Its key.
    """

    swatch: pd.Series
    key: Key

    def of(self, rows: pd.Index) -> list[Swatch]:
        """Paint of some rows."""
        return [self.key.swatches[int(place)] for place in self.swatch.loc[rows]]


def crossing_code(place: int) -> str:
    """Name a square of a crossed key: A1 (little need, little response) to C3."""
    row, column = divmod(place, 3)
    return f"{'ABC'[row]}{column + 1}"

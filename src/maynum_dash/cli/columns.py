"""A table as aligned text, for the terminal."""

from collections.abc import Sequence
from unicodedata import combining

from maynum_dash.cli.console import harmless

_GAP = "  "


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> str:
    """Write a table with aligned columns.

    Parameters
    ----------
    headings
        First line.
    rows
        Cells, already written in French.
    texts
        Number of columns on the left that hold text; the others hold numbers, aligned on the right.

    Examples
    --------
    >>> print(aligned(["EPCI", "ETP"], [["Ernée", "1,0"], ["Laval", "10,5"]]))
    EPCI    ETP
    -----  ----
    Ernée   1,0
    Laval  10,5
    """
    lines = [[harmless(cell) for cell in line] for line in (headings, *rows)]
    widths = [max(_width(line[position]) for line in lines) for position in range(len(headings))]
    written = [
        _GAP.join(
            _pad(cell, width, left=position < texts)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    written.insert(1, _GAP.join("-" * width for width in widths))
    return "\n".join(written)


def _pad(cell: str, width: int, *, left: bool) -> str:
    blank = " " * (width - _width(cell))
    return cell + blank if left else blank + cell


def _width(text: str) -> int:
    """Columns that a text takes: accents typed apart take none."""
    return sum(not combining(character) for character in text)

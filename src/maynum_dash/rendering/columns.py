"""The key of a poster, written from top to bottom in one column: colours, circles, places."""

from dataclasses import dataclass, field

from maynum_dash.rendering import circles, palette, patterns
from maynum_dash.rendering.circles import LARGEST, Circles
from maynum_dash.rendering.keys import Key, Swatch, crossing_code
from maynum_dash.rendering.labels import lines_of
from maynum_dash.rendering.marks import Marks, kinds, shape
from maynum_dash.rendering.neutral import html_text

_LINE = 1.3  # of the height of the letters


@dataclass(slots=True)
class Column:
    """A column being written.

    Parameters
    ----------
    x, y
        Where the next line begins, in units.
    room
        Width, in units.
    size
        Height of the letters, in units.
    """

    x: float
    y: float
    room: float
    size: float
    drawn: list[str] = field(default_factory=list)

    def write(self, text: str, *, bold: bool = False, size: float = 0.0, indent: float = 0.0) -> None:
        """Write a paragraph, on as many lines as it takes."""
        height = size or self.size
        for line in lines_of(text, height * (1.07 if bold else 1), self.room - indent):
            self.y += height * _LINE
            self.drawn.append(written(self.x + indent, self.y, height, line, bold=bold))

    def skip(self, lines: float) -> None:
        """Leave some room, in lines."""
        self.y += lines * self.size


def written(x: float, y: float, size: float, text: str, *, bold: bool = False) -> str:
    """Write one line of text.

    Parameters
    ----------
    x, y
        Left of its base line.
    size
        Height of the letters.
    text
        As it is read.
    bold
        How it is written.
    """
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}"{weight}>{html_text(text)}</text>'


def colours(column: Column, key: Key) -> None:
    """Write the classes, the highest first, each with its count and bar; what has no class comes last.

    Parameters
    ----------
    column
        Where.
    key
        What the colours mean.
    """
    shown = [swatch for swatch in key.swatches if swatch.text]
    if key.crossing is None and not shown:
        return
    column.write(key.title, bold=True)
    column.write(f"{key.unit} · {key.counted}", size=column.size * 0.8)
    column.skip(0.4)
    if key.crossing is not None:
        _square(column, key)
    classes = [swatch for swatch in shown if swatch.is_class]
    others = [swatch for swatch in shown if not swatch.is_class]
    most = max((swatch.count for swatch in shown), default=1) or 1
    for swatch in [*classes[::-1], *others]:
        _line(column, swatch, most)
    column.skip(1)


def stocks(column: Column, shown: Circles | None, scale: float) -> None:
    """Write the circles, at the scale of the map.

    Parameters
    ----------
    column
        Where.
    shown
        What is drawn on the map.
    scale
        Of the map.
    """
    if shown is None or not circles.steps(shown):
        return
    column.write(circles.heading(shown), bold=True)
    tall = LARGEST * scale
    drawn = circles.samples(shown, column.x, column.y + tall / 2 + column.size * 0.6, scale, column.size)
    column.drawn.append(f'<g font-size="{column.size:.1f}" fill="{palette.INK}">{drawn}</g>')
    column.y += tall + column.size * 1.4


def places(column: Column, marks: Marks | None) -> None:
    """Write the shapes of the places.

    Parameters
    ----------
    column
        Where.
    marks
        What is drawn on the map.
    """
    for kind in kinds(marks):
        column.write(kind, indent=column.size * 1.6)
        middle = column.y - column.size * 0.35
        column.drawn.append(
            f'<g transform="translate({column.x + column.size * 0.6:.1f} {middle:.1f}) '
            f'scale({column.size / 24:.2f})">{shape(kind)}</g>'
        )


def _line(column: Column, swatch: Swatch, most: int) -> None:
    size, top = column.size, column.y + column.size * 0.42
    chip = size * 1.4
    bar = 0.22 * column.room * swatch.count / most
    fill = patterns.fill(swatch.colour, swatch.pattern)
    column.drawn.append(
        f'<rect x="{column.x:.1f}" y="{top:.1f}" width="{chip:.1f}" height="{size:.1f}" fill="{fill}" '
        f'stroke="{palette.INK}" stroke-width="1"/>'
        f'<rect x="{column.x + 0.76 * column.room:.1f}" y="{top + size * 0.15:.1f}" width="{bar:.1f}" '
        f'height="{size * 0.7:.1f}" fill="{palette.MUTED}"/>'
    )
    before = column.room
    column.room = 0.74 * before
    column.write(f"{swatch.text} ({swatch.count})", indent=chip + size * 0.5)
    column.room = before
    column.skip(0.15)


def _square(column: Column, key: Key) -> None:
    """Draw the nine squares, the most need on top, each with its code and count."""
    crossing = key.crossing
    if crossing is None:
        return
    side, size = column.size * 2.6, column.size
    top = column.y + size * 0.4
    for place, swatch in enumerate(key.swatches[:9]):
        row, rank = divmod(place, 3)
        x, y = column.x + rank * side, top + (2 - row) * side
        column.drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" fill="{swatch.colour}" '
            f'stroke="{palette.PAPER}" stroke-width="2"/>'
            + written(x + size * 0.4, y + size * 1.2, size * 0.9, crossing_code(place), bold=True)
            + written(x + size * 0.4, y + size * 2.2, size * 0.8, f"({swatch.count})")
        )
    for row, text in enumerate(crossing.row_texts):
        y = top + (2 - row) * side + side / 2 + size / 3
        column.drawn.append(written(column.x + 3 * side + size * 0.4, y, size * 0.8, text))
    column.y = top + 3 * side
    column.write("De bas en haut : " + crossing.rows, size=size * 0.8)
    thirds = " | ".join(crossing.column_texts)
    column.write(f"De gauche à droite : {crossing.columns} : {thirds}", size=size * 0.8)
    column.skip(0.6)

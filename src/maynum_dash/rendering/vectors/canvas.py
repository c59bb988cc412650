"""Marks of a drawing as SVG text, in units of a slide of 1920 × 1080; every text is escaped."""

from typing import Final

from maynum_dash.rendering import palette
from maynum_dash.rendering.neutral import html_text

TEXT: Final = 32  # units: 24 points on a screen of 1920 × 1080
_FAMILY: Final = html_text("'Source Sans 3', 'Source Sans', 'Source Sans Pro', 'Segoe UI', sans-serif")
_TONES: Final = {"ink": palette.INK, "muted": palette.MUTED, "paper": palette.PAPER, "line": palette.GRID}
_LETTER: Final = 0.5  # mean width of a letter, in heights


def svg(width: float, height: float, marks: str, alt: str) -> str:
    """Wrap marks in a drawing.

    Parameters
    ----------
    width, height
        Units.
    marks
        What was drawn.
    alt
        French text alternative.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{html_text(alt)}"><g font-family="{_FAMILY}">{marks}</g></svg>'
    )


def text(  # noqa: PLR0913 -- a text has a place and a look
    x: float,
    y: float,
    words: str,
    *,
    size: float = TEXT,
    anchor: str = "start",
    bold: bool = False,
    tone: str = "ink",
) -> str:
    """Write one line; ``y`` is its baseline.

    The weight is said twice: Typst reads the axis of the variable font, browsers read either.
    """
    weight = 700 if bold else 400
    look = tone if size >= TEXT else f"{tone} tight"
    return (
        f'<text class="{look}" x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" '
        f'font-weight="{weight}" style="font-variation-settings:&#39;wght&#39; {weight}" '
        f'fill="{_TONES[tone]}">'
        f"{html_text(words)}</text>"
    )


def rectangle(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Draw a bar, with the outline that tells neighbours apart."""
    return (
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{colour}" '
        f'stroke="{palette.INK}" stroke-width="1.2"/>'
    )


def line(start: tuple[float, float], end: tuple[float, float], tone: str = "line", width: float = 1.5) -> str:
    """Draw a straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line class="{tone}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{_TONES[tone]}" stroke-width="{width:g}"/>'
    )


def dashed(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Draw a level that the chart is read against."""
    return line(start, end, "ink", 3).replace("/>", ' stroke-dasharray="10 7"/>')


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """Draw a point."""
    return (
        f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" '
        f'stroke="{palette.INK}" stroke-width="1.5"/>'
    )


def legend(entries: list[tuple[str, str]], y: float) -> str:
    """Name the series above a chart, each with its colour, from left to right."""
    drawn, x = [], 0.0
    for name, colour in entries:
        drawn.append(rectangle(x, y, 30, 30, colour))
        drawn.append(text(x + 42, y + 27, name))
        x += 40 + breadth(name) + 44
    return "".join(drawn)


def breadth(words: str, size: float = TEXT) -> float:
    """Estimate the width of a text, on the safe side."""
    return len(words) * size * _LETTER


def shortened(words: str, room: float, size: float = TEXT) -> str:
    """Cut a name that its room cannot hold."""
    most = max(int(room / (size * _LETTER)), 2)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

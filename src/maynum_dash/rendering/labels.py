"""Names on a map: none over another, none over a circle, none outside; one that finds no room is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TEXT = 23  # units of the drawing, height of the letters
LEADING = 27  # units from one line to the next
_ASCENT, _DESCENT = 0.78, 0.24  # of the height of the letters, accents included
# Advance of the letters of Source Sans, rounded up: share of the height of the letters.
_NARROW, _USUAL, _WIDE = 0.32, 0.56, 0.68
_WIDEST = 0.92
_THIN = frozenset(" .,;:'’|!ijlI()[]-ftr\u00a0\u202f")
_BROAD = frozenset("ABCDEFGHKNOQRUVXYZÉÈÊÀÇÔÎw&€<>+=−–×")
_BROADEST = frozenset("mMW%@œŒæÆ—…")
_BOLD = 1.07


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in units of the drawing, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles share a surface."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name to write.

    Parameters
    ----------
    x, y
        Middle of the first line, on its base line, in units.
    lines
        The name, then what stands below it in bold.
    """

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A name that has found room.

    Parameters
    ----------
    label
        The name, where it is written.
    box
        The room that it takes.
    """

    label: Label
    box: Box


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Give a width that a text does not exceed in Source Sans, in the unit of its size.

    Parameters
    ----------
    text
        One line.
    size
        Height of the letters.
    bold
        Whether it is written in bold.
    """
    widths = (
        _WIDEST
        if letter in _BROADEST
        else _WIDE
        if letter in _BROAD
        else _NARROW
        if letter in _THIN
        else _USUAL
        for letter in text
    )
    return sum(widths) * size * (_BOLD if bold else 1)


def lines_of(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit.

    Parameters
    ----------
    text
        Words.
    size
        Height of the letters.
    room
        Width of a line, in the same unit.
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def place(labels: Iterable[Label], frame: Box, obstacles: Sequence[Box] = ()) -> list[Placed]:
    """Write as many names as there is room for, the first ones first.

    Parameters
    ----------
    labels
        From the most to the least important.
    frame
        Where names may stand.
    obstacles
        What they must not cover.

    Returns
    -------
    list of Placed
        No two of them meet, nor any obstacle; a name may be moved by a line or half its width, or lose
        what stands below it.
    """
    taken, kept = list(obstacles), []
    for label in labels:
        for candidate in _candidates(label):
            box = _box(candidate)
            if _within(box, frame) and not any(box.meets(other) for other in taken):
                taken.append(box)
                kept.append(Placed(candidate, box))
                break
    return kept


def _candidates(label: Label) -> Iterator[Label]:
    for lines in dict.fromkeys((label.lines, label.lines[:1])):
        half = max(width_of(line, TEXT) for line in lines) / 2
        for across in (0.0, half * 0.6, -half * 0.6):
            for down in (0.0, -LEADING, LEADING, -2.0 * LEADING, 2.0 * LEADING):
                yield Label(label.x + across, label.y + down, lines)


def _box(label: Label) -> Box:
    half = (
        max(width_of(line, TEXT, bold=rank > 0) for rank, line in enumerate(label.lines)) / 2
        if label.lines
        else 0.0
    )
    return Box(
        label.x - half,
        label.y - _ASCENT * TEXT,
        label.x + half,
        label.y + (len(label.lines) - 1) * LEADING + _DESCENT * TEXT,
    )


def _within(box: Box, frame: Box) -> bool:
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.top >= frame.top
        and box.bottom <= frame.bottom
    )

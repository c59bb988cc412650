"""Places on a map: one shape per kind, so that none is told by its colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from maynum_dash.domain.places import PlaceKind
from maynum_dash.rendering import palette
from maynum_dash.rendering.grounds import Projector
from maynum_dash.rendering.labels import Box
from maynum_dash.rendering.neutral import html_text

_HALF = 9.0  # units around the point of a place
ADDED = "Lieu ajouté (essai)"
_SHAPES = {
    PlaceKind.ADVISER.value: f'<circle r="8" fill="{palette.DISC}"/>',
    PlaceKind.FRANCE_SERVICES.value: f'<path d="M-7 -7H7V7H-7Z" fill="{palette.PAPER}"/>',
    ADDED: f'<path d="M0 -13L12 9H-12Z" fill="{palette.HIGHLIGHT}"/>',
}

_CLASSES = {
    PlaceKind.ADVISER.value: "disc",
    PlaceKind.FRANCE_SERVICES.value: "square",
    ADDED: "triangle",
}


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Places to draw above a map.

    Parameters
    ----------
    table
        ``kind`` (a value of ``PlaceKind``, or ``ADDED``), ``longitude`` and ``latitude`` (WGS84 degrees).
    """

    table: pd.DataFrame


def symbols(marks: Marks | None, project: Projector) -> str:
    """Draw each place at its point; places that share a point and a kind are drawn once."""
    if marks is None or marks.table.empty:
        return ""
    drawn = "".join(
        f'<g transform="translate({x:.1f} {y:.1f})">{_SHAPES[kind]}</g>'
        for kind, x, y in _placed(marks, project)
    )
    return f'<g pointer-events="none" stroke="{palette.INK}" stroke-width="2">{drawn}</g>'


def symbol_boxes(marks: Marks | None, project: Projector) -> list[Box]:
    """Give the room that the shapes take, so that no name covers one."""
    if marks is None or marks.table.empty:
        return []
    return [Box(x - _HALF, y - _HALF, x + _HALF, y + _HALF) for _, x, y in _placed(marks, project)]


def _placed(marks: Marks, project: Projector) -> list[tuple[str, float, float]]:
    """Project the places; those that share a point and a kind are one."""
    table = marks.table.dropna(subset=["longitude", "latitude"])
    table = table.drop_duplicates(["kind", "longitude", "latitude"])
    points = project(table[["longitude", "latitude"]].to_numpy("float64"))
    return [(kind, float(x), float(y)) for kind, (x, y) in zip(table["kind"], points, strict=True)]


def shape(kind: str) -> str:
    """Draw the shape of a kind of place, around the origin, for a key."""
    return f'<g stroke="{palette.INK}" stroke-width="2">{_SHAPES[kind]}</g>'


def kinds(marks: Marks | None) -> tuple[str, ...]:
    """List the kinds of places drawn, in the order of their shapes."""
    drawn = set() if marks is None else set(marks.table["kind"])
    return tuple(kind for kind in _SHAPES if kind in drawn)


def entries(kinds: Sequence[str]) -> str:
    """Write the legend of the kinds as HTML; the style sheet gives each class the shape of the map."""
    return "".join(
        f'<span><i class="mn-mark {_CLASSES[kind]}"></i>{html_text(kind)}</span>' for kind in kinds
    )

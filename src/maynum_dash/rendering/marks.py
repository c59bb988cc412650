"""Places on a map: one shape per kind, so that none is told by its colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from maynum_dash.domain.places import PlaceKind
from maynum_dash.rendering import palette
from maynum_dash.rendering.circles import Projector
from maynum_dash.rendering.neutral import html_text

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
    table = marks.table.dropna(subset=["longitude", "latitude"])
    table = table.drop_duplicates(["kind", "longitude", "latitude"])
    places = project(table[["longitude", "latitude"]].to_numpy("float64"))
    drawn = "".join(
        f'<g transform="translate({x:.1f} {y:.1f})">{_SHAPES[kind]}</g>'
        for (x, y), kind in zip(places, table["kind"], strict=True)
    )
    return f'<g pointer-events="none" stroke="{palette.INK}" stroke-width="2">{drawn}</g>'


def entries(kinds: Sequence[str]) -> str:
    """Write the legend of the kinds as HTML; the style sheet gives each class the shape of the map."""
    return "".join(
        f'<span><i class="mn-mark {_CLASSES[kind]}"></i>{html_text(kind)}</span>' for kind in kinds
    )

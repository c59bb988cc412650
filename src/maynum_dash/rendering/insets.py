"""Overseas départements, drawn in frames of their own when a map holds them beside the mainland."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Box:
    """A territory far from the others, in degrees (WGS84).

    Parameters
    ----------
    name
        Written in its frame.
    west, south, east, north
        Bounds.
    """

    name: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, points: Points) -> NDArray[np.bool_]:
        """Tell which points are within the bounds."""
        x, y = points[:, 0], points[:, 1]
        return (x >= self.west) & (x <= self.east) & (y >= self.south) & (y <= self.north)


BOXES = (
    Box("Guadeloupe", -61.9, 15.8, -60.9, 16.6),
    Box("Martinique", -61.3, 14.3, -60.7, 15.0),
    Box("Guyane", -54.7, 2.0, -51.5, 5.9),
    Box("La Réunion", 55.1, -21.5, 55.9, -20.8),
    Box("Mayotte", 44.9, -13.1, 45.4, -12.5),
)


def boxes_of(outlines: Mapping[str, Points]) -> dict[str, Box]:
    """Find the territories to be drawn apart; none when every territory is in the same place.

    Parameters
    ----------
    outlines
        An outline of each territory, by code.
    """
    found = {
        code: box for code, outline in outlines.items() for box in BOXES if bool(box.holds(outline[:1]).all())
    }
    return {} if len(found) == len(outlines) else found

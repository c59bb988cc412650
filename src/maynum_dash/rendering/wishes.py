"""What a map is asked to show."""

from dataclasses import dataclass
from enum import StrEnum

from maynum_dash.domain.coverage import Level
from maynum_dash.rendering.indicators import DENSITY, EUROS, EUROS_PER_INHABITANT, RATE, Indicator, offered
from maynum_dash.rendering.painting import Cut

LEVELS = {
    Level.DEPARTMENT: "Département",
    Level.EPCI: "Intercommunalités",
    Level.CANTONS: "Cantons",
    Level.COMMUNES: "Communes",
}
BY = {
    Level.DEPARTMENT: "pour le département",
    Level.EPCI: "par intercommunalité",
    Level.CANTONS: "par canton",
    Level.COMMUNES: "par commune",
}


class View(StrEnum):
    """How many things a map tells, and of when."""

    DOUBLE = "double"
    SINGLE = "simple"
    CROSSED = "croisee"
    YEARS = "exercices"
    CHANGE = "ecart"

    @property
    def label(self) -> str:
        """French name."""
        return _NAMES[self]


_NAMES = {
    View.DOUBLE: "Besoin et réponse",
    View.SINGLE: "Un indicateur",
    View.CROSSED: "Croisement 3 × 3",
    View.YEARS: "Exercice par exercice",
    View.CHANGE: "Écart entre deux imports",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a map is asked to show.

    Parameters
    ----------
    level
        Size of the territories.
    view
        How many things it tells.
    indicator
        What is coloured, or drawn as circles when it is a stock; the response of a crossed map.
    cut
        How the classes of a rate are chosen, and their palette.
    shows_places
        Whether the places that receive the public are drawn.
    part
        Code of the only département whose communes are drawn; empty for all.
    """

    level: Level
    view: View
    indicator: Indicator
    cut: Cut
    shows_places: bool = False
    part: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What the map depends on, besides the data."""
        return (self.level, self.view, self.indicator.key, self.cut, self.shows_places, self.part)


def indicators(level: Level, view: View) -> tuple[Indicator, ...]:
    """List what a view can show at a level.

    Parameters
    ----------
    level
        Size of the territories.
    view
        How many things the map tells: a crossed map takes a response to the need, years and differences
        take what changes with time.
    """
    known = offered(level)
    if view is View.CROSSED:
        return tuple(one for one in (EUROS_PER_INHABITANT, DENSITY) if one in known)
    if view is View.YEARS:
        return tuple(one for one in known if one in (EUROS_PER_INHABITANT, EUROS))
    if view is View.CHANGE:
        changing = tuple(one for one in known if one.theme != "need")
        return (*changing, RATE)
    return known

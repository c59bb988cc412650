"""What a map can show: name, unit, hue, levels, and whether it is a rate (colour) or a stock (circles)."""

from collections.abc import Callable
from dataclasses import dataclass

from maynum_dash.domain.coverage import Level
from maynum_dash.rendering import formats
from maynum_dash.rendering.tables import Column, Kind


@dataclass(frozen=True, slots=True)
class Base:
    """The number below which a rate is not coloured: one more or one less would move it too much.

    Parameters
    ----------
    field
        Column of ``indicators_table``.
    at_least
        Smallest number that gives a meaningful rate.
    said
        French: what is too small.
    """

    field: str
    at_least: float
    said: str


_ANYWHERE = frozenset(Level)
_SERVED = frozenset({Level.DEPARTMENT, Level.EPCI})  # the territory that a post serves is known by EPCI
_ADULTS = Base("population_15_plus", 200, "moins de 200 personnes de 15 ans et plus")
_INHABITANTS = Base("population", 200, "moins de 200 habitants")
_FTE = Base("fte", 2, "moins de 2 ETP occupés")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    Parameters
    ----------
    key
        Name in the address.
    label
        French name.
    unit
        French unit, for legends.
    field
        Column of ``indicators_table``.
    theme
        Hue: ``need``, ``offer`` or ``money``.
    is_stock
        A stock is drawn as circles, a rate as colour.
    levels
        Where it exists.
    write
        How a value is written.
    kind, digits
        How a table shows it.
    base
        What it is computed on, when too few of them make it mean nothing.
    """

    key: str
    label: str
    unit: str
    field: str
    theme: str
    is_stock: bool
    levels: frozenset[Level]
    write: Callable[[float], str]
    kind: Kind
    digits: int = 1
    base: Base | None = None

    @property
    def column(self) -> Column:
        """Its column in a table."""
        return Column(self.field, self.label, self.kind, self.digits)


RATE = Indicator(
    "taux",
    "Taux d’illectronisme",
    "% des 15 ans et plus",
    "rate_pct",
    "need",
    is_stock=False,
    levels=_ANYWHERE,
    write=formats.percent,
    kind=Kind.PERCENT,
    base=_ADULTS,
)
PEOPLE = Indicator(
    "personnes",
    "Personnes en illectronisme",
    "personnes de 15 ans et plus",
    "people",
    "need",
    is_stock=True,
    levels=_ANYWHERE,
    write=formats.integer,
    kind=Kind.INTEGER,
)
DENSITY = Indicator(
    "densite",
    "ETP pour 1 000 personnes",
    "ETP occupés pour 1 000 personnes en illectronisme",
    "fte_per_1000",
    "offer",
    is_stock=False,
    levels=_SERVED,
    write=lambda value: formats.decimal(value, 2),
    kind=Kind.DECIMAL,
    digits=2,
    base=_FTE,
)
POSTS = Indicator(
    "postes",
    "Postes occupés",
    "postes, au siège de l’employeur",
    "posts_occupied",
    "offer",
    is_stock=True,
    levels=_ANYWHERE,
    write=formats.integer,
    kind=Kind.INTEGER,
)
EUROS_PER_INHABITANT = Indicator(
    "euros-habitant",
    "Euros par habitant",
    "€ du Département par habitant, exercice en vue",
    "euros_per_inhabitant",
    "money",
    is_stock=False,
    levels=_ANYWHERE,
    write=lambda value: formats.decimal(value, 2) + "\u00a0€",
    kind=Kind.DECIMAL,
    digits=2,
    base=_INHABITANTS,
)
EUROS = Indicator(
    "euros",
    "Euros du Département",
    "€ du Département, exercice en vue",
    "euros_cents",
    "money",
    is_stock=True,
    levels=_ANYWHERE,
    write=lambda cents: formats.euros_round(int(cents)),
    kind=Kind.EUROS,
)
INDICATORS = (RATE, PEOPLE, DENSITY, POSTS, EUROS_PER_INHABITANT, EUROS)


def offered(level: Level) -> tuple[Indicator, ...]:
    """List the indicators that exist at a level."""
    return tuple(indicator for indicator in INDICATORS if level in indicator.levels)

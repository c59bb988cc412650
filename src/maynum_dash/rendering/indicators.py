"""What a map can show: name, unit, hue, and whether it is a rate (colour) or a stock (circles)."""

from collections.abc import Callable
from dataclasses import dataclass

from maynum_dash.rendering import formats
from maynum_dash.rendering.tables import Column, Kind


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
    by_commune
        Whether it exists at commune level.
    write
        How a value is written.
    kind, digits
        How a table shows it.
    """

    key: str
    label: str
    unit: str
    field: str
    theme: str
    is_stock: bool
    by_commune: bool
    write: Callable[[float], str]
    kind: Kind
    digits: int = 1

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
    by_commune=True,
    write=formats.percent,
    kind=Kind.PERCENT,
)
PEOPLE = Indicator(
    "personnes",
    "Personnes en illectronisme",
    "personnes de 15 ans et plus",
    "people",
    "need",
    is_stock=True,
    by_commune=True,
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
    by_commune=False,
    write=lambda value: formats.decimal(value, 2),
    kind=Kind.DECIMAL,
    digits=2,
)
POSTS = Indicator(
    "postes",
    "Postes occupés",
    "postes, au siège de l’employeur",
    "posts_occupied",
    "offer",
    is_stock=True,
    by_commune=True,
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
    by_commune=True,
    write=lambda value: formats.decimal(value, 2) + "\u00a0€",
    kind=Kind.DECIMAL,
    digits=2,
)
EUROS = Indicator(
    "euros",
    "Euros du Département",
    "€ du Département, exercice en vue",
    "euros_cents",
    "money",
    is_stock=True,
    by_commune=True,
    write=lambda cents: formats.euros_round(int(cents)),
    kind=Kind.EUROS,
)
INDICATORS = (RATE, PEOPLE, DENSITY, POSTS, EUROS_PER_INHABITANT, EUROS)

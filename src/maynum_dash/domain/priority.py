"""What a ranking of territories is made of, and how sure a rank is."""

from collections.abc import Mapping
from enum import StrEnum


class Component(StrEnum):
    """One thing that makes a territory come first; the value is its name in the address."""

    RATE = "taux"
    PEOPLE = "personnes"
    DISTANCE = "distance"
    OFFER = "offre"
    VACANCY = "vacance"


class Tier(StrEnum):
    """Size of the territories that are ranked, or described on a sheet."""

    DEPARTMENT = "departement"
    EPCI = "epci"
    CANTONS = "cantons"
    COMMUNES = "communes"

    @property
    def column(self) -> str:
        """Column of a table of communes that holds the code of the territory."""
        return {
            Tier.DEPARTMENT: "department_code",
            Tier.EPCI: "epci_code",
            Tier.CANTONS: "canton_code",
            Tier.COMMUNES: "code",
        }[self]

    @property
    def components(self) -> tuple[Component, ...]:
        """What is known at this size: a post serves an EPCI, never one commune of it."""
        if self is Tier.EPCI:
            return tuple(Component)
        return (Component.RATE, Component.PEOPLE, Component.DISTANCE)


# One département alone has nobody to be ranked with.
RANKED = (Tier.EPCI, Tier.CANTONS, Tier.COMMUNES)
# Weights shown at first: each component counts as much as another.
USUAL_WEIGHT = 1
HEAVIEST = 5


def shares(weights: Mapping[Component, float]) -> dict[Component, float]:
    """Give each component its share of the score, from 0 to 1; empty when every weight is zero.

    Examples
    --------
    >>> shares({Component.RATE: 3, Component.OFFER: 1, Component.VACANCY: 0})
    {<Component.RATE: 'taux'>: 0.75, <Component.OFFER: 'offre'>: 0.25}
    """
    total = sum(weights.values())
    return {part: weight / total for part, weight in weights.items() if weight > 0} if total > 0 else {}

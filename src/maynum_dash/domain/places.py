"""Where the public is received, and which places a user wants to count."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is, as the data and the screen write it."""

    ADVISER = "Conseiller numérique"
    FRANCE_SERVICES = "France services"


class Hosts(StrEnum):
    """Which places count when a distance is measured."""

    ADVISERS = "conseillers"
    FRANCE_SERVICES = "france-services"
    BOTH = "tous"

    @property
    def kinds(self) -> tuple[PlaceKind, ...]:
        """Kinds of places that count."""
        return {
            Hosts.ADVISERS: (PlaceKind.ADVISER,),
            Hosts.FRANCE_SERVICES: (PlaceKind.FRANCE_SERVICES,),
            Hosts.BOTH: tuple(PlaceKind),
        }[self]

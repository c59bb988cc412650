"""The moves of a scenario: what it supposes, one decision each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.domain.scale import ScaleVersion

WHOLE = Decimal(100)


class Chosen(StrEnum):
    """Which of the ending agreements are renewed."""

    RATE = "part"
    ONLY = "seulement"
    EXCEPT = "sauf"


class Authorisation(StrEnum):
    """What an envelope limits."""

    COMMITMENT = "AE"
    PAYMENT = "CP"


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """Decisions of a day and later follow another version of the scale.

    Parameters
    ----------
    version
        The version; its ``valid_from`` is the day. It replaces the one of the same day, and later ones go.
    """

    version: ScaleVersion


@dataclass(frozen=True, slots=True)
class Indexation:
    """The base and the Département's share grow each year; the employer pays what remains.

    Parameters
    ----------
    pct
        Growth of one year, %.
    first_year
        First exercice indexed, by one year's growth: scheme years that start in it or later.
    """

    pct: Decimal
    first_year: int


@dataclass(frozen=True, slots=True)
class Cap:
    """The Département's three years are limited, from the last one back; the employer pays the rest.

    Parameters
    ----------
    cents
        Most that the Département pays for one agreement, in cents.
    decided_from
        First decision date concerned.
    """

    cents: int
    decided_from: date


@dataclass(frozen=True, slots=True)
class NewPosts:
    """Posts that are added.

    Parameters
    ----------
    count
        How many.
    category
        Category of their employers.
    epci_code
        SIREN of the EPCI that they serve.
    start
        First day; the decision bears the same date.
    fte
        Full-time equivalent of each, above 0 and at most 1.
    """

    count: int
    category: EmployerCategory
    epci_code: str
    start: date
    fte: Decimal


@dataclass(frozen=True, slots=True)
class Renewal:
    """Agreements that end are renewed for 36 months, again and again until a day.

    Parameters
    ----------
    until
        Last end of agreement that is renewed.
    chosen
        Which ones.
    pct
        With `Chosen.RATE`, how many of them, %.
    post_ids
        With the others, the posts listed.
    """

    until: date
    chosen: Chosen = Chosen.RATE
    pct: Decimal = WHOLE
    post_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Posts are given back.

    Parameters
    ----------
    post_ids
        Which ones.
    day
        First day no longer funded.
    """

    post_ids: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Vacate:
    """Posts lose their adviser.

    Parameters
    ----------
    post_ids
        Which ones.
    day
        First day without an adviser.
    is_given_back
        Whether nobody is found, so that they are given back six months later; else only coverage changes.
    """

    post_ids: tuple[str, ...]
    day: date
    is_given_back: bool


@dataclass(frozen=True, slots=True)
class BonusEnd:
    """The bonus of the State stops.

    Parameters
    ----------
    day
        First day without it.
    department_pct
        Share of what is missing that the Département bears, %; the employer bears the rest.
    """

    day: date
    department_pct: Decimal


@dataclass(frozen=True, slots=True)
class StateEnd:
    """The State stops paying, bonus included.

    Parameters
    ----------
    day
        First day without it; ``None`` for the end of each State agreement.
    department_pct
        Share of what is missing that the Département bears, %; the employer bears the rest.
    """

    day: date | None
    department_pct: Decimal


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope is voted.

    Parameters
    ----------
    authorisation
        What it limits.
    fiscal_year
        Exercice.
    cents
        Cents added to what is already voted; negative to take away.
    """

    authorisation: Authorisation
    fiscal_year: int
    cents: int


Move: TypeAlias = (
    ScaleChange | Indexation | Cap | NewPosts | Renewal | GiveBack | Vacate | BonusEnd | StateEnd | Envelope
)
# Moves of different kinds are applied in this order, whatever the order in which they were typed: amounts,
# then posts, then who pays. Those of one kind keep the order of the scenario.
ORDER: tuple[type[Move], ...] = (
    ScaleChange,
    Indexation,
    Cap,
    NewPosts,
    Renewal,
    Vacate,
    GiveBack,
    BonusEnd,
    StateEnd,
    Envelope,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What might happen: a name, and the moves that make it.

    Parameters
    ----------
    name
        As its author called it.
    moves
        In the order of the screen.
    """

    name: str
    moves: tuple[Move, ...] = ()

    @property
    def ranks(self) -> tuple[int, ...]:
        """Positions of the moves, in the order in which they are applied."""
        return tuple(
            sorted(range(len(self.moves)), key=lambda rank: (ORDER.index(type(self.moves[rank])), rank))
        )

"""Ready-made scenarios to start from; everything in them can be changed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from pandas import DataFrame

from maynum_dash.domain.moves import NewPosts, Renewal, Scenario, StateEnd
from maynum_dash.domain.posts import EmployerCategory

AHEAD: Final = 6  # exercices in which ending agreements are renewed
STATE_STOPS: Final = date(2027, 1, 1)  # announced by the State: nothing is paid from 2027 on
USUAL: Final = ("renouveles", "etat")  # those that are shown first


def horizon(today: date) -> date:
    """Last end of agreement that a ready-made scenario renews.

    Parameters
    ----------
    today
        Day of the view.
    """
    return date(today.year + AHEAD, 12, 31)


def presets(today: date, epci_code: str) -> Mapping[str, Scenario]:
    """Give the ready-made scenarios.

    Parameters
    ----------
    today
        Day of the view.
    epci_code
        EPCI of the posts that one of them adds, for instance the least covered one.

    Returns
    -------
    Mapping
        By the word that names each in an address.
    """
    until, next_year = horizon(today), date(today.year + 1, 1, 1)
    new = NewPosts(2, EmployerCategory.PUBLIC_WITH_BONUS, epci_code, next_year, Decimal(1))
    return {
        "renouveles": Scenario("Tout est renouvelé", (Renewal(until),)),
        "etat": Scenario("L’État s’arrête fin 2026", (StateEnd(STATE_STOPS, Decimal(0)),)),
        "aucun": Scenario("Rien n’est renouvelé", (Renewal(until, pct=Decimal(0)),)),
        "deux-postes": Scenario("Deux postes de plus", (new,)),
    }


def least_covered(coverage: DataFrame) -> str:
    """Give the EPCI that the ready-made posts are added to: the fewest FTE for 1 000 people.

    Parameters
    ----------
    coverage
        Result of `coverage_table`; an EPCI of which only a part is in the département, or without data, is
        taken only when there is no other.
    """
    whole = coverage[~coverage["is_partial"] & coverage["people"].notna()]
    rows = whole if len(whole) else coverage
    return str(rows.sort_values(["fte_per_1000", "epci_code"])["epci_code"].iloc[0])


def usual(today: date) -> tuple[Scenario, ...]:
    """Give the scenarios that are shown when nobody chose any.

    Parameters
    ----------
    today
        Day of the view.
    """
    ready = presets(today, "")
    return tuple(ready[token] for token in USUAL)

"""Scenarios beside what is known, in one reading and for some funders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.outcome import Outcome, fingerprint
from maynum_dash.rendering import moves
from maynum_dash.rendering.charts import scenarios as charts
from maynum_dash.ui.playing import DRAFT, Offered, Start

ALL_FUNDERS: Final = "Tous les financeurs"


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Scenarios beside the data that they start from.

    Parameters
    ----------
    begun
        The data.
    outcomes
        What each scenario changes, by token, in the order chosen.
    names
        Name of each, in the same order.
    scope
        Reading and funders.
    """

    begun: Start
    outcomes: Mapping[str, Outcome]
    names: Sequence[str]
    scope: Scope

    @property
    def key(self) -> tuple[object, ...]:
        """What every table and chart of the comparison depends on."""
        return (*self.begun.key, self.scope, tuple(fingerprint(one.scenario) for one in self.played))

    @property
    def played(self) -> tuple[Outcome, ...]:
        """What each scenario changes, in the order chosen."""
        return tuple(self.outcomes.values())

    @property
    def titles(self) -> list[str]:
        """Name of the data, then of each scenario."""
        return [moves.REAL, *self.names]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Name and colour of each line."""
        return list(zip(self.titles, charts.COLOURS, strict=False))

    @property
    def funders(self) -> str:
        """Funder, or all of them."""
        return self.scope.funders[0].value if len(self.scope.funders) == 1 else ALL_FUNDERS

    @property
    def source(self) -> str:
        """Unit, reading and origin of the amounts."""
        origin = f"Scénarios, {moves.NOT_DATA}, à partir de : {self.begun.source}"
        return f"En euros, lecture « {self.scope.reading} ». {origin}."


def name(token: str, one: Offered) -> str:
    """Name a scenario among others, so that it is not taken for data."""
    if token == DRAFT:
        return f"Brouillon « {one.scenario.name} »" if one.scenario.name else "Mon brouillon"
    return one.scenario.name

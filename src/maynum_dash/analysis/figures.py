"""A figure with its passport: value, unit, rule, source, date, and the rows it is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd


class Unit(StrEnum):
    """Unit of a figure."""

    CENTS = "centimes"
    POSTS = "postes"
    PEOPLE = "personnes"
    TERRITORIES = "intercommunalités"
    FTE = "ETP"


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One number shown on screen, able to answer « d'où vient ce chiffre ? ».

    Parameters
    ----------
    key
        Stable identifier.
    label
        French name.
    value
        The number, in its unit; cents for amounts.
    unit
        Its unit.
    rule
        French sentence: how it is computed.
    source
        French sentence: what it is computed from.
    as_of
        Date of the view.
    rows
        What it adds up: one row per contribution, columns in the order shown.
    contribution
        Column of ``rows`` whose sum is the value.
    """

    key: str
    label: str
    value: float
    unit: Unit
    rule: str
    source: str
    as_of: date
    rows: pd.DataFrame
    contribution: str

    @property
    def total_of_rows(self) -> float:
        """Sum of the contributions, equal to ``value`` but for the last bits of a float."""
        return float(self.rows[self.contribution].sum())

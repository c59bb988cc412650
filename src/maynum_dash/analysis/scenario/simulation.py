"""What a post would cost an employer, with the Département's help and without."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import pandas as pd
from pandas import DataFrame

from maynum_dash.domain.coverage import density_per_1000
from maynum_dash.domain.plan import Plan, funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.domain.scale import FundingScale, ScaleVersion
from maynum_dash.domain.schedule import Agreement, movements

ByYear: TypeAlias = Mapping[int, Mapping[Funder, int]]
_PAYERS: Final = (Funder.EMPLOYER, Funder.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Request:
    """A post that an employer thinks of.

    Parameters
    ----------
    category
        Category of the employer.
    epci_code
        SIREN of the EPCI served.
    start, decided_on
        First day; day of the decision.
    fte
        Full-time equivalent.
    """

    category: EmployerCategory
    epci_code: str
    start: date
    decided_on: date
    fte: float


@dataclass(frozen=True, slots=True)
class LocalNeed:
    """What is known of the EPCI of a request.

    Parameters
    ----------
    name
        Its name.
    people, rate_pct
        People in illectronisme, and their share of those of 15 and over in %; ``None`` without data.
    posts, fte
        Occupied posts seated there, and occupied FTE serving it.
    density, density_after
        FTE for 1 000 people, without the post and with it; ``None`` without data.
    source
        Where the need comes from, in French.
    """

    name: str
    people: float | None
    rate_pct: float | None
    posts: int
    fte: float
    density: float | None
    density_after: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """The funding plan of a request.

    Parameters
    ----------
    request
        What was asked.
    version
        Version of the scale that applies.
    plan
        Cents by funder and scheme year.
    readings
        For each reading, cents by exercice and funder: exercices without gap.
    need
        What is known of the EPCI.
    """

    request: Request
    version: ScaleVersion
    plan: Plan
    readings: Mapping[Reading, ByYear]
    need: LocalNeed

    @property
    def department_cents(self) -> int:
        """What the Département brings over three years."""
        return sum(self.plan[Funder.DEPARTMENT])

    @property
    def employer_with(self) -> tuple[int, ...]:
        """What the employer pays in each scheme year, in cents."""
        return self.plan[Funder.EMPLOYER]

    @property
    def employer_without(self) -> tuple[int, ...]:
        """The same without « May Num »: it bears the Département's share too."""
        return tuple(sum(cents) for cents in zip(*(self.plan[payer] for payer in _PAYERS), strict=True))


def simulate(scale: FundingScale, request: Request, need: LocalNeed) -> Simulation:
    """Compute the funding plan of a request.

    Parameters
    ----------
    scale
        Funding scale.
    request
        The post.
    need
        What is known of its EPCI.

    Notes
    -----
    Neither working time nor vacancy changes an amount: they are those of one post (see ``domain.plan``).
    """
    version = scale.version_on(request.decided_on)
    plan = funding_plan(version, request.category, {})
    agreement = Agreement(request.start, request.decided_on, None, plan, version.clause)
    readings = {reading: _by_year(agreement, reading) for reading in Reading}
    return Simulation(request, version, plan, readings, need)


def local_need(coverage: DataFrame, epci_code: str, fte: float) -> LocalNeed:
    """Read what is known of an EPCI.

    Parameters
    ----------
    coverage
        Result of ``coverage_table``, with ``label``.
    epci_code
        SIREN, one of its rows.
    fte
        FTE that the post would add.
    """
    row = coverage[coverage["epci_code"] == epci_code].iloc[0]
    people = None if pd.isna(row["people"]) else float(row["people"])
    here = float(row["fte"])
    return LocalNeed(
        name=str(row["name"]),
        people=people,
        rate_pct=None if pd.isna(row["rate_pct"]) else float(row["rate_pct"]),
        posts=int(row["posts_occupied"]),
        fte=here,
        density=None if people is None else density_per_1000(here, people),
        density_after=None if people is None else density_per_1000(here + fte, people),
        source=str(row["label"]),
    )


def _by_year(agreement: Agreement, reading: Reading) -> dict[int, dict[Funder, int]]:
    moved = movements(agreement, reading)
    years = [movement.day.year for movement in moved]
    table = {year: dict.fromkeys(Funder, 0) for year in range(min(years), max(years) + 1)} if years else {}
    for movement in moved:
        table[movement.day.year][movement.funder] += movement.amount_cents
    return table

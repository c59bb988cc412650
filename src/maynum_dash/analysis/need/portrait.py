"""The sheet of one territory: its figures, those of the département, and those of the territories like it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.need.intervals import standing
from maynum_dash.analysis.need.peers import similar_codes
from maynum_dash.analysis.need.profiles import Asked, profiles_table, whole_code
from maynum_dash.analysis.territory.credits import credit
from maynum_dash.domain.coverage import Standing
from maynum_dash.domain.errors import UnknownTerritoryError
from maynum_dash.domain.posts import Funder
from maynum_dash.domain.priority import Tier


@dataclass(frozen=True, slots=True)
class Profile:
    """Figures of one territory; ``None`` is « sans donnée », never zero.

    Parameters
    ----------
    code, name
        Of the territory.
    population, population_15_plus
        Inhabitants, and those of 15 and over.
    rate_pct, rate_low_pct, rate_high_pct
        Rate of illectronisme and its range (%), the range for the estimate of a commune or an EPCI only.
    people
        People in illectronisme.
    low_diploma_pct, share_65_plus_pct
        % of people 15+ out of school with at most a CAP-BEP, and aged 65 and over.
    access_pct, distance_km
        % of the people in a commune near a place; mean distance by person to the nearest place (km).
    communes, communes_beyond
        Communes, and those beyond the distance.
    posts_occupied, posts_vacant, posts_returned
        At the employer's seat.
    euros_cents, programme_cents
        Département's share, in the exercice in view and over every year, at the employer's seat (cents).
    euros_per_inhabitant
        Euros of the exercice in view.
    fte, fte_per_1000, ci_low, ci_high, quotient
        Occupied FTE that serve the territory, for 1 000 people with its 95 % interval, and its location
        quotient; EPCI and département only.
    """

    code: str
    name: str
    population: float | None
    population_15_plus: float | None
    rate_pct: float | None
    rate_low_pct: float | None
    rate_high_pct: float | None
    people: float | None
    low_diploma_pct: float | None
    share_65_plus_pct: float | None
    access_pct: float | None
    distance_km: float | None
    communes: int | None
    communes_beyond: int | None
    posts_occupied: int | None
    posts_vacant: int | None
    posts_returned: int | None
    euros_cents: int | None
    programme_cents: int | None
    euros_per_inhabitant: float | None
    fte: float | None
    fte_per_1000: float | None
    ci_low: float | None
    ci_high: float | None
    quotient: float | None


_WHOLE = {
    "communes",
    "communes_beyond",
    "posts_occupied",
    "posts_vacant",
    "posts_returned",
    "euros_cents",
    "programme_cents",
}


@dataclass(frozen=True, slots=True)
class YearMoney:
    """Département's share in one exercice.

    Parameters
    ----------
    fiscal_year
        Calendar year.
    amount_cents
        Cents; negative when more is given back than committed.
    """

    fiscal_year: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Seat:
    """Posts of one employer of the territory.

    Parameters
    ----------
    employer
        Name as first written.
    statuses
        Status of each of its posts, sorted.
    """

    employer: str
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything that the sheet of a territory says, on screen, on paper or on a slide.

    Parameters
    ----------
    tier
        Size of the territory.
    own, department
        Its figures, and those of the département.
    similar
        Territories of the same size most like it, the most alike first; none for the département.
    money
        Département's share by exercice, first to last year without gap; sums to ``own.programme_cents``.
    seats
        Employers whose seat is here.
    standing
        Beside the département, small numbers allowed for.
    is_partial
        Whether only a part of the EPCI lies in the département.
    asked
        How everything was described.
    as_of
        Day of the view.
    credit
        French: who published the figures and the outlines.
    """

    tier: Tier
    own: Profile
    department: Profile
    similar: tuple[Profile, ...]
    money: tuple[YearMoney, ...]
    seats: tuple[Seat, ...]
    standing: Standing
    is_partial: bool
    asked: Asked
    as_of: date
    credit: str


def portrait(board: Board, tier: Tier, code: str, asked: Asked, as_of: date) -> Portrait:
    """Gather the sheet of one territory.

    Parameters
    ----------
    board
        The data in view.
    tier, code
        The territory.
    asked
        How it is described.
    as_of
        Day of the view.

    Raises
    ------
    UnknownTerritoryError
        When no territory of this size has this code.
    """
    table = profiles_table(board, tier, asked)
    if code not in table.index:
        raise UnknownTerritoryError(code)
    department = _profile(profiles_table(board, Tier.DEPARTMENT, asked), whole_code())
    own = _profile(table, code)
    posts = _posts_of(board, tier, code)
    epci = board.reference.epci.set_index("code")["is_partial"]
    return Portrait(
        tier=tier,
        own=own,
        department=department,
        similar=tuple(_profile(table, other) for other in similar_codes(table, code)),
        money=_money(board, asked, posts) if own.posts_occupied is not None else (),
        seats=_seats(posts),
        standing=standing(own.fte or 0.0, own.people or np.nan, department.fte_per_1000)
        if own.fte is not None
        else Standing.UNKNOWN,
        is_partial=tier is Tier.EPCI and bool(epci[code]),
        asked=asked,
        as_of=as_of,
        credit=credit(board.reference),
    )


def _profile(table: pd.DataFrame, code: str) -> Profile:
    row = table.loc[code]
    values = {
        name: None if pd.isna(row[name]) else int(row[name]) if name in _WHOLE else float(row[name])
        for name in Profile.__slots__
        if name not in ("code", "name")
    }
    return Profile(code=code, name=str(row["name"]), **values)


def _posts_of(board: Board, tier: Tier, code: str) -> pd.DataFrame:
    posts = board.posts
    if tier is Tier.DEPARTMENT:
        return posts
    if tier is Tier.CANTONS:
        cantons = board.reference.communes.set_index("code")["canton_code"]
        return posts[posts["commune_code"].map(cantons).eq(code).fillna(value=False)]
    column = "epci_code" if tier is Tier.EPCI else "commune_code"
    return posts[posts[column].eq(code).fillna(value=False)]


def _money(board: Board, asked: Asked, posts: pd.DataFrame) -> tuple[YearMoney, ...]:
    rows = of_reading(board.movements, asked.reading, [Funder.DEPARTMENT])
    sums = rows[rows["row"].isin(posts["row"])].groupby("fiscal_year")["amount_cents"].sum()
    if sums.empty:
        return ()
    years = range(int(sums.index.min()), int(sums.index.max()) + 1)
    return tuple(YearMoney(year, int(sums.get(year, 0))) for year in years)


def _seats(posts: pd.DataFrame) -> tuple[Seat, ...]:
    return tuple(Seat(str(name), tuple(sorted(rows["status"]))) for name, rows in posts.groupby("structure"))

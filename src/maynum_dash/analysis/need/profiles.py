"""Everything that a sheet says of a territory, one row for each territory of a size."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.need.access import access_table
from maynum_dash.analysis.need.hosting import hosting
from maynum_dash.analysis.need.intervals import poisson_interval
from maynum_dash.analysis.need.priorities import served_fte
from maynum_dash.analysis.need.spreading import spread_needs
from maynum_dash.analysis.territory.levels import WHOLE
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import Funder, Reading, Status
from maynum_dash.domain.priority import Tier
from maynum_dash.sources.perimeter import perimeter

_STATUSES = {
    Status.OCCUPIED: "posts_occupied",
    Status.VACANT: "posts_vacant",
    Status.RETURNED: "posts_returned",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How the territories are described.

    Parameters
    ----------
    source
        Where the need comes from.
    hosts, radius_km
        Which places count, and how near is near (kilometres, straight line).
    reading, fiscal_year
        How money is placed in fiscal years; exercice in view.
    """

    source: NeedSource
    hosts: Hosts
    radius_km: float
    reading: Reading
    fiscal_year: int


def whole_code() -> str:
    """Give the code of the whole territory: that of the département, or of several together."""
    return perimeter().code or WHOLE


def _whole_name() -> str:
    return f"{perimeter().name} (département)" if perimeter().code else perimeter().name


def communes_of(board: Board, asked: Asked) -> pd.DataFrame:
    """Describe each commune: what every larger territory adds up.

    Parameters
    ----------
    board
        The data in view.
    asked
        How they are described.

    Returns
    -------
    pandas.DataFrame
        Result of ``spread_needs`` with ``department_code``, ``population``, ``low_diploma_pct``,
        ``share_65_plus_pct``, ``rate_low_pct``, ``rate_high_pct`` (missing but for the estimate),
        ``distance_km`` and ``nearest``.
    """
    reference = board.reference
    needs = spread_needs(asked.source, reference, board.matched.needs)
    places = hosting(reference, board.matched.places, board.posts).places
    measured = access_table(needs, places, asked.hosts)[["code", "distance_km", "nearest"]]
    columns = ["code", "population", "low_diploma_pct", "share_65_plus_pct", "rate_low_pct", "rate_high_pct"]
    table = needs.merge(reference.communes[columns], on="code", validate="1:1")
    if asked.source is not NeedSource.ESTIMATED:
        table[["rate_low_pct", "rate_high_pct"]] = np.nan
    return table.merge(measured, on="code", validate="1:1").assign(department_code=whole_code())


def profiles_table(board: Board, tier: Tier, asked: Asked) -> pd.DataFrame:
    """Describe every territory of a size.

    Parameters
    ----------
    board
        The data in view.
    tier
        Size of the territories.
    asked
        How they are described.

    Returns
    -------
    pandas.DataFrame
        Indexed by code: ``name``; ``population``, ``population_15_plus``; ``rate_pct``, ``people`` with
        ``rate_low_pct`` and ``rate_high_pct`` (communes and EPCI, estimate only); ``low_diploma_pct`` and
        ``share_65_plus_pct``; ``near`` (people within the distance), ``access_pct``, ``distance_km`` (mean by
        person), ``communes``, ``communes_beyond``; ``posts_occupied``, ``posts_vacant``, ``posts_returned``
        and ``euros_cents`` (exercice in view), ``programme_cents`` (every year) at the employer's seat;
        ``fte``, ``fte_per_1000``, ``ci_low``, ``ci_high``, ``quotient`` (EPCI and département: a post serves
        no smaller territory); ``euros_per_inhabitant``. Missing is not zero.

    Notes
    -----
    A canton that holds a part of a cut commune has neither need, nor posts, nor money that can be told.
    """
    communes = communes_of(board, asked)
    codes = communes[tier.column]
    names = _names(board, tier)
    table = _sums(communes, codes, asked.radius_km).reindex(names.index)
    table.insert(0, "name", names)
    if tier in (Tier.COMMUNES, Tier.EPCI) and asked.source is NeedSource.ESTIMATED:
        origin = board.reference.communes if tier is Tier.COMMUNES else board.reference.epci
        table = table.join(origin.set_index("code")[["rate_low_pct", "rate_high_pct"]])
    else:
        table[["rate_low_pct", "rate_high_pct"]] = np.nan
    seats = _seats(board, tier)
    table = table.join(_posts(board, seats, names.index)).join(_money(board, asked, seats, names.index))
    table = table.join(_offer(board, tier, table))
    table["euros_per_inhabitant"] = table["euros_cents"].astype("float64") / 100 / table["population"]
    if tier is Tier.CANTONS:
        unknown = table["people"].isna() & table["population"].isna()
        table.loc[unknown, [*_STATUSES.values(), "euros_cents", "programme_cents"]] = pd.NA
    return table


def _names(board: Board, tier: Tier) -> "pd.Series[str]":
    if tier is Tier.DEPARTMENT:
        return pd.Series({whole_code(): _whole_name()}, dtype="str")
    return {
        Tier.EPCI: board.reference.epci,
        Tier.CANTONS: board.reference.cantons,
        Tier.COMMUNES: board.reference.communes,
    }[tier].set_index("code")["name"]


def _sums(communes: pd.DataFrame, codes: "pd.Series[str]", radius_km: float) -> pd.DataFrame:
    """Add communes up; shares of a population are weighted by the people of 15 and over."""
    weight, people = communes["population_15_plus"], communes["people"]
    is_near = communes["distance_km"] <= radius_km
    measured = pd.DataFrame(
        {
            "population": communes["population"].astype("float64"),
            "population_15_plus": weight,
            "people": people,
            "known": people.notna().astype("float64"),
            "communes": 1.0,
            "low": communes["low_diploma_pct"] * weight,
            "old": communes["share_65_plus_pct"] * weight,
            "near": people.where(is_near, 0.0),
            "communes_beyond": (~is_near).astype("float64"),
            "far": people * communes["distance_km"].where(np.isfinite(communes["distance_km"])),
        }
    )
    sums = measured.groupby(codes).sum(min_count=1)
    is_known = sums["known"] == sums["communes"]
    people = sums["people"].where(is_known)
    return pd.DataFrame(
        {
            "population": sums["population"],
            "population_15_plus": sums["population_15_plus"],
            "rate_pct": people / sums["population_15_plus"] * 100,
            "people": people,
            "low_diploma_pct": sums["low"] / sums["population_15_plus"],
            "share_65_plus_pct": sums["old"] / sums["population_15_plus"],
            "near": sums["near"].where(is_known),
            "access_pct": sums["near"].where(is_known) / people.where(people > 0) * 100,
            "distance_km": sums["far"].where(is_known) / people.where(people > 0),
            "communes": sums["communes"],
            "communes_beyond": sums["communes_beyond"],
        }
    )


def _seats(board: Board, tier: Tier) -> "pd.Series[str]":
    """Give the territory of the employer of each post, on the index of the posts."""
    posts = board.posts
    if tier is Tier.DEPARTMENT:
        return pd.Series(whole_code(), index=posts.index, dtype="str")
    if tier is Tier.EPCI:
        return posts["epci_code"]
    if tier is Tier.COMMUNES:
        return posts["commune_code"]
    cantons = board.reference.communes.set_index("code")["canton_code"]
    return posts["commune_code"].map(cantons).astype("str")


def _posts(board: Board, seats: "pd.Series[str]", codes: pd.Index) -> pd.DataFrame:
    status = board.posts["status"]
    return pd.DataFrame(
        {
            column: seats[status == one].value_counts().reindex(codes).fillna(0).astype("Int64")
            for one, column in _STATUSES.items()
        },
        index=codes,
    )


def _money(board: Board, asked: Asked, seats: "pd.Series[str]", codes: pd.Index) -> pd.DataFrame:
    """Département's share, by the seat of the employer."""
    rows = of_reading(board.movements, asked.reading, [Funder.DEPARTMENT])
    seat = rows["row"].map(pd.Series(seats.to_numpy(), index=board.posts["row"]))
    kept = {"euros_cents": rows["fiscal_year"] == asked.fiscal_year, "programme_cents": rows["row"].notna()}
    return pd.DataFrame(
        {
            name: rows.loc[mask, "amount_cents"]
            .groupby(seat[mask])
            .sum()
            .reindex(codes)
            .fillna(0)
            .astype("Int64")
            for name, mask in kept.items()
        },
        index=codes,
    )


def _offer(board: Board, tier: Tier, table: pd.DataFrame) -> pd.DataFrame:
    """Occupied FTE that serve each territory, against its need, with its interval."""
    blank = pd.DataFrame(
        np.nan, index=table.index, columns=["fte", "fte_per_1000", "ci_low", "ci_high", "quotient"]
    )
    if tier not in (Tier.EPCI, Tier.DEPARTMENT):
        return blank
    served = served_fte(board.posts, board.matched.served, Status.OCCUPIED)
    known = board.reference.epci["code"]
    fte = served.reindex(known).fillna(0.0)
    fte = fte if tier is Tier.EPCI else pd.Series({whole_code(): fte.sum()})
    fte = fte.reindex(table.index)
    thousands = table["people"].where(table["people"] > 0) / 1000
    low, high = poisson_interval(np.asarray(fte, dtype=np.float64))
    has_data = table["people"].notna()
    shares = fte / fte[has_data].sum() if fte[has_data].sum() > 0 else fte * np.nan
    return blank.assign(
        fte=fte,
        fte_per_1000=fte / thousands,
        ci_low=low / thousands,
        ci_high=high / thousands,
        quotient=shares / (table["people"].where(table["people"] > 0) / table["people"].sum()),
    )

"""Scheme years and calendar years of many dates at once."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from maynum_dash.domain.fiscal import SCHEME_YEARS

Days: TypeAlias = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class Years:
    """Scheme years of many conventions; arrays ``(n, 3)``.

    Parameters
    ----------
    first, past_end
        Bounds of each.
    turn
        The 1 January that follows its first day.
    """

    first: Days
    past_end: Days
    turn: Days

    @property
    def days(self) -> NDArray[np.int64]:
        """Number of days in each: 365 or 366."""
        return (self.past_end - self.first).astype(np.int64)

    def take(self, positions: NDArray[np.int64]) -> "Years":
        """Give the years at some positions."""
        return Years(self.first[positions], self.past_end[positions], self.turn[positions])


def scheme_years(start: Days) -> Years:
    """Cut conventions into their scheme years, as ``domain.fiscal.scheme_years``.

    Parameters
    ----------
    start
        First day of each convention.
    """
    bounds = np.stack([start, *(add_years(start, year) for year in SCHEME_YEARS)], axis=-1)
    first, past_end = bounds[:, :-1], bounds[:, 1:]
    turn = (first.astype("datetime64[Y]") + np.timedelta64(1, "Y")).astype("datetime64[D]")
    return Years(first, past_end, turn)


def years_of(days: Days) -> NDArray[np.int64]:
    """Give the calendar year of each day."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def year_offsets(days: Days, years: range) -> NDArray[np.int64]:
    """Give the rank of each day's year among some years, quicker than `years_of`.

    Parameters
    ----------
    days
        Days; one that is outside takes the nearest year.
    years
        Years that follow each other, one at least.
    """
    bounds = np.array([f"{years.start:04d}", f"{years.stop:04d}"], dtype="datetime64[Y]").astype(
        "datetime64[D]"
    )
    calendar = np.arange(*bounds, dtype="datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    numbers = np.clip((days - bounds[0]).astype(np.int64), 0, len(calendar) - 1)
    offsets: NDArray[np.int64] = (calendar - years.start)[numbers]
    return offsets


def add_years(days: Days, years: int) -> Days:
    """Move dates by whole years, as ``domain.fiscal.add_years``."""
    months = days.astype("datetime64[M]")
    rank = (days - months.astype("datetime64[D]")).astype(np.int64)
    target = months + np.timedelta64(12 * years, "M")
    first = target.astype("datetime64[D]")
    length = ((target + np.timedelta64(1, "M")).astype("datetime64[D]") - first).astype(np.int64)
    moved: Days = first + np.minimum(rank, length - 1).astype("timedelta64[D]")
    return moved

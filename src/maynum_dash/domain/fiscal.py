"""Scheme years of a convention, and the fiscal years (calendar years) that they meet."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

SCHEME_YEARS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class SchemeYear:
    """Twelve months of a convention, as the half-open period ``[first, past_end)``.

    Parameters
    ----------
    index
        1, 2 or 3.
    first
        First day funded in this year.
    past_end
        First day after this year.
    """

    index: int
    first: date
    past_end: date

    @property
    def days(self) -> int:
        """Number of days in the year: 365 or 366."""
        return (self.past_end - self.first).days


def add_years(day: date, years: int) -> date:
    """Move a date by whole years, 29 February becoming 28 February where it does not exist.

    Parameters
    ----------
    day
        Date to move.
    years
        Number of years, negative to go back.

    Examples
    --------
    >>> add_years(date(2024, 2, 29), 1), add_years(date(2024, 2, 29), 4)
    (datetime.date(2025, 2, 28), datetime.date(2028, 2, 29))
    """
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


@lru_cache(maxsize=4096)
def scheme_years(start: date) -> tuple[SchemeYear, ...]:
    """Cut a convention into its three scheme years.

    Hypotheses
    ----------
    1. Year *k* is ``[start + (k − 1) years, start + k years)``, each bound counted from the start: a
       start on 29 February gives 28 February in common years and 29 February again in leap years.
    2. The end date written in the workbook never shortens a year; only a return does.

    Parameters
    ----------
    start
        First day of the convention.
    """
    return tuple(SchemeYear(k, add_years(start, k - 1), add_years(start, k)) for k in SCHEME_YEARS)


def fiscal_years_between(first: date, past_end: date) -> range:
    """Fiscal years met by a half-open period; empty when the period is empty.

    Parameters
    ----------
    first
        First day of the period.
    past_end
        First day after the period.

    Examples
    --------
    >>> list(fiscal_years_between(date(2026, 9, 1), date(2027, 1, 1)))
    [2026]
    """
    if past_end <= first:
        return range(0)
    last_year = past_end.year if past_end > date(past_end.year, 1, 1) else past_end.year - 1
    return range(first.year, last_year + 1)

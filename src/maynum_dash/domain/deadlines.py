"""Deadlines of the scheme: end of an agreement, six months to refill a vacant post."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

ENDING_MONTHS = 6
VACANCY_WARNING_MONTHS = 4
VACANCY_LIMIT_MONTHS = 6  # published rule of the State: afterwards the post must be given back
CRITERIA_MONTHS = 2  # assumption: time that an employer needs to complete its file


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Where a vacant post stands.

    Parameters
    ----------
    months
        Whole months of vacancy.
    give_back_on
        Day by which it must be refilled.
    is_over
        Whether that day has come.
    """

    months: int
    give_back_on: date
    is_over: bool


def add_months(day: date, months: int) -> date:
    """Move a date by whole months; a day that does not exist becomes the last one of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends_soon(end: date, today: date) -> bool:
    """Tell whether an agreement still runs and its last day comes within six months."""
    return today <= end <= add_months(today, ENDING_MONTHS)


def is_prepared(due_on: date, today: date) -> bool:
    """Tell whether a payment comes within two months, or is past: its criteria must be met by now."""
    return today >= add_months(due_on, -CRITERIA_MONTHS)


def vacancy(since: date, today: date) -> Vacancy | None:
    """Describe a vacancy of at least four months; ``None`` before.

    Parameters
    ----------
    since
        First day without an adviser.
    today
        Day of the view.
    """
    if today < add_months(since, VACANCY_WARNING_MONTHS):
        return None
    months = (today.year - since.year) * 12 + today.month - since.month
    if add_months(since, months) > today:
        months -= 1
    limit = add_months(since, VACANCY_LIMIT_MONTHS)
    return Vacancy(months, limit, today >= limit)

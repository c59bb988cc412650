"""When a voted envelope is no longer enough."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypeAlias

# Cents that count from a day on.
Step: TypeAlias = tuple[date, int]

# What the projection of the payments supposes.
ASSUMPTION: Final = (
    "chaque échéance est versée à sa date, ce qui est échu est versé dès le lendemain, les avoirs sont "
    "récupérés de même ; aucun renouvellement ni nouveau poste n’est compté"
)


def exhausted_on(voted: Iterable[Step], spending: Iterable[Step], first: date, past_end: date) -> date | None:
    """First day of a period on which the money spent goes beyond the money voted.

    Hypotheses
    ----------
    1. What is dated before the period counts from its first day; what is dated after it does not count.
    2. A vote counts on its own day: money voted and spent on one day is enough.
    3. To spend exactly what was voted is not to exhaust it.

    Parameters
    ----------
    voted
        Votes, in cents; a decision may take back.
    spending
        Payments or commitments, in cents; a credit note gives back.
    first, past_end
        The period ``[first, past_end)``.

    Returns
    -------
    date or None
        ``None`` when the envelope lasts.
    """
    changes: defaultdict[date, int] = defaultdict(int)
    changes[first] = 0
    for steps, sign in ((voted, 1), (spending, -1)):
        for day, cents in steps:
            if day < past_end:
                changes[max(day, first)] += sign * cents
    left = 0
    for day in sorted(changes):
        left += changes[day]
        if left < 0:
            return day
    return None


def exhausted_at_pace(
    voted: Iterable[Step], spent_cents: int, recent_cents: int, days: int, today: date
) -> date | None:
    """First day on which an envelope is exceeded if spending goes on at the pace of the last days.

    Formula: the first day *d* such that ``spent + recent × (d − today) ÷ days > voted up to d``.

    Hypotheses
    ----------
    1. Each day to come spends as much as the mean of the last days, the first of them being tomorrow.
    2. Votes already known for days to come count from their day; nothing else is voted.

    Parameters
    ----------
    voted
        Votes, in cents.
    spent_cents
        What was spent so far.
    recent_cents
        What was spent over the last days.
    days
        How many days those are.
    today
        Day of the view.

    Returns
    -------
    date or None
        Today when it is already exceeded; ``None`` when it lasts, or beyond the calendar. When nothing was
        spent of late, only a vote that takes back exceeds it.
    """
    # The votes of one day are one: what a first one takes, a second may give back.
    votes: defaultdict[date, int] = defaultdict(int)
    for day, cents in voted:
        votes[day] += cents
    steps = sorted(votes.items())
    left = sum(cents for day, cents in steps if day <= today) - spent_cents
    start = today
    for until, cents in [*(step for step in steps if step[0] > today), (date.max, 0)]:
        if left < 0:
            return start
        if recent_cents > 0:
            ahead = left * days // recent_cents + 1
            if ahead < (until - today).days:
                return max(start, today + timedelta(days=ahead))
        start, left = until, left + cents
    return None

"""Rules that change the plans of every agreement: indexation and cap."""

from typing import Final

import numpy as np

from maynum_dash.analysis.money.agreements import FUNDERS, Agreements
from maynum_dash.analysis.money.calendar import years_of
from maynum_dash.analysis.money.timeline import Cents
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.money import half_up as half_up_exactly
from maynum_dash.domain.moves import Cap, Indexation
from maynum_dash.domain.posts import Funder
from maynum_dash.domain.scale import FundingScale

_DEPARTMENT: Final = FUNDERS.index(Funder.DEPARTMENT)
_EMPLOYER: Final = FUNDERS.index(Funder.EMPLOYER)
HUNDREDTHS: Final = 10_000  # of a per cent, in the whole


def index(found: Agreements, plans: Cents, rule: Indexation, scale: FundingScale) -> None:
    """Let the base and the Département's amounts grow; the employer pays what remains of the growth.

    Parameters
    ----------
    found
        The agreements.
    plans
        Cents ``(n, 4, 3)``: agreement, funder, scheme year; changed in place.
    rule
        Growth by year, and the first year that it bears on.
    scale
        Funding scale, which gives the base of each agreement.
    """
    grown = years_of(found.years.first) - rule.first_year + 1
    base = np.array([version.base_cents for version in scale.versions])[found.version]
    bases = np.repeat(base[:, None], len(SCHEME_YEARS), axis=1)
    department = plans[:, _DEPARTMENT].copy()
    for years in np.unique(grown[grown > 0]).tolist():
        is_here = grown == years
        for cells in (bases, department):
            cells[is_here] = _grown(cells[is_here], int(rule.pct * 100), years)
    plans[:, _EMPLOYER] += bases - base[:, None] - (department - plans[:, _DEPARTMENT])
    plans[:, _DEPARTMENT] = department


def limit(found: Agreements, plans: Cents, cap: Cap) -> None:
    """Keep the Département's three years below the cap; the employer pays what it no longer does.

    Parameters
    ----------
    found
        The agreements.
    plans
        As for `index`; changed in place.
    cap
        Cap, and the day of decision from which it bears.
    """
    is_here = found.committed >= np.datetime64(cap.decided_from)
    total = np.minimum(plans[is_here, _DEPARTMENT].cumsum(axis=1), cap.cents)
    kept = np.diff(total, axis=1, prepend=0)
    plans[is_here, _EMPLOYER] += plans[is_here, _DEPARTMENT] - kept
    plans[is_here, _DEPARTMENT] = kept


def _grown(amounts: Cents, hundredths: int, years: int) -> Cents:
    """Multiply by the growth of so many years; each different amount is rounded once, exactly."""
    factor, whole = (HUNDREDTHS + hundredths) ** years, HUNDREDTHS**years
    different, places = np.unique(amounts, return_inverse=True)
    grown = [half_up_exactly(cents * factor, whole) for cents in different.tolist()]
    return np.array(grown, dtype=np.int64)[places]

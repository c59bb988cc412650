"""The funding scale: who pays how much in each scheme year, version after version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from maynum_dash.domain.posts import EmployerCategory, Funder

YearAmounts: TypeAlias = tuple[int, int, int]

# The employer is not written in a scale: it pays what remains of the base.
SCALE_FUNDERS = (Funder.STATE, Funder.BONUS, Funder.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class PaymentClause:
    """When the amount of a scheme year is paid.

    Parameters
    ----------
    first_pct
        Share paid on the first day of the year, % (0 to 100); the balance is paid on its last day.
    """

    first_pct: int | Fraction


@dataclass(frozen=True, slots=True)
class ScaleVersion:
    """The scale as one deliberation set it.

    Parameters
    ----------
    valid_from
        First decision date to which it applies.
    base_cents
        Subsidy base of one scheme year, all funders together, in cents.
    amounts
        For each category and each funder but the employer, the cents of the three scheme years.
    clause
        Payment clause.
    cap_cents
        Largest total that the Département pays for one post over three years, in cents.
    criteria
        Eligibility criteria, in French, in the order of the screen.
    commitments
        What the employer commits to, in French.
    sources
        Where each figure comes from: French label of the figure → source.
    """

    valid_from: date
    base_cents: int
    amounts: Mapping[EmployerCategory, Mapping[Funder, YearAmounts]]
    clause: PaymentClause
    cap_cents: int
    criteria: tuple[str, ...]
    commitments: tuple[str, ...]
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FundingScale:
    """All versions of the scale.

    Parameters
    ----------
    versions
        At least one version, by increasing ``valid_from``.
    """

    versions: tuple[ScaleVersion, ...]

    def version_on(self, day: date) -> ScaleVersion:
        """Version that applies to a decision of this day.

        Hypotheses
        ----------
        1. A version stays valid until the next one; a decision keeps the version of its day.
        2. A decision older than every version follows the first one.

        Parameters
        ----------
        day
            Decision date.
        """
        started = [version for version in self.versions if version.valid_from <= day]
        return started[-1] if started else self.versions[0]

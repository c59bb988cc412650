"""What the Département brings to one post over its whole life: amendments, transfers, renewals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maynum_dash.domain.fiscal import SCHEME_YEARS, add_years, scheme_years
from maynum_dash.domain.scale import YearAmounts
from maynum_dash.domain.schedule import earned


@dataclass(frozen=True, slots=True)
class Spell:
    """A convention of a post at one structure, as one import described it.

    Parameters
    ----------
    structure
        What tells one structure from another.
    start
        First day funded.
    returned_on
        First day no longer funded; ``None`` when it runs to its end.
    amounts
        Département's cents of the three scheme years.
    """

    structure: str
    start: date
    returned_on: date | None
    amounts: YearAmounts

    @property
    def past_end(self) -> date:
        """First day not funded: the return, else three years after the start."""
        end = add_years(self.start, len(SCHEME_YEARS))
        return end if self.returned_on is None else min(end, self.returned_on)

    def cents_before(self, day: date) -> int:
        """Cents earned by the days before a day, the return included."""
        cut = min(day, self.past_end)
        years = scheme_years(self.start)
        return sum(earned(year, amount, cut) for year, amount in zip(years, self.amounts, strict=True))


def lifetime(spells: Iterable[Spell]) -> tuple[tuple[Spell, int], ...]:
    """Give each convention of a post the cents that count.

    Hypotheses
    ----------
    1. Conventions come in the order of the imports. One that starts on the same day as an earlier one, or at
       the same structure before the earlier one has ended, is its amendment: it replaces it.
    2. One that starts at another structure before the earlier one has ended is a transfer: of the earlier
       one, only the days before the transfer count, pro rata.
    3. One that starts after the earlier one has ended is a renewal: both count.

    Parameters
    ----------
    spells
        Of one post, the oldest import first.

    Returns
    -------
    tuple of (Spell, int)
        Conventions that count, by start, with their cents.
    """
    kept: list[Spell] = []
    for spell in spells:
        kept = [one for one in kept if not _is_amended(one, spell)]
        kept.append(spell)
    kept.sort(key=lambda one: one.start)
    nexts = [*(one.start for one in kept), date.max][1:]
    return tuple((one, one.cents_before(cut)) for one, cut in zip(kept, nexts, strict=True))


def _is_amended(old: Spell, new: Spell) -> bool:
    if old.start == new.start:
        return True
    overlaps = old.start < new.past_end and new.start < old.past_end
    return old.structure == new.structure and overlaps

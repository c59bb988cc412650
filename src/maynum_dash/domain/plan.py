"""The funding plan of one post: what each funder brings in each scheme year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import SCALE_FUNDERS, ScaleVersion, YearAmounts

# Amounts deliberated for one post, in cents; ``None`` leaves the cell to the scale.
Deliberated: TypeAlias = Mapping[Funder, tuple[int | None, int | None, int | None]]

_POSITIONS = {funder: position for position, funder in enumerate(Funder)}


class Origin(StrEnum):
    """Where the amounts of a funder come from."""

    SCALE = "barème"
    DELIBERATED = "délibéré"
    REMAINDER = "reste"


@dataclass(frozen=True, slots=True)
class Plan(Mapping[Funder, YearAmounts]):
    """Read-only, hashable mapping from each funder to its cents of the three scheme years.

    Parameters
    ----------
    rows
        One triple of cents for each funder, in the order of `Funder`.
    """

    rows: tuple[YearAmounts, YearAmounts, YearAmounts, YearAmounts]

    def __getitem__(self, funder: Funder) -> YearAmounts:
        return self.rows[_POSITIONS[funder]]

    def __iter__(self) -> Iterator[Funder]:
        return iter(Funder)

    def __len__(self) -> int:
        return len(self.rows)


def funding_plan(version: ScaleVersion, category: EmployerCategory, deliberated: Deliberated) -> Plan:
    """Combine the scale with what was deliberated for a post.

    Hypotheses
    ----------
    1. A deliberated amount replaces the scale's, cell by cell (one funder, one scheme year).
    2. The employer pays, each year, what remains of the base once the three other amounts are
       replaced, unless its own amount was deliberated; the remainder may be negative (an anomaly).
    3. Amounts do not depend on the working time of the post, nor on its vacancy.

    Parameters
    ----------
    version
        Version of the scale that applies.
    category
        Category of the employer.
    deliberated
        Deliberated cents by funder; a funder may be absent.
    """
    scale = version.amounts[category]
    state, bonus, department = (_replace(scale[funder], deliberated.get(funder)) for funder in SCALE_FUNDERS)
    remainder = (
        version.base_cents - state[0] - bonus[0] - department[0],
        version.base_cents - state[1] - bonus[1] - department[1],
        version.base_cents - state[2] - bonus[2] - department[2],
    )
    return Plan((state, bonus, department, _replace(remainder, deliberated.get(Funder.EMPLOYER))))


def _replace(amounts: YearAmounts, cells: tuple[int | None, int | None, int | None] | None) -> YearAmounts:
    if cells is None:
        return amounts
    first, second, third = (
        amount if cell is None else cell for amount, cell in zip(amounts, cells, strict=True)
    )
    return first, second, third

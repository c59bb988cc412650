"""What a rejected row would have brought, so that what is most at stake is mended first."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final, TypeAlias

from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.plan import funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, ScaleVersion
from maynum_dash.sources.scale import load_scale
from maynum_dash.sources.values import Value

Appraise: TypeAlias = Callable[[dict[str, Value]], int | None]

_DEPARTMENT: Final = tuple(f"department_y{year}_cents" for year in SCHEME_YEARS)


def written_amount(record: dict[str, Value]) -> int | None:
    """Add up the amounts written in a row, in cents; ``None`` when none can be read."""
    amounts = [value for name, value in record.items() if name.endswith("_cents") and isinstance(value, int)]
    return sum(amounts) if amounts else None


def post_share(record: dict[str, Value]) -> int | None:
    """Give the Département's share of a post over three years, in cents.

    Hypotheses
    ----------
    1. What is deliberated replaces the scale, cell by cell, as in `funding_plan`.
    2. Where the category or the dates cannot be read, every one that they could be is tried: the share is
       known when all of them give the same.

    Parameters
    ----------
    record
        Fields of a row of posts, rejected or not.
    """
    cells = tuple(value if isinstance(value := record[name], int) else None for name in _DEPARTMENT)
    given = {Funder.DEPARTMENT: (cells[0], cells[1], cells[2])}
    scale = _scale()
    shares = {
        sum(funding_plan(version, category, given)[Funder.DEPARTMENT])
        for version in _versions(scale, record)
        for category in _categories(version, record["category"])
    }
    return shares.pop() if len(shares) == 1 else None


@cache
def _scale() -> FundingScale:
    return load_scale()


def _versions(scale: FundingScale, record: dict[str, Value]) -> tuple[ScaleVersion, ...]:
    """Versions that the row may follow."""
    decided_on = record["decided_on"] or record["start"]
    return (scale.version_on(decided_on),) if isinstance(decided_on, date) else scale.versions


def _categories(version: ScaleVersion, category: Value) -> tuple[EmployerCategory, ...]:
    """Categories that the row may be of."""
    return tuple(version.amounts) if category is None else (EmployerCategory(str(category)),)

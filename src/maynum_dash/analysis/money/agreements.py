"""The agreements of many posts as arrays: dates, plan and clause, all rows at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from maynum_dash.analysis.money.calendar import Days, Years, scheme_years
from maynum_dash.analysis.money.timeline import ALWAYS, NEVER, Cents, Terms
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import SCALE_FUNDERS, FundingScale, ScaleVersion

FUNDERS: Final = tuple(Funder)
# Beginning of the columns of a posts table, by funder.
PREFIXES: Final = {
    Funder.STATE: "state",
    Funder.BONUS: "bonus",
    Funder.DEPARTMENT: "department",
    Funder.EMPLOYER: "employer",
}
_CATEGORIES: Final = [category.value for category in EmployerCategory]
_LARGEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Agreements:
    """Agreements of one length n, in the order of a table.

    Parameters
    ----------
    start, committed, returned
        First day; day of commitment; first day no longer funded, `NEVER` without return.
    years
        Scheme years.
    version
        Rank of the version of the scale that each follows.
    plans
        Cents, ``(n, 4, 3)``: funder, scheme year.
    is_deliberated
        Whether each of those was deliberated.
    clause
        ``(2, n)``: numerator and denominator of the share paid first, %.
    """

    start: Days
    committed: Days
    returned: Days
    years: Years
    version: NDArray[np.int64]
    plans: Cents
    is_deliberated: NDArray[np.bool_]
    clause: NDArray[np.int64] | NDArray[np.object_]

    @property
    def terms(self) -> Terms:
        """Terms of the whole agreement."""
        since = np.full(len(self.start), ALWAYS)
        return Terms(self.years, self.committed, since, self.returned, self.returned, self.clause)


def agreements(posts: DataFrame, scale: FundingScale) -> Agreements:
    """Read the agreement of every row, as ``domain.plan.funding_plan`` does one by one.

    Parameters
    ----------
    posts
        ``category``, ``start``, ``decided_on``, ``returned_on`` and the twelve amounts.
    scale
        Funding scale.
    """
    start = days(posts["start"], ALWAYS)
    decided = days(posts["decided_on"], ALWAYS)
    committed = np.where(posts["decided_on"].isna(), start, decided)
    valid_from = np.array([version.valid_from for version in scale.versions], dtype="datetime64[D]")
    version = np.maximum(np.searchsorted(valid_from, committed, side="right") - 1, 0)
    category = pd.Index(_CATEGORIES).get_indexer(pd.Index(posts["category"]))
    cells, is_deliberated = _deliberated(posts)
    plans = cells.copy()
    amounts = np.array([_amounts(one) for one in scale.versions], dtype=np.int64)[version, category]
    plans[:, :3] = np.where(is_deliberated[:, :3], cells[:, :3], amounts)
    base = np.array([one.base_cents for one in scale.versions], dtype=np.int64)[version]
    remainder = base[:, None] - plans[:, :3].sum(axis=1)
    plans[:, 3] = np.where(is_deliberated[:, 3], cells[:, 3], remainder)
    return Agreements(
        start=start,
        committed=committed,
        returned=days(posts["returned_on"], NEVER),
        years=scheme_years(start),
        version=version,
        plans=plans,
        is_deliberated=is_deliberated,
        clause=_clauses(scale)[:, version],
    )


def days(column: "Series[pd.Timestamp]", missing: np.datetime64) -> Days:
    """Read a column of dates, a missing one replaced."""
    values: Days = column.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(values), missing, values)


def _amounts(version: ScaleVersion) -> list[list[tuple[int, int, int]]]:
    return [[version.amounts[category][funder] for funder in SCALE_FUNDERS] for category in EmployerCategory]


def _clauses(scale: FundingScale) -> NDArray[np.int64] | NDArray[np.object_]:
    shares = [version.clause.first_pct for version in scale.versions]
    parts = [[share.numerator for share in shares], [share.denominator for share in shares]]
    fits = max(max(part) for part in parts) * 100 <= _LARGEST
    return np.array(parts, dtype=np.int64) if fits else np.array(parts, dtype=object)


def _deliberated(posts: DataFrame) -> tuple[Cents, NDArray[np.bool_]]:
    columns = [posts[f"{PREFIXES[funder]}_y{year}_cents"] for funder in FUNDERS for year in SCHEME_YEARS]
    shape = (len(posts), len(FUNDERS), len(SCHEME_YEARS))
    is_given = np.column_stack([column.notna().to_numpy(dtype=bool) for column in columns]).reshape(shape)
    cells = np.column_stack([column.fillna(0).to_numpy(dtype=np.int64) for column in columns]).reshape(shape)
    return cells, is_given

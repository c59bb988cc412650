"""Everything the pages show of one workbook, computed once."""

from dataclasses import dataclass

import pandas as pd

from maynum_dash.analysis.budget import budget_anomalies, movements_table, plans_table
from maynum_dash.analysis.matching import Matched, match
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.scale import FundingScale
from maynum_dash.sources.reference import Reference
from maynum_dash.sources.workbook import Workbook


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """A workbook, attached to territories and turned into money; nobody changes its tables.

    Parameters
    ----------
    workbook, reference, scale
        What it was made from.
    matched
        Posts, places and needs attached to territories.
    movements
        Cents by post, funder, day and reading (``movements_table``).
    plans
        Funding plan of each post (``plans_table``).
    anomalies
        What reading, matching and the budget rules found, in that order.
    """

    workbook: Workbook
    reference: Reference
    scale: FundingScale
    matched: Matched
    movements: pd.DataFrame
    plans: pd.DataFrame
    anomalies: tuple[Anomaly, ...]

    @property
    def posts(self) -> pd.DataFrame:
        """Posts with their territory."""
        return self.matched.posts


def build_board(workbook: Workbook, reference: Reference, scale: FundingScale) -> Board:
    """Attach a workbook to the territories and compute its money.

    Parameters
    ----------
    workbook
        As read.
    reference
        Territories and needs.
    scale
        Funding scale.
    """
    matched = match(workbook, reference)
    return Board(
        workbook=workbook,
        reference=reference,
        scale=scale,
        matched=matched,
        movements=movements_table(matched.posts, scale),
        plans=plans_table(matched.posts, scale),
        anomalies=(
            *workbook.anomalies,
            *matched.anomalies,
            *budget_anomalies(matched.posts, scale),
        ),
    )

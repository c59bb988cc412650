"""Everything the pages show of one workbook, computed once."""

from dataclasses import dataclass, replace

import pandas as pd

from maynum_dash.analysis.money.anomalies import POSTS_SHEET, budget_anomalies
from maynum_dash.analysis.money.budget import movements_table, plans_table
from maynum_dash.analysis.need.adults import with_age_counts
from maynum_dash.analysis.quality.completion import with_state_ends
from maynum_dash.analysis.quality.stakes import with_stakes
from maynum_dash.analysis.territory.matching import Matched, match
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.scale import FundingScale
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.fields import POSTS
from maynum_dash.sources.reference import Reference
from maynum_dash.sources.schemas import AGE_COUNTS
from maynum_dash.sources.watch import Step, Watch
from maynum_dash.sources.workbook import Workbook


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """A workbook, attached to territories and turned into money; nobody changes its tables.

    Parameters
    ----------
    workbook, basis
        What it was made from.
    matched
        Posts, places and needs attached to territories.
    movements
        Cents by post, funder, day and reading (``movements_table``).
    plans
        Funding plan of each post (``plans_table``).
    anomalies
        What reading, matching and the budget rules found, in that order.
    origin
        Where the workbook comes from: a file as read today, or an import as read in its time, may differ.
    reference
        Territories and needs; people of 15 and over as Insee counts them, when its counts are attached.
    """

    workbook: Workbook
    basis: Basis
    matched: Matched
    movements: pd.DataFrame
    plans: pd.DataFrame
    anomalies: tuple[Anomaly, ...]
    origin: str
    reference: Reference

    @property
    def scale(self) -> FundingScale:
        """Funding scale."""
        return self.basis.scale

    @property
    def key(self) -> str:
        """Fingerprint of everything that its figures come from."""
        return f"{self.origin} {self.workbook.sha256} {self.basis.sha256}"

    @property
    def posts(self) -> pd.DataFrame:
        """Posts with their territory."""
        return self.matched.posts


def build_board(
    workbook: Workbook, basis: Basis, origin: str = "fichier", watch: Watch | None = None
) -> Board:
    """Attach a workbook to the territories and compute its money.

    Parameters
    ----------
    workbook
        As read.
    basis
        Scale and territories.
    origin
        Where the workbook comes from, in a word.
    watch
        Follows the steps, and may stop it.
    """
    seen = watch or Watch()
    seen.enter(Step.MATCH)
    sheets = {count.table: count.sheet for count in workbook.sheets}
    reference, age_anomalies = with_age_counts(
        basis.reference, workbook.age_counts, sheets.get(AGE_COUNTS, "")
    )
    matched = match(workbook, reference, basis.aliases, basis.boundaries["communes"], basis.namings)
    posts, end_anomalies = with_state_ends(matched.posts, workbook.state_posts)
    matched = replace(matched, posts=posts)
    seen.enter(Step.COMPUTE)
    scale = basis.scale
    sheet = sheets.get(POSTS, POSTS_SHEET)
    plans = plans_table(matched.posts, scale)
    found = (
        *workbook.anomalies,
        *matched.anomalies,
        *age_anomalies,
        *end_anomalies,
        *budget_anomalies(matched.posts, scale, sheet),
    )
    return Board(
        workbook=workbook,
        basis=basis,
        matched=matched,
        movements=movements_table(matched.posts, scale),
        plans=plans,
        anomalies=with_stakes(found, plans, sheet),
        origin=origin,
        reference=reference,
    )


def board_again(known: Board | None, workbook: Workbook, basis: Basis, origin: str) -> Board:
    """Compute from a workbook read back; what was computed before is kept when the same is read.

    Parameters
    ----------
    known
        Made from the workbook that was written, if it is still at hand.
    workbook, basis, origin
        As for `build_board`.
    """
    if known is None or known.basis.sha256 != basis.sha256 or not known.workbook.holds_as(workbook):
        return build_board(workbook, basis, origin)
    return replace(known, workbook=workbook, basis=basis, origin=origin)

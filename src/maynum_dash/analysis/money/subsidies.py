"""The subsidies that the Département granted, one per decision, as open data want them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.fields import POSTS

LEFT_OUT: Final = "SUBVENTION_NON_PUBLIEE"
TO_CHECK: Final = "SUBVENTION_A_VERIFIER"
_NO_SIRET: Final = (
    "Sans SIRET, la structure ne peut pas être identifiée : la subvention n’est pas écrite. "
    "Écrivez son SIRET dans le classeur."
)
_NO_DECISION: Final = (
    "Sans date de décision ni référence, la subvention n’est pas écrite : la date n’est jamais déduite du "
    "début de convention. Écrivez la date de la délibération et sa référence."
)
_SAME_DAY: Final = (
    "La date de décision est celle du début de convention, ou manque au classeur : vérifiez-la "
    "avant de publier."
)
_NO_AMOUNT: Final = (
    "Le Département ne verse rien pour ce poste (rendu avant son début, ou montants nuls) : il n’y a pas de "
    "subvention à publier."
)


@dataclass(frozen=True, slots=True, eq=False)
class Subsidies:
    """What can be published, and what cannot.

    Parameters
    ----------
    table
        ``structure``, ``siret``, ``decided_on``, ``decision_reference``, ``amount_cents`` (int64),
        ``first_paid``, ``last_paid``, ``payments`` (days of payment), ``posts`` and ``rows`` (tuples):
        one row per subsidy, by decision then structure.
    left_out
        One anomaly for each reason of each post left out.
    to_check
        One anomaly for each post published whose date of decision is doubtful.
    """

    table: pd.DataFrame
    left_out: tuple[Anomaly, ...]
    to_check: tuple[Anomaly, ...]

    @property
    def posts_left_out(self) -> int:
        """Number of posts of which nothing is published."""
        return len({anomaly.row for anomaly in self.left_out})


def subsidies(board: Board) -> Subsidies:
    """Bring the posts together by decision.

    Parameters
    ----------
    board
        The data.

    Notes
    -----
    1. A subsidy is what one decision grants one establishment: posts of the same SIRET, day of decision and
       reference are one; a post without reference is a subsidy of its own.
    2. Its amount is the Département's share over three years, returns deducted: an amendment that gives a
       post back changes the subsidy, and its row with it.
    3. Its payments are those of the payment clause of the scale, from the first to the last.
    4. A value that the schema wants and the workbook does not give is never invented: the post is left out
       and listed. ``left_out`` and ``table`` together hold every post.
    5. Reading a workbook puts the start in the place of an absent day of decision: a decision of the day of
       the start is taken for absent when nothing else tells of it.
    """
    posts = board.posts.merge(_payments(board), on="row", how="left", validate="1:1")
    is_same_day = posts["decided_on"] == posts["start"]
    is_told = ~is_same_day | posts["decision_reference"].notna()
    posts["is_decided"] = posts["decided_on"].notna() & is_told
    is_known = posts["siret"].notna() & posts["is_decided"] & posts["amount_cents"].notna()
    sheet = next((count.sheet for count in board.workbook.sheets if count.table == POSTS), "Postes")
    doubtful = posts.loc[is_known & is_same_day, "row"]
    return Subsidies(
        _grouped(posts[is_known]),
        tuple(_reasons(posts[~is_known], sheet)),
        tuple(
            Anomaly(TO_CHECK, Severity.INFORMATION, sheet, int(row), "Date de décision", "", _SAME_DAY)
            for row in doubtful
        ),
    )


def _payments(board: Board) -> pd.DataFrame:
    """Give what the Département pays for each post, and when; a post that it pays nothing for is absent."""
    paid = of_reading(board.movements, Reading.PAYMENT, [Funder.DEPARTMENT])
    sums = paid.groupby("row").agg(
        amount_cents=("amount_cents", "sum"), days=("day", lambda days: tuple(sorted(set(days))))
    )
    return sums[sums["amount_cents"] > 0].reset_index()


def _grouped(posts: pd.DataFrame) -> pd.DataFrame:
    # A post without reference is told from the others by its row.
    reference = posts["decision_reference"].fillna("row " + posts["row"].astype("str"))
    groups = posts.assign(_reference=reference).groupby(["siret", "decided_on", "_reference"], sort=False)
    table = groups.agg(
        structure=("structure", "first"),
        decision_reference=("decision_reference", "first"),
        amount_cents=("amount_cents", "sum"),
        days=("days", lambda days: tuple(sorted(set().union(*days)))),
        posts=("post_id", tuple),
        rows=("row", tuple),
        returned=("returned_on", lambda days: int(days.notna().sum())),
    ).reset_index()
    table = table.assign(
        first_paid=[days[0] for days in table["days"]],
        last_paid=[days[-1] for days in table["days"]],
        payments=[len(days) for days in table["days"]],
    )
    table = table.drop(columns=["_reference", "days"]).astype({"amount_cents": "int64"})
    return table.sort_values(["decided_on", "structure", "rows"]).reset_index(drop=True)


def _reasons(posts: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    """Say why each post is left out."""
    for row, siret, is_decided, cents in zip(
        posts["row"].tolist(),
        posts["siret"].notna(),
        posts["is_decided"],
        posts["amount_cents"].notna(),
        strict=True,
    ):
        if not siret:
            yield Anomaly(LEFT_OUT, Severity.WARNING, sheet, row, "SIRET", "", _NO_SIRET)
        if not is_decided:
            yield Anomaly(LEFT_OUT, Severity.WARNING, sheet, row, "Date de décision", "", _NO_DECISION)
        if not cents:
            yield Anomaly(LEFT_OUT, Severity.INFORMATION, sheet, row, "", "", _NO_AMOUNT)

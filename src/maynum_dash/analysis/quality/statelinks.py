"""Which post of the workbook each row of a State export stands for, and why; homonyms are never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pandas import DataFrame, Series
from rapidfuzz import fuzz, process

from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.complements import MatchedBy

LEAST_LIKENESS: Final = 70  # 0 to 100; below, a name is not worth showing beside another
NONE: Final = ""  # decision that a row stands for no post of the workbook
_OFFERED: Final = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A post that a row of the State may stand for.

    Parameters
    ----------
    post_id
        Post of the workbook.
    employer
        Its structure.
    likeness
        Of the names of the structures, from 0 to 100.
    """

    post_id: str
    employer: str
    likeness: int


def decision_key(state_post_id: object, structure: object) -> str:
    """Name a row of the State for the decisions that the team takes, the same from one export to the next.

    Parameters
    ----------
    state_post_id, structure
        Cells of the row; the structure may be missing.
    """
    return f"{str(state_post_id).casefold()} · {_folded(structure) or ''}"


def link_posts(state_posts: DataFrame, posts: DataFrame, decisions: Mapping[str, str]) -> DataFrame:
    """Find the post of each row.

    Parameters
    ----------
    state_posts
        Table of a State export.
    posts
        ``post_id``, ``employer`` and ``siret`` of the workbook.
    decisions
        `decision_key` → post of the workbook, or ``NONE``; one that names a post that is gone is ignored.

    Returns
    -------
    DataFrame
        The same rows, with ``post_id`` (missing: no post) and ``matched_by`` (`MatchedBy`, missing likewise).

    Notes
    -----
    In this order: what the team decided; the identifier of the post; then the SIRET, then the folded name of
    the structure, each only where exactly one post and exactly one State post of the whole files bear it: two
    homonyms stay two questions even once one of them is known. The rows of one State post that changed
    structure stand for the same post.
    """
    known = {str(post).casefold(): str(post) for post in posts["post_id"]}
    rows = state_posts.assign(key=state_posts["state_post_id"].str.casefold())
    decided = [decisions.get(decision_key(*row)) for row in _identities(rows)]
    links = Series([_post(known, one) for one in decided], index=rows.index, dtype="str")
    why = Series(MatchedBy.DECISION.value, index=rows.index, dtype="str").where(links.notna())
    is_refused = Series([one == NONE for one in decided], index=rows.index, dtype="bool")
    # A post that one of the rows of the State stands for is that of its other rows too.
    by_key = links.groupby(rows["key"]).first()
    steps = (
        (MatchedBy.DECISION, rows["key"].map(by_key)),
        (MatchedBy.IDENTIFIER, rows["key"].map(known)),
        (MatchedBy.SIRET, _pairs(rows, rows["siret"], posts, posts["siret"])),
        (MatchedBy.NAME, _pairs(rows, _fold(rows["structure"]), posts, _fold(posts["employer"]))),
    )
    for reason, pairs in steps:
        found = pairs.where(links.isna() & ~is_refused).astype("str")
        if reason in {MatchedBy.SIRET, MatchedBy.NAME}:
            found = found.where(~found.isin(links.dropna()))
        links = links.fillna(found)
        why = why.fillna(Series(reason.value, index=found.dropna().index, dtype="str"))
    return state_posts.assign(post_id=links, matched_by=why)


def proposals(structure: object, posts: DataFrame) -> tuple[Proposal, ...]:
    """List the posts whose structure has the nearest name, best first.

    Parameters
    ----------
    structure
        Name of the State's row, may be missing.
    posts
        Posts that may be meant: ``post_id`` and ``employer``.
    """
    if not isinstance(structure, str):
        return ()
    names = dict(zip(posts.index, _fold(posts["employer"]), strict=True))
    near = process.extract(
        fold(structure), names, scorer=fuzz.token_set_ratio, score_cutoff=LEAST_LIKENESS, limit=_OFFERED
    )
    return tuple(
        Proposal(str(posts["post_id"][index]), str(posts["employer"][index]), round(score))
        for _, score, index in near
    )


def _pairs(rows: DataFrame, row_marks: Series, posts: DataFrame, post_marks: Series) -> Series:
    """Join on a mark that one State post and one post bear, and no other."""
    state = DataFrame({"mark": row_marks, "key": rows["key"]}).dropna()
    lonely = state.groupby("mark")["key"].nunique().loc[lambda counts: counts == 1].index
    single = post_marks.dropna().loc[lambda marks: ~marks.duplicated(keep=False)]
    post_of = Series(posts["post_id"].reindex(single.index).to_numpy(), index=single.to_numpy(), dtype="str")
    # A State post whose rows bear two marks may point to two posts: it is left to the user.
    found = state["mark"].where(state["mark"].isin(lonely)).map(post_of)
    several = found.groupby(state["key"]).transform("nunique") > 1
    by_key = found.where(~several).groupby(state["key"]).first()
    return rows["key"].map(by_key)


def _identities(rows: DataFrame) -> "zip[tuple[object, object]]":
    return zip(rows["state_post_id"], rows["structure"], strict=True)


def _post(known: Mapping[str, str], decided: str | None) -> str | None:
    return None if not decided else known.get(decided.casefold())


def _fold(names: Series) -> Series:
    return names.map(_folded).astype("str")


def _folded(name: object) -> str | None:
    return (fold(name) or None) if isinstance(name, str) else None

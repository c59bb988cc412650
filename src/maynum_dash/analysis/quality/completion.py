"""A workbook completed by exports: what files say is kept apart, and nothing of the workbook is replaced."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from pandas import DataFrame

from maynum_dash.analysis.quality.statelinks import link_posts
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.complements import Complement
from maynum_dash.domain.errors import CompletionError, EmptyExportError
from maynum_dash.sources.exports import Export
from maynum_dash.sources.frames import frame
from maynum_dash.sources.schemas import AGE_COUNTS, GIVEN_NEEDS, NEEDS, STATE_POSTS
from maynum_dash.sources.workbook import Workbook

# Table of an export → table of the workbook that it fills.
_FILLED: Final = {STATE_POSTS: STATE_POSTS, AGE_COUNTS: AGE_COUNTS, NEEDS: GIVEN_NEEDS}
_BETWEEN: Final = " · "  # name of the export, then of its sheet, in the counts and anomalies of the whole


def filled_table(export: Export) -> str:
    """Tell which table of a workbook an export fills.

    Parameters
    ----------
    export
        As read.

    Raises
    ------
    CompletionError
        When it fills none: it can be checked, not attached.
    """
    (table,) = export.tables
    if table not in _FILLED:
        raise CompletionError(export.name, export.label)
    return _FILLED[table]


def complete(workbook: Workbook, export: Export, decisions: Mapping[str, str], given_on: date) -> Workbook:
    """Attach an export to a workbook, in the place of an earlier one of the same table.

    Parameters
    ----------
    workbook
        As read, or completed before.
    export
        As read.
    decisions
        What the team decided of the rows of the State (see `link_posts`).
    given_on
        Day on which it is attached.

    Returns
    -------
    Workbook
        Another workbook, whose fingerprint is made of both and of the links; its own rows are untouched.

    Raises
    ------
    CompletionError
        When the export fills no table.
    EmptyExportError
        When no row of it was accepted.
    """
    filled = filled_table(export)
    (table,) = export.tables.values()
    if table.empty:
        raise EmptyExportError(export.name)
    bare = without(workbook, filled)
    made = Complement(filled, export.profile, export.label, export.name, export.sha256, given_on)
    ours = f"{export.name}{_BETWEEN}"
    completed = replace(
        bare,
        sheets=bare.sheets
        + tuple(replace(one, sheet=ours + one.sheet, table=filled) for one in export.sheets),
        anomalies=bare.anomalies + tuple(replace(one, sheet=ours + one.sheet) for one in export.anomalies),
        complements=(*bare.complements, made),
        **_table(filled, table),
    )
    return _marked(relinked(completed, decisions), workbook.fingerprint, export.sha256)


def carry(workbook: Workbook, current: Workbook, decisions: Mapping[str, str]) -> Workbook:
    """Attach to a new workbook what completed the current one.

    Parameters
    ----------
    workbook
        New workbook, without complement.
    current
        Workbook of which the complements are kept.
    decisions
        See `complete`; the rows of the State are linked anew to the posts of the new workbook.

    Returns
    -------
    Workbook
        Another workbook; the current one when nothing differs from it.
    """
    if not current.complements:
        return workbook
    ours = tuple(f"{one.name}{_BETWEEN}" for one in current.complements)
    carried = replace(
        workbook,
        sheets=workbook.sheets + tuple(one for one in current.sheets if one.sheet.startswith(ours)),
        anomalies=workbook.anomalies + tuple(one for one in current.anomalies if one.sheet.startswith(ours)),
        complements=current.complements,
        **{one.table: getattr(current, one.table) for one in current.complements},
    )
    hashes = (one.sha256 for one in current.complements)
    made = _marked(relinked(carried, decisions), workbook.fingerprint, *hashes)
    return current if made.holds_as(current) else made


def without(workbook: Workbook, table: str) -> Workbook:
    """Detach what fills a table; nothing happens when nothing does.

    Parameters
    ----------
    workbook
        Completed or not.
    table
        Name of the table, as in `Complement`.
    """
    gone = [one for one in workbook.complements if one.table == table]
    if not gone:
        return workbook
    theirs = tuple(f"{one.name}{_BETWEEN}" for one in gone)
    left = replace(
        workbook,
        sheets=tuple(one for one in workbook.sheets if not one.sheet.startswith(theirs)),
        anomalies=tuple(one for one in workbook.anomalies if not one.sheet.startswith(theirs)),
        complements=tuple(one for one in workbook.complements if one.table != table),
        **_table(table, frame(table)),
    )
    return _marked(left, workbook.fingerprint, f"sans {table}")


def relinked(workbook: Workbook, decisions: Mapping[str, str]) -> Workbook:
    """Link the rows of the State to the posts again, for instance after a decision.

    Parameters
    ----------
    workbook
        Completed or not.
    decisions
        See `complete`.
    """
    linked = link_posts(workbook.state_posts, workbook.posts, decisions)
    if linked["post_id"].equals(workbook.state_posts["post_id"]):
        return replace(workbook, state_posts=linked)
    return _marked(replace(workbook, state_posts=linked), workbook.fingerprint)


def with_state_ends(posts: DataFrame, state_posts: DataFrame) -> tuple[DataFrame, tuple[Anomaly, ...]]:
    """Give posts the end of the State's agreement that the workbook leaves empty.

    Parameters
    ----------
    posts
        Posts of the workbook: ``post_id`` and ``state_end``.
    state_posts
        Linked rows of the State; the latest end of a post counts.

    Returns
    -------
    posts : DataFrame
        The same rows.
    anomalies : tuple of Anomaly
        How many ends were taken.
    """
    ends = state_posts.dropna(subset=["post_id", "agreement_end"]).groupby("post_id")["agreement_end"].max()
    if ends.empty:
        return posts, ()
    found = posts["post_id"].map(ends).astype(posts["state_end"].dtype)
    taken = int((posts["state_end"].isna() & found.notna()).sum())
    if not taken:
        return posts, ()
    said = anomaly(Code.STATE_END_TAKEN, Spot(), count=taken)
    return posts.assign(state_end=posts["state_end"].fillna(found)), (said,)


def _table(name: str, table: DataFrame) -> dict[str, Any]:
    return {name: table}


def _marked(workbook: Workbook, *parts: str) -> Workbook:
    """Give a workbook the fingerprint of what it is made of, links and learned columns included."""
    links = workbook.state_posts["post_id"].fillna("").tolist()
    said = (*parts, *map(str, links), *workbook.learned)
    made = hashlib.sha256("\n".join(said).encode()).hexdigest()
    return replace(workbook, sha256=made, is_marked=True)

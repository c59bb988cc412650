"""The posts of two boards, laid side by side under one key and one name per structure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Index

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.territory.structures import match_structures

_SHARED = ["post_id", "structure", "epci_code", "epci_name"]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two boards, laid on the roster.

    Parameters
    ----------
    board
        Where it comes from.
    posts
        Its posts on the rows of the roster, missing where it lacks the post; ``structure`` is the name
        shared by both sides.
    is_there
        Whether it has each post of the roster.
    structures, territories
        Code of the structure and of the EPCI of each post, among the names and codes of the pair; −1: none.
    positions
        Place in the roster of each of its own posts.
    """

    board: Board
    posts: DataFrame
    is_there: NDArray[np.bool_]
    structures: NDArray[np.int64]
    territories: NDArray[np.int64]
    positions: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two boards, post by post.

    Parameters
    ----------
    roster
        Every post of either side, those of the later board first: ``post_id, structure, epci_code,
        epci_name`` (after, else before), ``row_before, row_after`` (``Int64``, missing where absent).
    before, after
        The two sides, on the rows of the roster.
    structure_names, epci_codes
        What the codes of the sides stand for.
    """

    roster: DataFrame
    before: Side
    after: Side
    structure_names: Index
    epci_codes: Index

    @property
    def is_common(self) -> NDArray[np.bool_]:
        """Whether both sides have each post of the roster."""
        return self.before.is_there & self.after.is_there


def pair(before: Board, after: Board) -> Pair:
    """Lay two boards side by side.

    Parameters
    ----------
    before, after
        Boards compared.

    Notes
    -----
    1. The key of a post is its identifier, capitals ignored, as the reader does within one workbook.
    2. Spellings of a structure are grouped over both workbooks by the rule of ``match_structures``, under the
       name that the later one writes first: a new spelling is no move.
    """
    boards = after, before
    names = np.split(_names(after, before), [len(after.posts)])
    keys = [Index(board.posts["post_id"].str.casefold()) for board in boards]
    union = keys[0].append(keys[1].difference(keys[0], sort=False))
    laid = [
        _named(board.posts, name).set_index(key).reindex(union).reset_index(drop=True)
        for board, name, key in zip(boards, names, keys, strict=True)
    ]
    structures, structure_names = pd.factorize(pd.concat([posts["structure"] for posts in laid]))
    territories, epci_codes = pd.factorize(pd.concat([posts["epci_code"] for posts in laid]))
    later, earlier = (
        Side(board, posts, posts["row"].notna().to_numpy(), structure, territory, union.get_indexer(key))
        for board, posts, structure, territory, key in zip(
            boards, laid, np.split(structures, 2), np.split(territories, 2), keys, strict=True
        )
    )
    return Pair(
        _roster(earlier.posts, later.posts), earlier, later, Index(structure_names), Index(epci_codes)
    )


def _names(after: Board, before: Board) -> NDArray[np.object_]:
    """Give the posts of the later board, then those of the other, one name per structure."""
    columns = ["employer", "siret"]
    written = pd.concat([after.posts, before.posts], ignore_index=True)[["row", *columns]]
    distinct = written.drop_duplicates(columns)
    names, _ = match_structures(distinct, "")
    known = distinct[columns].assign(structure=names)
    return written.merge(known, on=columns, how="left", validate="m:1")["structure"].to_numpy(dtype=object)


def _named(posts: DataFrame, names: NDArray[np.object_]) -> DataFrame:
    """Put the common name of the structure beside the workbook's own."""
    return posts.assign(
        row=posts["row"].astype("Int64"),
        own_name=posts["structure"],
        structure=pd.array(names, dtype="str"),
    )


def _roster(before: DataFrame, after: DataFrame) -> DataFrame:
    is_there = after["row"].notna()
    shared = {name: after[name].where(is_there, before[name]) for name in _SHARED}
    return DataFrame({**shared, "row_before": before["row"], "row_after": after["row"]})

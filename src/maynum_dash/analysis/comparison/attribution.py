"""Why the money of posts changed: one cause after the other, to the cent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from maynum_dash.analysis.comparison.pairs import Pair, Side
from maynum_dash.analysis.money.budget import movements_table
from maynum_dash.domain.changes import Cause
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.fields import SHARES, YEARS

AMOUNTS: Final = tuple(f"{share}_y{year}_cents" for share in SHARES for year in YEARS)
# What is taken from the later workbook, one cause after the other; the scale is no column.
ORDER: Final[Mapping[Cause, tuple[str, ...]]] = {
    Cause.SCALE: (),
    Cause.CATEGORY: ("category",),
    Cause.AMOUNTS: AMOUNTS,
    Cause.DATES: ("decided_on", "start"),
    Cause.RETURN: ("returned_on",),
}
CAUSES: Final = tuple(Cause)
WHEN: Final = ("reading", "funder", "fiscal_year")

_CODES: Final = {cause: code for code, cause in enumerate(CAUSES)}
_STEPS: Final = np.array([_CODES[cause] for cause in ORDER])
_NOT_COUNTED: Final = -1


def differs(before: Series, after: Series) -> NDArray[np.bool_]:
    """Tell, row by row, whether two columns differ; two missing values do not.

    Parameters
    ----------
    before, after
        Columns on the same rows.
    """
    same = (before == after).fillna(value=False).to_numpy(dtype=bool)
    absent = before.isna().to_numpy() & after.isna().to_numpy()
    return np.asarray(~same & ~absent)


def movement_lines(side: Side) -> DataFrame:
    """Write the movements of a board as integers.

    Parameters
    ----------
    side
        One of the two boards.

    Returns
    -------
    DataFrame
        ``post`` (rank in the roster), ``reading``, ``funder`` (ranks in their words), ``fiscal_year`` and
        ``amount_cents``: one line per post, reading, funder and fiscal year, never 0.
    """
    movements = side.board.movements
    own = pd.Index(side.board.posts["post_id"]).get_indexer(pd.Index(movements["post_id"]))
    return added_up(_integers(movements).assign(post=side.positions[own]), ("post", *WHEN))


def attribute(pair: Pair, before: DataFrame, after: DataFrame) -> DataFrame:
    """Share what changed between the causes.

    Parameters
    ----------
    pair
        Boards side by side.
    before, after
        Their `movement_lines`.

    Returns
    -------
    DataFrame
        ``cause`` (rank in `Cause`), ``post``, ``structure`` and ``epci_code`` (codes of the pair, −1: none),
        ``reading``, ``funder``, ``fiscal_year``, ``amount_cents`` (never 0), in that order.

    Notes
    -----
    A post on both sides goes from its former row to its later one by the steps of `ORDER`, each taking the
    columns of one cause; a cause bears the difference that its step makes in the movements. The order is a
    convention: what two causes do together goes to the later one. Steps that change nothing are not computed,
    and the first and last states are the movements of the two boards. Until the two last causes move it, the
    money of a post stays where it was.
    """
    changed = _changed(pair)
    lines = pd.concat([*_ends(pair, changed, before, after), *_between(pair, changed)], ignore_index=True)
    caused = added_up(lines, ("cause", "post", *WHEN))
    post = caused["post"].to_numpy()
    was_there = pair.before.is_there
    caused["structure"] = np.where(was_there, pair.before.structures, pair.after.structures)[post]
    caused["epci_code"] = np.where(was_there, pair.before.territories, pair.after.territories)[post]
    keys = ("cause", "post", "structure", "epci_code", *WHEN)
    return added_up(pd.concat([caused, *_transfers(pair, after)], ignore_index=True), keys)


def added_up(lines: DataFrame, keys: Sequence[str]) -> DataFrame:
    """Add up the lines of the same keys, those that come to nothing left out.

    Parameters
    ----------
    lines
        Integers, with ``amount_cents``.
    keys
        Columns kept, in the order of the result.
    """
    table = DataFrame(lines.groupby(list(keys), as_index=False)["amount_cents"].sum())
    return table[table["amount_cents"] != 0].reset_index(drop=True)


def _integers(movements: DataFrame) -> DataFrame:
    readings = pd.Categorical(movements["reading"], categories=[str(reading) for reading in Reading])
    funders = pd.Categorical(movements["funder"], categories=[str(funder) for funder in Funder])
    return DataFrame(
        {
            "reading": readings.codes.astype("int64"),
            "funder": funders.codes.astype("int64"),
            "fiscal_year": movements["fiscal_year"].to_numpy(),
            "amount_cents": movements["amount_cents"].to_numpy(),
        }
    )


def _changed(pair: Pair) -> NDArray[np.bool_]:
    """Tell which step (column) touches which post (row) that is on both sides."""
    has_new_scale = pair.before.board.scale != pair.after.board.scale
    columns = [
        np.any([differs(pair.before.posts[name], pair.after.posts[name]) for name in names], axis=0)
        if names
        else np.full(len(pair.roster), has_new_scale)
        for names in ORDER.values()
    ]
    return np.column_stack(columns) & pair.is_common[:, None]


def _ends(pair: Pair, changed: NDArray[np.bool_], before: DataFrame, after: DataFrame) -> Iterator[DataFrame]:
    """Take away what posts gave before, under their first cause; add what they give now, under their last."""
    touched = changed.any(axis=1)
    first = np.where(touched, _STEPS[changed.argmax(axis=1)], _NOT_COUNTED)
    last = np.where(touched, _STEPS[::-1][changed[:, ::-1].argmax(axis=1)], _NOT_COUNTED)
    first[~pair.after.is_there] = _CODES[Cause.LEFT]
    last[~pair.before.is_there] = _CODES[Cause.ENTERED]
    for lines, causes, sign in ((before, first, -1), (after, last, 1)):
        yield _signed(lines, causes[lines["post"]], sign)


def _between(pair: Pair, changed: NDArray[np.bool_]) -> Iterator[DataFrame]:
    """Give what the rows between the former and the later one change: added by a step, taken by the next."""
    names = [name for columns in ORDER.values() for name in columns]
    hybrid, later = pair.before.posts[names], pair.after.posts
    rows, added, taken = [], [], []
    for step, columns in enumerate(ORDER.values()):
        touched = changed[:, step]
        hybrid = hybrid.assign(**{name: hybrid[name].where(~touched, later[name]) for name in columns})
        pending = np.flatnonzero(touched & changed[:, step + 1 :].any(axis=1))
        rows.append(hybrid.iloc[pending].assign(post=pending))
        added.append(np.full(len(pending), _STEPS[step]))
        taken.append(_following(changed[pending], step))
    table = pd.concat(rows, ignore_index=True)
    movements = movements_table(table.assign(row=np.arange(len(table))), pair.after.board.scale)
    state = movements["row"].to_numpy()
    lines = _integers(movements).assign(post=table["post"].to_numpy()[state])
    yield _signed(lines, np.concatenate(added)[state], 1)
    yield _signed(lines, np.concatenate(taken)[state], -1)


def _following(changed: NDArray[np.bool_], step: int) -> NDArray[np.int64]:
    """Give the cause of the next step that touches each post, for posts that have one."""
    after = changed.copy()
    after[:, : step + 1] = False
    return np.asarray(_STEPS[after.argmax(axis=1)])


def _transfers(pair: Pair, after: DataFrame) -> Iterator[DataFrame]:
    """Move what a post gives now out of its former structure, then out of its former EPCI."""
    one, other = pair.before, pair.after
    post = after["post"].to_numpy()
    for cause, moved, start, stop in (
        (Cause.STRUCTURE, one.structures != other.structures, (one, one), (other, one)),
        (Cause.EPCI, one.territories != other.territories, (other, one), (other, other)),
    ):
        kept = (moved & pair.is_common)[post]
        lines, posts = after[kept], post[kept]
        for sign, (structure, territory) in ((-1, start), (1, stop)):
            yield lines.assign(
                cause=_CODES[cause],
                structure=structure.structures[posts],
                epci_code=territory.territories[posts],
                amount_cents=sign * lines["amount_cents"],
            )


def _signed(lines: DataFrame, causes: NDArray[np.int64], sign: int) -> DataFrame:
    kept: DataFrame = lines[causes != _NOT_COUNTED]
    return kept.assign(cause=causes[causes != _NOT_COUNTED], amount_cents=sign * kept["amount_cents"])

"""A part of the posts when there are too many to show: those looked for, those whose funding ends next."""

from datetime import date

import pandas as pd

from maynum_dash.analysis.territory.names import fold

_LOOKED_IN = ("post_id", "employer", "commune", "epci_name")


def searchable(posts: pd.DataFrame) -> "pd.Series[str]":
    """Give each post the folded text in which words are looked for.

    Parameters
    ----------
    posts
        ``post_id``, ``employer``, ``commune`` and ``epci_name``, any of which may be missing.

    Returns
    -------
    pandas.Series
        One text per post, on the same index: no accent, capital or punctuation.
    """
    texts = pd.Series("", index=posts.index, dtype="str")
    for name in _LOOKED_IN:
        folded = {value: fold(value) for value in posts[name].dropna().unique()}
        texts = texts + " " + posts[name].map(folded).astype("str").fillna("")
    return texts


def holding(texts: "pd.Series[str]", sought: str) -> "pd.Series[bool]":
    """Tell which texts hold every word, or beginning or piece of a word, that a user typed.

    Parameters
    ----------
    texts
        Result of ``searchable``.
    sought
        Words as typed; none keeps everything.

    Returns
    -------
    pandas.Series
        A mask on the same index.
    """
    mask = pd.Series(data=True, index=texts.index)
    for word in fold(sought).split():
        mask &= texts.str.contains(word, regex=False)
    return mask


def ending_next(posts: pd.DataFrame, today: date, count: int) -> pd.DataFrame:
    """Take the posts whose last funded day comes first from today on, then those that ended last.

    Parameters
    ----------
    posts
        ``post_id`` and ``last``, the last day funded.
    today
        Day of the view.
    count
        How many posts to take at most.

    Returns
    -------
    pandas.DataFrame
        Rows of ``posts``: the running ones by their end, then the ended ones, the latest first.
    """
    keys = posts[["last", "post_id"]]
    is_running = keys["last"] >= pd.Timestamp(today)
    running = keys[is_running].sort_values(["last", "post_id"])
    ended = keys[~is_running].sort_values(["last", "post_id"], ascending=[False, True])
    return posts.loc[[*running.index, *ended.index][:count]]

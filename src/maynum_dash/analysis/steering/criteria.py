"""What a post lacks before it can be paid: criteria that are not met, documents that are not there."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.scale import FundingScale

MET: Final = "rempli"
UNKNOWN: Final = "non renseigné"
_SEPARATOR: Final = " ; "
# The same few criteria are written for thousands of posts.
_folded = lru_cache(maxsize=4096)(fold)


def lacking_table(posts: DataFrame, criteria: DataFrame, scale: FundingScale) -> DataFrame:
    """Say of each post which criteria are not met, and which are met without their document.

    A post must meet the criteria of the version of the scale that its decision follows, and any other
    criterion that the workbook gives it. When the same criterion is written twice, its last row counts.

    Parameters
    ----------
    posts
        Posts counted: ``post_id, row, decided_on, start``.
    criteria
        Sheet *Critères*.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        One row per post: ``post_id``; ``lacking`` and ``without_document`` (texts separated by
        semicolons, empty when nothing lacks); ``lacks`` and ``documents`` (how many); ``rows`` (tuple of
        the rows of the sheet concerned).
    """
    written = _by_post(criteria)
    lines = [
        _line(post_id, scale.version_on(decided_on).criteria, written[post_id])
        for post_id, decided_on in zip(
            posts["post_id"], posts["decided_on"].fillna(posts["start"]).dt.date, strict=True
        )
    ]
    columns = ["post_id", "lacking", "without_document", "lacks", "documents", "rows"]
    return DataFrame(lines, columns=columns).astype(
        {
            "post_id": "str",
            "lacking": "str",
            "without_document": "str",
            "lacks": "int64",
            "documents": "int64",
        }
    )


_Line = tuple[str, str, str, int, int, tuple[int, ...]]


def _line(post_id: str, required: Iterable[str], written: dict[str, tuple[str, str, bool, int]]) -> _Line:
    names = {_folded(name): name for name in required}
    names |= {key: name for key, (name, *_) in written.items() if key not in names}
    lacking, undocumented, rows = [], [], []
    for key, name in names.items():
        _, state, has_document, row = written.get(key, (name, UNKNOWN, False, 0))
        if state == MET and has_document:
            continue
        if state == MET:
            undocumented.append(name)
        else:
            lacking.append(f"{name} ({state})")
        rows += [row] if row else []
    joined = (_SEPARATOR.join(lacking), _SEPARATOR.join(undocumented))
    return post_id, *joined, len(lacking), len(undocumented), tuple(rows)


def _by_post(criteria: DataFrame) -> defaultdict[str, dict[str, tuple[str, str, bool, int]]]:
    """Gather what is written of each post: folded criterion → its name, state, document and row."""
    known: defaultdict[str, dict[str, tuple[str, str, bool, int]]] = defaultdict(dict)
    columns = (criteria[name] for name in ("post_id", "criterion", "state", "document", "row"))
    for post_id, criterion, state, document, row in zip(*columns, strict=True):
        has_document = not pd.isna(document) and bool(str(document).strip())
        known[post_id][_folded(criterion)] = (criterion, state, has_document, int(row))
    return known

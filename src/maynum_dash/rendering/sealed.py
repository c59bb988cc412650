"""The figures that a sealed state answers for, written once and for all as bytes."""

import json
from typing import Any

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.coverage import coverage_table, department_row
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Grouping, Reading
from maynum_dash.rendering.payloads import coverage_payload, schedule_payload


def sealed_figures(board: Board) -> bytes:
    """Write the figures of a board, always in the same bytes for the same figures.

    Parameters
    ----------
    board
        Data, scale and territories.

    Returns
    -------
    bytes
        Canonical JSON (UTF-8, keys in order, no blank): for each reading the cents by EPCI, then by
        structure, of each funder and fiscal year; posts by status; coverage for each source of need at hand.
    """
    movements = board.movements.assign(
        employer=board.movements["row"].map(board.posts.set_index("row")["structure"])
    )
    statuses = board.posts["status"].value_counts()
    figures = {
        "postes": {str(status): int(count) for status, count in statuses.items()},
        "lectures": {
            str(reading): {
                str(by): schedule_payload(movements, reading, by)["lignes"]
                for by in (Grouping.EPCI, Grouping.EMPLOYER)
            }
            for reading in Reading
        },
        "couverture": {str(source): _coverage(board, source) for source in _sources(board)},
    }
    text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _sources(board: Board) -> list[NeedSource]:
    has_official = bool(board.matched.needs["is_retained"].any())
    return [source for source in NeedSource if has_official or source is not NeedSource.OFFICIAL]


def _coverage(board: Board, source: NeedSource) -> dict[str, Any]:
    needs = needs_table(source, board.reference, board.matched.needs)
    coverage = coverage_table(needs, board.posts, board.matched.served)
    department = department_row(coverage, board.posts, board.matched.served)
    return coverage_payload(source, coverage, department)

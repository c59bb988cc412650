"""What ends in each quarter, and which structures meet which criterion, on the day before and the day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.steering.cliff import RISKS, cliff_table, risk_table
from maynum_dash.analysis.steering.watch import build_watch

Make = Callable[..., Board]
TODAY = date(2026, 11, 23)


def post(**facts: date | str | int) -> dict[str, Any]:
    return {"start": date(2026, 1, 1), "end": date(2028, 12, 31), **facts}


def test_posts_end_in_their_quarter_without_a_gap(make_board: Make) -> None:
    board = make_board(
        [
            post(end=date(2026, 12, 31)),
            post(end=date(2027, 6, 30)),
            post(end=date(2027, 7, 1)),
            post(end=date(2026, 11, 22)),
            post(end=date(2027, 1, 1), status="Rendu", returned_on=date(2026, 6, 1)),
        ]
    )
    table = cliff_table(board.posts, board.plans, TODAY)
    assert table["quarter"].tolist() == ["T4 2026", "T1 2027", "T2 2027", "T3 2027"]
    assert table["posts"].tolist() == [1, 0, 1, 1]
    assert table["department_cents"].tolist() == [650_000, 0, 650_000, 650_000]
    assert table["state_cents"].tolist() == [1_250_000, 0, 1_250_000, 1_250_000]
    steps = table[[f"employer_y{year}_cents" for year in (1, 2, 3)]].iloc[0].tolist()
    assert steps == [150_000, 250_000, 600_000]


def test_nothing_ends_when_there_is_nothing(make_board: Make) -> None:
    board = make_board([])
    assert cliff_table(board.posts, board.plans, TODAY).empty
    assert risk_table(build_watch(board, TODAY)).empty


@pytest.mark.parametrize(
    ("facts", "risk", "expected"),
    [
        ({"end": date(2027, 11, 23)}, "ending", 1),
        ({"end": date(2027, 11, 24)}, "ending", 0),
        ({"end": date(2026, 11, 23)}, "ending", 1),
        ({"end": date(2026, 11, 22)}, "ending", 0),
        ({"state_end": date(2027, 5, 23)}, "state", 1),
        ({"state_end": date(2027, 5, 24)}, "state", 0),
        ({"state_end": date(2020, 1, 1)}, "state", 1),
        ({}, "state", 0),
        ({"status": "Vacant", "vacant_since": date(2026, 7, 23)}, "vacant", 1),
        ({"status": "Vacant", "vacant_since": date(2026, 7, 24)}, "vacant", 0),
        ({"status": "Vacant"}, "vacant", 0),
        # The employer pays 1 500, then 2 500, then 6 000 euros: each step is of 1 000 euros at least.
        ({"start": date(2025, 11, 23), "department_y3_cents": 1_000_000}, "step", 0),
        ({"start": date(2025, 11, 24), "department_y3_cents": 1_000_000}, "step", 1),
        ({"start": date(2026, 11, 23)}, "step", 1),
        ({"start": date(2026, 11, 24)}, "step", 0),
        ({"start": date(2026, 1, 1), "department_y2_cents": 500_001}, "step", 0),
    ],
)
def test_each_criterion_has_its_bounds(
    facts: dict[str, Any], risk: str, expected: int, make_board: Make
) -> None:
    board = make_board([post(**facts)])
    assert int(risk_table(build_watch(board, TODAY))[risk].iloc[0]) == expected


def test_the_most_exposed_structures_come_first(make_board: Make) -> None:
    board = make_board(
        [
            post(employer="Calme", start=date(2025, 12, 1), department_y3_cents=1_000_000),
            post(employer="Exposée", end=date(2026, 12, 31), state_end=date(2026, 12, 31)),
            post(employer="Exposée"),
        ]
    )
    table = risk_table(build_watch(board, TODAY))
    assert table["structure"].tolist()[0] == "Exposée"
    assert table["posts"].tolist()[0] == 2
    assert (table["score"] == (table[list(RISKS)] > 0).sum(axis=1)).all()
    assert table["score"].is_monotonic_decreasing

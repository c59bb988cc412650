"""Situations that a budget officer can read: the workbook, the export of the State, and why they differ."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.quality.reconciliation import reconcile, state_bridge
from maynum_dash.analysis.quality.statelinks import link_posts
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.reconciliation import reconciled_rows
from maynum_dash.sources.frames import frame
from maynum_dash.sources.schemas import STATE_POSTS

FOLDER = Path(__file__).parents[1] / "situations_rapprochement"
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]
POST = {"poste": "post_id", "structure": "employer", "statut": "status", "rendu": "returned_on"}
ROW = {
    "poste": "state_post_id",
    "structure": "structure",
    "statut": "status",
    "convention": "agreement",
    "conventionne": "contracted_cents",
    "verse": "paid_cents",
}
PLAIN_ROW = {"poste": "P1", "structure": "Mairie A", "statut": "Occupé", "convention": "Initiale"}


def post(line: dict[str, Any]) -> dict[str, Any]:
    return {"post_id": "P1", **{POST[name]: value for name, value in line.items()}}


def state_row(line: dict[str, Any]) -> dict[str, Any]:
    named = {ROW[name]: value for name, value in {**PLAIN_ROW, **line}.items()}
    return {name: value * 100 if name.endswith("_cents") else value for name, value in named.items()}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(make_board: Callable[..., Board], situation: dict[str, Any]) -> None:
    assert situation.keys() == {"nom", "classeur", "etat", "attendu", "total"}
    board = make_board([post(line) for line in situation["classeur"]])
    rows = [{"row": rank, **state_row(line)} for rank, line in enumerate(situation["etat"], start=2)]
    columns = frame(STATE_POSTS).columns
    state = frame(STATE_POSTS, {name: [row.get(name) for row in rows] for name in columns})
    net = of_reading(board.movements, Reading.SIGNATURE)
    table = reconcile(board.posts, board.plans, net, link_posts(state, board.posts, {}))
    found = [
        {"poste": one, "ecart": cents / 100, "cause": gap}
        for one, cents, gap in zip(
            table["post_id"].fillna(""), table["difference_cents"], table["gap"], strict=True
        )
    ]
    assert found == situation["attendu"]
    sums = {name: int(table[f"{name}_cents"].sum()) / 100 for name in ("planned", "contracted", "paid")}
    total = situation["total"]
    assert sums == {"planned": total["classeur"], "contracted": total["etat"], "paid": total["verse"]}
    bridge = state_bridge(table)
    assert bridge["total_cents"].iloc[[0, -1]].tolist() == [total["classeur"] * 100, total["etat"] * 100]
    assert bridge["total_cents"].iloc[-2] == total["etat"] * 100
    assert reconciled_rows(table)["said"].str.endswith(".").all()


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 10

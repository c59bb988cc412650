"""Scenarios that a budget officer can read: a few posts, what is supposed, and the money expected then."""

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.scenario.outcome import play, supposed_board
from maynum_dash.domain.money import parse_cents
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.scenario import FORMAT, read_scenario

FOLDER = Path(__file__).parents[1] / "situations_scenarios"
KEYS = {"nom", "aujourdhui", "postes", "mouvements", "attendu"}
FUNDERS = dict(zip(("anct", "bonification", "departement", "employeur"), Funder, strict=True))
COLUMNS = {"debut": "start", "categorie": "category", "decision": "decided_on", "fin_etat": "state_end"}
MakeBoard = Callable[..., Board]


def load() -> list[Any]:
    return [
        pytest.param(situation, id=f"{path.stem} : {situation['nom']}")
        for path in sorted(FOLDER.glob("*.toml"))
        for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
    ]


def computed(board: Board, reading: str, funder: Funder) -> dict[str, int]:
    rows = board.movements
    kept = rows[(rows["reading"] == reading) & (rows["funder"] == funder.value)]
    sums = kept.groupby("fiscal_year")["amount_cents"].sum()
    return {str(year): int(cents) for year, cents in sums.items() if cents}


@pytest.mark.parametrize("situation", load())
def test_situation(situation: dict[str, Any], make_board: MakeBoard) -> None:
    assert situation.keys() == KEYS
    assert situation["attendu"], "rien n'est attendu"
    posts = [{COLUMNS[key]: value for key, value in post.items()} for post in situation["postes"]]
    table = {"format": FORMAT, "nom": "Situation", "mouvements": situation["mouvements"]}
    today: date = situation["aujourdhui"]
    (outcome,) = play(make_board(posts), [read_scenario(table)], today)
    after = supposed_board(outcome)
    for reading, by_funder in situation["attendu"].items():
        for funder, amounts in by_funder.items():
            expected = {year: parse_cents(Decimal(text.replace(",", "."))) for year, text in amounts.items()}
            found = computed(after, Reading(reading).value, FUNDERS[funder])
            assert found == expected, f"{situation['nom']} — {reading}, {funder}"

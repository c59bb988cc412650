"""The differences as ``maynum ecarts --json`` and the tables of the page give them."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import Axis, Scope, bridge, contributions, grid
from maynum_dash.analysis.comparison.changes import Changes, compare
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.comparison import (
    CONTRIBUTIONS,
    DIFFERENCES,
    ENVELOPES,
    PAYMENTS,
    TOLD,
    bridge_columns,
    changes_payload,
    grid_table,
)
from maynum_dash.rendering.tables import Column, csv_table, html_table

MakeBoard = Callable[..., Board]


@pytest.fixture(scope="module")
def changes(make_board: MakeBoard) -> Changes:
    before = make_board([{}, {"post_id": "gone"}], envelopes=[{}], payments=[{}])
    returned = {"status": "Rendu", "returned_on": date(2027, 9, 1), "employer": "=Mairie B"}
    after = make_board([returned, {"post_id": "new", "epci": "Nulle part"}], payments=[{"amount_cents": -1}])
    return compare(before, after)


def test_the_payload_has_the_keys_of_the_command_line(changes: Changes) -> None:
    payload = changes_payload(changes, "suivi-juin.xlsx", "suivi-octobre.xlsx")
    assert list(payload) == [
        "avant",
        "apres",
        "postes",
        "pont",
        "totaux",
        "enveloppes",
        "versements",
        "etp_occupes",
        "phrases",
    ]
    assert (payload["avant"], payload["apres"]) == ("suivi-juin.xlsx", "suivi-octobre.xlsx")
    assert payload["postes"][0] == {
        "id_poste": "1",
        "structure": "=Mairie B",
        "nature": "Structure",
        "champ": "Structure",
        "avant": "Mairie A",
        "apres": "=Mairie B",
    }
    assert payload["postes"][-1] == {
        "id_poste": "gone",
        "structure": "Mairie A",
        "nature": "Poste sorti",
        "champ": None,
        "avant": "Occupé",
        "apres": None,
    }
    assert payload["pont"][0] == {
        "lecture": "signature",
        "financeur": "ANCT",
        "exercice": 2026,
        "cause": "Postes entrés",
        "montant_centimes": 4_250_000,
    }
    assert payload["enveloppes"] == [
        {"exercice": 2026, "type": "AE", "vote": "BP", "avant_centimes": 1_500_000, "apres_centimes": 0}
    ]
    assert payload["versements"] == [{"exercice": 2026, "avant_centimes": 245_000, "apres_centimes": -1}]
    assert payload["etp_occupes"] == {"avant": 2.0, "apres": 1.0}
    assert any("passé de" in phrase for phrase in payload["phrases"])
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_in_every_cell_before_and_the_causes_make_after(changes: Changes) -> None:
    payload = changes_payload(changes, "a", "b")
    keys = ("lecture", "financeur", "exercice")
    moved: Counter[tuple[object, ...]] = Counter()
    for step in payload["pont"]:
        moved[tuple(step[key] for key in keys)] += step["montant_centimes"]
    cells = {tuple(total[key] for key in keys): total for total in payload["totaux"]}
    assert len(cells) == len(payload["totaux"])
    assert moved.keys() <= cells.keys()
    for cell, total in cells.items():
        assert total["avant_centimes"] + moved[cell] == total["apres_centimes"]
    assert {cell[0] for cell in cells} == set(Reading)
    assert {cell[1] for cell in cells} == set(Funder)


def test_the_lines_follow_the_order_of_their_words(changes: Changes) -> None:
    payload = changes_payload(changes, "a", "b")
    order = [
        (list(Reading).index(t["lecture"]), list(Funder).index(t["financeur"]), t["exercice"])
        for t in payload["totaux"]
    ]
    assert order == sorted(order)


def test_moves_change_no_total_and_are_left_out_of_the_payload(changes: Changes) -> None:
    causes = {step["cause"] for step in changes_payload(changes, "a", "b")["pont"]}
    assert causes == {"Postes entrés", "Postes sortis", "Rendus"}


def test_nothing_changed_is_a_payload_too(make_board: MakeBoard) -> None:
    board = make_board([])
    assert changes_payload(compare(board, board), "a", "a") == {
        "avant": "a",
        "apres": "a",
        "postes": [],
        "pont": [],
        "totaux": [],
        "enveloppes": [],
        "versements": [],
        "etp_occupes": {"avant": 0.0, "apres": 0.0},
        "phrases": ["Aucun écart : les deux imports disent la même chose."],
    }


def rows(frame: pd.DataFrame, columns: Sequence[Column]) -> list[list[str]]:
    text = csv_table(frame, columns).decode("utf-8-sig")
    return [line.split(";") for line in text.splitlines()]


def test_the_table_of_differences_says_where_they_stand(changes: Changes) -> None:
    written = rows(changes.posts, DIFFERENCES)
    assert written[0][-4:] == ["Avant", "Après", "Ligne avant", "Ligne après"]
    # A name that a spreadsheet would run stays a name.
    assert written[1] == [
        "1",
        "'=Mairie B",
        "CC de l'Ernée",
        "Structure",
        "Structure",
        "Mairie A",
        "'=Mairie B",
        "2",
        "2",
    ]
    assert written[-1] == ["gone", "Mairie A", "CC de l'Ernée", "Poste sorti", "", "Occupé", "", "3", ""]


def test_the_table_of_a_bridge_holds_both_totals(changes: Changes) -> None:
    written = rows(bridge(changes, TOLD), bridge_columns(Axis.CAUSE))
    assert written[:3] == [
        ["Cause", "Postes", "Écart", "Total"],
        ["Total avant", "", "", "30000,00"],
        ["Postes entrés", "1", "15000,00", "45000,00"],
    ]
    assert written[-1] == ["Total après", "", "", "18500,00"]
    html = html_table(bridge(changes, TOLD), bridge_columns(Axis.CAUSE), "Pont")
    assert "+15\u202f000,00\u00a0€" in html
    assert "−15\u202f000,00\u00a0€" in html


@pytest.mark.parametrize("by", [Axis.STRUCTURE, Axis.EPCI])
def test_the_table_of_a_grid_adds_up(changes: Changes, by: Axis) -> None:
    frame, columns, total = grid_table(grid(changes, TOLD, by), by)
    fields = [column.field for column in columns]
    assert fields[:2] == ["label", "before_cents"]
    assert fields[-1] == "after_cents"
    assert (total["label"], total["before_cents"], total["after_cents"]) == ("Ensemble", 3_000_000, 1_850_000)
    assert sum(total[field] for field in fields[1:-1]) == total["after_cents"]
    assert "Ensemble" in html_table(frame, columns, "Grille", total)


def test_posts_of_a_line_votes_and_payments_are_tables_too(changes: Changes) -> None:
    posts = contributions(changes, TOLD, Axis.CAUSE, "Postes sortis")
    assert rows(posts, CONTRIBUTIONS)[1] == ["gone", "Mairie A", "CC de l'Ernée", "-15000,00", "3", ""]
    envelopes = rows(changes.envelopes, ENVELOPES)
    assert envelopes[1] == ["AE", "2026", "BP", "15000,00", "0,00", "-15000,00"]
    assert rows(changes.payments, PAYMENTS)[1] == ["2026", "2450,00", "-0,01", "-2450,01"]


def test_the_sentences_tell_the_money_of_the_departement_by_tranche() -> None:
    assert Scope(Reading.TRANCHE, (Funder.DEPARTMENT,)) == TOLD

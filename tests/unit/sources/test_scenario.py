"""A scenario comes back from its file as it was, or is refused in French."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.domain.errors import ScenarioError
from maynum_dash.domain.moves import (
    ORDER,
    Authorisation,
    BonusEnd,
    Cap,
    Chosen,
    Envelope,
    GiveBack,
    Indexation,
    Move,
    NewPosts,
    Renewal,
    ScaleChange,
    Scenario,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.domain.scale import PaymentClause
from maynum_dash.sources.scale import load_scale
from maynum_dash.sources.scenario import parse_scenario, read_scenario, scenario_bytes, scenario_table

DAY = date(2027, 1, 1)
VERSION = replace(
    load_scale().versions[-1], valid_from=DAY, base_cents=2600050, clause=PaymentClause(Fraction(125, 2))
)
MOVES: tuple[Move, ...] = (
    Envelope(Authorisation.PAYMENT, 2027, -150_000),
    StateEnd(None, Decimal("33.33")),
    StateEnd(DAY, Decimal(100)),
    BonusEnd(DAY, Decimal(0)),
    Vacate(("1",), DAY, is_given_back=True),
    GiveBack(("1", "P-2"), DAY),
    Renewal(DAY, Chosen.EXCEPT, Decimal(100), ("1",)),
    Renewal(DAY, pct=Decimal("62.5")),
    NewPosts(2, EmployerCategory.PRIVATE, "200083392", DAY, Decimal("0.5")),
    Cap(1_000_000, DAY),
    Indexation(Decimal("-1.5"), 2027),
    ScaleChange(VERSION),
)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
pcts = st.decimals(0, 100, places=2)
posts = st.lists(st.text("0123456789ABC-", min_size=1, max_size=6), max_size=4, unique=True).map(tuple)


def test_every_kind_of_move_comes_back_from_its_file() -> None:
    scenario = Scenario("L’État s’arrête", MOVES)
    assert {type(move) for move in MOVES} == set(ORDER)
    assert parse_scenario(scenario_bytes(scenario)) == scenario
    assert read_scenario(scenario_table(scenario)) == scenario


@settings(max_examples=40)
@given(
    moves=st.lists(
        st.one_of(
            st.builds(Renewal, days, st.sampled_from(Chosen), pcts, posts),
            st.builds(StateEnd, st.none() | days, pcts),
            st.builds(Vacate, posts, days, st.booleans()),
            st.builds(Envelope, st.sampled_from(Authorisation), st.integers(2000, 2100), st.integers(-9, 9)),
        ),
        max_size=4,
    )
)
def test_any_moves_come_back(moves: list[Move]) -> None:
    scenario = Scenario("Essai", tuple(moves))
    assert parse_scenario(scenario_bytes(scenario)) == scenario


def test_moves_are_applied_by_kind_whatever_the_order_in_which_they_were_typed() -> None:
    applied = [type(MOVES[rank]) for rank in Scenario("Essai", MOVES).ranks]
    assert [kind for rank, kind in enumerate(applied) if kind not in applied[:rank]] == list(ORDER)
    twice = Scenario("Essai", (Cap(2, DAY), Indexation(Decimal(1), 2027), Cap(1, DAY)))
    assert twice.ranks == (1, 0, 2)


def spoiled(rank: int, **cells: object) -> dict[str, Any]:
    table = json.loads(scenario_bytes(Scenario("Essai", MOVES)))
    table["mouvements"][rank] |= cells
    return dict(table)


@pytest.mark.parametrize(
    ("rank", "cells", "said"),
    [
        (0, {"exercice": 1999}, "une année, de 2000 à 2100"),
        (0, {"montant_centimes": 1.5}, "centimes entiers"),
        (0, {"montant_centimes": True}, "centimes entiers"),
        (0, {"type_enveloppe": "XX"}, "« AE », « CP »"),
        (1, {"part_departement_pct": "100.01"}, "de 0 à 100"),
        (1, {"part_departement_pct": "12.345"}, "deux décimales"),
        (1, {"part_departement_pct": "NaN"}, "de 0 à 100"),
        (2, {"le": "01/01/2027"}, "AAAA-MM-JJ"),
        (2, {"le": "2027-02-30"}, "AAAA-MM-JJ"),
        (3, {"le": None}, "AAAA-MM-JJ"),
        (4, {"rendu_apres_six_mois": "oui"}, "vrai (true)"),
        (5, {"postes": "1"}, "liste d’identifiants"),
        (5, {"postes": [1]}, "liste d’identifiants"),
        (6, {"choix": "tous"}, "« part »"),
        (8, {"nombre": 0}, "de 1 à 200"),
        (8, {"epci": "Laval"}, "9 chiffres"),
        (8, {"etp": "0"}, "0,01 à 1"),
        (8, {"categorie": "public"}, "« Public bonifié »"),
        (9, {"type": "inconnu"}, "« renouvellement »"),
        (9, {"autre": 1}, "« autre » est inconnu"),
        (11, {"version": None}, "« version »"),
        (11, {"version": {"valable_depuis": "2027-01-01"}}, "« base » manque"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(rank: int, cells: dict[str, object], said: str) -> None:
    with pytest.raises(ScenarioError, match=f"Mouvement n° {rank + 1}") as refusal:
        read_scenario(spoiled(rank, **cells))
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"format": "autre", "nom": "a", "mouvements": []}',
        b'{"format": "maynum-scenario", "nom": " ", "mouvements": []}',
        b'{"format": "maynum-scenario", "nom": "a", "mouvements": {}}',
        b'{"format": "maynum-scenario", "nom": "a", "mouvements": [1]}',
        b'{"format": "maynum-scenario", "nom": "a"}',
        b"[" * 100_000,
        b" " * 2_000_001,
    ],
)
def test_a_file_that_is_no_scenario_is_refused(content: bytes) -> None:
    with pytest.raises(ScenarioError, match="Le scénario est inutilisable"):
        parse_scenario(content)

"""A scenario: before + the differences of its moves = after, and the same as post by post."""

import importlib.util
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.scenario.outcome import WHEN, play, supposed_board, totals
from maynum_dash.domain.moves import (
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
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading

MODULE = Path(__file__).parents[4] / "benchmarks" / "rowwise.py"
TODAY = date(2026, 11, 23)
LAVAL, ERNEE = "200083392", "245300355"
MakeBoard = Callable[..., Board]

days = st.dates(date(2022, 1, 1), date(2031, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2027, 1, 1)])
percentages = st.sampled_from([Decimal(0), Decimal(50), Decimal(100), Decimal("33.33")])
listed = st.lists(st.sampled_from([*"12345", "Nouveau 1", "inconnu"]), max_size=3, unique=True).map(tuple)


@pytest.fixture(scope="session")
def rowwise() -> ModuleType:
    found = importlib.util.spec_from_file_location("rowwise", MODULE)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    import sys  # noqa: PLC0415 -- dataclasses look for the module of their annotations

    sys.modules["rowwise"] = module
    found.loader.exec_module(module)
    return module


def moves(board: Board) -> st.SearchStrategy[Move]:
    def version(day: date, department: int, first: int) -> ScaleChange:
        last = board.scale.versions[-1]
        amounts = {
            category: {**cells, Funder.DEPARTMENT: (department, 500_000, 650_001)}
            for category, cells in last.amounts.items()
        }
        clause = replace(last.clause, first_pct=first)
        return ScaleChange(replace(last, valid_from=day, amounts=amounts, clause=clause))

    return st.one_of(
        st.builds(version, days, st.integers(0, 500_000), st.integers(0, 100)),
        st.builds(Indexation, st.sampled_from([Decimal("1.5"), Decimal(-3)]), st.integers(2024, 2030)),
        st.builds(Cap, st.integers(0, 1_600_000), days),
        st.builds(
            NewPosts,
            st.integers(1, 3),
            st.sampled_from(EmployerCategory),
            st.sampled_from([LAVAL, ERNEE]),
            days,
            st.sampled_from([Decimal(1), Decimal("0.5")]),
        ),
        st.builds(Renewal, days, st.sampled_from(Chosen), percentages, listed),
        st.builds(GiveBack, listed, days),
        st.builds(Vacate, listed, days, st.booleans()),
        st.builds(BonusEnd, days, percentages),
        st.builds(StateEnd, st.none() | days, percentages),
        st.builds(Envelope, st.sampled_from(Authorisation), st.integers(2024, 2030), st.integers(-9, 9)),
    )


def lines() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "start": days,
            "decided_on": st.none() | days,
            "end": st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31)),
            "state_end": st.none() | days,
            "returned_on": st.none() | st.none() | days,
            "category": st.sampled_from([category.value for category in EmployerCategory]),
            "status": st.sampled_from(["Occupé", "Occupé", "Vacant"]),
            "epci": st.sampled_from(["Laval Agglomération", "CC de l'Ernée", None]),
            "department_y2_cents": st.none() | st.integers(0, 700_000),
            "employer_y1_cents": st.none() | st.none() | st.integers(-5, 900_000),
        }
    )


def counted(table: pd.DataFrame) -> Counter[tuple[object, ...]]:
    sums: Counter[tuple[object, ...]] = Counter()
    for *line, epci, cents in table[[*WHEN, "amount_cents"]].itertuples(index=False):
        sums[*line, None if pd.isna(epci) else epci] += cents
    return Counter({line: cents for line, cents in sums.items() if cents})


def added(*parts: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    whole: Counter[tuple[object, ...]] = Counter()
    for part in parts:
        whole.update(part)
    return Counter({line: cents for line, cents in whole.items() if cents})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_before_and_the_moves_make_after_and_post_by_post_gives_the_same(
    data: st.DataObject, make_board: MakeBoard, rowwise: ModuleType
) -> None:
    board = make_board(data.draw(st.lists(lines(), min_size=0, max_size=5)))
    drawn = data.draw(st.lists(st.lists(moves(board), max_size=4), min_size=4, max_size=8))
    scenarios = [Scenario("Essai", tuple(made)) for made in drawn]
    before = counted(totals(board))
    for scenario, outcome in zip(scenarios, play(board, scenarios, TODAY), strict=True):
        after = supposed_board(outcome).movements
        expected = Counter(rowwise.totals_by_row(board, scenario, TODAY))
        assert counted(after) == expected
        assert added(before, counted(outcome.steps)) == expected
        assert (outcome.steps["amount_cents"] != 0).all()
        for _, post in after.groupby("row"):
            sums = {
                reading: post.loc[post["reading"] == reading, "amount_cents"].sum() for reading in Reading
            }
            assert len(set(sums.values())) == 1

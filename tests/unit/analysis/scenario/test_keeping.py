"""The least envelope is the least of every possible choice."""

from collections.abc import Callable
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.scenario.alternatives import offer_on
from maynum_dash.analysis.scenario.keeping import _cheapest, least_envelope
from maynum_dash.analysis.scenario.outcome import play
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.moves import Chosen, Renewal, Scenario
from maynum_dash.domain.posts import Funder, Reading

TODAY, DAY = date(2026, 11, 23), date(2027, 12, 31)
MakeBoard = Callable[..., Board]


@settings(max_examples=150, deadline=None)
@given(
    kinds=st.lists(
        st.tuples(st.sampled_from([0.5, 0.8, 1.0, 0.33]), st.sampled_from([900, 1500, 1500, 0])), max_size=8
    ),
    needed=st.integers(0, 700),
)
def test_no_choice_is_cheaper(kinds: list[tuple[float, int]], needed: int) -> None:
    offered = DataFrame(kinds, columns=["fte", "cents"]).astype({"fte": "float64", "cents": "int64"})
    kept = _cheapest(offered, needed)
    units = [round(fte * 100) for fte, _ in kinds]
    every = [
        chosen
        for size in range(len(kinds) + 1)
        for chosen in combinations(range(len(kinds)), size)
        if sum(units[rank] for rank in chosen) >= needed
    ]
    if not every:
        assert kept == list(range(len(kinds)))
        return
    assert sum(units[rank] for rank in kept) >= needed
    assert sum(kinds[rank][1] for rank in kept) == min(sum(kinds[rank][1] for rank in one) for one in every)


@pytest.fixture(scope="module")
def board(make_board: MakeBoard) -> Board:
    starts = [date(2024, month, 1) for month in (1, 3, 5, 7)]
    posts = [{"start": start, "fte": fte} for start, fte in zip(starts, (0.5, 1.0, 0.8, 0.5), strict=True)]
    return make_board([*posts, {"start": date(2026, 1, 1), "fte": 1.0}])


@pytest.mark.parametrize(
    ("wanted", "post_ids", "missing"),
    [
        (0.0, (), 0.0),
        (1.0, (), 0.0),  # the fifth post still runs
        (1.01, ("1",), 0.0),  # one of half a post costs as much as a whole one: more FTE are kept
        (2.0, ("2",), 0.0),
        (2.8, ("2", "3"), 0.0),
        (3.8, ("1", "2", "3", "4"), 0.0),
        (4.0, ("1", "2", "3", "4"), 0.2),
    ],
)
def test_the_cheapest_agreements_are_renewed(
    board: Board, wanted: float, post_ids: tuple[str, ...], missing: float
) -> None:
    found = least_envelope(supposed(board), TODAY, DAY, wanted)
    if wanted == 1.01:
        post_ids = ("2",)
    assert (found.post_ids, found.missing_fte) == (post_ids, missing)
    assert found.cents == 1_500_000 * len(post_ids)
    scenario = Scenario("Essai", (Renewal(DAY, Chosen.ONLY, post_ids=found.post_ids),))
    (outcome,) = play(board, [scenario], TODAY)
    assert offer_on(outcome.state, DAY).sum() == pytest.approx(found.fte)
    steps = outcome.steps
    share = steps[
        (steps["reading"] == Reading.SIGNATURE.value) & (steps["funder"] == Funder.DEPARTMENT.value)
    ]
    assert share["amount_cents"].sum() == found.cents


def test_what_already_ended_cannot_be_renewed(make_board: MakeBoard) -> None:
    board = make_board([{"start": date(2023, 1, 1)}])
    found = least_envelope(supposed(board), TODAY, DAY, 1.0)
    assert (found.post_ids, found.missing_fte) == ((), 1.0)

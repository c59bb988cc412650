"""Scenarios side by side: lines that reconcile, cascades, coverage day by day, sensitivity."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.scenario.alternatives import (
    Side,
    beside,
    by_rate,
    cascade_of_moves,
    coverage_by_year,
    offer_on,
)
from maynum_dash.analysis.scenario.outcome import play, supposed_board, totals
from maynum_dash.analysis.scenario.presets import presets
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.moves import (
    Authorisation,
    Envelope,
    GiveBack,
    NewPosts,
    Renewal,
    Scenario,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading

TODAY = date(2026, 11, 23)
LAVAL = "200083392"
ALL = Scope(Reading.TRANCHE)
SHARE = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,))
MakeBoard = Callable[..., Board]
SCENARIO = Scenario(
    "Essai",
    (
        StateEnd(date(2027, 1, 1), Decimal(50)),
        Renewal(date(2032, 12, 31)),
        NewPosts(1, EmployerCategory.PRIVATE, LAVAL, date(2027, 1, 1), Decimal("0.5")),
    ),
)


@pytest.fixture(scope="module")
def board(make_board: MakeBoard) -> Board:
    return make_board(
        [
            {"start": date(2024, 3, 1)},
            {"start": date(2024, 9, 1), "epci": "Laval Agglomération", "fte": 0.5},
            {"start": date(2025, 1, 1), "epci": None, "status": "Vacant"},
            {"start": date(2025, 1, 1), "returned_on": date(2027, 7, 1), "status": "Rendu"},
        ]
    )


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("scope", [ALL, SHARE, Scope(Reading.PAYMENT, (Funder.EMPLOYER,), [2028])])
def test_each_line_is_what_is_known_and_its_difference(board: Board, side: Side, scope: Scope) -> None:
    outcomes = play(board, [SCENARIO, Scenario("Rien")], TODAY)
    table = beside(totals(board), outcomes, scope, side)
    after = scope.keep(supposed_board(outcomes[0]).movements)
    sums = after.groupby(side.value, dropna=False)["amount_cents"].sum()
    keys = pd.Index(table["key"])
    assert (table["before_cents"] + table["difference_0_cents"]).equals(table["after_0_cents"])
    assert table["after_0_cents"].tolist() == sums.reindex(keys, fill_value=0).tolist()
    assert (table["difference_1_cents"] == 0).all()
    assert (table["after_1_cents"] == table["before_cents"]).all()


def test_a_cascade_goes_from_one_total_to_the_other_in_the_order_of_the_moves(board: Board) -> None:
    (outcome,) = play(board, [SCENARIO], TODAY)
    lines = cascade_of_moves(totals(board), outcome, SHARE, ["État", "Tout", "Un poste"], ("Avant", "Après"))
    assert lines["label"].tolist() == ["Avant", "Un poste", "Tout", "État", "Après"]
    assert (
        lines["amount_cents"].iloc[1:-1].sum() == lines["total_cents"].iloc[-1] - lines["total_cents"].iloc[0]
    )
    after = SHARE.keep(supposed_board(outcome).movements)["amount_cents"].sum()
    assert lines["total_cents"].iloc[-1] == after
    assert lines["amount_cents"].iloc[1] == 1_500_000


def test_the_state_share_is_wholly_taken_over(board: Board) -> None:
    (outcome,) = play(board, [Scenario("Essai", (StateEnd(date(2027, 1, 1), Decimal(50)),))], TODAY)
    sums = outcome.steps.groupby(["reading", "funder"])["amount_cents"].sum()
    for reading in Reading:
        gaps = {funder: int(sums.get((reading.value, funder.value), 0)) for funder in Funder}
        assert gaps[Funder.STATE] < 0
        assert sum(gaps.values()) == 0
        assert abs(gaps[Funder.DEPARTMENT] - gaps[Funder.EMPLOYER]) <= 12
    after = supposed_board(outcome).movements
    late = after[
        after["funder"].isin([Funder.STATE.value, Funder.BONUS.value]) & (after["fiscal_year"] > 2027)
    ]
    assert late.empty
    prorata = after[(after["reading"] == Reading.PRORATA.value) & (after["funder"] == Funder.STATE.value)]
    assert prorata["fiscal_year"].max() == 2026


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 2, 29), 0.0),
        (date(2024, 3, 1), 1.0),
        (date(2025, 1, 1), 2.5),
        (date(2027, 2, 28), 2.5),  # last day of the first post
        (date(2027, 3, 1), 1.5),
        (date(2027, 6, 30), 1.5),  # the day before the fourth is given back
        (date(2027, 7, 1), 0.5),
        (date(2027, 9, 1), 0.0),
    ],
)
def test_a_post_counts_while_its_agreement_runs_and_it_has_an_adviser(
    board: Board, day: date, expected: float
) -> None:
    assert offer_on(supposed(board), day).sum() == expected


def test_a_vacancy_counts_until_its_day_and_moves_money_only_when_given_back(board: Board) -> None:
    kept = Scenario("Vide", (Vacate(("1",), date(2026, 12, 15), is_given_back=False),))
    back = Scenario("Rendu", (Vacate(("1",), date(2026, 12, 15), is_given_back=True),))
    vacant, returned = play(board, [kept, back], TODAY)
    assert vacant.steps.empty
    assert offer_on(vacant.state, date(2026, 12, 14)).sum() == 2.5
    assert offer_on(vacant.state, date(2026, 12, 15)).sum() == 1.5
    assert returned.state.posts["returned_on"].iloc[0].date() == date(2027, 6, 15)


def test_coverage_follows_the_states(board: Board) -> None:
    (outcome,) = play(board, [SCENARIO], TODAY)
    needs = needs_table(NeedSource.ESTIMATED, board.reference)
    table = coverage_by_year([supposed(board), outcome.state], needs, [2026, 2028])
    assert table["fte_0"].tolist() == [2.5, 0.0]
    assert table["fte_1"].tolist() == [2.5, 2.0]
    assert table["density_1"].iloc[1] == pytest.approx(2.0 / needs["people"].sum() * 1000)


def test_an_envelope_is_added_and_moves_nothing(board: Board) -> None:
    scenario = Scenario("Vote", (Envelope(Authorisation.PAYMENT, 2027, 100),))
    (outcome,) = play(board, [scenario], TODAY)
    assert outcome.steps.empty
    line = supposed_board(outcome).workbook.envelopes.iloc[-1]
    assert (line["authorisation"], line["fiscal_year"], line["amount_cents"], line["vote"]) == (
        "CP",
        2027,
        100,
        "Scénario",
    )


def test_what_is_supposed_has_its_own_key_and_leaves_the_data_alone(board: Board) -> None:
    before = board.posts.copy(), board.movements.copy()
    made = [supposed_board(one) for one in play(board, [SCENARIO, Scenario("Rien")], TODAY)]
    assert len({board.key, *(one.key for one in made)}) == 3
    assert made[0].workbook.name == "Scénario « Essai »"
    pd.testing.assert_frame_equal(board.posts, before[0])
    pd.testing.assert_frame_equal(board.movements, before[1])
    pd.testing.assert_frame_equal(
        made[1].movements.reset_index(drop=True), board.movements.reset_index(drop=True)
    )
    assert (made[0].plans.groupby("row").size() == 4).all()
    assert len(made[0].plans) == 4 * len(made[0].posts)


def test_posts_that_nobody_knows_are_told(board: Board) -> None:
    (outcome,) = play(board, [Scenario("Essai", (GiveBack(("1", "absent"), TODAY),))], TODAY)
    assert outcome.unknown == ("absent",)


def test_the_rate_goes_from_what_is_known_to_everything(board: Board) -> None:
    until = date(2032, 12, 31)
    table = by_rate(board, Scenario("Vide"), SHARE, TODAY, until)
    (everything,) = play(board, [Scenario("Tout", (Renewal(until),))], TODAY)
    start = SHARE.keep(board.movements)["amount_cents"].sum()
    assert table["rate_pct"].tolist() == list(range(0, 101, 10))
    assert table["amount_cents"].iloc[0] == start
    assert table["amount_cents"].iloc[-1] == start + SHARE.keep(everything.steps)["amount_cents"].sum()
    assert table["amount_cents"].is_monotonic_increasing


def test_a_rate_replaces_the_one_of_the_scenario(board: Board) -> None:
    until = date(2027, 12, 31)
    scenario = Scenario("Moitié", (Renewal(until, pct=Decimal(50)),))
    table = by_rate(board, scenario, SHARE, TODAY, date(2032, 12, 31))
    (half,) = play(board, [scenario], TODAY)
    start = SHARE.keep(board.movements)["amount_cents"].sum()
    assert table["amount_cents"].iloc[5] == start + SHARE.keep(half.steps)["amount_cents"].sum()


def test_ready_made_scenarios_say_what_they_do(board: Board) -> None:
    ready = presets(TODAY, LAVAL)
    found = dict(zip(ready, play(board, list(ready.values()), TODAY), strict=True))
    assert found["aucun"].steps.empty
    assert set(found["deux-postes"].state.posts["post_id"].tail(2)) == {"Nouveau 1", "Nouveau 2"}
    sums = {name: SHARE.keep(one.steps)["amount_cents"].sum() for name, one in found.items()}
    assert sums["deux-postes"] == 3_000_000
    assert sums["etat"] == 0
    assert sums["renouveles"] > 0

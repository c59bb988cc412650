"""Payments, projection, position and burn-down of whole boards: everything reconciles to the cent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.steering.burndown import Line, commitment_burndown, payment_burndown
from maynum_dash.analysis.steering.ledger import build_ledger
from maynum_dash.analysis.steering.position import position
from maynum_dash.analysis.steering.projection import cash_plan, projection
from maynum_dash.domain.posts import Funder, Reading

Make = Callable[..., Board]
TODAY = date(2026, 11, 23)
days = st.integers(0, 2500).map(lambda gone: date(2021, 1, 1) + timedelta(days=gone))
posts = st.lists(
    st.fixed_dictionaries(
        {"start": days, "employer": st.sampled_from(["Mairie A", "Mairie B"])},
        optional={"lasts": st.integers(0, 1400)},
    ),
    min_size=1,
    max_size=3,
)
payments = st.lists(
    st.fixed_dictionaries(
        {
            "post_id": st.sampled_from(["1", "2", "3", "inconnu"]),
            "paid_on": days,
            "amount_cents": st.integers(-200_000, 500_000),
        }
    ),
    max_size=8,
)
votes = st.lists(
    st.fixed_dictionaries(
        {
            "fiscal_year": st.integers(2021, 2029),
            "authorisation": st.sampled_from(["AE", "CP"]),
            "amount_cents": st.integers(-100_000, 900_000),
        },
        optional={"voted_on": days},
    ),
    max_size=6,
)
any_board = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _decided(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each post its dates; « lasts » is the number of days before its return."""
    made = []
    for line in lines:
        dates = {"decided_on": line["start"], "end": line["start"]}
        if "lasts" in line:
            dates |= {"returned_on": line["start"] + timedelta(days=line["lasts"])}
        made.append({**dates, **{key: value for key, value in line.items() if key != "lasts"}})
    return made


@any_board
@given(posts=posts, payments=payments)
def test_payments_are_shared_to_the_cent(
    make_board: Make, posts: list[dict[str, Any]], payments: list[dict[str, Any]]
) -> None:
    board = make_board(_decided(posts), payments=payments)
    given_payments = board.workbook.payments
    ledger = build_ledger(board.posts, board.movements, given_payments, TODAY, 30)
    assert ledger.paid_cents == given_payments["amount_cents"].sum()
    shared = ledger.instalments["paid_cents"].sum() + ledger.unallotted["amount_cents"].sum()
    assert shared == given_payments["amount_cents"].sum()
    by_payment = ledger.parts.groupby("payment_row")["amount_cents"].sum()
    for row, cents in zip(given_payments["row"], given_payments["amount_cents"], strict=True):
        assert by_payment.get(row, 0) == cents
    ours = board.movements[board.movements["funder"] == Funder.DEPARTMENT.value]
    asked = ours[ours["reading"] == Reading.PAYMENT.value]["amount_cents"].sum()
    assert ledger.instalments["amount_cents"].sum() == asked
    planned = projection(ledger, TODAY)
    assert planned["amount_cents"].sum() == ledger.instalments["remaining_cents"].sum()
    assert (planned["day"].dt.date > TODAY).all()


@any_board
@given(posts=posts, payments=payments, year=st.integers(2020, 2030))
def test_committed_less_paid_is_what_is_left_on_every_line(
    make_board: Make, posts: list[dict[str, Any]], payments: list[dict[str, Any]], year: int
) -> None:
    board = make_board(_decided(posts), payments=payments)
    found = position(board.posts, board.scale, board.workbook.payments, year, today=TODAY, days=30)
    table = found.table
    left = table[["due_cents", "next_cents", "after_cents", "beyond_cents"]].sum(axis=1)
    assert (table["to_finance_cents"] == left - table["unallotted_cents"]).all()
    paid = table["paid_before_cents"] + table["paid_cents"]
    assert (table["to_finance_cents"] == table["committed_cents"] - paid).all()
    numbers = [name for name in table.columns if name.endswith("_cents") or name == "posts"]
    for level in ("epci", "structure"):
        assert (table.loc[table["level"] == level, numbers].sum() == found.total[numbers]).all()
    signed = board.movements[
        (board.movements["funder"] == Funder.DEPARTMENT.value)
        & (board.movements["reading"] == Reading.SIGNATURE.value)
        & (board.movements["fiscal_year"] <= year)
    ]
    assert found.total["committed_cents"] == signed["amount_cents"].sum()


@any_board
@given(posts=posts, payments=payments, envelopes=votes, year=st.integers(2021, 2029))
def test_an_exercice_burns_down_as_day_by_day(
    make_board: Make,
    posts: list[dict[str, Any]],
    payments: list[dict[str, Any]],
    envelopes: list[dict[str, Any]],
    year: int,
) -> None:
    board = make_board(_decided(posts), payments=payments, envelopes=envelopes)
    ledger = build_ledger(board.posts, board.movements, board.workbook.payments, TODAY, 30)
    track = payment_burndown(board.workbook.envelopes, ledger, year, TODAY)
    chosen = [line for line in envelopes if line["authorisation"] == "CP" and line["fiscal_year"] == year]
    credits_ = [
        (max(line.get("voted_on") or date(year, 1, 1), date(year, 1, 1)), line["amount_cents"])
        for line in chosen
    ]
    spending = [(line["paid_on"], line["amount_cents"]) for line in payments if line["paid_on"].year == year]
    for line in ledger.instalments.to_dict(orient="records"):
        due = line["due_on"].date()
        paid_on = due if due > TODAY else TODAY + timedelta(days=1)
        if line["remaining_cents"] and paid_on.year == year:
            spending.append((paid_on, line["remaining_cents"]))
    assert track.forecast_cents == sum(cents for _, cents in spending)
    expected, day = None, date(year, 1, 1)
    while chosen and expected is None and day.year == year:
        left = sum(cents for when, cents in credits_ if when <= day)
        if left < sum(cents for when, cents in spending if when <= day):
            expected = day
        day += timedelta(days=1)
    assert track.exhausted_on == expected
    plan = cash_plan(ledger, year, TODAY)
    assert plan["total_cents"].sum() == track.forecast_cents
    assert plan["cumulative_cents"].iloc[-1] == track.forecast_cents
    totals = track.lines.groupby("line", sort=False)["total_cents"].last()
    if Line.PROJECTED.value in totals:
        assert totals[Line.PROJECTED.value] == track.forecast_cents


def test_the_pace_of_commitments_is_the_one_of_the_last_365_days(make_board: Make) -> None:
    """One post decided today, one 365 days ago (out of the window), one 364 days ago (in it)."""
    decided = [TODAY, TODAY - timedelta(days=365), TODAY - timedelta(days=364)]
    board = make_board(
        [{"start": date(2026, 12, 1), "decided_on": day} for day in decided],
        envelopes=[{"fiscal_year": 2025, "authorisation": "AE", "amount_cents": 4_500_000 + 300_000}],
    )
    track = commitment_burndown(board.workbook.envelopes, board.movements, board.workbook.payments, TODAY)
    assert track.spent_cents == 4_500_000
    # 30 000 euros in 365 days; 3 000 are left: 36 days and a half, so that the 37th is too much.
    assert track.exhausted_on == TODAY + timedelta(days=37)


def test_an_empty_board_has_an_empty_ledger(make_board: Make) -> None:
    board = make_board([])
    ledger = build_ledger(board.posts, board.movements, board.workbook.payments, TODAY, 30)
    assert ledger.paid_cents == 0
    assert len(projection(ledger, TODAY)) == 0
    assert cash_plan(ledger, 2026, TODAY)["total_cents"].tolist() == [0] * 12
    found = position(board.posts, board.scale, board.workbook.payments, 2026, today=TODAY, days=30)
    assert found.total["committed_cents"] == 0
    track = payment_burndown(board.workbook.envelopes, ledger, 2026, TODAY)
    assert (track.voted_cents, track.exhausted_on, track.gap_cents) == (None, None, None)
    assert (
        commitment_burndown(
            board.workbook.envelopes, board.movements, board.workbook.payments, TODAY
        ).exhausted_on
        is None
    )


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_the_four_lines_stand_on_any_day(today: date, make_board: Make) -> None:
    board = make_board(_decided([{"start": date(2025, 9, 1)}]), envelopes=[{"authorisation": "CP"}])
    ledger = build_ledger(board.posts, board.movements, board.workbook.payments, today, 30)
    track = payment_burndown(board.workbook.envelopes, ledger, 2026, today)
    assert {Line.VOTED.value, Line.COMMITTED.value} <= set(track.lines["line"])
    assert track.lines.groupby("line")["day"].is_monotonic_increasing.all()

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.subsidies import LEFT_OUT, TO_CHECK, subsidies
from maynum_dash.domain.posts import Funder, Reading

MakeBoard: TypeAlias = Callable[..., Board]
SIRET, OTHER = "20003329800015", "20005588700018"
START = date(2026, 9, 1)
GRANTED: dict[str, Any] = {
    "siret": SIRET,
    "decided_on": date(2026, 6, 29),
    "decision_reference": "2026-12",
}


def test_posts_of_one_decision_are_one_subsidy(make_board: MakeBoard) -> None:
    found = subsidies(make_board([GRANTED, GRANTED, {**GRANTED, "decision_reference": "2026-13"}]))
    assert found.table["amount_cents"].tolist() == [3_000_000, 1_500_000]
    assert found.table["posts"].tolist() == [("1", "2"), ("3",)]
    assert found.left_out == ()


def test_without_reference_each_post_is_a_subsidy(make_board: MakeBoard) -> None:
    line = {**GRANTED, "decision_reference": None}
    assert len(subsidies(make_board([line, line])).table) == 2


@pytest.mark.parametrize("apart", [{"siret": OTHER}, {"decided_on": date(2026, 6, 30)}])
def test_another_establishment_or_day_is_another_subsidy(
    apart: dict[str, Any], make_board: MakeBoard
) -> None:
    assert len(subsidies(make_board([GRANTED, {**GRANTED, **apart}])).table) == 2


def test_a_post_given_back_counts_for_what_is_earned(make_board: MakeBoard) -> None:
    back = {**GRANTED, "status": "Rendu", "returned_on": date(2027, 9, 1)}
    line = subsidies(make_board([back])).table.iloc[0]
    assert (line["amount_cents"], line["returned"]) == (350_000, 1)
    assert (line["first_paid"].date(), line["last_paid"].date()) == (START, date(2027, 8, 31))


def test_a_post_given_back_before_its_start_has_no_subsidy(make_board: MakeBoard) -> None:
    found = subsidies(make_board([{**GRANTED, "status": "Rendu", "returned_on": START}]))
    assert found.table.empty
    assert [(one.code, one.column) for one in found.left_out] == [(LEFT_OUT, "")]


def test_missing_values_are_listed_and_never_invented(make_board: MakeBoard) -> None:
    nothing = {"siret": None, "decided_on": START, "decision_reference": None}
    found = subsidies(make_board([GRANTED, {**GRANTED, "siret": None}, {**GRANTED, **nothing}]))
    assert found.table["rows"].tolist() == [(2,)]
    assert [(one.row, one.column) for one in found.left_out] == [
        (3, "SIRET"),
        (4, "SIRET"),
        (4, "Date de décision"),
    ]
    assert found.posts_left_out == 2


@pytest.mark.parametrize("decided_on", [START, None])
def test_a_decision_of_the_day_of_the_start_is_doubtful(
    decided_on: date | None, make_board: MakeBoard
) -> None:
    alone = subsidies(make_board([{**GRANTED, "decided_on": decided_on, "decision_reference": None}]))
    assert alone.table.empty
    assert alone.left_out[0].column == "Date de décision"
    if decided_on is not None:
        told = subsidies(make_board([{**GRANTED, "decided_on": decided_on}]))
        assert len(told.table) == 1
        assert [one.code for one in told.to_check] == [TO_CHECK]


def test_a_reference_without_any_day_of_decision_is_left_out(make_board: MakeBoard) -> None:
    found = subsidies(make_board([{**GRANTED, "decided_on": None}]))
    assert found.table.empty
    assert found.left_out[0].column == "Date de décision"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "siret": st.sampled_from([SIRET, OTHER, None]),
                "decided_on": st.sampled_from([date(2026, 6, 29), date(2026, 3, 1), START]),
                "decision_reference": st.sampled_from(["a", "b", None]),
                "returned_on": st.sampled_from([None, START, date(2027, 1, 1)]),
            }
        ),
        max_size=6,
    )
)
def test_every_post_and_every_cent_is_published_or_listed(
    make_board: MakeBoard, lines: list[dict[str, Any]]
) -> None:
    board = make_board(lines)
    found = subsidies(board)
    published = [row for rows in found.table["rows"] for row in rows]
    listed = {one.row for one in found.left_out}
    assert sorted([*published, *listed]) == board.posts["row"].tolist()
    moved = board.movements
    share = moved[(moved["reading"] == Reading.SIGNATURE) & (moved["funder"] == Funder.DEPARTMENT)]
    assert found.table["amount_cents"].sum() == share.loc[share["row"].isin(published), "amount_cents"].sum()

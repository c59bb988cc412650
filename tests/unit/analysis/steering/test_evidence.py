"""Each figure of the envelopes is the sum of its rows."""

from collections.abc import Callable
from datetime import date

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.figures import Figure
from maynum_dash.analysis.steering import evidence
from maynum_dash.analysis.steering.envelopes import AE, CP, decision
from maynum_dash.analysis.steering.position import position

PASSPORT = evidence.Passport("classeur", date(2026, 11, 23))


@pytest.fixture
def figures(make_board: Callable[..., Board]) -> dict[str, Figure]:
    board = make_board(
        [{"decided_on": date(2026, 6, 1)}],
        payments=[{"amount_cents": 300_000}, {"post_id": "inconnu", "amount_cents": 1_000}],
        envelopes=[{"amount_cents": 500}, {"amount_cents": -100, "vote": "DM1"}, {"authorisation": "CP"}],
    )
    found = position(
        board.posts, board.scale, board.workbook.payments, 2026, today=date(2026, 11, 23), days=30
    )
    votes = board.workbook.envelopes
    return {
        "ae": evidence.voted(votes, AE, 2026, PASSPORT),
        "cp": evidence.voted(votes, CP, 2026, PASSPORT),
        "committed": evidence.committed(board.movements, 2026, PASSPORT),
        "paid": evidence.paid(found.ledger, [2026], "Mandaté", PASSPORT),
        "unpaid": evidence.unpaid(found.ledger, 2026, PASSPORT),
    }


@pytest.mark.parametrize(
    ("name", "cents"),
    [("ae", 400), ("cp", 1_500_000), ("committed", 1_500_000), ("paid", 301_000), ("unpaid", 1_199_000)],
)
def test_a_figure_is_the_sum_of_its_rows(name: str, cents: int, figures: dict[str, Figure]) -> None:
    assert figures[name].value == figures[name].total_of_rows == cents


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        ("BP", "BP"),
        ("Budget primitif 2026", "BP"),
        ("DM2", "DM"),
        ("décision modificative n° 1", "DM"),
        ("BS", "BS"),
        ("Budget supplémentaire", "BS"),
        ("Report", "Autre"),
    ],
)
def test_a_vote_is_recognised_as_it_is_written(vote: str, expected: str) -> None:
    assert decision(vote) == expected

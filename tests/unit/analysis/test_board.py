"""A board holds what each part of the analysis says of one workbook, and changes nothing of it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board, board_again, build_board
from maynum_dash.analysis.money.pivots import by_fiscal_year
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion
from maynum_dash.sources.basis import Basis, load_basis
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import Workbook

AMOUNTS = {
    Funder.STATE: (1_750_000, 1_250_000, 1_250_000),
    Funder.BONUS: (0, 0, 0),
    Funder.DEPARTMENT: (350_000, 500_000, 650_000),
}
SCALE = FundingScale(
    (
        ScaleVersion(
            date(2020, 11, 17),
            2_500_000,
            dict.fromkeys(EmployerCategory, AMOUNTS),
            PaymentClause(70),
            1_500_000,
            (),
            (),
        ),
    )
)
READ = Anomaly("LU", Severity.WARNING, "Postes", 5, "", "", "Lu.")


def workbook(**columns: list[object]) -> Workbook:
    count = len(columns.get("row", []))
    blank: dict[str, list[object]] = {name: [None] * count for name in frame("posts").columns}
    tables = {
        name: frame(name)
        for name in ("payments", "envelopes", "criteria", "needs", "places", "fragility", "elected")
    }
    return Workbook(
        name="suivi.xlsx",
        sha256="0" * 64,
        profile="classeur",
        is_demo=False,
        posts=frame("posts", {**blank, **columns}),
        sheets=(),
        anomalies=(READ,),
        complements=(),
        is_marked=False,
        **tables,
    )


@pytest.fixture
def basis() -> Basis:
    return replace(load_basis(), scale=SCALE)


@pytest.fixture
def board(basis: Basis) -> Board:
    given = workbook(
        row=[5, 6],
        post_id=["P1", "P2"],
        employer=["Structure A", "Structure B"],
        category=["Public", "Privé"],
        epci=["CC de l'Ernée", "Nulle part"],
        status=["Occupé", "Occupé"],
        fte=[1.0, 0.5],
        decided_on=[date(2026, 6, 1)] * 2,
        start=[date(2026, 9, 1)] * 2,
        end=[date(2029, 8, 31)] * 2,
        # More than the base: the employer of the second post would be paid.
        department_y1_cents=[None, 900_000],
    )
    return build_board(given, basis)


def test_posts_are_those_attached_to_territories(board: Board) -> None:
    assert board.posts is board.matched.posts
    assert board.posts["epci_code"].iloc[0] == "245300355"
    assert pd.isna(board.posts["epci_code"].iloc[1])


def test_the_money_of_an_unmatched_post_is_not_lost(board: Board) -> None:
    for reading in Reading:
        table = by_fiscal_year(board.movements, reading)
        assert table[Funder.DEPARTMENT.value].sum() == 1_500_000 + 500_000 + 650_000 + 900_000
        assert table.to_numpy().sum() == 2 * 3 * 2_500_000
    assert board.plans["total_cents"].sum() == 2 * 3 * 2_500_000


def test_anomalies_come_in_the_order_reading_matching_money(board: Board) -> None:
    assert board.anomalies[0] is READ
    assert board.matched.anomalies
    # The board adds the euros that a row has at stake.
    matching = board.anomalies[1 : 1 + len(board.matched.anomalies)]
    assert [replace(one, stake_cents=None) for one in matching] == list(board.matched.anomalies)
    assert matching[0].stake_cents == 500_000 + 650_000 + 900_000
    money = board.anomalies[1 + len(board.matched.anomalies) :]
    assert [anomaly.row for anomaly in money if anomaly.severity is not Severity.INFORMATION] == [6, 6]


def test_an_empty_workbook_gives_an_empty_board(basis: Basis) -> None:
    empty = build_board(workbook(), basis)
    assert (len(empty.posts), len(empty.movements), len(empty.plans)) == (0, 0, 0)
    assert empty.anomalies == (READ,)


def test_the_workbook_is_left_as_it_was(basis: Basis) -> None:
    given = workbook(
        row=[5], post_id=["P1"], category=["Public"], status=["Occupé"], start=[date(2026, 9, 1)], fte=[1.0]
    )
    before = given.posts.copy(deep=True)
    build_board(given, basis)
    pd.testing.assert_frame_equal(given.posts, before)


def test_what_was_computed_is_kept_for_a_workbook_that_holds_the_same(board: Board, basis: Basis) -> None:
    back = replace(board.workbook, name="autre.xlsx", sha256="1" * 64, posts=board.workbook.posts.copy())
    again = board_again(board, back, basis, "import 1")
    assert again.movements is board.movements
    assert (again.workbook, again.origin) == (back, "import 1")
    assert again.key != board.key


def test_anything_else_is_computed_again(board: Board, basis: Basis) -> None:
    given = board.workbook
    others = [
        (None, given, basis),
        (board, replace(given, posts=given.posts.assign(fte=[1.0, 0.25])), basis),
        (board, replace(given, posts=given.posts.astype({"fte": "float32"})), basis),
        (board, replace(given, anomalies=()), basis),
        (board, given, replace(basis, sha256="2" * 64)),
    ]
    for known, workbook, other in others:
        assert board_again(known, workbook, other, "import 1").movements is not board.movements

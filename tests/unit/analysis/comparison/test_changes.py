"""Two boards in; what differs, and why the money does, to the cent."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.attribution import ORDER
from maynum_dash.analysis.comparison.changes import Changes, Offer, UnexplainedDifferenceError, compare
from maynum_dash.analysis.comparison.differences import HEADINGS
from maynum_dash.analysis.money.budget import movements_table
from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.changes import Cause
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.domain.scale import FundingScale, PaymentClause
from maynum_dash.sources.fields import POSTS, TABLES
from maynum_dash.sources.headings import load_headings
from maynum_dash.sources.scale import load_scale

MakeBoard = Callable[..., Board]
CELL = ["reading", "funder", "fiscal_year"]
DAYS = st.one_of(
    st.sampled_from([date(2024, 2, 29), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)]),
    st.dates(date(2023, 1, 1), date(2029, 12, 31)),
)
AMOUNTS = st.none() | st.integers(-100_000, 2_000_000)
LINES = st.fixed_dictionaries(
    {
        "employer": st.sampled_from(["Mairie A", "MAIRIE  A", "Mairie-a", "Mairie B", "Centre d’Évron"]),
        "epci": st.sampled_from(["CC de l'Ernée", "Ernée", "CA Laval Agglomération", "Nulle part"]),
        "category": st.sampled_from([category.value for category in EmployerCategory]),
        "status": st.sampled_from(["Occupé", "Vacant", "Rendu"]),
        "decided_on": st.none() | DAYS,
        "start": DAYS,
        "returned_on": st.none() | DAYS,
        "department_y1_cents": AMOUNTS,
        "state_y2_cents": AMOUNTS,
        "bonus_y1_cents": AMOUNTS,
        "employer_y3_cents": AMOUNTS,
    }
)
FIELDS = [
    ["employer"],
    ["epci"],
    ["category"],
    ["status"],
    ["decided_on", "start"],
    ["returned_on"],
    ["department_y1_cents", "state_y2_cents"],
    ["employer_y3_cents", "bonus_y1_cents"],
]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two workbooks of a few posts: some on one side only, the others the same but for some groups."""
    before, after = [], []
    for post_id in range(draw(st.integers(0, 5))):
        line = {"post_id": f"p{post_id}", **draw(LINES)}
        later = {"post_id": f"P{post_id}", **draw(LINES)}
        replaced = draw(st.sets(st.sampled_from(range(len(FIELDS)))))
        taken = {name: later[name] for rank in replaced for name in FIELDS[rank]}
        side = draw(st.sampled_from(["both", "both", "both", "before", "after"]))
        if side != "after":
            before.append(line)
        if side != "before":
            after.append({**line, "post_id": later["post_id"], **taken})
    return before, draw(st.permutations(after))


def two_versions() -> FundingScale:
    """Another clause and another base from 2026 on, and the same before."""
    (first,) = load_scale().versions
    later = replace(first, valid_from=date(2026, 1, 1), base_cents=2_600_000, clause=PaymentClause(50))
    return FundingScale((first, later))


SCALES = {"same": load_scale(), "new": two_versions()}


def cells(movements: DataFrame, extra: Sequence[str] = ()) -> dict[Any, int]:
    sums = movements.groupby([*extra, *CELL], dropna=False)["amount_cents"].sum()
    return {key: int(cents) for key, cents in sums.items() if cents}


def added(one: dict[Any, int], other: dict[Any, int], sign: int = 1) -> dict[Any, int]:
    sums = {key: one.get(key, 0) + sign * other.get(key, 0) for key in one | other}
    return {key: cents for key, cents in sums.items() if cents}


@given(workbooks=pairs(), scale=st.sampled_from(sorted(SCALES)))
@settings(max_examples=40, deadline=None)
def test_each_total_before_plus_the_steps_is_the_total_after(
    make_board: MakeBoard, workbooks: tuple[list[dict[str, Any]], list[dict[str, Any]]], scale: str
) -> None:
    before, after = make_board(workbooks[0]), make_board(workbooks[1], scale=SCALES[scale])
    changes = compare(before, after)

    def placed(table: DataFrame) -> DataFrame:
        place = table["employer" if "employer" in table else "structure"].map(fold)
        return table.assign(place=place, epci_code=table["epci_code"].fillna("none"))

    for extra in ([], ["place"], ["epci_code"], ["place", "epci_code"]):
        was, is_now, steps = (
            cells(placed(table), extra) for table in (before.movements, after.movements, changes.steps)
        )
        assert added(was, steps) == is_now, extra
    back = compare(after, before)
    assert cells(back.steps) == {key: -cents for key, cents in cells(changes.steps).items()}
    for board in (before, after):
        assert compare(board, board).is_empty
    assert (changes.steps["amount_cents"] != 0).all()


@given(workbooks=pairs())
@settings(max_examples=20, deadline=None)
def test_each_cause_bears_what_taking_its_columns_changes_in_the_movements(
    make_board: MakeBoard, workbooks: tuple[list[dict[str, Any]], list[dict[str, Any]]]
) -> None:
    """The same attribution, one post and one step at a time."""
    before, after = make_board(workbooks[0]), make_board(workbooks[1], scale=SCALES["new"])
    former, later = (
        board.posts.assign(post_id=board.posts["post_id"].str.upper()) for board in (before, after)
    )
    expected: dict[Any, int] = {}
    for post_id in {*former["post_id"]} | {*later["post_id"]}:
        one, other = (side[side["post_id"] == post_id].reset_index(drop=True) for side in (former, later))
        states = [(Cause.SCALE, cells(movements_table(one, before.scale)))]
        if one.empty or other.empty:
            cause = Cause.ENTERED if one.empty else Cause.LEFT
            states.append((cause, cells(movements_table(other, after.scale))))
        else:
            hybrid = one.copy()
            for cause, columns in ORDER.items():
                hybrid[list(columns)] = other[list(columns)]
                states.append((cause, cells(movements_table(hybrid, after.scale))))
        for (_, was), (cause, is_now) in pairwise(states):
            for key, cents in added(is_now, was, -1).items():
                expected[cause, post_id, *key] = cents
    steps = compare(before, after).steps
    caused = steps[~steps["cause"].isin([Cause.STRUCTURE, Cause.EPCI])]
    found = cells(caused.assign(post_id=caused["post_id"].str.upper()), ["cause", "post_id"])
    assert found == expected


def told(changes: Changes) -> list[tuple[str, ...]]:
    columns = ["post_id", "nature", "field", "before", "after"]
    return [tuple(line) for line in changes.posts[columns].fillna("–").to_numpy()]


def test_a_post_that_enters_and_one_that_leaves(make_board: MakeBoard) -> None:
    before = make_board([{"post_id": "1"}, {"post_id": "2"}])
    after = make_board([{"post_id": "3", "status": "Vacant"}, {"post_id": "1"}])
    changes = compare(before, after)
    assert told(changes) == [
        ("3", "Poste entré", "–", "–", "Vacant"),
        ("2", "Poste sorti", "–", "Occupé", "–"),
    ]
    rows = changes.posts[["row_before", "row_after"]].astype("object").to_numpy().tolist()
    assert rows == [[pd.NA, 2], [3, pd.NA]]
    assert changes.steps.groupby("cause")["post_id"].unique().str[0].to_dict() == {
        Cause.ENTERED: "3",
        Cause.LEFT: "2",
    }


def test_a_post_that_enters_returned_is_in_the_money_of_those_that_enter(make_board: MakeBoard) -> None:
    changes = compare(make_board([]), make_board([{"status": "Rendu", "returned_on": date(2027, 9, 1)}]))
    assert set(changes.steps["cause"]) == {Cause.ENTERED}
    assert cells(changes.steps)[Reading.SIGNATURE, Funder.DEPARTMENT, 2027] == -1_150_000


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"siret": "13002603200016"}, ("SIRET", "SIRET", "–", "13002603200016")),
        ({"status": "Vacant"}, ("Statut", "Statut", "Occupé", "Vacant")),
        ({"returned_on": date(2027, 3, 1)}, ("Date de rendu", "Date de rendu", "–", "01/03/2027")),
        (
            {"start": date(2026, 10, 1)},
            ("Dates de convention", "Début de convention", "01/09/2026", "01/10/2026"),
        ),
        ({"end": date(2029, 8, 31)}, ("Dates de convention", "Fin de convention", "–", "31/08/2029")),
        ({"vacant_since": date(2027, 1, 1)}, ("Vacance", "Vacant depuis", "–", "01/01/2027")),
        ({"category": "Privé"}, ("Catégorie", "Catégorie employeur", "Public bonifié", "Privé")),
        (
            {"department_y2_cents": 400_050},
            ("Montants", "Département A2", "barème", "4\u202f000,50\u00a0€"),
        ),
        ({"employer_y1_cents": 0}, ("Montants", "Employeur A1", "reste", "0,00\u00a0€")),
        ({"fte": 0.8}, ("ETP", "ETP", "1", "0,8")),
        ({"epci": "CA Laval Agglomération"}, ("EPCI", "EPCI", "CC de l'Ernée", "CA Laval Agglomération")),
        ({"epci": "Nulle part"}, ("EPCI", "EPCI", "CC de l'Ernée", "Nulle part")),
        ({"commune": "Ernée"}, ("Commune", "Commune", "–", "Ernée")),
        (
            {"served": "Ernée : 50 % ; Laval Agglomération : 50 %"},
            (
                "Territoires desservis",
                "EPCI desservis",
                "EPCI de la structure",
                "Ernée : 50 % ; Laval Agglomération : 50 %",
            ),
        ),
        (
            {"decision_reference": "CP-2026-12"},
            ("Référence de décision", "Référence de décision", "–", "CP-2026-12"),
        ),
        ({"employer": "Mairie B"}, ("Structure", "Structure", "Mairie A", "Mairie B")),
    ],
)
def test_each_column_has_its_nature_and_its_words(
    make_board: MakeBoard, change: dict[str, Any], expected: tuple[str, ...]
) -> None:
    changes = compare(make_board([{}]), make_board([change]))
    assert told(changes) == [("1", *expected)]


def test_the_headings_are_those_of_the_workbook() -> None:
    canonical = load_headings().canonical
    assert {name: canonical[POSTS, name] for name in HEADINGS} == HEADINGS
    assert {field.name for field in TABLES[POSTS]} - set(HEADINGS) == {"post_id", "remarks"}


@pytest.mark.parametrize(
    "change",
    [
        {"post_id": "a"},
        {"employer": "MAIRIE a"},
        {"epci": "Ernée"},
        {"served": "CC de l'Ernée"},
        {"remarks": "à revoir"},
        {"row": 40},
    ],
)
def test_another_way_to_write_the_same_thing_is_no_difference(
    make_board: MakeBoard, change: dict[str, Any]
) -> None:
    assert compare(make_board([{"post_id": "A"}]), make_board([{"post_id": "A", **change}])).is_empty


def test_a_name_nearly_the_same_beside_the_same_siret_is_no_move(make_board: MakeBoard) -> None:
    siret = "13002603200016"
    before = make_board([{"employer": "Communauté de communes de l'Ernée", "siret": siret}])
    after = make_board([{"employer": "Communauté de commune de l'Ernée", "siret": siret}])
    assert compare(before, after).is_empty


def test_another_name_beside_the_same_siret_is_a_new_name(make_board: MakeBoard) -> None:
    siret = "13002603200016"
    changes = compare(
        make_board([{"siret": siret}]), make_board([{"siret": siret, "employer": "Maison du numérique"}])
    )
    assert told(changes) == [("1", "Nom de la structure", "Structure", "Mairie A", "Maison du numérique")]
    assert set(changes.steps["cause"]) == {Cause.STRUCTURE}


def test_the_same_siret_in_another_epci_is_a_move(make_board: MakeBoard) -> None:
    siret = "13002603200016"
    moved = {"siret": siret, "employer": "Maison du numérique", "epci": "CC du Pays de Craon"}
    changes = compare(make_board([{"siret": siret}]), make_board([moved]))
    assert [line[1] for line in told(changes)] == ["Structure", "EPCI"]


def test_differences_go_post_by_post_in_the_order_of_the_later_workbook(make_board: MakeBoard) -> None:
    other = {"status": "Vacant", "category": "Privé"}
    changes = compare(
        make_board([{"post_id": "a"}, {"post_id": "b"}]),
        make_board([{"post_id": "b", **other}, {"post_id": "a", **other}]),
    )
    assert [line[:2] for line in told(changes)] == [
        ("b", "Statut"),
        ("b", "Catégorie"),
        ("a", "Statut"),
        ("a", "Catégorie"),
    ]


def test_a_commune_deduced_from_the_siret_is_no_cell_that_changed(make_board: MakeBoard) -> None:
    laval, ernee = ({"epci": None, "siret": siret} for siret in ("21530130000011", "21530096300011"))
    changes = compare(make_board([laval]), make_board([ernee]))
    assert [line[1] for line in told(changes)] == ["SIRET", "EPCI"]


def test_a_move_leaves_one_place_enters_the_other_and_changes_no_total(make_board: MakeBoard) -> None:
    before = make_board([{}, {"post_id": "other"}])
    after = make_board([{"employer": "Mairie B", "epci": "CC du Pays de Craon"}, {"post_id": "other"}])
    steps = compare(before, after).steps
    assert cells(steps) == {}
    chosen = steps[(steps["reading"] == "tranche") & (steps["funder"] == Funder.DEPARTMENT.value)]
    year = chosen[chosen["fiscal_year"] == 2027]
    lines = year[["cause", "structure", "epci_code", "amount_cents"]].to_numpy().tolist()
    assert sorted(lines) == sorted(
        [
            [Cause.STRUCTURE, "Mairie A", "245300355", -500_000],
            [Cause.STRUCTURE, "Mairie B", "245300355", 500_000],
            [Cause.EPCI, "Mairie B", "245300355", -500_000],
            [Cause.EPCI, "Mairie B", "200048551", 500_000],
        ]
    )


def test_a_post_that_loses_its_territory_moves_to_none(make_board: MakeBoard) -> None:
    changes = compare(make_board([{}]), make_board([{"epci": "Nulle part"}]))
    assert changes.roster["epci_code"].isna().all()
    gained = changes.steps[changes.steps["epci_code"].isna()]
    assert (gained["cause"] == Cause.EPCI).all()
    assert gained["amount_cents"].sum() == 4 * 7_500_000


def test_a_new_scale_alone_is_told_post_by_post(make_board: MakeBoard) -> None:
    line = {"decided_on": date(2026, 6, 1)}
    changes = compare(make_board([line]), make_board([line], scale=SCALES["new"]))
    assert (changes.has_new_scale, changes.is_empty, len(changes.posts)) == (True, False, 0)
    assert set(changes.steps["cause"]) == {Cause.SCALE}
    assert cells(changes.steps)[Reading.PAYMENT, Funder.DEPARTMENT, 2026] == 175_000 - 245_000


def test_a_new_scale_that_changes_no_amount_is_a_change_all_the_same(make_board: MakeBoard) -> None:
    old = {"decided_on": date(2025, 12, 31)}
    changes = compare(*(make_board([old], scale=SCALES[scale]) for scale in ("same", "new")))
    assert (changes.has_new_scale, changes.is_empty) == (True, False)
    assert (len(changes.posts), len(changes.steps)) == (0, 0)


def test_causes_are_taken_in_the_documented_order() -> None:
    assert list(ORDER) == [Cause.SCALE, Cause.CATEGORY, Cause.AMOUNTS, Cause.DATES, Cause.RETURN]


def test_votes_are_compared_by_year_kind_and_vote(make_board: MakeBoard) -> None:
    before = make_board([], envelopes=[{}, {"vote": "DM1", "amount_cents": 5}, {"authorisation": "CP"}])
    after = make_board([], envelopes=[{"vote": "bp", "amount_cents": 1_600_000}, {"fiscal_year": 2027}])
    changes = compare(before, after)
    assert changes.envelopes.to_numpy().tolist() == [
        ["AE", 2026, "bp", 1_500_000, 1_600_000, 100_000],
        ["AE", 2026, "DM1", 5, 0, -5],
        ["AE", 2027, "bp", 0, 1_500_000, 1_500_000],
        ["CP", 2026, "bp", 1_500_000, 0, -1_500_000],
    ]
    assert not changes.is_empty


def test_payments_are_compared_by_exercice(make_board: MakeBoard) -> None:
    before = make_board([{}], payments=[{}, {"paid_on": date(2027, 1, 2)}])
    after = make_board([{}], payments=[{}, {"amount_cents": -45_000}])
    changes = compare(before, after)
    assert changes.payments.to_numpy().tolist() == [
        [2026, 245_000, 200_000, -45_000],
        [2027, 245_000, 0, -245_000],
    ]
    assert changes.payments.dtypes.astype("str").unique().tolist() == ["int64"]
    assert not changes.is_empty


def test_posts_and_full_time_equivalents_are_counted_on_both_sides(make_board: MakeBoard) -> None:
    before = make_board([{"fte": 0.25}, {"fte": 0.5}, {"status": "Vacant"}])
    changes = compare(before, make_board([{"fte": 0.5}]))
    assert changes.offer_before == Offer(3, 2, 0.75)
    assert changes.offer_after == Offer(1, 1, 0.5)


def test_two_empty_boards_have_no_difference(make_board: MakeBoard) -> None:
    changes = compare(make_board([]), make_board([]))
    assert changes.is_empty
    assert (len(changes.roster), len(changes.totals)) == (0, 0)


def test_money_that_no_cause_explains_is_never_shown(make_board: MakeBoard) -> None:
    board = make_board([{}])
    movements = board.movements.assign(amount_cents=board.movements["amount_cents"] + 1)
    with pytest.raises(UnexplainedDifferenceError):
        compare(board, replace(board, movements=movements))


def test_boards_are_left_as_they_were(make_board: MakeBoard) -> None:
    before, after = make_board([{}, {}]), make_board([{"category": "Privé", "employer": "Mairie B"}])
    copies = [(board, board.posts.copy(), board.movements.copy()) for board in (before, after)]
    compare(before, after)
    for board, posts, movements in copies:
        pd.testing.assert_frame_equal(board.posts, posts)
        pd.testing.assert_frame_equal(board.movements, movements)

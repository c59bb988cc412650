"""An export completes a workbook, and nothing of the workbook is replaced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd
import pytest
from pandas import DataFrame

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.quality.completion import carry, complete, relinked, without
from maynum_dash.analysis.quality.statelinks import NONE, decision_key
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import CompletionError, EmptyExportError
from maynum_dash.sources.exports import Export
from maynum_dash.sources.fields import TABLES
from maynum_dash.sources.frames import frame
from maynum_dash.sources.schemas import AGE_COUNTS, GIVEN_NEEDS, NEEDS, STATE_POSTS, STRUCTURES
from maynum_dash.sources.workbook import SheetCount, Workbook

TODAY = date(2026, 11, 23)
MakeBoard = Callable[..., Board]


def export(table: str, *lines: dict[str, Any], name: str = "export.csv") -> Export:
    rows = [{"row": rank, **line} for rank, line in enumerate(lines, start=2)]
    full = frame(table, {column: [row.get(column) for row in rows] for column in frame(table).columns})
    count = SheetCount("Feuille", table, 1, len(lines), len(lines), 0, ())
    mark = sha256(repr((name, lines)).encode()).hexdigest()
    return Export(name, mark, "profil", "libellé", {table: full}, (count,), (), ())


def state(*lines: dict[str, Any], name: str = "export.csv") -> Export:
    plain = {"state_post_id": "1", "structure": "Mairie A", "status": "Occupé", "contracted_cents": 5_000_000}
    return export(STATE_POSTS, *({**plain, **line} for line in lines), name=name)


def test_an_export_fills_its_table_and_leaves_the_others(make_board: MakeBoard) -> None:
    workbook = make_board([{}]).workbook
    made = complete(workbook, state({}), {}, TODAY)
    assert made.state_posts["post_id"].tolist() == ["1"]
    assert [(one.table, one.name, one.given_on) for one in made.complements] == [
        (STATE_POSTS, "export.csv", TODAY)
    ]
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(made, table), getattr(workbook, table))
    assert sum(one.rows_read for one in made.sheets) == sum(one.rows_read for one in workbook.sheets) + 1
    assert made.sha256 != workbook.sha256


def test_the_same_export_and_decisions_give_the_same_fingerprint(make_board: MakeBoard) -> None:
    workbook = make_board([{}, {"employer": "CC B"}]).workbook
    one, other = (complete(workbook, state({"state_post_id": "X"}), {}, TODAY) for _ in range(2))
    assert one.sha256 == other.sha256
    decided = {decision_key("X", "Mairie A"): NONE}
    assert complete(workbook, state({"state_post_id": "X"}), decided, TODAY).sha256 != one.sha256
    assert relinked(one, {}).sha256 == one.sha256
    assert relinked(one, decided).sha256 != one.sha256


def test_a_later_export_takes_the_place_of_the_earlier_one(make_board: MakeBoard) -> None:
    first = complete(make_board([{}]).workbook, state({}, {"state_post_id": "2"}), {}, TODAY)
    later = complete(first, state({"contracted_cents": 1}, name="plus tard.csv"), {}, TODAY)
    assert later.state_posts["contracted_cents"].tolist() == [1]
    assert [one.name for one in later.complements] == ["plus tard.csv"]
    assert [one.sheet for one in later.sheets if one.table == STATE_POSTS] == ["plus tard.csv · Feuille"]


def test_an_export_detached_leaves_no_trace(make_board: MakeBoard) -> None:
    workbook = make_board([{}]).workbook
    bare = without(complete(workbook, state({}), {}, TODAY), STATE_POSTS)
    assert (bare.sheets, bare.anomalies, bare.complements) == (workbook.sheets, workbook.anomalies, ())
    assert bare.state_posts.empty
    assert without(workbook, STATE_POSTS) is workbook


def test_a_new_workbook_keeps_what_completed_the_old_one_and_links_it_anew(make_board: MakeBoard) -> None:
    old = complete(
        make_board([{}]).workbook, state({}, {"state_post_id": "2", "structure": "CC B"}), {}, TODAY
    )
    new = carry(make_board([{}, {"employer": "CC B"}]).workbook, old, {})
    assert old.state_posts["post_id"].isna().tolist() == [False, True]
    assert new.state_posts["post_id"].tolist() == ["1", "2"]
    assert new.complements == old.complements
    plain = make_board([{}]).workbook
    assert carry(plain, plain, {}) is plain


def test_structures_and_empty_exports_complete_nothing(make_board: MakeBoard) -> None:
    workbook = make_board([{}]).workbook
    with pytest.raises(CompletionError, match="structures"):
        complete(workbook, export(STRUCTURES, {"structure": "Mairie A"}), {}, TODAY)
    with pytest.raises(EmptyExportError, match="Aucune ligne"):
        complete(workbook, state(), {}, TODAY)


def test_the_end_of_the_state_is_taken_where_the_workbook_is_silent(make_board: MakeBoard) -> None:
    board = make_board([{}, {"state_end": date(2026, 12, 31)}])
    rows = [{"state_post_id": key, "agreement_end": date(2027, 6, 30)} for key in ("1", "2")]
    made = build_board(complete(board.workbook, state(*rows), {}, TODAY), board.basis)
    assert made.posts["state_end"].dt.date.tolist() == [date(2027, 6, 30), date(2026, 12, 31)]
    assert [one.code for one in made.anomalies].count("FIN_ETAT_REPRISE") == 1
    # Money and statuses are those of the workbook.
    pd.testing.assert_frame_equal(made.plans, board.plans)
    assert made.posts["status"].tolist() == board.posts["status"].tolist()


def test_counted_ages_replace_the_share_applied_everywhere(make_board: MakeBoard) -> None:
    board = make_board([{}])
    line = {"commune_code": "53130", "year": 2021, "population_15_plus": 40_000.0}
    made = build_board(complete(board.workbook, export(AGE_COUNTS, line), {}, TODAY), board.basis)
    before, after = (one.reference.communes.set_index("code")["population_15_plus"] for one in (board, made))
    assert after["53130"] == 40_000.0
    assert (after.drop("53130") == before.drop("53130")).all()
    epci = made.reference.epci.set_index("code")["population_15_plus"]
    assert epci["200083392"] == pytest.approx(
        board.reference.epci.set_index("code")["population_15_plus"]["200083392"] + 40_000 - before["53130"]
    )
    needs = needs_table(NeedSource.UNIFORM, made.reference)
    assert needs["people"].sum() == pytest.approx(epci.sum() * 0.15)
    assert [one.code for one in made.anomalies].count("AGES_INCOMPLETS") == 1


def test_a_table_of_needs_given_apart_stands_for_the_sheet(make_board: MakeBoard) -> None:
    sheet = [{"epci": "CC de l'Ernée", "rate_pct": 10.0, "year": 2019, "source": "feuille"}]
    board = make_board([{}], needs=sheet)
    line = {"epci": "CC de l'Ernée", "rate_pct": 21.5, "year": 2022, "source": "Insee"}
    made = complete(board.workbook, export(NEEDS, line), {}, TODAY)
    assert rates(build_board(made, board.basis)) == [21.5]
    assert rates(build_board(without(made, GIVEN_NEEDS), board.basis)) == rates(board) == [10.0]


def rates(board: Board) -> list[float]:
    needs: DataFrame = board.matched.needs
    return [float(rate) for rate in needs.loc[needs["is_retained"], "rate_pct"]]


@pytest.mark.parametrize("learned", [(), ("Porteur du projet",)])
def test_the_same_workbook_given_again_is_the_current_data(
    make_board: MakeBoard, learned: tuple[str, ...]
) -> None:
    def given() -> Workbook:
        read = make_board([{}, {"employer": "CC B"}]).workbook
        said = tuple(anomaly(Code.COLUMN_LEARNED, Spot("Postes", None, one, "Structure")) for one in learned)
        return replace(read, anomalies=(*read.anomalies, *said))

    def kept(workbook: Workbook) -> Workbook:
        """As the memory gives it back."""
        return replace(workbook, sha256=workbook.fingerprint, is_marked=True)

    current = kept(given())
    assert current.fingerprint == given().fingerprint
    for export_given in (state({}), export(NEEDS, {"epci": "Ernée", "year": 2021}, name="taux.csv")):
        current = kept(complete(current, export_given, {}, TODAY))
        assert carry(given(), current, {}).fingerprint == current.fingerprint
    other = replace(given(), posts=given().posts.assign(employer="CC C"))
    assert carry(other, current, {}).fingerprint != current.fingerprint

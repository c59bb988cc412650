"""Cross tables that add up, missing territories and gap years included."""

from collections.abc import Sequence

import pandas as pd
import pytest
from pandas import DataFrame

from maynum_dash.analysis.money.pivots import (
    TOTAL,
    by_fiscal_year,
    by_group,
    of_reading,
    pivot,
    with_totals,
)
from maynum_dash.domain.posts import Funder, Reading

STATE, BONUS, DEPARTMENT, EMPLOYER = (funder.value for funder in Funder)
COLUMNS = [
    "epci_code",
    "employer",
    "post_id",
    "reading",
    "funder",
    "scheme_year",
    "fiscal_year",
    "amount_cents",
]
LINES = [
    ("2", "Une", "a", "tranche", DEPARTMENT, 1, 2026, 350000),
    ("2", "Une", "a", "tranche", EMPLOYER, 1, 2026, 150000),
    ("2", "Une", "a", "tranche", EMPLOYER, 3, 2028, 600000),
    ("2", "Une", "b", "tranche", DEPARTMENT, 1, 2028, 100),
    ("1", "Deux", "c", "tranche", STATE, 2, 2026, -5),
    (None, "Trois", "d", "tranche", EMPLOYER, 1, 2029, 7),
    ("2", "Une", "a", "signature", DEPARTMENT, 1, 2025, 999),
]


def movements(lines: Sequence[tuple[object, ...]] = LINES) -> DataFrame:
    table = DataFrame(lines, columns=COLUMNS)
    texts = dict.fromkeys(["epci_code", "employer", "post_id", "reading", "funder"], "str")
    return table.astype({**texts, "scheme_year": "int64", "fiscal_year": "int64", "amount_cents": "int64"})


def test_one_reading_is_kept_and_only_the_funders_asked_for() -> None:
    assert of_reading(movements(), Reading.SIGNATURE)["amount_cents"].tolist() == [999]
    kept = of_reading(movements(), Reading.TRANCHE, [Funder.STATE, Funder.DEPARTMENT])
    assert kept["amount_cents"].tolist() == [350000, 100, -5]


def test_fiscal_years_have_no_gap_and_the_four_funders_are_there_in_order() -> None:
    table = by_fiscal_year(movements(), Reading.TRANCHE)
    assert table.index.tolist() == [2026, 2027, 2028, 2029]
    assert table.columns.tolist() == [STATE, BONUS, DEPARTMENT, EMPLOYER]
    assert table.to_numpy().tolist() == [
        [-5, 0, 350000, 150000],
        [0, 0, 0, 0],
        [0, 0, 100, 600000],
        [0, 0, 0, 7],
    ]


def test_an_unmatched_territory_keeps_its_row_and_the_total_reconciles() -> None:
    table = by_group(movements(), Reading.TRANCHE, ["epci_code"])
    assert table.index.isna().tolist() == [False, False, True, False]
    assert table[TOTAL].tolist() == [-5, 1100100, 7, 1100102]
    assert table.iloc[-1].tolist() == [499995, 0, 600100, 7, 1100102]
    assert table.index.names == ["epci_code"]


def test_several_row_levels_carry_one_total_row() -> None:
    table = by_group(movements(), Reading.TRANCHE, ["epci_code", "employer", "post_id"], [Funder.EMPLOYER])
    assert table.index.names == ["epci_code", "employer", "post_id"]
    assert table.index[-1] == (TOTAL, "", "")
    assert table.iloc[-1].tolist() == [150000, 0, 600000, 7, 750007]
    assert len(table) == 3


def test_no_movement_gives_a_table_with_its_axes_and_a_zero_total() -> None:
    nothing = movements([])
    assert by_fiscal_year(nothing, Reading.TRANCHE).columns.tolist() == [STATE, BONUS, DEPARTMENT, EMPLOYER]
    assert by_fiscal_year(nothing, Reading.TRANCHE).empty
    for rows in (["epci_code"], ["epci_code", "employer"]):
        table = by_group(nothing, Reading.TRANCHE, rows)
        assert table.to_numpy().tolist() == [[0]]
        assert table.index.names == rows
        assert set(map(str, table.dtypes)) == {"int64"}


def test_totals_of_fiscal_years_stand_under_the_years() -> None:
    table = with_totals(by_fiscal_year(movements(), Reading.TRANCHE))
    assert table.index.tolist() == [2026, 2027, 2028, 2029, TOTAL]
    assert table.columns.tolist() == [STATE, BONUS, DEPARTMENT, EMPLOYER, TOTAL]
    assert table.loc[TOTAL, TOTAL] == 1100102


@pytest.mark.parametrize("rows", [["epci_code"], ["employer", "post_id"], ["fiscal_year"], ["funder"]])
@pytest.mark.parametrize("columns", ["scheme_year", "kind"])
def test_every_table_is_whole_cents_and_sums_to_its_movements(rows: list[str], columns: str) -> None:
    kept = of_reading(movements(), Reading.TRANCHE).assign(kind="engagement")
    table = with_totals(pivot(kept, rows, columns))
    assert set(map(str, table.dtypes)) == {"int64"}
    assert table.iloc[-1, -1] == kept["amount_cents"].sum()
    assert table.iloc[:-1, :-1].to_numpy().sum() == kept["amount_cents"].sum()


def test_a_table_without_totals_is_whole_cents_too() -> None:
    assert set(map(str, by_fiscal_year(movements(), Reading.TRANCHE).dtypes)) == {"int64"}


def test_inputs_are_left_untouched() -> None:
    table = movements()
    before = table.copy()
    with_totals(pivot(table, ["epci_code"], "fiscal_year"))
    by_group(table, Reading.TRANCHE, ["epci_code"])
    pd.testing.assert_frame_equal(table, before)

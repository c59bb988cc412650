"""Posts and scale in; plans, movements and anomalies out."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from maynum_dash.analysis.money.anomalies import budget_anomalies
from maynum_dash.analysis.money.budget import movements_table, plans_table
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion

PREFIXES = ("state", "bonus", "department", "employer")
SEED = {
    Funder.STATE: (1750000, 1250000, 1250000),
    Funder.BONUS: (250000, 500000, 0),
    Funder.DEPARTMENT: (350000, 500000, 650000),
}


def version(valid_from: date, base_cents: int = 2500000) -> ScaleVersion:
    amounts = dict.fromkeys(EmployerCategory, SEED)
    return ScaleVersion(valid_from, base_cents, amounts, PaymentClause(70), 1500000, (), ())


SCALE = FundingScale((version(date(2020, 11, 17)),))


def posts(*lines: dict[str, Any]) -> DataFrame:
    """Write a posts table; a line says only what differs from a plain post."""
    table = DataFrame({"row": np.arange(len(lines), dtype="int64") + 5})
    defaults = {"post_id": "1", "employer": "Structure", "category": "Public bonifié", "status": "Occupé"}
    for name, default in defaults.items():
        table[name] = pd.array([line.get(name, default) for line in lines], dtype="str")
    for name, day in (("start", date(2026, 9, 1)), ("decided_on", None), ("returned_on", None)):
        table[name] = pd.Series([line.get(name, day) for line in lines], dtype="datetime64[s]")
    for prefix in PREFIXES:
        for year in (1, 2, 3):
            name = f"{prefix}_y{year}_cents"
            table[name] = pd.array([line.get(name) for line in lines], dtype="Int64")
    return table


DTYPES = {
    "post_id": "str",
    "employer": "str",
    "epci_code": "str",
    "category": "str",
    "status": "str",
    "row": "int64",
    "reading": "str",
    "funder": "str",
    "scheme_year": "int64",
    "day": "datetime64[s]",
    "fiscal_year": "int64",
    "kind": "str",
    "amount_cents": "int64",
}


@pytest.mark.parametrize("lines", [(), ({},), ({}, {"returned_on": date(2020, 1, 1)})])
def test_movements_have_the_same_columns_with_or_without_posts(lines: tuple[dict[str, Any], ...]) -> None:
    movements = movements_table(posts(*lines), SCALE)
    assert [(name, str(dtype)) for name, dtype in movements.dtypes.items()] == list(DTYPES.items())


def test_a_post_carries_its_identity_on_each_of_its_movements() -> None:
    table = posts(
        {"post_id": "a", "employer": "Une"},
        {"post_id": "b", "employer": "Deux", "category": "Privé", "status": "Vacant"},
    )
    movements = movements_table(table, SCALE)
    identities = movements[["row", "post_id", "employer", "category", "status"]].drop_duplicates()
    assert identities.to_numpy().tolist() == [
        [5, "a", "Une", "Public bonifié", "Occupé"],
        [6, "b", "Deux", "Privé", "Vacant"],
    ]


def test_posts_together_have_the_movements_that_they_have_alone() -> None:
    table = posts(
        {"post_id": "a"},
        {"post_id": "b", "start": date(2027, 1, 1)},
        {"post_id": "c"},
        {"post_id": "d", "returned_on": date(2020, 1, 1)},
        {"post_id": "e", "department_y1_cents": 1},
    )
    alone = [movements_table(table.iloc[[rank]], SCALE) for rank in range(len(table))]
    pd.testing.assert_frame_equal(movements_table(table, SCALE), pd.concat(alone, ignore_index=True))


def test_matched_territories_are_carried_and_unmatched_ones_stay_missing() -> None:
    table = posts({}, {}).assign(epci_code=pd.array(["200055887", None], dtype="str"))
    movements = movements_table(table, SCALE)
    codes = movements.groupby("row")["epci_code"].first()
    assert codes.loc[5] == "200055887"
    assert movements.loc[movements["row"] == 6, "epci_code"].isna().all()


def test_without_matching_every_territory_is_missing() -> None:
    assert movements_table(posts({}), SCALE)["epci_code"].isna().all()


def test_a_filtered_table_keeps_its_own_rows() -> None:
    table = posts({"post_id": "a"}, {"post_id": "b", "department_y1_cents": 1})
    kept = table[table["post_id"] == "b"]
    assert set(movements_table(kept, SCALE)["row"]) == {6}
    assert set(plans_table(kept, SCALE)["row"]) == {6}


def test_inputs_are_left_untouched() -> None:
    table = posts({"department_y1_cents": 400000})
    before = table.copy()
    movements_table(table, SCALE)
    plans_table(table, SCALE)
    budget_anomalies(table, SCALE)
    pd.testing.assert_frame_equal(table, before)


def test_the_fiscal_year_is_the_year_of_the_day() -> None:
    movements = movements_table(posts({"start": date(2026, 12, 31)}), SCALE)
    assert (movements["fiscal_year"] == movements["day"].dt.year).all()


def test_four_readings_of_many_posts_sum_to_the_same_amount_for_each_post_and_funder() -> None:
    lines = [
        {
            "post_id": str(rank),
            "start": date(2023 + rank % 4, 1 + rank % 12, 1 + rank % 28),
            "returned_on": date(2025 + rank % 3, 1 + rank % 12, 28) if rank % 3 else None,
            "department_y2_cents": 123457 * rank if rank % 2 else None,
        }
        for rank in range(60)
    ]
    movements = movements_table(posts(*lines), SCALE)
    sums = movements.pivot_table(
        index=["row", "funder", "scheme_year"],
        columns="reading",
        values="amount_cents",
        aggfunc="sum",
        fill_value=0,
    )
    assert len(sums.columns) == 4
    assert sums.eq(sums["signature"], axis=0).all(axis=None)


def test_the_decision_chooses_the_version_and_the_start_when_there_is_none() -> None:
    scale = FundingScale((version(date(2020, 1, 1)), version(date(2026, 1, 1), base_cents=2600000)))
    table = posts(
        {"decided_on": date(2025, 12, 31)},
        {"decided_on": date(2026, 1, 1)},
        {"start": date(2025, 6, 1)},
        {"start": date(2019, 6, 1)},
    )
    plans = plans_table(table, scale)
    employer = plans[plans["funder"] == Funder.EMPLOYER.value]
    assert employer["y1_cents"].tolist() == [150000, 250000, 150000, 150000]


def test_plans_say_the_origin_of_each_line() -> None:
    plans = plans_table(posts({"department_y3_cents": 0}), SCALE)
    assert plans.drop(columns=["row", "post_id"]).to_numpy().tolist() == [
        ["ANCT", 1750000, 1250000, 1250000, 4250000, "barème"],
        ["Bonification ANCT", 250000, 500000, 0, 750000, "barème"],
        ["Conseiller May Num (Département)", 350000, 500000, 0, 850000, "délibéré"],
        ["La collectivité employeur", 150000, 250000, 1250000, 1650000, "reste"],
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_plans_have_the_same_columns_with_or_without_posts(count: int) -> None:
    plans = plans_table(posts(*[{}] * count), SCALE)
    assert [str(dtype) for dtype in plans.dtypes] == ["int64", "str", "str", *["int64"] * 4, "str"]
    assert len(plans) == 4 * count


def test_a_plan_of_the_scale_is_no_anomaly() -> None:
    assert budget_anomalies(posts({}, {"department_y1_cents": 350000}), SCALE) == ()
    assert budget_anomalies(posts(), SCALE) == ()


def test_a_decision_older_than_the_scale_is_said() -> None:
    table = posts(
        {"decided_on": date(2020, 11, 17)},
        {"decided_on": date(2020, 11, 16)},
        {"start": date(2020, 1, 1)},
    )
    old, older = budget_anomalies(table, SCALE)
    assert (old.code, old.severity, old.sheet) == ("BAREME_ANTERIEUR", Severity.INFORMATION, "Postes")
    assert (old.row, old.column, old.value) == (6, "Date de décision", "16/11/2020")
    assert "17/11/2020" in old.message
    assert (older.row, older.value) == (7, "01/01/2020")


def test_a_negative_remainder_is_a_warning_on_the_year_of_the_employer() -> None:
    negative, off_scale = budget_anomalies(posts({}, {"state_y2_cents": 1600000}), SCALE)
    assert (negative.code, negative.severity, negative.sheet) == (
        "EMPLOYEUR_NEGATIF",
        Severity.WARNING,
        "Postes",
    )
    assert (negative.row, negative.column, negative.stake_cents) == (6, "Employeur A2", -100000)
    assert "les autres financeurs dépassent la base" in negative.message
    assert (off_scale.code, off_scale.severity) == ("MONTANT_HORS_BAREME", Severity.INFORMATION)
    assert (off_scale.column, off_scale.stake_cents) == ("ANCT A2", 350000)


def test_a_negative_deliberated_share_is_not_blamed_on_the_others() -> None:
    negative = budget_anomalies(posts({"employer_y1_cents": -1}), SCALE)[0]
    assert (negative.code, negative.column) == ("EMPLOYEUR_NEGATIF", "Employeur A1")
    assert "c'est le montant délibéré" in negative.message


@pytest.mark.parametrize(("third_year", "stake"), [(650000, None), (650001, 1), (700050, 50050)])
def test_the_cap_of_the_department_is_checked_to_the_cent(third_year: int, stake: int | None) -> None:
    anomalies = budget_anomalies(posts({"department_y3_cents": third_year}), SCALE)
    stakes = [anomaly.stake_cents for anomaly in anomalies if anomaly.code == "PLAFOND_DEPASSE"]
    assert stakes == ([] if stake is None else [stake])


def test_an_anomaly_names_the_sheet_as_the_user_wrote_it() -> None:
    found = budget_anomalies(posts({"employer_y1_cents": -1}), SCALE, "Suivi des postes")
    assert {anomaly.sheet for anomaly in found} == {"Suivi des postes"}

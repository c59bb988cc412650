from collections.abc import Callable

import pytest
from pandas import DataFrame

from maynum_dash.domain.errors import MissingColumnError
from maynum_dash.sources.exports import Export

Understand = Callable[..., Export]
OLDER = {"P15_POP0014": "1", "P15_POP1529": "2", "P15_POP3044": "3", "P21_H0014": "4", "C21_POP15P": "5"}


def ages(export: Export) -> DataFrame:
    return export.tables["age_counts"]


def test_the_population_of_15_and_over_is_the_sum_of_six_groups(understand_rows: Understand) -> None:
    (row,) = ages(understand_rows("population-insee", {})).to_dict("records")
    # 10.5 + 20 + 20 + 20 + 9 + 0.5
    assert row["population_15_plus"] == 80.0
    assert (row["commune_code"], row["year"], row["population"]) == ("53130", 2021, 100.0)


def test_the_latest_year_is_read_and_the_others_are_left_aside(understand_rows: Understand) -> None:
    export = understand_rows("population-insee", OLDER)
    assert ages(export)["year"].tolist() == [2021]
    assert ages(export)["population_15_29"].tolist() == [10.5]
    (notice,) = [one for one in export.anomalies if one.code == "COLONNES_SANS_USAGE"]
    assert "« P15_POP1529 »" in notice.message
    assert export.sheets[0].unknown_columns == ()


def test_groups_of_two_years_are_never_added(understand_rows: Understand) -> None:
    with pytest.raises(MissingColumnError, match="« P22_POP3044 »"):
        understand_rows("population-insee", {"P22_POP1529": "11"})


def test_a_code_that_lost_its_zero_is_restored_and_said(understand_rows: Understand) -> None:
    export = understand_rows("population-insee", {"CODGEO": 1001})
    assert ages(export)["commune_code"].tolist() == ["01001"]
    assert "ZERO_RETABLI" in {one.code for one in export.anomalies}


def test_groups_that_do_not_make_the_population_are_said(understand_rows: Understand) -> None:
    export = understand_rows("population-insee", {"P21_POP": "102"}, {"CODGEO": "53001", "P21_POP": "100,9"})
    assert [one.row for one in export.anomalies if one.code == "AGES_INCOHERENTS"] == [2]


def test_a_commune_given_twice_counts_once(understand_rows: Understand) -> None:
    export = understand_rows("population-insee", {}, {"P21_POP1529": "1"})
    assert len(ages(export)) == 1
    assert "contenu différent" in next(
        one.message for one in export.anomalies if one.code == "LIGNE_EN_DOUBLE"
    )


@pytest.mark.parametrize("value", [None, "s", "-1"])
def test_a_group_without_a_count_rejects_its_commune(value: str | None, understand_rows: Understand) -> None:
    export = understand_rows("population-insee", {"P21_POP3044": value})
    assert ages(export).empty
    assert export.sheets[0].rows_rejected == 1

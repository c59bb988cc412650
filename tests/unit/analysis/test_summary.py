"""A figure is the sum of the rows it shows."""

from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis import summary
from maynum_dash.analysis.figures import Figure, Unit
from maynum_dash.analysis.need.coverage import Department, coverage_table, department_row
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.reference import Reference

DAY = date(2026, 3, 1)
ERNEE, LAVAL, SABLE = "245300355", "200083392", "247200090"
STATE, BONUS, DEPARTMENT, EMPLOYER = (funder.value for funder in Funder)


def posts(*rows: tuple[str | None, float, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["epci_code", "fte", "status"])
    table = table.astype({"epci_code": "str", "fte": "float64", "status": "str"})
    return table.assign(
        row=range(4, len(table) + 4),
        post_id=[f"P{number}" for number in range(len(table))],
        employer="Structure",
        epci_name=table["epci_code"],
        start=pd.Timestamp("2026-01-01"),
    )


def served(*rows: tuple[int, str | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["row", "epci_code", "share"])
    return table.astype({"row": "int64", "epci_code": "str", "share": "float64"})


POSTS = posts((ERNEE, 0.5, "Occupé"), (LAVAL, 1.0, "Vacant"), (LAVAL, 1.0, "Rendu"), (SABLE, 1.0, "Occupé"))
SERVED = served((4, ERNEE, 0.75), (4, None, 0.25), (5, LAVAL, 1.0), (6, LAVAL, 1.0), (7, SABLE, 1.0))
LINES = [
    ("tranche", DEPARTMENT, 2026, 123_435),
    ("tranche", DEPARTMENT, 2026, -23_435),
    ("tranche", DEPARTMENT, 2027, 500_000),
    ("tranche", EMPLOYER, 2026, 7),
    ("signature", DEPARTMENT, 2026, 600_000),
]


def movements() -> pd.DataFrame:
    table = pd.DataFrame(LINES, columns=["reading", "funder", "fiscal_year", "amount_cents"])
    return table.assign(
        post_id="P0",
        row=4,
        employer="Structure",
        scheme_year=1,
        day=pd.Timestamp("2026-01-01"),
        kind="engagement",
    )


@pytest.fixture
def coverage(reference: Reference) -> pd.DataFrame:
    """Needs of every EPCI but Laval."""
    needs = needs_table(NeedSource.ESTIMATED, reference)
    needs.loc[needs["epci_code"] == LAVAL, ["people", "rate_pct"]] = float("nan")
    return coverage_table(needs, POSTS, SERVED)


@pytest.fixture
def department(coverage: pd.DataFrame) -> Department:
    return department_row(coverage, POSTS, SERVED)


def figures(coverage: pd.DataFrame, department: Department) -> list[Figure]:
    years = (None, 2026, 2027, 1999)
    return [
        summary.occupied_posts(POSTS, "source", DAY),
        summary.occupied_posts(POSTS.head(0), "source", DAY),
        summary.covered_territories(coverage, "source", DAY),
        summary.people_in_need(coverage, department, "source", DAY),
        *(summary.department_money(movements(), r, year, "source", DAY) for r in Reading for year in years),
    ]


def test_every_figure_is_the_sum_of_its_rows(coverage: pd.DataFrame, department: Department) -> None:
    for figure in figures(coverage, department):
        assert figure.total_of_rows == pytest.approx(figure.value, abs=1e-6), figure.label
        assert figure.contribution in figure.rows


def test_every_figure_has_its_passport(coverage: pd.DataFrame, department: Department) -> None:
    for figure in figures(coverage, department):
        assert figure.label
        assert figure.rule.endswith(".")
        assert (figure.source, figure.as_of) == ("source", DAY)


def test_only_the_occupied_posts_count_whatever_their_fte() -> None:
    figure = summary.occupied_posts(POSTS, "source", DAY)
    assert (figure.value, figure.unit) == (2, Unit.POSTS)
    assert figure.rows["counted"].tolist() == [1, 0, 0, 1]
    assert summary.occupied_posts(POSTS.head(0), "source", DAY).value == 0


def test_a_territory_is_covered_by_an_occupied_post_that_serves_it(coverage: pd.DataFrame) -> None:
    figure = summary.covered_territories(coverage, "source", DAY)
    covered = figure.rows[figure.rows["counted"] == 1]
    # Laval has a vacant and a returned post; Pays Sabolien has its seat elsewhere.
    assert covered["name"].tolist() == ["CC de l'Ernée"]
    assert figure.value == 1
    assert len(figure.rows) == 9


@pytest.mark.parametrize(
    ("reading", "year", "cents"),
    [
        (Reading.TRANCHE, 2026, 100_000),
        (Reading.TRANCHE, 2027, 500_000),
        (Reading.TRANCHE, None, 600_000),
        (Reading.SIGNATURE, 2026, 600_000),
        (Reading.SIGNATURE, 2027, 0),
        (Reading.PAYMENT, None, 0),
    ],
)
def test_the_money_is_the_departement_s_in_one_reading(
    reading: Reading, year: int | None, cents: int
) -> None:
    figure = summary.department_money(movements(), reading, year, "source", DAY)
    assert (figure.value, figure.unit) == (cents, Unit.CENTS)
    assert f"« {reading.value} »" in figure.rule


def test_each_reading_has_a_rule_of_its_own() -> None:
    assert set(summary.READING_RULES) == set(Reading)
    assert len(set(summary.READING_RULES.values())) == len(Reading)


def test_a_territory_without_data_is_not_a_row_of_zero_people(
    coverage: pd.DataFrame, department: Department
) -> None:
    figure = summary.people_in_need(coverage, department, "source", DAY)
    assert figure.unit is Unit.PEOPLE
    assert len(figure.rows) == 9
    assert figure.rows["people"].notna().all()
    assert not figure.rows["name"].str.contains("Laval").any()

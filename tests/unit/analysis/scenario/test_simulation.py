"""What a post costs an employer, with the Département's help and without."""

from datetime import date

import pytest
from pandas import DataFrame

from maynum_dash.analysis.scenario.simulation import LocalNeed, Request, local_need, simulate
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.sources.scale import load_scale

NEED = LocalNeed("CC de l’Ernée", 3000.0, 19.9, 1, 1.0, 0.33, 0.66, "essai")


def request(category: EmployerCategory = EmployerCategory.PUBLIC_WITH_BONUS) -> Request:
    return Request(category, "245300355", date(2026, 9, 1), date(2026, 6, 1), 1.0)


@pytest.mark.parametrize(
    ("category", "with_help", "without"),
    [
        (EmployerCategory.PUBLIC_WITH_BONUS, (150_000, 250_000, 600_000), (500_000, 750_000, 1_250_000)),
        (EmployerCategory.PUBLIC, (400_000, 750_000, 600_000), (750_000, 1_250_000, 1_250_000)),
        (EmployerCategory.PRIVATE, (150_000, 600_000, 850_000), (500_000, 1_100_000, 1_500_000)),
    ],
)
def test_the_employer_bears_the_departement_when_it_does_not_help(
    category: EmployerCategory, with_help: tuple[int, ...], without: tuple[int, ...]
) -> None:
    made = simulate(load_scale(), request(category), NEED)
    assert (made.employer_with, made.employer_without) == (with_help, without)
    assert made.department_cents == sum(without) - sum(with_help) == 1_500_000


def test_each_reading_places_the_whole_plan() -> None:
    made = simulate(load_scale(), request(), NEED)
    shares = {
        reading: {year: cents[Funder.DEPARTMENT] for year, cents in years.items()}
        for reading, years in made.readings.items()
    }
    # The example of the method.
    assert shares == {
        Reading.SIGNATURE: {2026: 1_500_000},
        Reading.TRANCHE: {2026: 350_000, 2027: 500_000, 2028: 650_000},
        Reading.PRORATA: {2026: 116_986, 2027: 399_681, 2028: 550_593, 2029: 432_740},
        Reading.PAYMENT: {2026: 245_000, 2027: 455_000, 2028: 605_000, 2029: 195_000},
    }


def test_the_local_need_is_the_row_of_the_epci() -> None:
    coverage = DataFrame(
        {
            "epci_code": ["1", "2"],
            "name": ["Une", "Deux"],
            "people": [2000.0, float("nan")],
            "rate_pct": [20.0, float("nan")],
            "posts_occupied": [1, 0],
            "fte": [1.0, 0.0],
            "label": ["essai", "Sans donnée"],
        }
    )
    assert local_need(coverage, "1", 0.5) == LocalNeed("Une", 2000.0, 20.0, 1, 1.0, 0.5, 0.75, "essai")
    assert local_need(coverage, "2", 0.5) == LocalNeed("Deux", None, None, 0, 0.0, None, None, "Sans donnée")

import numpy as np
import pytest
from scipy.stats import poisson

from maynum_dash.analysis.need.intervals import poisson_interval, standing
from maynum_dash.domain.coverage import Standing


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (10, 4.7954, 18.3904), (22, 13.7873, 33.3083)],
)
def test_the_interval_of_a_count_is_the_published_exact_one(count: float, low: float, high: float) -> None:
    bounds = poisson_interval(np.array([float(count)]))

    assert [float(bound[0]) for bound in bounds] == pytest.approx([low, high], abs=1e-4)


def test_the_bounds_are_those_at_which_the_count_becomes_unlikely() -> None:
    low, high = poisson_interval(np.array([4.0]))

    assert poisson.sf(3, low[0]) == pytest.approx(0.025)
    assert poisson.cdf(4, high[0]) == pytest.approx(0.025)


def test_the_interval_grows_with_parts_of_a_post() -> None:
    low, high = poisson_interval(np.array([0.0, 0.5, 1.0, 1.5]))

    assert list(low) == sorted(low)
    assert list(high) == sorted(high)


@pytest.mark.parametrize(
    ("fte", "people", "expected"),
    [
        (0, 5_000, Standing.ALIKE),  # 2.5 expected, none found: chance does that
        (0, 8_000, Standing.ALIKE),  # 4 expected: outside the interval of 0, inside that of 1
        (0, 12_000, Standing.BELOW),  # 6 expected: not even one post more would do
        (1, 40, Standing.ALIKE),  # one post among very few people is one post
        (3, 100, Standing.ABOVE),
        (2, 4_000, Standing.ALIKE),
        (1, float("nan"), Standing.UNKNOWN),
    ],
)
def test_a_territory_is_not_judged_for_one_post_more_or_less(
    fte: float, people: float, expected: Standing
) -> None:
    assert standing(fte, people, 0.5) is expected


def test_without_density_nothing_is_said() -> None:
    assert standing(1, 1_000, None) is Standing.UNKNOWN

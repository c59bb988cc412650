import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.domain.coverage import (
    density_per_1000,
    gini,
    location_quotient,
    lorenz_points,
    missing_fte,
)


def test_density_is_fte_for_1000_people() -> None:
    assert density_per_1000(2.5, 5_000) == 0.5
    assert density_per_1000(0, 5_000) == 0
    assert density_per_1000(1, 0) is None


def test_a_fair_share_is_1() -> None:
    assert location_quotient(1, 4, 2_500, 10_000) == 1
    assert location_quotient(2, 4, 2_500, 10_000) == 2
    assert location_quotient(0, 4, 2_500, 10_000) == 0


@pytest.mark.parametrize("facts", [(0, 0, 2_500, 10_000), (1, 4, 0, 10_000)])
def test_there_is_no_share_of_nothing(facts: tuple[float, float, float, float]) -> None:
    assert location_quotient(*facts) is None


def test_missing_fte_is_never_negative() -> None:
    assert missing_fte(1, 4_000, 0.5) == 1
    assert missing_fte(2, 4_000, 0.5) == 0
    assert missing_fte(3, 4_000, 0.5) == 0


def test_equal_shares_have_no_inequality() -> None:
    points = lorenz_points([(1_000, 1), (2_000, 2), (500, 0.5)])

    assert points[0] == (0, 0)
    assert points[-1] == pytest.approx((1, 1))
    assert gini(points) == pytest.approx(0)


def test_inequality_of_two_territories() -> None:
    # One half of the people has everything: the curve runs along the axis, then up.
    assert lorenz_points([(100, 4), (100, 0)]) == ((0, 0), (0.5, 0), (1, 1))
    assert gini(lorenz_points([(100, 4), (100, 0)])) == 0.5


def test_inequality_without_offer_or_need_says_nothing() -> None:
    assert lorenz_points([]) == ()
    assert lorenz_points([(100, 0)]) == ()
    assert lorenz_points([(0, 3)]) == ()
    assert gini(()) is None


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(0, 10)), min_size=1, max_size=12))
def test_inequality_lies_between_0_and_1_and_the_curve_under_the_diagonal(
    pairs: list[tuple[float, float]],
) -> None:
    points = lorenz_points(pairs)
    measure = gini(points)

    assert (measure is None) == (points == ())
    assert measure is None or -1e-9 <= measure < 1
    assert all(fte <= people + 1e-9 for people, fte in points)
    assert points == () or math.isclose(points[-1][1], 1)

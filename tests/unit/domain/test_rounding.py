import math

from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.domain.rounding import whole_parts


def test_nothing_makes_nothing() -> None:
    assert whole_parts([]) == ()


def test_the_largest_remainders_are_rounded_up() -> None:
    assert whole_parts([1.2, 0.7, 0.6]) == (1, 1, 1)


def test_a_half_sum_is_rounded_up_and_the_first_of_equals_takes_it() -> None:
    assert whole_parts([0.25, 0.25]) == (1, 0)


def test_whole_numbers_stay() -> None:
    assert whole_parts([3.0, 0.0, 2.0]) == (3, 0, 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1e5), max_size=40))
def test_parts_add_up_and_stay_beside_their_number(values: list[float]) -> None:
    parts = whole_parts(values)
    assert sum(parts) == math.floor(math.fsum(values) + 0.5)
    assert all(abs(part - value) <= 1 for part, value in zip(parts, values, strict=True))

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.territory.classes import ClassMethod, classify

COMPUTED = [method for method in ClassMethod if method is not ClassMethod.TYPED]


def test_equal_intervals_are_as_computed_by_hand() -> None:
    classes, labels = classify(pd.Series([0.0, 1.0, 2.0, 9.0, 10.0]), ClassMethod.EQUAL, 2)
    assert classes.lower == (0.0, 9.0)
    assert classes.upper == (5.0, 10.0)
    assert classes.counts == (3, 2)
    assert labels.tolist() == [0, 0, 0, 1, 1]


def test_a_missing_value_belongs_to_no_class() -> None:
    classes, labels = classify(pd.Series([1.0, None, 3.0]), ClassMethod.QUANTILES, 2)
    assert classes.missing == 1
    assert labels.isna().tolist() == [False, True, False]


def test_zero_is_a_value_and_not_a_missing_one() -> None:
    classes, labels = classify(pd.Series([0.0, 0.0, 4.0]), ClassMethod.NATURAL, 2)
    assert classes.missing == 0
    assert labels.tolist() == [0, 0, 1]


def test_equal_values_make_one_class() -> None:
    classes, labels = classify(pd.Series([2.0, 2.0]), ClassMethod.QUANTILES, 5)
    assert classes.counts == (2,)
    assert labels.tolist() == [0, 0]


def test_nothing_to_classify() -> None:
    classes, labels = classify(pd.Series([None, None], dtype="float64"), ClassMethod.EQUAL, 5)
    assert classes.counts == ()
    assert classes.missing == 2
    assert labels.isna().all()


def test_a_typed_threshold_outside_the_values_cuts_nothing() -> None:
    classes, labels = classify(pd.Series([1.0, 12.0]), ClassMethod.TYPED, 0, (-5.0, 10.0, 20.0))
    assert classes.upper == (10.0, 12.0)
    assert classes.counts == (1, 1)
    assert labels.tolist() == [0, 1]


@pytest.mark.parametrize("method", COMPUTED)
@settings(deadline=None)  # the first call pays for an import
@given(values=st.lists(st.floats(-1e6, 1e6) | st.none(), min_size=1, max_size=60), count=st.integers(1, 7))
def test_every_value_is_counted_once(method: ClassMethod, values: list[float | None], count: int) -> None:
    series = pd.Series(values, dtype="float64")
    classes, labels = classify(series, method, count)
    assert sum(classes.counts) + classes.missing == len(series)
    assert len(classes.counts) <= count
    assert list(classes.upper) == sorted(set(classes.upper))
    for value, label in zip(series, labels, strict=True):
        if pd.isna(value):
            assert pd.isna(label)
        else:
            assert value <= classes.upper[int(label)]
            assert label == 0 or value > classes.upper[int(label) - 1]


def test_a_typed_class_may_be_empty() -> None:
    classes, labels = classify(pd.Series([1.0, 12.0]), ClassMethod.TYPED, 0, (5.0, 10.0))
    assert classes.counts == (1, 0, 1)
    assert labels.tolist() == [0, 2]


def test_the_lower_bound_is_the_smallest_value_of_the_class() -> None:
    classes, _ = classify(pd.Series([0.0] * 5 + [2.0, 3.0]), ClassMethod.NATURAL, 2)
    assert (classes.lower, classes.upper) == ((0.0, 2.0), (0.0, 3.0))


def test_head_and_tail_are_cut_at_nested_means() -> None:
    # Mean 22.0; of what is above it, 60.0; nothing distinct is left above.
    values = pd.Series([1.0, 2.0, 3.0, 4.0, 40.0, 82.0])
    classes, labels = classify(values, ClassMethod.HEAD_TAIL, 7)
    assert classes.upper == (22.0, 61.0, 82.0)
    assert labels.tolist() == [0, 0, 0, 0, 1, 2]


def test_deviations_are_centred_on_the_mean() -> None:
    # Mean 5, deviation 5: breaks at 2.5 and 7.5 for three classes, at 5 for two.
    values = pd.Series([0.0, 0.0, 10.0, 10.0, 5.0])
    three, _ = classify(values, ClassMethod.DEVIATION, 3)
    assert three.upper == pytest.approx((5 - 20**0.5 / 2, 5 + 20**0.5 / 2, 10))
    assert three.counts == (2, 1, 2)
    two, _ = classify(values, ClassMethod.DEVIATION, 2)
    assert two.upper == pytest.approx((5, 10))


def test_an_infinite_value_has_no_class() -> None:
    classes, labels = classify(pd.Series([1.0, float("inf"), 2.0]), ClassMethod.EQUAL, 2)
    assert classes.missing == 1
    assert labels.isna().tolist() == [False, True, False]

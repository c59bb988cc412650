import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.territory.classes import ClassMethod
from maynum_dash.analysis.territory.divergence import classify_differences

METHODS = [method for method in ClassMethod if method is not ClassMethod.TYPED]


def test_bounds_are_the_same_on_both_sides_and_zero_stands_alone() -> None:
    values = pd.Series([-10.0, -4.0, 0.0, 0.0, 1.0, 10.0, None])
    classes, labels = classify_differences(values, ClassMethod.EQUAL, 2)
    assert classes.bounds == (5.5, 10.0)
    assert classes.counts == (1, 1, 2, 1, 1)
    assert classes.missing == 1
    assert labels.tolist()[:6] == [0, 1, 2, 2, 3, 4]
    assert labels.isna().tolist() == [False] * 6 + [True]


def test_nothing_moved() -> None:
    classes, labels = classify_differences(pd.Series([0.0, 0.0]), ClassMethod.QUANTILES)
    assert (classes.bounds, classes.counts, classes.middle) == ((), (2,), 0)
    assert labels.tolist() == [0, 0]


def test_nothing_is_known() -> None:
    classes, labels = classify_differences(pd.Series([None, None], dtype="float64"), ClassMethod.NATURAL)
    assert (classes.counts, classes.missing) == ((0,), 2)
    assert labels.isna().all()


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(values=st.lists(st.floats(-1e6, 1e6) | st.none(), min_size=1, max_size=40))
def test_the_sign_decides_the_side(method: ClassMethod, values: list[float | None]) -> None:
    series = pd.Series(values, dtype="float64")
    classes, labels = classify_differences(series, method)
    assert sum(classes.counts) + classes.missing == len(series)
    for value, label in zip(series, labels, strict=True):
        if pd.isna(value):
            assert pd.isna(label)
        elif value == 0:
            assert label == classes.middle
        else:
            assert (label > classes.middle) == (value > 0)
            assert abs(value) <= classes.bounds[abs(int(label) - classes.middle) - 1]

"""The ready-made posts go where there is the least help for those who need it."""

import pandas as pd
import pytest

from maynum_dash.analysis.scenario.presets import least_covered

COLUMNS = ["epci_code", "is_partial", "people", "fte_per_1000"]
FULL = [("3", False, 500.0, 0.4), ("2", False, 100.0, 0.2), ("1", False, 900.0, 0.3)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (FULL, "2"),
        ([*FULL, ("0", True, 50.0, 0.0)], "2"),
        ([*FULL, ("0", False, None, None)], "2"),
        ([*FULL, ("0", False, 10.0, 0.2)], "0"),
        ([("9", True, 50.0, 0.1), ("8", True, 50.0, 0.2)], "9"),
    ],
)
def test_the_least_covered_epci_is_whole_and_known_when_one_is(
    rows: list[tuple[object, ...]], code: str
) -> None:
    assert least_covered(pd.DataFrame(rows, columns=COLUMNS)) == code

from datetime import date

import pandas as pd

from maynum_dash.analysis.figures import Figure, Unit


def figure(contributions: list[float | None]) -> Figure:
    rows = pd.DataFrame({"part": pd.Series(contributions, dtype="Float64"), "other": 1})
    return Figure("key", "Nom", 0, Unit.CENTS, "Règle.", "Source.", date(2026, 1, 1), rows, "part")


def test_the_total_is_the_sum_of_the_contributions() -> None:
    assert figure([1.5, -0.5, 2.0]).total_of_rows == 3.0


def test_no_row_and_a_missing_contribution_add_nothing() -> None:
    assert figure([]).total_of_rows == 0.0
    assert figure([None, 2.0]).total_of_rows == 2.0

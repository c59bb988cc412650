"""Averages of what employers pay."""

import pandas as pd
import pytest

from maynum_dash.analysis.money.employers import mean_shares
from maynum_dash.domain.posts import Funder

Line = tuple[int, Funder, int, int, int]


def plans(*lines: Line) -> pd.DataFrame:
    table = pd.DataFrame(list(lines), columns=["row", "funder", "y1_cents", "y2_cents", "y3_cents"])
    cents = dict.fromkeys(["y1_cents", "y2_cents", "y3_cents"], "Int64")
    return table.astype({"row": "int64", "funder": "str", **cents})


def posts(*categories: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"row": range(4, 4 + len(categories)), "category": pd.Series(categories, dtype="str")}
    )


def test_the_employer_s_share_is_averaged_by_category_and_year() -> None:
    table = mean_shares(
        plans(
            (4, Funder.EMPLOYER, 100, 200, 600),
            (4, Funder.DEPARTMENT, 9, 9, 9),
            (5, Funder.EMPLOYER, 300, 200, 0),
            (6, Funder.EMPLOYER, 7, 8, 9),
        ),
        posts("Public", "Public", "Privé"),
    )
    assert table.to_dict("list") == {
        "category": ["Privé", "Privé", "Privé", "Public", "Public", "Public"],
        "scheme_year": [1, 2, 3, 1, 2, 3],
        "posts": [1, 1, 1, 2, 2, 2],
        "mean_cents": [7, 8, 9, 200, 200, 300],
    }


@pytest.mark.parametrize(
    ("cents", "expected"),
    [((0, 1), 1), ((1, 2), 2), ((2, 3), 3), ((-1, 0), 0), ((-2, -3), -2), ((-1, -1), -1), ((0, 0), 0)],
)
def test_half_a_cent_is_rounded_up(cents: tuple[int, int], expected: int) -> None:
    lines: list[Line] = [(4 + k, Funder.EMPLOYER, cents[k], 0, 0) for k in (0, 1)]
    table = mean_shares(plans(*lines), posts("Public", "Public"))
    assert table.loc[table["scheme_year"] == 1, "mean_cents"].tolist() == [expected]


def test_an_average_is_exact_where_a_float_is_not() -> None:
    large = 2**53 + 1
    table = mean_shares(plans((4, Funder.EMPLOYER, large, 0, 0)), posts("Public"))
    assert table.loc[0, "mean_cents"] == large


def test_only_the_posts_in_view_count() -> None:
    table = mean_shares(
        plans((4, Funder.EMPLOYER, 100, 0, 0), (5, Funder.EMPLOYER, 900, 0, 0)), posts("Public")
    )
    assert table["mean_cents"].tolist() == [100, 0, 0]
    assert table["posts"].tolist() == [1, 1, 1]


def test_no_post_gives_no_row() -> None:
    table = mean_shares(plans((4, Funder.EMPLOYER, 100, 0, 0)), posts())
    assert table.empty
    assert list(table.columns) == ["category", "scheme_year", "posts", "mean_cents"]

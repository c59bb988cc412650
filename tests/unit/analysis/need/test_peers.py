import pandas as pd

from maynum_dash.analysis.need.peers import similar_codes


def test_the_most_alike_come_first_and_never_the_territory_itself() -> None:
    table = pd.DataFrame(
        {
            "population_15_plus": [1000, 1100, 5000, 1000, None, 1000],
            "share_65_plus_pct": [20.0, 20.0, 20.0, 40.0, 20.0, 20.0],
            "low_diploma_pct": [50.0, 50.0, 50.0, 50.0, 50.0, None],
        },
        index=list("ABCDEF"),
    )
    # In standard deviations: B 0.14, D 20 ÷ 8.66 = 2.31, C ln 5 ÷ 0.68 = 2.35; E and F are not known.
    assert similar_codes(table, "A") == ("B", "D", "C")
    assert similar_codes(table, "E") == ()
    assert similar_codes(table.iloc[:1], "A") == ()


def test_equals_come_in_the_order_of_their_codes() -> None:
    table = pd.DataFrame(
        {"population_15_plus": [10.0] * 5, "share_65_plus_pct": 1.0, "low_diploma_pct": 1.0},
        index=list("EDCBA"),
    )
    assert similar_codes(table, "C") == ("A", "B", "D")

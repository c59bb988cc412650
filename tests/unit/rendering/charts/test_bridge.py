"""What the cascade draws is the bridge to the cent, and its words are French."""

from collections.abc import Sequence

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from maynum_dash.analysis.comparison.bridge import Role
from maynum_dash.rendering.charts.bridge import FALL, LEGEND, RISE, WHOLE, cascade, described

# 123435 cents are 1234.35 €, which a float times 100 makes 123434.
STEPS = [("Postes entrés", 123_435), ("Postes sortis", -1_500_000), ("Changements de structure", 0)]


def bridge(start: int = 30_185_617, steps: Sequence[tuple[str, int]] = tuple(STEPS)) -> pd.DataFrame:
    amounts = [cents for _, cents in steps]
    totals = [start + sum(amounts[: rank + 1]) for rank in range(len(steps))]
    end = start + sum(amounts)
    role = [Role.TOTAL.value, *[Role.STEP.value] * len(steps), Role.TOTAL.value]
    return pd.DataFrame(
        {
            "label": ["Total avant", *(label for label, _ in steps), "Total après"],
            "role": role,
            "amount_cents": pd.array([None, *amounts, None], dtype="Int64"),
            "total_cents": [start, *totals, end],
        }
    )


def cents(figure: Figure) -> list[int]:
    return [round(length * 100) for length in figure.data[0].x]


def test_each_bar_is_its_difference_to_the_cent() -> None:
    figure = cascade(bridge())
    assert cents(figure) == [0, 123_435, -1_500_000, 0, 123_435 - 1_500_000]
    assert list(figure.data[0].measure) == ["absolute", "relative", "relative", "relative", "absolute"]


def test_the_scale_is_the_same_whatever_the_totals() -> None:
    small, large = cascade(bridge(start=0)), cascade(bridge(start=10**12))
    assert cents(small) == cents(large)
    assert small.layout.xaxis.range == large.layout.xaxis.range


def test_zero_is_on_the_axis_and_the_title_says_what_has_no_length() -> None:
    for steps in ([("a", 5)], [("a", -5)], [("a", 5), ("b", -9)], [("a", 0)], []):
        low, high = cascade(bridge(steps=steps)).layout.xaxis.range
        assert low < 0 < high
    title = cascade(bridge()).layout.xaxis.title.text
    assert "Écart avec le total avant" in title
    assert "ne sont pas dessinés" in title


def test_every_amount_is_written_in_french_with_its_sign() -> None:
    written = [
        text.replace("\u202f", " ").replace("\u00a0", " ") for text in cascade(bridge()).layout.yaxis.ticktext
    ]
    assert written == [
        "Total avant<br><b>301 856,17 €</b>",
        "Postes entrés<br><b>+1 234,35 €</b>",
        "Postes sortis<br><b>−15 000,00 €</b>",
        "Changements de structure<br><b>0,00 €</b>",
        "Total après<br><b>288 090,52 €</b><br>(−13 765,65 €)",
    ]


def test_names_are_the_lines_from_top_to_bottom() -> None:
    figure = cascade(bridge())
    assert list(figure.layout.yaxis.tickvals) == list(figure.data[0].y) == [0, 1, 2, 3, 4]
    foot, head = figure.layout.yaxis.range
    assert foot > 4
    assert head < 0


def test_rises_and_falls_have_their_own_colour_and_their_own_side() -> None:
    trace = cascade(bridge()).data[0]
    assert trace.increasing.marker.color == RISE
    assert trace.decreasing.marker.color == FALL
    assert trace.totals.marker.color == WHOLE
    assert len({RISE, FALL, WHOLE}) == 3
    assert set(LEGEND.values()) == {RISE, FALL, WHOLE}


def test_a_typed_name_is_cut_and_never_markup() -> None:
    figure = cascade(bridge(steps=[('<b onclick="x">' + "Maison des jeunes " * 5, 1)]))
    written = figure.layout.yaxis.ticktext[1]
    assert written.startswith("&lt;b onclick=&#34;x&#34;&gt;Maison")
    assert written.count("<br>") == 2
    assert "…" in written
    assert "<b onclick" not in figure.data[0].hovertext[1]
    assert "jeunes Maison des jeunes" in figure.data[0].hovertext[1]


def test_two_lines_of_one_name_stay_two() -> None:
    figure = cascade(bridge(steps=[("Mairie", 1), ("Mairie", -2)]))
    assert len(set(figure.data[0].y)) == 4


def test_the_lines_are_described_for_those_who_do_not_see_them() -> None:
    assert [text.replace("\u202f", " ").replace("\u00a0", " ") for text in described(bridge())] == [
        "Total avant : 301 856,17 €",
        "Postes entrés : +1 234,35 €",
        "Postes sortis : −15 000,00 €",
        "Changements de structure : 0,00 €",
        "Total après : 288 090,52 €",
    ]


@pytest.mark.parametrize("count", [0, 1, 11])
def test_the_chart_grows_with_its_lines(count: int) -> None:
    heights = [cascade(bridge(steps=[("a", 1)] * lines)).layout.height for lines in (count, count + 1)]
    assert heights[1] > heights[0]


def test_the_table_is_left_as_it_was() -> None:
    table = bridge()
    before = table.copy(deep=True)
    cascade(table)
    pd.testing.assert_frame_equal(table, before)


def test_many_steps_are_drawn_as_a_dozen_that_reach_the_same_total() -> None:
    figure = cascade(bridge(steps=[(f"Mairie {rank}", 100 - rank) for rank in range(40)]))
    drawn = cents(figure)
    assert len(drawn) == 14
    assert sum(drawn[1:-1]) == drawn[-1]
    assert figure.layout.yaxis.ticktext[12].startswith("Autres (29)")

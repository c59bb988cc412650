"""What a chart of money draws is the table to the cent, and its words are French."""

import re
from collections.abc import Iterable

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.rendering import palette
from maynum_dash.rendering.charts import budget

# 123435 cents are 1234.35 €, which a float times 100 makes 123434.
CENTS = {
    2025: (123_435, 0, 350_000, 1),
    2026: (-1_250_000, 500_000, -7, 999_999_99),
    2027: (0, 0, 0, 0),
}
ENGLISH = re.compile(r"\d,\d{3}(?!\d)|\d\.\d")


def by_year(lines: dict[int, tuple[int, int, int, int]] = CENTS) -> pd.DataFrame:
    table = pd.DataFrame(
        list(lines.values()), index=pd.Index(lines, name="fiscal_year"), columns=[f.value for f in Funder]
    )
    return table.astype("int64")


def cents(euros: Iterable[float]) -> list[int]:
    return [round(amount * 100) for amount in euros]


def bars(figure: Figure) -> dict[str, list[int]]:
    return {trace.name: cents(trace.y) for trace in figure.data if trace.type == "bar"}


def words(figure: Figure) -> list[str]:
    """Every text that the chart writes itself."""
    return [
        text
        for trace in figure.data
        for text in (*(trace.text or ()), *(getattr(trace, "hovertext", None) or ()), trace.name or "")
    ]


def test_the_stacks_are_the_table_to_the_cent() -> None:
    table = by_year()
    drawn = bars(budget.commitments(table))
    assert drawn == {funder.value: table[funder.value].tolist() for funder in Funder}


def test_the_parts_of_a_year_add_up_to_the_total_written_below_it() -> None:
    table = by_year()
    figure = budget.commitments(table)
    assert [sum(parts) for parts in zip(*bars(figure).values(), strict=True)] == table.sum(axis=1).tolist()
    written = [text.split("<br>")[1] for text in figure.layout.xaxis.ticktext]
    assert written == [
        f"<b>{total}</b>" for total in ("4\u202f734\u00a0€", "992\u202f500\u00a0€", "0\u00a0€")
    ]


@pytest.mark.parametrize(
    ("total", "written"),
    [
        (99_999_900, ["999\u202f999\u00a0€", "1\u202f000\u00a0€"]),
        (100_000_000, ["1,00\u00a0M€", "0,00\u00a0M€"]),
        (4_600_993_200, ["46,0\u00a0M€", "0,0\u00a0M€"]),
        (-4_600_993_200, ["−46,0\u00a0M€", "0,0\u00a0M€"]),
    ],
)
def test_totals_that_would_lie_over_one_another_are_written_in_millions(
    total: int, written: list[str]
) -> None:
    figure = budget.commitments(by_year({2025: (total, 0, 0, 0), 2026: (100_000, 0, 0, 0)}))
    assert [text.split("<b>")[1] for text in figure.layout.xaxis.ticktext] == [f"{t}</b>" for t in written]


def test_what_is_decommitted_goes_below_the_axis_and_says_minus() -> None:
    figure = budget.commitments(by_year())
    state = next(trace for trace in figure.data if trace.name == Funder.STATE.value)
    assert state.y[1] < 0
    assert "−12\u202f500,00\u00a0€" in state.hovertext[1]
    assert figure.layout.barmode == "relative"


def test_the_departement_stands_at_the_foot() -> None:
    names = [trace.name for trace in budget.commitments(by_year()).data if trace.type == "bar"]
    assert names[0] == Funder.DEPARTMENT.value
    assert set(names) == {funder.value for funder in Funder}


def test_a_funder_absent_from_the_table_gives_nothing() -> None:
    table = by_year().drop(columns=Funder.BONUS.value)
    assert bars(budget.commitments(table))[Funder.BONUS.value] == [0, 0, 0]


def test_the_exercice_in_view_is_the_only_one_in_full_colour() -> None:
    for trace in (t for t in budget.commitments(by_year(), 2026).data if t.type == "bar"):
        assert trace.marker.opacity[1] == 1
        assert max(trace.marker.opacity[0], trace.marker.opacity[2]) < 1
    for trace in (t for t in budget.commitments(by_year()).data if t.type == "bar"):
        assert set(trace.marker.opacity) == {1}


def test_bars_are_outlined_in_ink_since_some_colours_are_pale() -> None:
    for trace in (t for t in budget.commitments(by_year()).data if t.type == "bar"):
        assert trace.marker.line.color == palette.INK
        assert trace.marker.line.width > 0


def test_the_cumulative_curve_is_the_table_to_the_cent() -> None:
    table = by_year().cumsum()
    curve = budget.cumulative(table, 2026).data[0]
    assert cents(curve.y) == [350_000, 349_993, 349_993]
    assert list(curve.x) == ["2025", "2026", "2027"]
    assert curve.hovertext[1] == "Cumul du Département à fin 2026 : 3\u202f499,93\u00a0€"
    assert curve.marker.size[1] > curve.marker.size[0] == curve.marker.size[2]


def shares() -> pd.DataFrame:
    rows = [("Public", 2, 75_000), ("Public", 1, 15_000), ("Public", 3, -5), ("Privé", 1, 123_435)]
    table = pd.DataFrame(rows, columns=["category", "scheme_year", "mean_cents"])
    return table.astype({"category": "str", "mean_cents": "Int64"})


def test_the_employer_s_steps_go_from_year_1_to_year_3() -> None:
    figure = budget.employer_steps(shares())
    drawn = {trace.name: cents(trace.x) for trace in figure.data}
    assert drawn == {"Public": [15_000, 75_000, -5], "Privé": [123_435]}
    public = figure.data[0]
    assert list(public.y) == ["Année 1", "Année 2", "Année 3"]
    assert public.hovertext[1] == "Public, année 2 : 750,00\u00a0€ par poste"


def test_every_category_has_a_colour_of_its_own() -> None:
    assert set(budget.CATEGORY_COLOURS) == set(EmployerCategory)
    assert len(set(budget.CATEGORY_COLOURS.values())) == len(EmployerCategory)


@pytest.mark.parametrize(
    "figure",
    [budget.commitments(by_year()), budget.cumulative(by_year(), 2026), budget.employer_steps(shares())],
    ids=["commitments", "cumulative", "employer"],
)
def test_numbers_are_written_in_french(figure: Figure) -> None:
    assert words(figure)
    assert [text for text in words(figure) if ENGLISH.search(text)] == []
    assert figure.layout.separators == ",\u202f"
    assert "\u00a0€" in {figure.layout.xaxis.ticksuffix, figure.layout.yaxis.ticksuffix}
    # Plotly writes a hover of its own, in English, wherever it is not told our text.
    assert {trace.hoverinfo for trace in figure.data} <= {"text", "skip"}


@pytest.mark.parametrize("lines", [{}, {2026: (0, 0, 5, 0)}])
def test_no_year_and_one_year_are_drawn(lines: dict[int, tuple[int, int, int, int]]) -> None:
    table = by_year(lines) if lines else by_year().head(0)
    assert bars(budget.commitments(table))[Funder.DEPARTMENT.value] == [line[2] for line in lines.values()]
    assert cents(budget.cumulative(table, 2026).data[0].y) == [line[2] for line in lines.values()]
    assert len(budget.employer_steps(shares().head(0)).data) == 0

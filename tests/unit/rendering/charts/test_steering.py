"""Charts of the budget draw the figures of their tables, and the marks of today and of exhaustion."""

from datetime import date

import pandas as pd

from maynum_dash.analysis.steering.burndown import BurnDown, Line
from maynum_dash.rendering.charts import deadlines, envelopes, payments

NAMES = {line: line.value for line in Line}
TRACK = BurnDown(
    date(2026, 1, 1),
    date(2027, 1, 1),
    date(2026, 11, 23),
    pd.DataFrame(
        {
            "line": ["Voté", "Voté", "Versé", "Projeté", "Projeté"],
            "day": pd.to_datetime(["2026-01-01", "2026-12-31", "2026-03-01", "2026-11-23", "2026-12-31"]),
            "total_cents": [100_000, 100_000, 60_050, 60_050, 130_000],
        }
    ),
    voted_cents=100_000,
    spent_cents=60_050,
    forecast_cents=130_000,
    exhausted_on=date(2026, 12, 31),
)


def test_a_burn_down_draws_each_line_and_marks_two_days() -> None:
    figure = envelopes.burn_down(TRACK, NAMES)
    drawn = {trace.name: list(trace.y) for trace in figure.data}
    assert drawn == {"Voté": [1000.0, 1000.0], "Versé": [600.5], "Projeté": [600.5, 1300.0]}
    assert len({(trace.line.dash, trace.line.width) for trace in figure.data}) == 3
    assert [note.text for note in figure.layout.annotations] == ["Aujourd’hui", "Épuisée le 31/12/2026"]
    assert {shape.x0 for shape in figure.layout.shapes} == {"2026-11-23", "2026-12-31"}
    assert figure.layout.xaxis.ticktext[0] == "janv."


def test_a_past_exercice_has_no_mark_of_today() -> None:
    past = BurnDown(
        date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1), TRACK.lines, 1, 1, 1, exhausted_on=None
    )
    assert envelopes.burn_down(past, NAMES).layout.annotations == ()


def test_several_years_are_named_by_their_year() -> None:
    years = BurnDown(
        date(2024, 1, 1), date(2027, 1, 1), date(2026, 1, 1), TRACK.lines, 1, 1, 1, exhausted_on=None
    )
    assert list(envelopes.burn_down(years, NAMES).layout.xaxis.ticktext) == ["2024", "2025", "2026"]


def test_an_exercice_without_vote_has_no_bar_and_says_so() -> None:
    yearly = pd.DataFrame(
        {
            "fiscal_year": [2026, 2027],
            "cp_voted_cents": pd.array([100_000, None], dtype="Int64"),
            "cp_paid_cents": pd.array([50_000, 0], dtype="Int64"),
            "cp_due_cents": pd.array([60_000, 70_000], dtype="Int64"),
        }
    )
    voted = envelopes.years(yearly).data[0]
    assert list(voted.y) == [1000.0, None]
    assert voted.hovertext[1] == "CP voté 2027 : rien n’est voté"


def test_what_is_late_is_told_without_its_colour() -> None:
    plan = pd.DataFrame(
        {
            "month": pd.date_range("2026-01-01", periods=2, freq="MS"),
            "paid_cents": [100, -200],
            "late_cents": [0, 300],
            "coming_cents": [0, 0],
        }
    )
    figure = payments.cash_plan(plan)
    assert [list(trace.y) for trace in figure.data] == [[1.0, -2.0], [0.0, 3.0], [0.0, 0.0]]
    assert [trace.marker.pattern.shape for trace in figure.data] == ["", "/", ""]
    assert "Échu, à verser, février 2026" in figure.data[1].hovertext[1]


def test_the_quarters_carry_their_posts() -> None:
    table = pd.DataFrame(
        {
            "quarter": ["T4 2026", "T1 2027"],
            "posts": [2, 0],
            "department_cents": [1_300_000, 0],
            "state_cents": [2_500_000, 0],
            **{f"employer_y{year}_cents": [year * 100, 0] for year in (1, 2, 3)},
        }
    )
    figure = deadlines.cliff(table)
    assert [trace.name for trace in figure.data] == ["Département", "État"]
    assert list(figure.layout.xaxis.ticktext) == ["T4<br>2026<br><b>2</b>", "T1<br>2027<br><b></b>"]
    steps = deadlines.employer_steps(table)
    assert [list(trace.y) for trace in steps.data] == [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]

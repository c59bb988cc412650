"""The timeline draws each agreement where its dates are."""

from datetime import date, timedelta

import pandas as pd

from maynum_dash.rendering.charts.posts import timeline

TODAY = date(2026, 3, 1)
HOSTILE = "<b onclick='x'>A & B</b>"


def posts(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["label", "status", "start", "last"])
    return table.astype({"label": "str", "status": "str", "start": "datetime64[s]", "last": "datetime64[s]"})


TABLE = posts(
    ("A", "Occupé", "2024-02-29", "2027-02-27"),
    ("B", "Vacant", "2023-09-01", "2026-08-31"),
    ("C", "Occupé", "2025-01-01", "2025-01-01"),
    ("D", "Rendu", "2023-01-01", "2024-05-31"),
)


def test_a_bar_goes_from_the_first_day_to_the_end_of_the_last_one() -> None:
    figure = timeline(TABLE, TODAY)
    occupied = next(trace for trace in figure.data if trace.name == "Occupé")
    assert list(occupied.y) == ["A", "C"]
    assert list(occupied.base) == ["2024-02-29", "2025-01-01"]
    starts = [date.fromisoformat(base) for base in occupied.base]
    ends = [start + timedelta(milliseconds=length) for start, length in zip(starts, occupied.x, strict=True)]
    assert ends == [date(2027, 2, 28), date(2025, 1, 2)]


def test_a_post_given_back_on_its_first_day_has_no_length() -> None:
    figure = timeline(posts(("A", "Rendu", "2024-01-01", "2023-12-31")), TODAY)
    assert list(figure.data[0].x) == [0]


def test_each_status_has_its_bars_and_every_post_is_drawn_once() -> None:
    figure = timeline(TABLE, TODAY)
    assert {trace.name: list(trace.y) for trace in figure.data} == {
        "Occupé": ["A", "C"],
        "Vacant": ["B"],
        "Rendu": ["D"],
    }
    assert len({trace.marker.color for trace in figure.data}) == 3


def test_a_vacancy_is_told_by_more_than_its_colour() -> None:
    patterns = {trace.name: trace.marker.pattern.shape for trace in timeline(TABLE, TODAY).data}
    assert patterns["Vacant"] == "/"
    assert patterns["Occupé"] != "/"


def test_the_order_of_the_table_is_read_from_top_to_bottom() -> None:
    figure = timeline(TABLE, TODAY)
    assert list(figure.layout.yaxis.categoryarray) == ["D", "C", "B", "A"]


def test_the_hover_is_french() -> None:
    figure = timeline(TABLE, TODAY)
    assert figure.data[0].hovertext[0] == "A<br>Occupé, du 29/02/2024 au 27/02/2027"
    assert {trace.hoverinfo for trace in figure.data} == {"text"}
    assert "%b" not in figure.layout.xaxis.tickformat


def test_today_is_a_line_with_its_date() -> None:
    figure = timeline(TABLE, TODAY)
    assert figure.layout.shapes[0].x0 == "2026-03-01"
    assert figure.layout.annotations[0].text == "aujourd’hui, 1er mars 2026"


def test_a_label_never_becomes_markup() -> None:
    figure = timeline(posts((HOSTILE, "Occupé", "2024-01-01", "2024-12-31")), TODAY)
    inert = "&lt;b onclick=&#39;x&#39;&gt;A &amp; B&lt;/b&gt;"
    assert list(figure.data[0].y) == list(figure.layout.yaxis.categoryarray) == [inert]
    assert figure.data[0].hovertext[0].startswith(f"{inert}<br>")


def test_no_post_gives_an_empty_frame() -> None:
    assert len(timeline(posts(), TODAY).data) == 0

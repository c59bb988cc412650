"""The timeline draws each agreement where its dates are."""

from datetime import date
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from maynum_dash.rendering.timeline import timeline_html

TODAY = date(2026, 3, 1)
HOSTILE = "<b onclick='x'>A & B</b>"


def posts(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["employer", "status", "start", "last"])
    return table.assign(post_id=[f"P{rank}" for rank in range(len(table))]).astype(
        {"employer": "str", "status": "str", "start": "datetime64[s]", "last": "datetime64[s]"}
    )


TABLE = posts(
    ("A", "Occupé", "2024-02-29", "2027-02-27"),
    ("B", "Vacant", "2023-09-01", "2026-08-31"),
    ("C", "Occupé", "2025-01-01", "2025-01-01"),
    ("D", "Rendu", "2023-01-01", "2024-05-31"),
)


def drawn(table: pd.DataFrame, today: date = TODAY) -> ET.Element:
    found = ET.fromstring(timeline_html(table, today, "Frise")).find("ol")  # noqa: S314 -- our own
    assert found is not None
    return found


def style(element: ET.Element) -> dict[str, str]:
    return dict(part.split(":") for part in element.attrib["style"].split(";"))


def percent(element: ET.Element, name: str) -> float:
    return float(style(element)[name].removesuffix("%"))


def bars(table: pd.DataFrame) -> list[ET.Element]:
    return [row.findall("b/i")[0] for row in drawn(table).findall("li")[1:]]


def years(table: pd.DataFrame, today: date = TODAY) -> dict[str, float]:
    marks = drawn(table, today).findall("li")[0].findall("b")
    return {mark.text or "": percent(mark, "left") for mark in marks if "class" not in mark.attrib}


def test_a_bar_goes_from_the_first_day_to_the_end_of_the_last_one() -> None:
    table = posts(("A", "Occupé", "2024-01-01", "2025-12-31"), ("B", "Occupé", "2025-01-01", "2025-01-01"))
    at, (whole, day) = years(table), bars(table)
    assert percent(whole, "left") == at["2024"]
    assert percent(whole, "left") + percent(whole, "width") == pytest.approx(at["2026"], abs=0.002)
    assert percent(day, "left") == at["2025"]
    assert percent(day, "width") == pytest.approx((at["2026"] - at["2025"]) / 365, abs=0.002)


def test_a_post_given_back_on_its_first_day_has_no_length() -> None:
    (bar,) = bars(posts(("A", "Rendu", "2024-01-01", "2023-12-31")))
    assert percent(bar, "width") == 0


def test_every_post_is_drawn_once_in_the_order_of_the_table_with_the_colour_of_its_status() -> None:
    rows = drawn(TABLE).findall("li")[1:]
    named = ["".join(row.findall("span")[0].itertext()) for row in rows]
    assert named == ["A\u00a0· P0", "B\u00a0· P1", "C\u00a0· P2", "D\u00a0· P3"]
    colours = [style(bar)["background-color"] for bar in bars(TABLE)]
    assert colours[0] == colours[2]
    assert len(set(colours)) == 3


def test_a_vacancy_is_told_by_more_than_its_colour() -> None:
    assert [bar.get("class") for bar in bars(TABLE)] == [None, "hatched", None, None]


def test_what_a_bar_says_is_french() -> None:
    bar = bars(TABLE)[0]
    assert (bar.attrib["role"], bar.attrib["title"]) == ("img", "Occupé, du 29/02/2024 au 27/02/2027")


def test_today_is_a_line_with_its_date_that_stays_within_the_drawing() -> None:
    for day, kind in ((date(2026, 3, 1), "today before"), (date(2019, 3, 1), "today")):
        mark = drawn(TABLE, day).findall("li")[0].findall("b")[-1]
        assert mark.attrib["class"] == kind
        assert 0 < percent(mark, "left") < 100
        assert (mark.findtext("span") or "").startswith("aujourd’hui, 1er mars 20")


def test_everything_is_within_the_drawing() -> None:
    for bar in bars(TABLE):
        assert percent(bar, "left") >= 0
        assert percent(bar, "left") + percent(bar, "width") <= 100


@pytest.mark.parametrize(
    ("last", "marks"), [("2027-12-31", 3), ("2036-12-31", 12), ("2038-12-31", 14), ("2039-12-31", 8)]
)
def test_the_years_never_crowd(last: str, marks: int) -> None:
    table = posts(("A", "Occupé", "2025-03-01", last))
    found = years(table)
    assert len(found) == marks
    assert list(found.values()) == sorted(found.values())


def test_a_label_never_becomes_markup() -> None:
    text = timeline_html(posts((HOSTILE, "Occupé", "2024-01-01", "2024-12-31")), TODAY, HOSTILE)
    assert "<b onclick" not in text
    assert text.count("&lt;b onclick=&#39;x&#39;&gt;A &amp; B&lt;/b&gt;") == 2

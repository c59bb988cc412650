"""The legend says each class once, with its colour, its bounds and its count."""

import re
from dataclasses import replace

from maynum_dash.analysis.classes import Classes
from maynum_dash.rendering.indicators import PEOPLE, RATE
from maynum_dash.rendering.legend import classes_legend

COLOURS = ("rgb(200, 200, 255)", "rgb(100, 100, 200)")
LINE = re.compile(
    r'<div><i (?:style="background:([^"]+)"|class="(hatched)")></i><span>(.*?) \((\d+)\)</span>'
    r'<em style="width:(\d+)%"></em></div>'
)


def lines(html: str) -> list[tuple[str, str, int, int]]:
    """Swatch, bounds, count and width of each line."""
    return [(found[0] or found[1], found[2], int(found[3]), int(found[4])) for found in LINE.findall(html)]


def test_classes_are_listed_from_high_to_low_with_their_colours_bounds_and_counts() -> None:
    html = classes_legend(RATE, Classes((10.0, 15.25), (15.25, 20.0), (2, 8), 0), COLOURS)
    assert lines(html) == [
        (COLOURS[1], "15,3\u00a0% à 20,0\u00a0%", 8, 100),
        (COLOURS[0], "10,0\u00a0% à 15,3\u00a0%", 2, 25),
    ]
    assert RATE.label in html
    assert RATE.unit in html


def test_missing_data_are_the_last_line_hatched() -> None:
    html = classes_legend(RATE, Classes((10.0,), (20.0,), (1,), 3), COLOURS[:1])
    assert lines(html)[-1] == ("hatched", "sans donnée", 3, 100)
    assert len(lines(html)) == 2


def test_no_missing_line_when_nothing_is_missing() -> None:
    assert "sans donnée" not in classes_legend(RATE, Classes((10.0,), (20.0,), (1,), 0), COLOURS[:1])


def test_an_empty_class_keeps_its_line() -> None:
    html = classes_legend(RATE, Classes((0.0, 1.0), (1.0, 2.0), (0, 4), 0), COLOURS)
    assert [(count, width) for _, _, count, width in lines(html)] == [(4, 100), (0, 0)]


def test_when_nothing_is_known_only_the_missing_are_listed() -> None:
    html = classes_legend(RATE, Classes((), (), (), 10), COLOURS[:1])
    assert lines(html) == [("hatched", "sans donnée", 10, 100)]


def test_a_stock_has_no_classes_but_says_what_is_missing() -> None:
    assert classes_legend(PEOPLE, Classes((), (), (), 0), COLOURS[:1]) == ""
    html = classes_legend(PEOPLE, Classes((), (), (), 1), COLOURS[:1])
    assert lines(html) == [("hatched", "sans donnée", 1, 100)]


def test_bounds_are_written_in_french() -> None:
    html = classes_legend(RATE, Classes((1234.5,), (2345.6,), (1,), 0), COLOURS[:1])
    assert lines(html)[0][1] == "1\u202f234,5\u00a0% à 2\u202f345,6\u00a0%"


def test_words_of_the_legend_are_escaped() -> None:
    hostile = replace(RATE, label="<b>", unit="'><i>", write=lambda value: f"<{value}>")
    html = classes_legend(hostile, Classes((1.0,), (2.0,), (1,), 0), COLOURS[:1])
    assert lines(html)[0][1] == "&lt;1.0&gt; à &lt;2.0&gt;"
    assert "<h2>&lt;b&gt;</h2>" in html
    assert "&#39;&gt;&lt;i&gt; ·" in html

"""The drawing, its legend and its words say the same thing."""

import html
import json
import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring

from maynum_dash.analysis.classes import ClassMethod
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering import atlas
from maynum_dash.rendering.atlas import Wish
from maynum_dash.rendering.indicators import DENSITY, EUROS, INDICATORS, PEOPLE, POSTS, RATE, Indicator

NAN = float("nan")
HATCH = "url(#hachures)"
LINE = re.compile(r'<i (?:style="background:([^"]+)"|class="(hatched)")></i><span>.*?\((\d+)\)</span>')
RATES = [12.0, 15.0, 15.0, 18.0, 21.0, 24.5, NAN, 30.0]
PLACES = len(RATES)


def data(rates: list[float] | None = None) -> pd.DataFrame:
    values = RATES if rates is None else rates
    count = len(values)
    rows = range(count)
    table = pd.DataFrame(
        {"code": [str(row) for row in rows], "label_name": [f"L’Huis {row}" for row in rows]}
    )
    return table.assign(
        is_named=[row != 1 for row in rows],
        longitude=[-0.95 + row / 10 for row in rows],
        latitude=48.05,
        rate_pct=values,
        people=[value * 100 for value in values],
        fte_per_1000=[value / 10 for value in values],
        posts_occupied=[row % 3 for row in rows],
        posts_vacant=[row % 2 for row in rows],
        euros_per_inhabitant=[value / 5 for value in values],
        euros_cents=pd.array([row * 123_456 for row in rows], dtype="Int64"),
    )


def boundaries(count: int = PLACES) -> str:
    features = []
    for row in range(count):
        west, east = -1 + row / 10, -0.9 + row / 10
        ring = [[west, 48], [east, 48], [east, 48.1], [west, 48.1], [west, 48]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "id": str(row), "properties": {}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features})


def wish(indicator: Indicator = RATE, method: ClassMethod = ClassMethod.QUANTILES, count: int = 4) -> Wish:
    return Wish(Level.EPCI, indicator, shows_posts=False, method=method, count=count, thresholds=(15.0, 20.0))


def drawn(svg: str) -> Counter[str]:
    """Count the territories of each colour."""
    return Counter(path.attrib["fill"] for path in territories(svg))


def territories(svg: str) -> list[ET.Element]:
    return [element for element in fromstring(svg).iter() if "data-code" in element.attrib]


def legend(text: str) -> dict[str, int]:
    """Territories that the legend counts, by colour."""
    return {colour or HATCH: int(count) for colour, _, count in LINE.findall(text)}


@pytest.mark.parametrize("method", ClassMethod)
@pytest.mark.parametrize("count", [3, 5, 7])
@pytest.mark.parametrize("indicator", [i for i in INDICATORS if not i.is_stock], ids=lambda i: i.key)
def test_the_classes_of_the_drawing_are_those_of_the_legend(
    method: ClassMethod, count: int, indicator: Indicator
) -> None:
    asked = wish(indicator, method, count)
    counted = legend(atlas.legend_html(asked, data()))
    assert drawn(atlas.drawing(asked, data(), boundaries())) == Counter(
        {colour: number for colour, number in counted.items() if number}
    )
    assert sum(counted.values()) == PLACES
    assert counted[HATCH] == 1


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_every_indicator_draws_every_territory_once(indicator: Indicator) -> None:
    shown = territories(atlas.drawing(wish(indicator), data(), boundaries()))
    assert sorted(path.attrib["data-code"] for path in shown) == [str(row) for row in range(PLACES)]


def test_zero_is_a_class_and_missing_is_not() -> None:
    svg = atlas.drawing(wish(), data([0.0, NAN, 5.0]), boundaries(3))
    fills = {path.attrib["data-code"]: path.attrib["fill"] for path in territories(svg)}
    assert fills["1"] == HATCH
    assert HATCH not in {fills["0"], fills["2"]}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_a_map_without_any_data_is_drawn_hatched_and_explained(indicator: Indicator) -> None:
    unknown = pd.array([None] * 3, dtype="Int64")
    table = data([NAN, NAN, NAN]).assign(posts_occupied=0, posts_vacant=0, euros_cents=unknown)
    svg, text = (
        atlas.drawing(wish(indicator), table, boundaries(3)),
        atlas.legend_html(wish(indicator), table),
    )
    if indicator is POSTS:
        assert HATCH not in drawn(svg)
        assert text == ""
    else:
        assert drawn(svg) == {HATCH: 3}
        assert legend(text) == {HATCH: 3}
    assert "<circle" not in svg


def test_one_territory_is_drawn() -> None:
    asked = wish()
    assert sum(drawn(atlas.drawing(asked, data([18.0]), boundaries(1))).values()) == 1
    assert list(legend(atlas.legend_html(asked, data([18.0]))).values()) == [1]


def test_a_stock_without_data_is_hatched_and_said_in_the_legend() -> None:
    svg, text = atlas.drawing(wish(PEOPLE), data(), boundaries()), atlas.legend_html(wish(PEOPLE), data())
    assert drawn(svg)[HATCH] == 1
    assert legend(text) == {HATCH: 1}
    # Two circles for each territory with data, two in the legend.
    assert svg.count("<circle") == 2 * (PLACES - 1) + 2


def test_a_negative_stock_has_no_circle_and_keeps_its_number() -> None:
    table = data().assign(euros_cents=pd.array([-350_000, *[100] * (PLACES - 1)], dtype="Int64"))
    svg = atlas.drawing(wish(EUROS), table, boundaries())
    assert svg.count("<circle") == 2 * (PLACES - 1) + 2
    assert "L’Huis 0 : −3\u202f500\u00a0€" in html.unescape(svg)


def test_posts_are_drawn_over_a_rate_only_when_asked() -> None:
    asked = wish()
    assert "<circle" not in atlas.drawing(asked, data(), boundaries())
    with_posts = atlas.drawing(replace(asked, shows_posts=True), data(), boundaries())
    counts = data()["posts_occupied"] + data()["posts_vacant"]
    # Two in the legend: the largest, a quarter of it.
    assert with_posts.count("<circle") == 2 * int((counts > 0).sum()) + 2
    assert drawn(with_posts) == drawn(atlas.drawing(asked, data(), boundaries()))


def test_the_words_list_the_highest_first_and_the_missing_last() -> None:
    said = atlas.alternative(wish(), data())
    assert said.startswith(f"Carte : {RATE.label} ({RATE.unit}). L’Huis 7 : 30,0\u00a0% ; L’Huis 5 :")
    assert said.endswith("L’Huis 6 : sans donnée.")
    assert atlas.alternative(wish(), data([float(row) for row in range(240)])).count(" ; ") == 9


def test_the_words_are_those_of_the_drawing() -> None:
    svg = atlas.drawing(wish(DENSITY), data(), boundaries())
    assert fromstring(svg).attrib["aria-label"] == atlas.alternative(wish(DENSITY), data())
    labels = {path.attrib["data-code"]: path.attrib["aria-label"] for path in territories(svg)}
    assert labels["0"] == "L’Huis 0 : 1,20"
    assert labels["6"] == "L’Huis 6 : sans donnée"


def test_a_territory_that_is_not_named_is_only_spoken() -> None:
    svg = atlas.drawing(wish(), data(), boundaries())
    assert "L’Huis 0<tspan" in svg
    assert "L’Huis 1<tspan" not in svg
    assert "L’Huis 1 : " in svg


@pytest.mark.parametrize(
    "other",
    [
        replace(wish(), level=Level.COMMUNES),
        replace(wish(), indicator=PEOPLE),
        replace(wish(), shows_posts=True),
        replace(wish(), method=ClassMethod.EQUAL),
        replace(wish(), count=5),
        replace(wish(), thresholds=(1.0,)),
    ],
)
def test_two_wishes_never_share_a_key(other: Wish) -> None:
    assert other.key != wish().key
    assert repr(other.key) != repr(wish().key)


def test_the_same_wish_gives_the_same_drawing_and_leaves_the_data_alone() -> None:
    table = data()
    before = table.copy(deep=True)
    assert atlas.drawing(wish(), table, boundaries()) == atlas.drawing(wish(), table, boundaries())
    atlas.legend_html(wish(EUROS), table)
    pd.testing.assert_frame_equal(table, before)

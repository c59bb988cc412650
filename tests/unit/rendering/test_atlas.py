"""The drawing, its key, its words and its poster say the same thing."""

import html
import json
import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.territory.classes import ClassMethod
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.places import PlaceKind
from maynum_dash.rendering import atlas, legend, multiples, posters
from maynum_dash.rendering.atlas import Caption
from maynum_dash.rendering.grounds import ground
from maynum_dash.rendering.indicators import (
    DENSITY,
    EUROS,
    EUROS_PER_INHABITANT,
    INDICATORS,
    PEOPLE,
    POSTS,
    RATE,
    Indicator,
)
from maynum_dash.rendering.keys import Pattern
from maynum_dash.rendering.painting import Cut
from maynum_dash.rendering.plates import Plate
from maynum_dash.rendering.posters import Format
from maynum_dash.rendering.tints import Tint
from maynum_dash.rendering.wishes import View, Wish, indicators

NAN = float("nan")
HATCH = "url(#hachures)"
FEW = "url(#croisillons)"
LINE = re.compile(
    r'<i(?: class="(hatched|crossed|striped)")?(?: style="background-color:([^"]+)")?></i>'
    r"<span>(.*?) \((\d+)\)</span>"
)
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
        is_partial=[row == 1 for row in rows],
        longitude=[-0.95 + row / 10 for row in rows],
        latitude=48.05,
        population=1000,
        population_15_plus=800.0,
        fte=3.0,
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


def wish(
    indicator: Indicator = RATE,
    method: ClassMethod = ClassMethod.QUANTILES,
    count: int = 4,
    view: View = View.SINGLE,
) -> Wish:
    return Wish(Level.EPCI, view, indicator, Cut(method, count, (15.0, 20.0)))


def plate(asked: Wish, table: pd.DataFrame, places: pd.DataFrame | None = None) -> Plate:
    shown = ground(boundaries(table["code"].nunique()))
    return atlas.plate(asked, table, shown, Caption("exercice 2026", "Classeur d’essai"), places)


def drawing(asked: Wish, table: pd.DataFrame) -> str:
    return multiples.draw(plate(asked, table))


def counted(asked: Wish, table: pd.DataFrame) -> dict[str, int]:
    """Number of territories that the key gives to each paint."""
    covers = {"hatched": HATCH, "crossed": FEW}
    found = LINE.findall(legend.key_html(plate(asked, table).key))
    return {
        covers.get(cover) or (f"url(#raies-{colour[1:]})" if cover else colour): int(number)
        for cover, colour, _, number in found
    }


def drawn(svg: str) -> Counter[str]:
    """Count the territories of each colour."""
    return Counter(path.attrib["fill"] for path in territories(svg))


def territories(svg: str) -> list[ET.Element]:
    return [element for element in fromstring(svg).iter() if "data-code" in element.attrib]


@pytest.mark.parametrize("method", ClassMethod)
@pytest.mark.parametrize("count", [3, 5, 7])
@pytest.mark.parametrize("indicator", [i for i in INDICATORS if not i.is_stock], ids=lambda i: i.key)
def test_the_classes_of_the_drawing_are_those_of_the_legend(
    method: ClassMethod, count: int, indicator: Indicator
) -> None:
    asked = wish(indicator, method, count)
    said = counted(asked, data())
    assert drawn(drawing(asked, data())) == Counter(
        {paint: number for paint, number in said.items() if number}
    )
    assert sum(said.values()) == PLACES
    assert said[HATCH] == 1


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_every_indicator_draws_every_territory_once(indicator: Indicator) -> None:
    shown = territories(drawing(wish(indicator), data()))
    assert sorted(path.attrib["data-code"] for path in shown) == [str(row) for row in range(PLACES)]


def test_zero_is_a_class_and_missing_is_not() -> None:
    svg = drawing(wish(), data([0.0, NAN, 5.0]))
    fills = {path.attrib["data-code"]: path.attrib["fill"] for path in territories(svg)}
    assert fills["1"] == HATCH
    assert HATCH not in {fills["0"], fills["2"]}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_a_map_without_any_data_is_drawn_hatched_and_explained(indicator: Indicator) -> None:
    unknown = pd.array([None] * 3, dtype="Int64")
    table = data([NAN, NAN, NAN]).assign(posts_occupied=0, posts_vacant=0, euros_cents=unknown)
    svg = drawing(wish(indicator), table)
    if indicator is POSTS:
        assert HATCH not in drawn(svg)
        assert counted(wish(indicator), table) == {}
    else:
        assert drawn(svg) == counted(wish(indicator), table) == {HATCH: 3}
    assert "<circle" not in svg


def test_one_territory_is_drawn() -> None:
    asked = wish()
    assert sum(drawn(drawing(asked, data([18.0]))).values()) == 1
    assert list(counted(asked, data([18.0])).values()) == [1]


def test_a_stock_without_data_is_hatched_and_said_in_the_legend() -> None:
    svg = drawing(wish(PEOPLE), data())
    assert drawn(svg)[HATCH] == 1
    assert counted(wish(PEOPLE), data()) == {HATCH: 1}
    # Two circles for each territory with data, two in the legend.
    assert svg.count("<circle") == 2 * (PLACES - 1) + 2


def test_a_negative_stock_is_an_empty_ring_and_keeps_its_number() -> None:
    table = data().assign(euros_cents=pd.array([-350_000, *[100] * (PLACES - 1)], dtype="Int64"))
    svg = drawing(wish(EUROS), table)
    assert "anneau vide : au-dessous" in svg
    assert svg.count('r="0.0"') == 1
    assert "L’Huis 0 : −3\u202f500\u00a0€" in html.unescape(svg)


def test_posts_are_drawn_over_a_rate_when_need_meets_response() -> None:
    asked = wish()
    assert "<circle" not in drawing(asked, data())
    with_posts = drawing(replace(asked, view=View.DOUBLE), data())
    counts = data()["posts_occupied"] + data()["posts_vacant"]
    # Two in the legend: the largest, a quarter of it.
    assert with_posts.count("<circle") == 2 * int((counts > 0).sum()) + 2
    assert drawn(with_posts) == drawn(drawing(asked, data()))


def test_the_words_list_the_highest_first_and_the_missing_last() -> None:
    said = atlas.alternative(wish(), data())
    assert said.startswith(f"Carte : {RATE.label} ({RATE.unit}). L’Huis 7 : 30,0\u00a0% ; L’Huis 5 :")
    assert said.endswith("L’Huis 6 : sans donnée.")
    assert atlas.alternative(wish(), data([float(row) for row in range(240)])).count(" ; ") == 9


def test_the_words_are_those_of_the_drawing() -> None:
    svg = drawing(wish(DENSITY), data())
    assert fromstring(svg).attrib["aria-label"] == atlas.alternative(wish(DENSITY), data())
    labels = {path.attrib["data-code"]: path.attrib["aria-label"] for path in territories(svg)}
    assert labels["0"] == "L’Huis 0 : 1,20"
    assert labels["6"] == "L’Huis 6 : sans donnée"


def test_a_territory_that_is_not_named_is_only_spoken() -> None:
    svg = drawing(wish(), data())
    assert "L’Huis 0<tspan" in svg
    assert "L’Huis 1<tspan" not in svg
    assert "L’Huis 1 : " in svg


@pytest.mark.parametrize(
    "other",
    [
        replace(wish(), level=Level.COMMUNES),
        replace(wish(), indicator=PEOPLE),
        replace(wish(), view=View.DOUBLE),
        replace(wish(), shows_places=True),
        wish(method=ClassMethod.EQUAL),
        wish(count=5),
        replace(wish(), cut=Cut(tint=Tint.GREY)),
    ],
)
def test_two_wishes_never_share_a_key(other: Wish) -> None:
    assert other.key != wish().key
    assert repr(other.key) != repr(wish().key)


def test_the_same_wish_gives_the_same_drawing_and_leaves_the_data_alone() -> None:
    table = data()
    before = table.copy(deep=True)
    assert drawing(wish(), table) == drawing(wish(), table)
    counted(wish(EUROS), table)
    pd.testing.assert_frame_equal(table, before)


VALUE = st.none() | st.floats(-1e6, 1e6)


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(VALUE, min_size=1, max_size=12),
    method=st.sampled_from(ClassMethod),
    view=st.sampled_from([View.SINGLE, View.DOUBLE, View.CROSSED, View.CHANGE]),
    adults=st.lists(st.floats(0, 1000), min_size=12, max_size=12),
)
def test_what_is_not_known_is_never_drawn_in_the_colour_of_a_class(
    values: list[float | None], method: ClassMethod, view: View, adults: list[float]
) -> None:
    rates = [NAN if value is None else value for value in values]
    table = data(rates).assign(population_15_plus=adults[: len(rates)], rate_pct=rates)
    asked = wish(EUROS_PER_INHABITANT if view in (View.CROSSED, View.CHANGE) else RATE, method, 3, view)
    fills = {path.attrib["data-code"]: path.attrib["fill"] for path in territories(drawing(asked, table))}
    for code, value in zip(table["code"], rates, strict=True):
        is_known = value == value  # noqa: PLR0124 -- NaN is the value that differs from itself
        assert (fills[code] == HATCH) == (not is_known)
    said = counted(asked, table)
    if view is not View.CROSSED:
        assert Counter({paint: count for paint, count in said.items() if count}) == Counter(fills.values())


def test_what_is_not_known_of_one_exercice_is_hatched_on_its_map_alone() -> None:
    known, unknown = data([1.0] * PLACES), data([NAN, *[2.0] * (PLACES - 1)])
    both = pd.concat([known.assign(fiscal_year=2026), unknown.assign(fiscal_year=2027)], ignore_index=True)
    svg = drawing(wish(EUROS_PER_INHABITANT, view=View.YEARS), both)
    fills = [path.attrib["fill"] for path in territories(svg) if path.attrib["data-code"] == "0"]
    assert [fill == HATCH for fill in fills] == [False, True]
    others = [path.attrib["fill"] for path in territories(svg) if path.attrib["data-code"] != "0"]
    assert HATCH not in others


def test_a_rate_of_too_few_people_is_crossed_out_and_said() -> None:
    table = data().assign(population_15_plus=[199.9, 200.0, *[800.0] * (PLACES - 2)])
    svg = drawing(wish(), table)
    fills = {path.attrib["data-code"]: path.attrib["fill"] for path in territories(svg)}
    assert [fills["0"], fills["6"]] == [FEW, HATCH]
    assert fills["1"] not in {FEW, HATCH}
    assert counted(wish(), table)[FEW] == 1
    assert "effectif trop faible (moins de 200 personnes de 15 ans et plus)" in svg


def test_the_density_of_one_post_is_never_coloured() -> None:
    table = data().assign(fte=[0.0, 1.0, 1.99, *[2.0] * (PLACES - 3)])
    fills = {
        path.attrib["data-code"]: path.attrib["fill"] for path in territories(drawing(wish(DENSITY), table))
    }
    assert [fills[code] for code in "012"] == [FEW] * 3
    assert FEW not in [fills[code] for code in "34567"]


@pytest.mark.parametrize("wanted", Format)
@pytest.mark.parametrize("view", View)
def test_the_poster_has_the_paint_of_the_screen_its_key_title_and_source(view: View, wanted: Format) -> None:
    asked = wish(EUROS_PER_INHABITANT, view=view)
    table = data()
    if view is View.YEARS:
        years = [table.assign(fiscal_year=year) for year in (2026, 2027)]
        table = pd.concat(years, ignore_index=True)
    shown = plate(asked, table)
    screen, poster = multiples.draw(shown), posters.draw(shown, wanted)
    assert drawn(poster) == drawn(screen)
    texts = " ".join(
        "".join(text.itertext()) for text in fromstring(poster).iter() if text.tag.endswith("text")
    )
    words = re.sub(r"\s+", " ", texts)
    for swatch in shown.key.swatches:
        if swatch.text:
            assert f"({swatch.count})" in words
    assert shown.title.split()[0] in words
    assert "Classeur d’essai" in words
    assert "km" in words
    size = posters.SIZES[wanted]
    assert fromstring(poster).attrib["viewBox"] == f"0 0 {size.width} {size.height}"


def test_nothing_of_a_poster_stands_outside_it() -> None:
    for view in (View.DOUBLE, View.CROSSED):
        for wanted, size in posters.SIZES.items():
            poster = fromstring(posters.draw(plate(wish(EUROS_PER_INHABITANT, view=view), data()), wanted))
            tops = [float(text.attrib["y"]) for text in poster.iter() if text.tag.endswith("}text")]
            assert min(tops) > 0
            assert max(tops) <= size.height


def test_years_share_their_classes_and_the_size_of_their_circles() -> None:
    years = [data().assign(fiscal_year=2026 + rank, euros_cents=(rank + 1) * 100_000) for rank in range(2)]
    table = pd.concat(years, ignore_index=True).astype({"euros_cents": "Int64"})
    rates = plate(wish(EUROS_PER_INHABITANT, view=View.YEARS), table)
    assert [panel.title for panel in rates.panels] == ["Exercice 2026", "Exercice 2027"]
    assert sum(swatch.count for swatch in rates.key.swatches) == 2 * PLACES
    stocks = plate(wish(EUROS, view=View.YEARS), table)
    assert {panel.circles.top for panel in stocks.panels if panel.circles} == {200_000}


def test_maps_of_several_exercices_do_not_speak_of_the_one_in_view() -> None:
    both = pd.concat([data().assign(fiscal_year=year) for year in (2026, 2027)], ignore_index=True)
    wish = Wish(Level.EPCI, View.YEARS, EUROS_PER_INHABITANT, Cut())
    plate = atlas.plate(wish, both, ground(boundaries()), Caption("au 23/11/2026", "Source"))
    assert plate.title.endswith("par intercommunalité, exercice par exercice")
    assert "exercice en vue" not in f"{plate.unit} {plate.key.unit} {plate.said}"


def test_a_difference_is_signed_striped_when_it_falls_and_centred_on_zero() -> None:
    table = data([10.0, -10.0, 0.0, 5.0, -2.0, 1.0, NAN, 0.0]).assign(
        euros_per_inhabitant=[10.0, -10.0, 0.0, 5.0, -2.0, 1.0, NAN, 0.0]
    )
    asked = wish(EUROS_PER_INHABITANT, ClassMethod.EQUAL, 2, View.CHANGE)
    shown = plate(asked, table)
    assert [swatch.text for swatch in shown.key.swatches] == [
        "baisse : 5,50\u00a0€ à 10,00\u00a0€",
        "baisse : jusqu’à 5,50\u00a0€",
        "inchangé",
        "hausse : jusqu’à 5,50\u00a0€",
        "hausse : 5,50\u00a0€ à 10,00\u00a0€",
        "sans donnée",
    ]
    assert [swatch.count for swatch in shown.key.swatches] == [1, 1, 2, 2, 1, 1]
    striped = [swatch.pattern is Pattern.STRIPES for swatch in shown.key.swatches]
    assert striped == [True, True, False, False, False, False]
    labels = {
        path.attrib["data-code"]: path.attrib["aria-label"] for path in territories(drawing(asked, table))
    }
    assert labels["0"] == "L’Huis 0 : +10,00\u00a0€"
    assert labels["1"] == "L’Huis 1 : −10,00\u00a0€"


def test_a_crossed_map_names_each_square_as_its_key_does() -> None:
    table = data().assign(euros_per_inhabitant=[8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0])
    shown = plate(wish(EUROS_PER_INHABITANT, view=View.CROSSED), table)
    layer = shown.panels[0].layer
    codes = dict(zip(layer.table["code"], layer.table["value"], strict=True))
    # The least need has the most money here, and the other way round.
    assert (codes["0"], codes["7"], codes["6"]) == ("A3", "C1", "")
    assert sum(swatch.count for swatch in shown.key.swatches) == PLACES
    assert legend.key_html(shown.key).count("<td style") == 9


def test_places_are_drawn_with_their_shapes_only_when_asked() -> None:
    places = pd.DataFrame(
        {"kind": [kind.value for kind in PlaceKind], "longitude": [-0.9, -0.8], "latitude": [48.05, 48.05]}
    )
    assert plate(wish(), data(), places).panels[0].marks is None
    shown = plate(replace(wish(), shows_places=True), data(), places)
    for kind in PlaceKind:
        assert kind.value in posters.draw(shown, Format.SLIDE)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("level", Level)
def test_each_view_offers_what_it_can_tell(view: View, level: Level) -> None:
    offered = indicators(level, view)
    assert offered
    assert all(level in one.levels for one in offered)
    if view is View.CROSSED:
        assert not any(one.is_stock for one in offered)

"""A map draws what it is given: one shape per territory, classes, circles, names; nothing runs in it."""

import base64
import json
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring

from maynum_dash.rendering import formats, maps, palette
from maynum_dash.rendering.circles import Circles

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = ("#C8C8FF", "#6464C8")
HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onload='alert(1)",
    "</text><script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "<!-- x -->",
    "&lt;b&gt; & co",
    "<a href='javascript:alert(1)'>x</a>",
    "L’Huisserie \x00\x08",
]


def square(code: str, west: float, south: float, *, holes: int = 0, multi: bool = False) -> dict[str, object]:
    def ring(side: float) -> list[list[float]]:
        east, north = west + side, south + side
        return [[west, south], [east, south], [east, north], [west, north], [west, south]]

    polygon = [ring(0.1), *[ring(0.02 + hole / 100) for hole in range(holes)]]
    geometry = {
        "type": "MultiPolygon" if multi else "Polygon",
        "coordinates": [polygon] if multi else polygon,
    }
    return {"type": "Feature", "id": code, "properties": {"code": code}, "geometry": geometry}


def boundaries(*features: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


THREE = boundaries(square("1", -1, 48), square("2", -0.9, 48), square("3", -0.8, 48, holes=1, multi=True))


def layer(
    classes: Sequence[int | None] = (0, 1, None),
    names: Sequence[str] = ("Ernée", "Laval", "Craon"),
    named: Sequence[bool] = (True, True, True),
    shapes: str = THREE,
) -> maps.Layer:
    count = len(names)
    table = pd.DataFrame(
        {
            "code": pd.Series([str(number + 1) for number in range(count)], dtype="str"),
            "name": pd.Series(list(names), dtype="str"),
            "value": [f"{number},5\u00a0%" for number in range(count)],
            "is_named": pd.Series(list(named), dtype="bool"),
            "longitude": [-0.95 + number / 10 for number in range(count)],
            "latitude": 48.05,
        }
    )
    return maps.Layer(table, pd.Series(list(classes), dtype="Int64"), COLOURS, shapes)


PARTS = ("occupés", "vacants")


def circles(
    filled: Sequence[int], hollow: Sequence[int], *, parts: tuple[str, str] | None = PARTS
) -> Circles:
    count = len(filled)
    table = pd.DataFrame(
        {
            "code": [str(number + 1) for number in range(count)],
            "longitude": [-0.95 + number / 10 for number in range(count)],
            "latitude": [48.05] * count,
            "filled": pd.Series(list(filled), dtype="int64"),
            "hollow": pd.Series(list(hollow), dtype="int64"),
        }
    )
    return Circles(table, palette.DISC, "Postes", formats.integer, parts)


def shapes(svg: str) -> dict[str, ET.Element]:
    """Territories by code."""
    found = [path for path in fromstring(svg).iter(f"{SVG}path") if "data-code" in path.attrib]
    assert len({path.attrib["data-code"] for path in found}) == len(found)
    return {path.attrib["data-code"]: path for path in found}


def outline(drawn: str) -> list[list[float]]:
    """Follow the first ring of a path: a start, then relative steps."""
    start, _, rest = drawn.partition("z")[0].removeprefix("M").partition("l")
    numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
    x, y = (float(part) for part in start.split())
    points = [[x, y]]
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        points.append([x, y])
    return points


def discs(svg: str) -> list[tuple[float, float, float]]:
    """Place, radius of the ring and radius of the disc of each circle of the map, legend left out."""
    group = fromstring(svg).find(f"{SVG}g[@pointer-events='none']")
    drawn = [] if group is None else group.findall(f"{SVG}circle")
    radii = [float(circle.attrib["r"]) for circle in drawn]
    places = [float(circle.attrib["cx"]) for circle in drawn]
    return list(zip(places[::2], radii[::2], radii[1::2], strict=True))


def names(svg: str) -> list[str]:
    group = fromstring(svg).find(f"{SVG}g[@text-anchor='middle']")
    return [] if group is None else [text.text or "" for text in group.findall(f"{SVG}text")]


def test_each_territory_is_one_shape_with_its_code_and_its_words() -> None:
    drawn = shapes(maps.draw(layer()))
    assert set(drawn) == {"1", "2", "3"}
    assert [drawn[code].attrib["aria-label"] for code in "123"] == [
        "Ernée : 0,5\u00a0%",
        "Laval : 1,5\u00a0%",
        "Craon : 2,5\u00a0%",
    ]


def test_a_territory_has_the_colour_of_its_class_and_hatches_without_data() -> None:
    svg = maps.draw(layer())
    fills = {code: path.attrib["fill"] for code, path in shapes(svg).items()}
    assert fills == {"1": COLOURS[0], "2": COLOURS[1], "3": "url(#hachures)"}
    pattern = fromstring(svg).find(f".//{SVG}pattern[@id='hachures']")
    assert pattern is not None
    assert not {part.attrib.get("fill") for part in pattern} & set(COLOURS)


def test_nothing_known_anywhere_is_all_hatched() -> None:
    fills = {path.attrib["fill"] for path in shapes(maps.draw(layer((None, None, None)))).values()}
    assert fills == {"url(#hachures)"}


def test_holes_and_parts_are_all_drawn() -> None:
    drawn = shapes(maps.draw(layer()))
    assert [drawn[code].attrib["d"].count("M") for code in "123"] == [1, 1, 2]
    assert {path.attrib["fill-rule"] for path in drawn.values()} == {"evenodd"}


def test_the_drawing_fits_its_frame_north_up_and_keeps_the_proportions() -> None:
    svg = maps.draw(
        layer(shapes=boundaries(square("1", -1, 48), square("2", -0.9, 48), square("3", -1, 48.1)))
    )
    west, north, width, height = (float(part) for part in fromstring(svg).attrib["viewBox"].split())
    corners = {code: outline(path.attrib["d"]) for code, path in shapes(svg).items()}
    for ring in corners.values():
        assert all(west <= x <= width and north <= y <= height for x, y in ring)
    assert max(y for _, y in corners["3"]) == pytest.approx(min(y for _, y in corners["1"]), abs=0.2)
    assert max(x for x, _ in corners["1"]) == pytest.approx(min(x for x, _ in corners["2"]), abs=0.2)
    (x0, y0), (x1, _), (_, y2) = corners["1"][0], corners["1"][1], corners["1"][2]
    # A degree of longitude is cos(48.1°) of a degree of latitude.
    assert (x1 - x0) / (y0 - y2) == pytest.approx(0.668, abs=0.002)


def test_the_area_of_a_circle_follows_the_value() -> None:
    drawn = discs(maps.draw(layer(), circles((16, 4, 1), (0, 0, 0))))
    areas = [radius**2 for _, radius, _ in drawn]
    assert areas[0] / areas[1] == pytest.approx(4, rel=0.02)
    assert areas[0] / areas[2] == pytest.approx(16, rel=0.02)


def test_the_disc_inside_the_ring_is_the_share_of_the_occupied() -> None:
    drawn = discs(maps.draw(layer(), circles((3, 0, 4), (1, 4, 0))))
    assert [disc**2 / ring**2 for _, ring, disc in drawn] == pytest.approx([0.75, 0, 1], abs=0.01)
    assert len({ring for _, ring, _ in drawn}) == 1


def test_the_largest_circles_are_drawn_first_so_that_none_is_hidden() -> None:
    radii = [ring for _, ring, _ in discs(maps.draw(layer(), circles((1, 9, 4), (0, 0, 0))))]
    assert radii == sorted(radii, reverse=True)


def test_a_territory_without_stock_has_no_circle() -> None:
    assert len(discs(maps.draw(layer(), circles((2, 0, 0), (0, 0, 1))))) == 2


@pytest.mark.parametrize("given", [None, circles((0, 0, 0), (0, 0, 0)), circles((), ())])
def test_no_stock_anywhere_draws_no_circle_and_no_legend(given: Circles | None) -> None:
    # Names are left out: they look for a circle by territory.
    svg = maps.draw(layer(named=(False, False, False)), given)
    assert "<circle" not in svg
    assert "nan" not in svg


def test_the_legend_has_the_scale_of_the_map_and_stands_below_it() -> None:
    svg = maps.draw(layer(), circles((8, 2, 1), (0, 0, 0)))
    group = fromstring(svg).findall(f"{SVG}g[@aria-hidden='true']")[-1]
    told = [text.text for text in group.findall(f"{SVG}text")]
    radii = [float(circle.attrib["r"]) for circle in group.findall(f"{SVG}circle")]
    title = "Postes (surface proportionnelle ; disque : occupés, anneau vide : vacants)"
    assert told == [title, "8", "2"]
    rings = [ring for _, ring, _ in discs(svg)]
    assert radii == [rings[0], rings[1]]
    bottom = float(fromstring(maps.draw(layer())).attrib["viewBox"].split()[3])
    tops = [float(circle.attrib["cy"]) - float(circle.attrib["r"]) for circle in group.iter(f"{SVG}circle")]
    assert min(tops) >= bottom
    ends = [float(circle.attrib["cy"]) + float(circle.attrib["r"]) for circle in group.iter(f"{SVG}circle")]
    assert max(ends) <= float(fromstring(svg).attrib["viewBox"].split()[3])


def test_a_legend_explains_vacancy_only_where_there_may_be_one() -> None:
    svg = maps.draw(layer(), circles((8, 2, 1), (0, 0, 0), parts=None))
    assert "vacants" not in svg
    assert ">8</text>" in svg


def test_circles_let_the_pointer_through() -> None:
    svg = maps.draw(layer(), circles((8, 2, 1), (0, 0, 0)))
    held = [group for group in fromstring(svg).iter(f"{SVG}g") if group.find(f"{SVG}circle") is not None]
    assert held
    assert {group.attrib["pointer-events"] for group in held} == {"none"}


def test_a_partial_territory_carries_no_name_but_keeps_its_words() -> None:
    svg = maps.draw(layer(named=(True, False, True)))
    assert names(svg) == ["Ernée", "Craon"]
    assert shapes(svg)["2"].attrib["aria-label"] == "Laval : 1,5\u00a0%"
    assert names(maps.draw(layer(named=(False, False, False)))) == []


def test_a_name_stands_below_its_circle() -> None:
    def height(svg: str, place: int) -> float:
        group = fromstring(svg).find(f"{SVG}g[@text-anchor='middle']")
        assert group is not None
        return float(group.findall(f"{SVG}text")[place].attrib["y"])

    bare, drawn = maps.draw(layer()), maps.draw(layer(), circles((4, 1, 0), (0, 0, 0)))
    rings = [ring for _, ring, _ in discs(drawn)]
    for place, ring in enumerate(rings):
        assert height(drawn, place) - height(bare, place) > ring
    assert height(drawn, 2) == height(bare, 2)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_by_anybody_becomes_markup(text: str) -> None:
    given = layer(names=(text, "Laval", "Craon"))
    given.table["value"] = text
    svg = maps.draw(given, circles((1, 0, 0), (0, 0, 0)), said=text)
    expected = text.replace("\x00", "").replace("\x08", "")
    root = fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "defs", "pattern", "rect", "path", "g", "circle", "text", "tspan")
    }
    assert [name for element in root.iter() for name in element.attrib if name.startswith("on")] == []
    assert root.attrib["aria-label"] == expected
    assert shapes(svg)["1"].attrib["aria-label"] == f"{expected} : {expected}"
    assert names(svg)[0] == expected


def test_a_hostile_code_stays_in_its_attribute() -> None:
    code = '1" onclick="alert(1)'
    given = layer(
        (0,), names=("Ernée",), named=(True,), shapes=boundaries(square(code, -1, 48), square("2", 0, 48))
    )
    given.table["code"] = [code]
    assert set(shapes(maps.draw(given))) == {code}


def test_a_boundary_without_a_row_is_not_drawn() -> None:
    svg = maps.draw(layer((0, 1), names=("Ernée", "Laval"), named=(True, True)))
    assert set(shapes(svg)) == {"1", "2"}


def test_the_same_input_gives_the_same_drawing_whatever_the_order_of_the_features() -> None:
    features = json.loads(THREE)["features"]
    svg = maps.draw(layer(), circles((1, 1, 1), (0, 1, 0)), said="x")
    assert maps.draw(layer(), circles((1, 1, 1), (0, 1, 0)), said="x") == svg
    assert (
        maps.draw(layer(shapes=boundaries(*features[::-1])), circles((1, 1, 1), (0, 1, 0)), said="x") == svg
    )


def test_the_tables_are_left_as_they_were() -> None:
    given, stocks = layer(), circles((1, 2, 3), (0, 1, 0))
    tables = given.table.copy(deep=True), stocks.table.copy(deep=True)
    maps.draw(given, stocks)
    pd.testing.assert_frame_equal(given.table, tables[0])
    pd.testing.assert_frame_equal(stocks.table, tables[1])


def test_a_picture_holds_the_whole_drawing_and_an_inert_alternative() -> None:
    svg = maps.draw(layer(), said="Ernée")
    image = maps.picture(svg, '" onload="x')
    assert image.count("<") == 1
    assert 'alt="&#34; onload=&#34;x"' in image
    data = image.split("base64,")[1].split('"')[0]
    assert base64.b64decode(data).decode() == svg

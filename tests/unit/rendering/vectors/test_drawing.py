import itertools
import re
from dataclasses import replace

import pytest
from defusedxml import ElementTree
from hypothesis import example, given
from hypothesis import strategies as st

from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.proofs import Chart, Map, Measure, Series, Shape, Table
from maynum_dash.rendering.vectors.canvas import text
from maynum_dash.rendering.vectors.drawing import draw
from maynum_dash.rendering.vectors.scales import levels
from maynum_dash.rendering.vectors.territories import broken

SVG = "{http://www.w3.org/2000/svg}"
NO_TABLE = Table("t", ("a",), (), (False,))


def _chart(shape: Shape, values: tuple[float | None, ...]) -> Chart:
    series = Series("a", values, "#29598F", low=tuple(0.0 for _ in values), high=tuple(9.0 for _ in values))
    names = tuple(f"n{rank}" for rank in range(len(values)))
    return Chart(shape, Measure.CENTS, names, (series,), "dit", NO_TABLE, tuple(int(v or 0) for v in values))


def test_a_drawing_is_well_formed_says_what_it_shows_and_has_no_small_letters(deck: Deck) -> None:
    for slide in deck.slides:
        if isinstance(slide.body, Chart | Map):
            root = ElementTree.fromstring(draw(slide.body, 1752, 660))
            assert root.get("aria-label") == slide.body.alt
            sizes = [float(one.get("font-size", "0")) for one in root.iter(f"{SVG}text")]
            assert sizes
            assert min(sizes) >= 24


def test_a_map_has_one_path_for_each_territory(deck: Deck) -> None:
    shown = next(slide.body for slide in deck.slides if isinstance(slide.body, Map))
    hatched = replace(shown, territories=(replace(shown.territories[0], colour=""), *shown.territories[1:]))
    root = ElementTree.fromstring(draw(hatched, 1752, 660))
    shapes = [one for one in root.iter(f"{SVG}path") if one.get("fill-rule")]
    assert len(shapes) == len(shown.territories)
    assert [one.get("fill") for one in shapes].count("url(#sans-donnee)") == 1


@pytest.mark.parametrize(
    "shape", [Shape.STACKED, Shape.GROUPED, Shape.CLUSTERED, Shape.LINES, Shape.INTERVALS]
)
@pytest.mark.parametrize("values", [(), (0,), (None,), (-500_000,), (250_000, -100_000, None)])
def test_nothing_zero_absent_and_negative_values_are_drawn(
    shape: Shape, values: tuple[float | None, ...]
) -> None:
    ElementTree.fromstring(draw(_chart(shape, values), 1290, 660))


def test_a_stack_is_as_high_as_its_values() -> None:
    root = ElementTree.fromstring(draw(_chart(Shape.STACKED, (100_000, 200_000)), 1290, 660))
    heights = [float(one.get("height", "0")) for one in root.iter(f"{SVG}rect")][1:]
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.01)


def test_columns_side_by_side_stand_on_zero_and_are_as_high_as_their_values() -> None:
    root = ElementTree.fromstring(draw(_chart(Shape.CLUSTERED, (100_000, -200_000)), 1290, 660))
    up, down = list(root.iter(f"{SVG}rect"))[1:]
    assert float(down.get("height", "0")) == pytest.approx(2 * float(up.get("height", "0")), rel=0.01)
    foot = float(up.get("y", "0")) + float(up.get("height", "0"))
    assert foot == pytest.approx(float(down.get("y", "0")), abs=0.2)


def test_a_curve_is_broken_where_nothing_is_known() -> None:
    chart = replace(_chart(Shape.LINES, (1.0, None, 2.0, 3.0)), measure=Measure.DENSITY)
    root = ElementTree.fromstring(draw(chart, 1290, 660))
    assert len([one for one in root.iter(f"{SVG}line") if one.get("stroke-linecap")]) == 1
    assert [one.text for one in root.iter(f"{SVG}text") if one.get("font-weight") == "700"] == ["3,00"]


def test_curves_that_end_alike_say_their_value_once_and_others_do_not_touch() -> None:
    ends = (0.0, 0.0, 0.01, 9.0)
    series = tuple(Series(str(end), (1.0, end), "#29598F") for end in ends)
    chart = replace(_chart(Shape.LINES, (1.0, 1.0)), series=series, measure=Measure.DENSITY)
    root = ElementTree.fromstring(draw(chart, 1290, 660))
    written = [one for one in root.iter(f"{SVG}text") if one.get("font-weight") == "700"]
    assert [one.text for one in written] == ["0,00", "0,01", "9,00"]
    heights = [float(one.get("y", "0")) for one in written]
    assert all(below - above >= 33 for below, above in itertools.pairwise(heights))


def test_a_legend_cuts_its_names_only_when_they_run_out_of_the_drawing() -> None:
    names = ("Données actuelles", "L’État s’arrête fin 2026", "Un scénario dont le nom est très long " * 3)
    series = tuple(Series(name, (1.0,), "#29598F") for name in names)
    for shown, is_cut in ((series[:2], False), (series, True)):
        chart = replace(_chart(Shape.CLUSTERED, (1.0,)), series=shown)
        root = ElementTree.fromstring(draw(chart, 1290, 660))
        written = [str(one.text) for one in root.iter(f"{SVG}text")][: len(shown)]
        assert any(text.endswith("…") for text in written) is is_cut


def test_a_text_stays_a_text() -> None:
    written = text(0, 0, '<script>"&')
    assert ElementTree.fromstring(written).text == '<script>"&'
    assert "<script" not in written


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
@example(0.0, 5e-324)
@example(0.0, -5e-324)
@example(5e-324, -5e-324)
def test_levels_hold_both_bounds_and_zero(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = levels(low, high)
    slack = 1e-6 * (max(high, 0) - min(low, 0))
    assert found[0] <= min(low, 0) + slack
    assert found[-1] >= max(high, 0) - slack
    assert any(abs(level) < 1e-9 for level in found)
    assert 2 <= len(found) <= 8
    gaps = [after - before for before, after in itertools.pairwise(found)]
    assert all(gap == pytest.approx(gaps[0]) for gap in gaps)


@given(st.text(alphabet="ab ", min_size=1, max_size=40))
def test_a_name_broken_over_two_lines_is_the_same_name(name: str) -> None:
    assert " ".join(broken(name)) == name
    assert len(broken(name)) <= 2


def test_no_drawing_asks_for_anything_elsewhere(deck: Deck) -> None:
    for slide in deck.slides:
        if isinstance(slide.body, Chart | Map):
            drawn = draw(slide.body, 1752, 660).replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?:|href|<image|<script|<style|\bon\w+=", drawn)

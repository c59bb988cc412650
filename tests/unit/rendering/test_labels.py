"""Names on a map never meet, whatever they are and wherever they would stand."""

from itertools import combinations
from pathlib import Path

import font_source_sans_pro
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from maynum_dash.rendering.labels import TEXT, Box, Label, lines_of, place, width_of
from maynum_dash.sources.reference import load_reference

FRAME = Box(0, 0, 1000, 900)
FONTS = Path(font_source_sans_pro.__file__).with_name("files")
LABEL = st.builds(
    Label,
    st.floats(-50, 1050),
    st.floats(-50, 950),
    st.tuples(st.text("abcdéÉ’ MW-0123456789", min_size=1, max_size=30), st.just("12,3 %")),
)
SQUARE = st.builds(
    lambda x, y, side: Box(x, y, x + side, y + side), st.floats(0, 900), st.floats(0, 800), st.floats(1, 90)
)


@settings(max_examples=60, deadline=None)
@given(labels=st.lists(LABEL, max_size=40), obstacles=st.lists(SQUARE, max_size=8))
def test_no_name_meets_another_nor_an_obstacle_nor_leaves_the_map(
    labels: list[Label], obstacles: list[Box]
) -> None:
    found = place(labels, FRAME, obstacles)
    boxes = [one.box for one in found]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(obstacle) for box in boxes for obstacle in obstacles)
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= FRAME.right
        assert box.bottom <= FRAME.bottom


def test_the_first_name_is_served_first_and_the_second_makes_room() -> None:
    labels = [Label(500, 400, ("Laval", "14,0 %")), Label(505, 410, ("Ernée", "19,9 %"))]
    first, second = place(labels, FRAME)
    assert first.label == labels[0]
    assert second.label != labels[1]
    assert second.label.lines == ("Ernée", "19,9 %")


def test_a_name_that_finds_no_room_is_left_out() -> None:
    assert place([Label(500, 400, ("Laval",))], FRAME, [FRAME]) == []
    assert place([Label(20, 20, ("Un nom bien trop long pour ce cadre",))], Box(0, 0, 60, 60)) == []


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_a_name_is_never_wider_than_thought(weight: str) -> None:
    font = ImageFont.truetype(str(FONTS / f"SourceSansPro-{weight}.ttf"), TEXT * 10)
    reference = load_reference()
    words = [
        *reference.communes["name"],
        *reference.epci["name"],
        "25,1\u00a0%",
        "1\u202f234,5\u00a0€",
        "−350\u00a0€",
    ]
    for text in words:
        assert font.getlength(text) / 10 <= width_of(text, TEXT, bold=weight == "Bold"), text


def test_a_text_is_broken_between_words() -> None:
    lines = lines_of("Estimation synthétique, non produite par l’Insee", 20, 200)
    assert " ".join(lines) == "Estimation synthétique, non produite par l’Insee"
    assert len(lines) > 1
    assert all(width_of(line, 20) <= 200 for line in lines)
    assert lines_of("Anticonstitutionnellement", 20, 10) == ["Anticonstitutionnellement"]

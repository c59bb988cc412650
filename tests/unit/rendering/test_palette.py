"""Colours that can be told apart and read on, by formulas written here a second time."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from plotly.graph_objects import Figure

from maynum_dash.domain.posts import Funder, Status
from maynum_dash.rendering import palette
from maynum_dash.rendering.tints import (
    BIVARIATE,
    DIVERGING,
    SEQUENTIAL,
    THEMES,
    UNCHANGED,
    Tint,
    shades,
    sides,
)

Vector = NDArray[np.float64]
# Machado, Oliveira & Fernandes (2009), severity 1, on linear RGB.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ.sum(axis=1)


def linear(colour: str) -> Vector:
    if colour.startswith("#"):
        levels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    else:
        levels = [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    shares = np.array(levels, dtype="float64") / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast of WCAG 2.1."""
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, vision: str) -> Vector:
    ratios = XYZ @ np.clip(VISIONS[vision] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(ratios > (6 / 29) ** 3, np.cbrt(ratios), ratios * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_the_formulas_of_these_tests_give_the_published_values() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert lab("#FF0000", "usual") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("classes", range(1, 8))
def test_names_in_ink_can_be_read_on_every_class(theme: str, classes: int) -> None:
    colours = palette.sequence(theme, classes)
    assert len(set(colours)) == classes
    assert min(contrast(palette.INK, colour) for colour in colours) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("classes", range(2, 8))
def test_classes_go_from_light_to_dark(theme: str, classes: int) -> None:
    lightness = [float(XYZ[1] @ linear(colour)) for colour in palette.sequence(theme, classes)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("colour", [palette.NO_DATA, palette.GROUND, palette.PAPER])
def test_names_in_ink_can_be_read_where_there_is_no_class(colour: str) -> None:
    assert contrast(palette.INK, colour) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("classes", range(1, 8))
def test_no_class_has_the_colour_of_missing_data(theme: str, classes: int) -> None:
    assert not {palette.NO_DATA, palette.HATCH, palette.PAPER} & set(palette.sequence(theme, classes))


@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED, palette.ACCENT, palette.HIGHLIGHT])
def test_colours_of_letters_can_be_read_on_paper(colour: str) -> None:
    assert contrast(colour, palette.PAPER) >= 4.5


def test_the_outline_of_bars_stands_out_of_the_paper_where_a_colour_does_not() -> None:
    assert contrast(palette.INK, palette.PAPER) >= 3
    weak = [funder for funder, colour in palette.FUNDER_COLOURS.items() if contrast(colour, "#FFFFFF") < 3]
    assert all(contrast(palette.INK, palette.FUNDER_COLOURS[funder]) >= 3 for funder in weak)


@pytest.mark.parametrize("vision", VISIONS)
def test_funders_and_statuses_are_told_apart_in_every_vision(vision: str) -> None:
    for colours in (palette.FUNDER_COLOURS.values(), palette.STATUS_COLOURS.values()):
        for one, other in combinations(colours, 2):
            assert float(np.linalg.norm(lab(one, vision) - lab(other, vision))) >= 28


def test_every_funder_and_status_has_a_colour_of_its_own() -> None:
    assert set(palette.FUNDER_COLOURS) == set(Funder)
    assert set(palette.STATUS_COLOURS) == set(Status)
    assert len(set(palette.FUNDER_COLOURS.values())) == len(Funder)
    assert len(set(palette.STATUS_COLOURS.values())) == len(Status)


@pytest.mark.parametrize(
    "colour", ["#000000", "#FFFFFF", "#767676", "#757575", palette.ACCENT, palette.DISC, "rgb(41, 89, 143)"]
)
def test_dark_is_where_white_reads_better_than_black(colour: str) -> None:
    assert palette.is_dark(colour) == (contrast(colour, "#FFFFFF") > contrast(colour, "#000000"))


def test_the_common_dress_is_french_and_gives_the_same_figure_back() -> None:
    figure = Figure()
    assert palette.dress(figure, 320) is figure
    assert figure.layout.separators == ",\u202f"
    assert figure.layout.height == 320
    assert figure.layout.font.color == palette.INK


def grey(colour: str) -> float:
    """Lightness of what a printer without colours makes of it."""
    return float(lab(colour, "usual")[0])


def nearest(colours: Sequence[str], vision: str) -> float:
    """Smallest difference between two colours, CIE76."""
    pairs = combinations(colours, 2)
    return min(float(np.linalg.norm(lab(one, vision) - lab(other, vision))) for one, other in pairs)


CROSSED = [colour for line in BIVARIATE for colour in line]


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("tint", SEQUENTIAL)
@pytest.mark.parametrize("classes", range(2, 8))
def test_classes_of_a_sequence_are_told_apart_in_every_vision(tint: Tint, classes: int, vision: str) -> None:
    assert nearest(shades(tint, classes), vision) >= 5


@pytest.mark.parametrize("tint", SEQUENTIAL)
@pytest.mark.parametrize("classes", range(2, 8))
def test_classes_of_a_sequence_keep_their_order_in_grey(tint: Tint, classes: int) -> None:
    steps = np.diff([grey(colour) for colour in shades(tint, classes)])
    assert steps.max() <= -5


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("tint", DIVERGING)
def test_falls_and_rises_are_told_apart_in_every_vision(tint: Tint, vision: str) -> None:
    assert nearest(sides(tint, 3), vision) >= 10


@pytest.mark.parametrize("tint", DIVERGING)
def test_each_side_of_zero_keeps_its_order_in_grey_and_stripes_tell_the_sides(tint: Tint) -> None:
    falls, rises = DIVERGING[tint]
    for side in (falls, rises):
        assert np.diff([grey(colour) for colour in (UNCHANGED, *side)]).max() <= -8


@pytest.mark.parametrize("classes", [0, 1, 2, 3])
@pytest.mark.parametrize("tint", DIVERGING)
def test_sides_are_as_many_on_both(tint: Tint, classes: int) -> None:
    colours = sides(tint, classes)
    assert len(set(colours)) == len(colours) == 2 * classes + 1
    assert colours[classes] == UNCHANGED


@pytest.mark.parametrize("vision", VISIONS)
def test_the_nine_colours_of_a_crossed_map_are_told_apart_in_every_vision(vision: str) -> None:
    assert nearest(CROSSED, vision) >= 9


def test_the_nine_colours_of_a_crossed_map_are_nine_greys() -> None:
    levels = sorted(grey(colour) for colour in CROSSED)
    assert np.diff(levels).min() >= 3.5


@pytest.mark.parametrize("colour", [*CROSSED, *(one for tint in DIVERGING for one in sides(tint, 3))])
def test_names_in_ink_can_be_read_on_every_other_palette(colour: str) -> None:
    assert contrast(palette.INK, colour) >= 4.5

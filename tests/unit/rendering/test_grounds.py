"""Outlines keep their place, their distances and their parts, whatever the territory."""

import json

import numpy as np
import pytest
from pyproj import Geod

from maynum_dash.rendering.grounds import WIDTH, ground, path
from maynum_dash.rendering.scalebars import round_length
from maynum_dash.sources.reference import load_boundaries, load_reference

GEOD = Geod(ellps="WGS84")


def square(code: str, west: float, south: float, side: float = 0.1) -> dict[str, object]:
    ring = [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]
    return {"type": "Feature", "id": code, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def collection(*features: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def measured(boundaries: str, one: tuple[float, float], other: tuple[float, float]) -> float:
    """Ratio of a distance read on the drawing to the geodesic."""
    shown = ground(boundaries)
    ends = shown.project(np.array([one, other]))
    drawn = float(np.hypot(*(ends[1] - ends[0]))) * shown.unit_km
    return drawn * 1000 / float(GEOD.inv(*one, *other)[2])


@pytest.mark.parametrize(
    "pair", [((-1.1, 47.8), (-0.1, 47.8)), ((-0.7, 47.8), (-0.7, 48.5)), ((-1.1, 47.8), (-0.1, 48.5))]
)
def test_the_scale_of_a_departement_agrees_with_geodesics(
    pair: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    assert measured(load_boundaries("epci"), *pair) == pytest.approx(1, abs=0.01)


def test_the_scale_of_a_country_agrees_with_geodesics() -> None:
    wide = collection(square("1", -4.5, 48), square("2", 7.5, 48.5), square("3", 3, 43), square("4", 2.5, 51))
    assert measured(wide, (-4.4, 48), (7.5, 48.5)) == pytest.approx(1, abs=0.01)
    assert measured(wide, (3, 43.1), (2.5, 51)) == pytest.approx(1, abs=0.01)


def test_overseas_territories_have_frames_of_their_own_below() -> None:
    shown = ground(
        collection(
            square("1", -4, 48), square("2", 7, 44), square("974", 55.4, -21.1), square("972", -61, 14.5)
        )
    )
    assert [frame[0] for frame in shown.frames] == ["La Réunion", "Martinique"]
    for code, (_, x, y, width, height) in zip(("974", "972"), shown.frames, strict=True):
        for ring in shown.rings[code]:
            assert (ring >= (x, y)).all()
            assert (ring <= (x + width, y + height)).all()
    assert all((ring[:, 0] <= WIDTH).all() for rings in shown.rings.values() for ring in rings)
    assert shown.project(np.array([[55.45, -21.05]]))[0, 1] > shown.frames[0][2]


def test_an_overseas_territory_alone_is_drawn_large() -> None:
    shown = ground(collection(square("974", 55.4, -21.1)))
    assert shown.frames == ()
    assert np.ptp(shown.rings["974"][0][:, 0]) > 900


def test_label_points_stand_in_the_drawing() -> None:
    shown = ground(load_boundaries("cantons"))
    points = shown.project(load_reference().cantons[["longitude", "latitude"]].to_numpy())
    assert (points >= 0).all()
    assert (points <= (WIDTH, shown.height)).all()


def test_a_path_loses_no_more_than_a_tenth() -> None:
    ring = np.array([[0, 0], [10.04, 0.06], [10.0, 12.34], [-0.5, 3], [0, 0]])
    assert path([ring]) == "M0 0l10 .1 0 12.2-10.5-9.3z"


def test_a_ring_too_small_to_be_seen_goes_and_a_territory_never_does() -> None:
    seen, dust = np.array([[0, 0], [5, 0], [5, 5], [0, 0]]), np.array([[1, 1], [1.01, 1], [1, 1.01], [1, 1]])
    assert path([seen, dust]).count("M") == 1
    assert path([dust]) == "M0 0z"


@pytest.mark.parametrize(
    ("longest", "length"), [(1.0, 1), (1.99, 1), (2.0, 2), (4.9, 2), (23, 20), (99.9, 50), (0.3, 0.2)]
)
def test_a_scale_bar_has_a_round_length(longest: float, length: float) -> None:
    assert round_length(longest) == pytest.approx(length)

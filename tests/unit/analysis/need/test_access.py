"""Access: what holds whatever the communes and the places."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.need.access import (
    access_at,
    access_curve,
    access_table,
    with_places,
)
from maynum_dash.analysis.need.siting import GUARANTEE, cover, exact_gain, greedy
from maynum_dash.domain.places import Hosts, PlaceKind

Commune: TypeAlias = tuple[tuple[float, float], float | None]
Place: TypeAlias = tuple[tuple[float, float], PlaceKind]
SPOTS = st.tuples(st.floats(-1.2, -0.1), st.floats(47.8, 48.5))
COMMUNES = st.lists(st.tuples(SPOTS, st.one_of(st.none(), st.floats(0, 4000))), min_size=1, max_size=9)
PLACES = st.lists(st.tuples(SPOTS, st.sampled_from(PlaceKind)), max_size=4)


def table_of(communes: Sequence[Commune], places: Sequence[Place]) -> pd.DataFrame:
    needs = pd.DataFrame(
        {
            "code": [f"{rank:05}" for rank in range(len(communes))],
            "name": [f"Commune {rank}" for rank in range(len(communes))],
            "epci_code": "E",
            "longitude": [spot[0] for spot, _ in communes],
            "latitude": [spot[1] for spot, _ in communes],
            "population_15_plus": [1000.5] * len(communes),
            "people": pd.array([people for _, people in communes], dtype="Float64").to_numpy(
                "float64", na_value=np.nan
            ),
        }
    )
    known = pd.DataFrame(
        {
            "kind": [kind.value for _, kind in places],
            "name": [f"Lieu {rank}" for rank in range(len(places))],
            "longitude": [spot[0] for spot, _ in places],
            "latitude": [spot[1] for spot, _ in places],
        }
    )
    return access_table(needs, known.astype({"longitude": "float64", "latitude": "float64"}), Hosts.BOTH)


@settings(max_examples=40, deadline=None)
@given(COMMUNES, PLACES)
def test_everybody_is_counted_once_and_more_are_near_when_the_distance_grows(
    communes: Sequence[Commune], places: Sequence[Place]
) -> None:
    table = table_of(communes, places)
    radii = [0.0, 2.0, 5.0, 10.0, 40.0, 200.0]
    found = [access_at(table, radius) for radius in radii]
    total = int(table["people"].sum())
    assert {one.people.total for one in found} == {total}
    assert {one.population.total for one in found} == {int(table["population_15_plus"].sum())}
    assert {one.communes.total for one in found} == {len(communes)}
    assert all(low.people.near <= high.people.near for low, high in pairwise(found))
    assert access_curve(table, radii)["people"].tolist() == [one.people.near for one in found]
    assert total == int(sum(people or 0 for _, people in communes) + 0.5)


@settings(max_examples=40, deadline=None)
@given(COMMUNES, PLACES, st.floats(1, 30), st.data())
def test_a_place_more_never_takes_anybody_away(
    communes: Sequence[Commune],
    places: Sequence[Place],
    radius: float,
    data: st.DataObject,
) -> None:
    table = table_of(communes, places)
    added = data.draw(st.lists(st.sampled_from(table["code"].tolist()), max_size=3))
    after = with_places(table, added)
    assert (after["distance_km"] <= table["distance_km"]).all()
    assert access_at(after, radius).people.near >= access_at(table, radius).people.near
    assert after["people"].equals(table["people"])


@settings(max_examples=15, deadline=None)
@given(COMMUNES, PLACES, st.floats(1, 40), st.integers(1, 3))
def test_greedy_stands_between_its_guarantee_and_the_best(
    communes: Sequence[Commune], places: Sequence[Place], radius: float, count: int
) -> None:
    table = table_of(communes, places)
    prepared = cover(table, radius)
    found = greedy(prepared, count)
    gained = int(found["gain"].sum())
    now = access_at(table, radius).people.near
    tried = [
        access_at(with_places(table, codes), radius).people.near - now
        for size in range(count + 1)
        for codes in combinations(table["code"], size)
    ]
    assert exact_gain(prepared, count) == max(tried)
    assert GUARANTEE * max(tried) <= gained <= max(tried)
    after = access_at(with_places(table, found["code"]), radius).people.near
    assert after - now == gained
    assert (found["gain"] > 0).all()
    assert found["gained"].tolist() == found["gain"].cumsum().tolist()


def test_nothing_is_asked_and_nothing_is_found() -> None:
    table = table_of([((-0.7, 48.0), 100.0)], [])
    assert greedy(cover(table, 10), 0).empty
    assert exact_gain(cover(table, 10), 0) == 0


def test_a_solver_that_gives_up_is_told_apart_from_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        status = 1

    monkeypatch.setattr("maynum_dash.analysis.need.siting.milp", lambda *_, **__: Stopped())
    assert exact_gain(cover(table_of([((-0.7, 48.0), 100.0)], []), 10), 1) is None


def test_the_share_of_nobody_is_no_share() -> None:
    table = table_of([((-0.7, 48.0), None)], [])
    assert access_at(table, 10).share_pct is None
    assert access_curve(table, [0, 10])["share_pct"].isna().all()


def test_the_nearest_place_is_named_and_one_added_says_so() -> None:
    table = table_of([((-0.7, 48.0), 10.0), ((-0.3, 48.0), 10.0)], [((-0.71, 48.0), PlaceKind.ADVISER)])
    assert table["nearest"].tolist() == ["Lieu 0", "Lieu 0"]
    assert with_places(table, ["00001"])["nearest"].tolist() == ["Lieu 0", "lieu ajouté à Commune 1"]


def test_a_whole_country_needs_no_matrix_of_all_by_all() -> None:
    # 35 000² numbers would be 9.8 GB.
    random = np.random.default_rng(1)
    size = 35_000
    communes = [
        ((float(east), float(north)), 100.0)
        for east, north in zip(random.uniform(-4, 7, size), random.uniform(43, 50, size), strict=True)
    ]
    places = [
        ((float(east), float(north)), PlaceKind.ADVISER)
        for east, north in zip(random.uniform(-4, 7, 3000), random.uniform(43, 50, 3000), strict=True)
    ]
    table = table_of(communes, places)
    found = greedy(cover(table, 10), 3)
    assert access_at(table, 10).people.total == 3_500_000
    assert len(found) == 3

"""Access in words and on a map: the three kinds of communes, the places, the effect of one more."""

import json
import re

import pandas as pd

from maynum_dash.analysis.need.access import access_at, with_places
from maynum_dash.domain.places import Hosts, PlaceKind
from maynum_dash.rendering import nearness
from maynum_dash.rendering.marks import ADDED, entries
from maynum_dash.rendering.nearness import Trial


def table(people: list[int | None], kilometres: list[float]) -> pd.DataFrame:
    count = len(people)
    return pd.DataFrame(
        {
            "code": [f"5300{rank}" for rank in range(count)],
            "name": [f"Commune {rank}" for rank in range(count)],
            "epci_code": "E",
            "longitude": [-0.8 + rank for rank in range(count)],
            "latitude": 48.0,
            "population_15_plus": 900,
            "people": pd.array(people, dtype="Int64"),
            "distance_km": kilometres,
            "nearest": "Médiathèque",
        }
    )


def trial(before: pd.DataFrame, added: tuple[str, ...] = ()) -> Trial:
    after = with_places(before, added) if added else before
    return Trial(Hosts.BOTH, before, after, access_at(before, 10), access_at(after, 10), added)


def boundaries(before: pd.DataFrame) -> str:
    def feature(code: str, west: float) -> dict[str, object]:
        ring = [[west, 48.0], [west + 0.5, 48.0], [west + 0.5, 48.5], [west, 48.0]]
        return {"type": "Feature", "id": code, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    features = [feature(code, west) for code, west in zip(before["code"], before["longitude"], strict=True)]
    return json.dumps({"type": "FeatureCollection", "features": features})


PLACES = pd.DataFrame({"kind": [PlaceKind.ADVISER.value], "longitude": [-0.8], "latitude": [48.0]})


def test_the_sentence_gives_the_share_and_both_sides() -> None:
    said = nearness.sentence(trial(table([300, 100], [2.0, 12.0])))
    assert said.startswith("75,0\u00a0% des personnes en illectronisme")
    assert "soit 300 sur 400 ; 100\u00a0personnes (1\u00a0commune) sont au-delà." in said


def test_a_commune_without_data_is_said_apart_and_hatched() -> None:
    shown = trial(table([300, None], [2.0, 12.0]))
    assert "1\u00a0commune sans donnée (900 habitants de 15 ans et plus)" in nearness.sentence(shown)
    drawn = nearness.drawing(shown, PLACES, boundaries(shown.before))
    assert drawn.count('fill="url(#hachures)"') == 1
    assert "besoin sans donnée" in drawn
    assert "hatched" in nearness.legend(shown)


def test_without_any_need_nothing_is_claimed() -> None:
    assert "ne peut pas être mesuré" in nearness.sentence(trial(table([None], [2.0])))


def test_the_effect_of_a_place_is_told_before_and_after() -> None:
    shown = trial(table([300, 100], [2.0, 12.0]), ("53001",))
    assert nearness.effect(shown) == (
        "Avec un lieu ouvert à Commune 1 : 100\u00a0personnes de plus à 10\u00a0km ou moins. "
        "La part passe de 75,0\u00a0% à 100,0\u00a0%."
    )
    assert ADDED in nearness.legend(shown)
    assert nearness.effect(trial(table([300], [2.0]), ())) == ""


def test_a_place_that_brings_nobody_says_so() -> None:
    assert "ne rapproche personne" in nearness.effect(trial(table([300, 100], [2.0, 3.0]), ("53001",)))


def test_without_place_no_distance_is_written() -> None:
    shown = trial(table([300], [float("inf")]))
    assert "aucun lieu" in nearness.drawing(shown, PLACES.iloc[:0], boundaries(shown.before))
    assert "inf" not in nearness.alternative(shown)


def test_each_kind_of_place_has_a_shape_of_its_own() -> None:
    kinds = [kind.value for kind in PlaceKind] + [ADDED]
    assert len({one for kind in kinds for one in re.findall('mn-mark (\\w+)"', entries([kind]))}) == len(
        kinds
    )


def test_places_are_drawn_once_each_point_and_not_those_left_out() -> None:
    shown = trial(table([300], [2.0]))
    twice = pd.concat([PLACES, PLACES, PLACES.assign(kind=PlaceKind.FRANCE_SERVICES.value)])
    assert nearness.drawing(shown, twice, boundaries(shown.before)).count("translate(") == 2


def test_the_guarantee_is_stated_with_and_without_the_exact_search() -> None:
    assert "63\u00a0% (1 − 1/e)" in nearness.guarantee(320, None, 2)
    assert nearness.guarantee(320, 420, 2).endswith(
        "la recherche exacte de 2\u00a0lieux en rapproche 420 : la liste en fait 76,2\u00a0%."
    )
    assert "c’est le meilleur choix" in nearness.guarantee(420, 420, 2)

"""Priorities: what holds whatever the territories and the weights."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.need.priorities import (
    Facts,
    Variant,
    components_table,
    parts_table,
    prepare,
    priorities_table,
    ranks,
    scores,
    served_fte,
)
from maynum_dash.analysis.need.spreading import spread_needs
from maynum_dash.analysis.need.variants import need_variants
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Status
from maynum_dash.domain.priority import Component, Tier, shares
from maynum_dash.sources.reference import load_reference

VALUES = st.one_of(st.none(), st.floats(0, 1000))
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=8)
WEIGHTS = st.tuples(*[st.integers(0, 5)] * 3)
SEEN = (Component.RATE, Component.DISTANCE, Component.OFFER)


def components_of(rows: list[tuple[float | None, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(SEEN), dtype="float64")


@settings(max_examples=60, deadline=None)
@given(ROWS, WEIGHTS, st.integers(1, 9))
def test_scores_stay_between_0_and_1_and_only_proportions_of_weights_matter(
    rows: list[tuple[float | None, ...]], weights: tuple[int, ...], times: int
) -> None:
    table = components_of(rows)
    given_weights = dict(zip(SEEN, weights, strict=True))
    found = scores(table, given_weights)
    assert found.dropna().between(0, 1 + 1e-9).all()
    many = {part: weight * times for part, weight in given_weights.items()}
    pd.testing.assert_series_equal(ranks(found), ranks(scores(table, many)))


@settings(max_examples=60, deadline=None)
@given(ROWS, WEIGHTS)
def test_a_territory_is_ranked_when_nothing_that_counts_is_missing_and_only_then(
    rows: list[tuple[float | None, ...]], weights: tuple[int, ...]
) -> None:
    table = components_of(rows)
    counted = [part for part, weight in zip(SEEN, weights, strict=True) if weight]
    found = scores(table, dict(zip(SEEN, weights, strict=True)))
    expected = table[counted].notna().all(axis=1) if counted else pd.Series(False, index=table.index)
    assert found.notna().tolist() == expected.tolist()


def test_a_component_that_is_the_same_everywhere_tells_nothing() -> None:
    assert parts_table(components_of([(5, 1, 2), (5, 2, 2)])).to_numpy().tolist() == [[0, 0, 0], [0, 1, 0]]


def test_equal_scores_share_the_best_rank_and_arithmetic_noise_makes_none() -> None:
    assert ranks(pd.Series([0.3, 0.1 + 0.2, 0.1, np.nan])).tolist()[:3] == [1, 1, 3]


def test_weights_that_are_all_zero_rank_nobody() -> None:
    assert shares({Component.RATE: 0}) == {}
    assert scores(components_of([(1, 2, 3)]), dict.fromkeys(SEEN, 0)).isna().all()


def facts_of(tier: Tier, distances: Sequence[float] = (1.0, np.inf, 4.0)) -> Facts:
    communes = pd.DataFrame(
        {
            "code": ["1", "2", "3"],
            "name": ["Un", "Deux", "Trois"],
            "epci_code": ["A", "A", "B"],
            "canton_code": ["K", None, "L"],
            "population_15_plus": [100.0, 100.0, 200.0],
            "distance_km": list(distances),
        }
    )
    codes = {Tier.EPCI: ["A", "B"], Tier.CANTONS: ["K", "L", "M"], Tier.COMMUNES: ["1", "2", "3"]}[tier]
    offer = pd.Series({"A": 1.0}, dtype="float64")
    return Facts(communes, pd.Series(codes, index=codes), tier, offer, offer)


PEOPLE = pd.Series([20.0, 20.0, 50.0])


def test_a_canton_that_no_whole_commune_makes_has_no_data() -> None:
    table = components_table(facts_of(Tier.CANTONS), PEOPLE)
    assert table.loc["K", Component.RATE] == 20
    assert table.loc["M"].isna().all()


def test_without_any_place_the_distance_is_missing_not_zero() -> None:
    table = components_table(facts_of(Tier.COMMUNES, (np.inf, np.inf, np.inf)), PEOPLE)
    assert table[Component.DISTANCE].isna().all()


def test_without_any_offer_the_quotient_is_missing_not_zero() -> None:
    facts = facts_of(Tier.EPCI)
    bare = Facts(facts.communes, facts.names, facts.tier, facts.fte * 0, facts.vacant)
    assert components_table(bare, PEOPLE)[Component.OFFER].isna().all()
    assert components_table(facts, PEOPLE)[Component.OFFER].tolist() == pytest.approx([90 / 40, 0])


def test_the_inputs_stay_as_they_were() -> None:
    facts, before = facts_of(Tier.EPCI), PEOPLE.copy()
    copied = facts.communes.copy()
    priorities_table(prepare(facts, [Variant("", PEOPLE)]), {Component.OFFER: 1})
    pd.testing.assert_frame_equal(facts.communes, copied)
    pd.testing.assert_series_equal(PEOPLE, before)


def test_fte_is_shared_over_the_territories_served() -> None:
    posts = pd.DataFrame({"row": [1, 2], "fte": [1.0, 0.5], "status": ["Occupé", "Vacant"]})
    served = pd.DataFrame({"row": [1, 1, 2], "epci_code": ["A", "B", "A"], "share": [0.75, 0.25, 1.0]})
    assert served_fte(posts, served, Status.OCCUPIED).to_dict() == {"A": 0.75, "B": 0.25}
    assert served_fte(posts, served, Status.VACANT).to_dict() == {"A": 0.5}


def test_the_variants_of_the_estimate_hold_the_shipped_range() -> None:
    reference = load_reference()
    needs = spread_needs(NeedSource.ESTIMATED, reference)
    variants = need_variants(NeedSource.ESTIMATED, reference, needs)
    assert [one.name for one in variants[:4]] == ["besoin affiché", "taux bas", "taux haut", "w = 0.00"]
    assert len(variants) == 24
    rates = pd.concat([one.people / needs["population_15_plus"] * 100 for one in variants[3:]], axis=1)
    assert (rates.min(axis=1) - reference.communes["rate_low_pct"]).abs().max() < 1e-4
    assert (rates.max(axis=1) - reference.communes["rate_high_pct"]).abs().max() < 1e-4
    assert (variants[3].people - variants[0].people).abs().max() < 1e-3


def test_a_published_rate_moves_by_half_a_point_one_epci_at_a_time() -> None:
    needs = pd.DataFrame(
        {
            "epci_code": ["A", "A", "B", "C"],
            "population_15_plus": [100.0, 300.0, 200.0, 50.0],
            "rate_pct": [20.0, 20.0, 0.2, np.nan],
            "people": [20.0, 60.0, 0.4, np.nan],
        }
    )
    variants = need_variants(NeedSource.OFFICIAL, load_reference(), needs)
    assert [one.name for one in variants[1:]] == [
        "A : −0,5 point",
        "A : +0,5 point",
        "B : −0,5 point",
        "B : +0,5 point",
    ]
    assert variants[1].people.tolist()[:3] == pytest.approx([19.5, 58.5, 0.4])
    # A rate does not go below zero, and an unknown one stays unknown.
    assert variants[3].people.tolist()[2] == 0
    assert all(np.isnan(one.people.iloc[3]) for one in variants)

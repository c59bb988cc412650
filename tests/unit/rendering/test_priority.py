import pandas as pd
import pytest

from maynum_dash.domain.priority import RANKED, Component, Tier
from maynum_dash.rendering import priority
from maynum_dash.rendering.charts.priority import LARGEST, rank_intervals

TABLE = pd.DataFrame(
    {
        "code": ["A", "B", "C"],
        "name": ["Ernée", "Craon <b>", "Laval"],
        "score": [80.0, 20.0, None],
        "rank": pd.array([1, 2, None], dtype="Int64"),
        "rank_low": pd.array([1, 1, None], dtype="Int64"),
        "rank_high": pd.array([2, 3, None], dtype="Int64"),
    }
)


def test_what_comes_first_is_said_with_weights_and_intervals() -> None:
    said = priority.sentence(TABLE, Tier.EPCI, {Component.RATE: 3, Component.OFFER: 1})
    assert said == (
        "Avec ces poids (taux 75\u00a0%, offre relative 25\u00a0%), viennent en tête : "
        "Ernée (rang 1, entre 1 et 2) ; Craon <b> (rang 2, entre 1 et 3)."
    )


def test_a_weight_that_a_tier_does_not_know_is_not_said() -> None:
    assert "offre" not in priority.sentence(TABLE, Tier.COMMUNES, {Component.RATE: 3, Component.OFFER: 1})


def test_nothing_is_claimed_without_weight_or_without_data() -> None:
    assert "à zéro" in priority.sentence(TABLE, Tier.EPCI, dict.fromkeys(Component, 0))
    assert "aucun n’est classé" in priority.sentence(TABLE.iloc[2:], Tier.EPCI, {Component.RATE: 1})


def test_the_unranked_are_named_and_not_said_to_be_last() -> None:
    assert priority.unranked(TABLE) == (
        "Non classés, faute d’une donnée qui compte : Laval. Ils ne sont pas derniers."
    )
    assert priority.unranked(TABLE.iloc[:2]) == ""


@pytest.mark.parametrize("tier", RANKED)
def test_an_interval_stands_beside_every_rank(tier: Tier) -> None:
    fields = [column.field for column in priority.columns(tier)]
    assert fields.index("interval") == fields.index("rank") + 1
    assert priority.with_intervals(TABLE)["interval"].tolist() == ["1 à 2", "1 à 3", "non classé"]


def test_the_chart_draws_intervals_of_the_ranked_only_and_escapes_names() -> None:
    drawn = rank_intervals(TABLE).data[0]
    assert list(drawn.y) == ["Craon &lt;b&gt;", "Ernée"]
    assert list(drawn.x) == [2, 1]
    assert (list(drawn.error_x.arrayminus), list(drawn.error_x.array)) == ([1, 0], [1, 1])


def test_a_long_ranking_is_drawn_up_to_its_limit() -> None:
    many = pd.concat([TABLE.iloc[:1]] * (LARGEST + 5))
    assert len(rank_intervals(many).data[0].x) == LARGEST

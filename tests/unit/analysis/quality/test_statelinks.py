"""The rows of the State find their post, or stay apart with their euros."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, isna

from maynum_dash.analysis.quality.reconciliation import reconcile, state_bridge
from maynum_dash.analysis.quality.statelinks import NONE, decision_key, link_posts, proposals
from maynum_dash.domain.complements import MatchedBy
from maynum_dash.domain.posts import Funder
from maynum_dash.sources.frames import frame
from maynum_dash.sources.schemas import STATE_POSTS

NAMES = ("Mairie A", "MAIRIE  A", "CC de l’Ernée", "cc de l'ernee", "Zoé", None)


def table(name: str, lines: list[dict[str, Any]]) -> DataFrame:
    full = [{"row": rank, "status": "Occupé", **line} for rank, line in enumerate(lines, start=2)]
    return frame(name, {column: [line.get(column) for line in full] for column in frame(name).columns})


def posts(**employers: str) -> DataFrame:
    return table("posts", [{"post_id": key, "employer": name} for key, name in employers.items()])


def state(*rows: tuple[str, str | None], **columns: str) -> DataFrame:
    return table(STATE_POSTS, [{"state_post_id": key, "structure": name, **columns} for key, name in rows])


def found(linked: DataFrame) -> list[tuple[str | None, str | None]]:
    pairs = zip(linked["post_id"], linked["matched_by"], strict=True)
    return [(None if isna(post) else post, None if isna(why) else why) for post, why in pairs]


def test_nothing_on_either_side() -> None:
    assert found(link_posts(state(), posts(P1="Mairie A"), {})) == []
    assert found(link_posts(state(("P1", "Mairie A")), posts(), {})) == [(None, None)]


def test_the_identifier_comes_before_the_name_and_capitals_do_not_matter() -> None:
    linked = link_posts(state(("p1", "CC B"), ("X", "Mairie A")), posts(P1="Mairie A", P2="CC B"), {})
    # « CC B » is the name of P2, yet the row is that of P1; « Mairie A » is P1, which is taken.
    assert found(linked) == [("P1", MatchedBy.IDENTIFIER), (None, None)]


def test_a_name_that_one_post_and_one_row_bear_is_enough() -> None:
    linked = link_posts(state(("X", "CC DE L'ERNEE")), posts(P1="Mairie A", P2="CC de l’Ernée"), {})
    assert found(linked) == [("P2", MatchedBy.NAME)]


def test_homonyms_are_left_to_the_team() -> None:
    assert found(link_posts(state(("X", "Mairie A")), posts(P1="Mairie A", P2="mairie a"), {})) == [
        (None, None)
    ]
    both = link_posts(state(("X", "Mairie A"), ("Y", "mairie a")), posts(P1="Mairie A"), {})
    assert found(both) == [(None, None), (None, None)]


def test_a_siret_that_one_post_bears_comes_before_the_name() -> None:
    siret = "20008330300012"
    employers = [{"employer": "Mairie A", "siret": siret}, {"employer": "CC B"}]
    known = table("posts", [{"post_id": f"P{rank}", **line} for rank, line in enumerate(employers, start=1)])
    linked = link_posts(state(("X", "CC B"), siret=siret), known, {})
    assert found(linked) == [("P1", MatchedBy.SIRET)]


def test_the_rows_of_a_transferred_post_stand_for_the_same_post() -> None:
    linked = link_posts(state(("X", "Mairie A"), ("X", "Inconnue")), posts(P1="Mairie A"), {})
    assert found(linked) == [("P1", MatchedBy.NAME), ("P1", MatchedBy.NAME)]


def test_a_decision_comes_first_and_may_be_that_there_is_no_post() -> None:
    rows, known = state(("P1", "Mairie A"), ("X", "Autre nom")), posts(P1="Mairie A", P2="CC B")
    keys = [decision_key("p1", "MAIRIE A"), decision_key("X", "autre  nom")]
    assert found(link_posts(rows, known, {keys[0]: NONE, keys[1]: "p2"})) == [
        (None, None),
        ("P2", MatchedBy.DECISION),
    ]


def test_a_decision_that_names_a_post_that_is_gone_is_ignored() -> None:
    rows, known = state(("P1", "Mairie A")), posts(P1="Mairie A")
    assert found(link_posts(rows, known, {decision_key("P1", "Mairie A"): "P9"})) == [
        ("P1", MatchedBy.IDENTIFIER)
    ]


def test_near_names_are_offered_best_first_and_far_ones_are_not() -> None:
    known = posts(P1="CC de l'Ernée", P2="Communauté de communes de l'Ernée", P3="Zoé")
    offered = proposals("Communauté de Communes de l’Ernée", known)
    assert offered[0].post_id == "P2"
    assert offered[0].likeness == 100
    assert "P3" not in {one.post_id for one in offered}
    assert proposals(None, known) == ()


cents = st.one_of(st.none(), st.integers(0, 10**9))
lines = st.lists(
    st.tuples(
        st.integers(0, 9).map(str), st.sampled_from(NAMES), cents, cents, st.sampled_from(["", "1", "7"])
    ),
    max_size=8,
    unique_by=lambda line: line[:2],
)


@settings(max_examples=60, deadline=None)
@given(
    lines,
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(NAMES[:-1])), unique_by=lambda x: x[0]),
    st.data(),
)
def test_matched_and_remainder_make_the_input_to_the_cent(
    rows: list[tuple[Any, ...]], known: list[tuple[int, str]], data: st.DataObject
) -> None:
    names = ("state_post_id", "structure", "contracted_cents", "paid_cents")
    given_rows = table(STATE_POSTS, [dict(zip(names, row[:4], strict=True)) for row in rows])
    ours = table("posts", [{"post_id": str(key), "employer": name} for key, name in known])
    decided = {decision_key(*row[:2]): row[4] for row in rows if data.draw(st.booleans())}
    linked = link_posts(given_rows, ours, decided)
    assert linked["row"].tolist() == given_rows["row"].tolist()
    assert link_posts(linked, ours, decided)["post_id"].equals(linked["post_id"])
    planned = [data.draw(st.integers(0, 10**7)) for _ in known]
    plans = DataFrame({"row": ours["row"], "funder": Funder.STATE.value, "total_cents": planned})
    net = plans.rename(columns={"total_cents": "amount_cents"})
    lines_of_both = reconcile(ours, plans, net, linked)
    for name in ("contracted_cents", "paid_cents"):
        assert lines_of_both[name].sum() == given_rows[name].sum()
    assert lines_of_both["rows"].sum() == len(rows)
    assert lines_of_both["planned_cents"].sum() == sum(planned)
    assert sum(planned) + lines_of_both["difference_cents"].sum() == given_rows["contracted_cents"].sum()
    bridge = state_bridge(lines_of_both)
    assert sum(planned) + bridge["amount_cents"].iloc[1:-1].sum() == bridge["total_cents"].iloc[-1]

"""Priorités: a ranking that the user composes, each rank with its interval, and what it is not for."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.access import access_table
from maynum_dash.analysis.need.hosting import hosting
from maynum_dash.analysis.need.priorities import Facts, Prepared, prepare, priorities_table, served_fte
from maynum_dash.analysis.need.provenance import source_label
from maynum_dash.analysis.need.spreading import spread_needs
from maynum_dash.analysis.need.variants import need_variants
from maynum_dash.analysis.territory.levels import known_tiers
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import Status
from maynum_dash.domain.priority import HEAVIEST, RANKED, USUAL_WEIGHT, Component, Tier
from maynum_dash.rendering import formats, nearness, priority
from maynum_dash.rendering.charts.priority import LARGEST, rank_intervals
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.need import choose_source
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_WEIGHTS = list(range(HEAVIEST + 1))


def draw(context: Context) -> None:
    """Draw the section."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tier = _tier(context)
        source = choose_source(context, offers_uniform=False)
        hosts = state.one(state.HOSTS, list(Hosts), Hosts.BOTH)
        st.segmented_control(
            "Lieux comptés",
            list(Hosts),
            format_func=nearness.HOSTS.__getitem__,
            required=True,
            **state.wiring(state.HOSTS),
        )
    weights = _weights(tier)
    key = (context.board.key, "priorities", tier, source, hosts)
    prepared = loading.once(key, lambda: _prepared(context, tier, source, hosts))
    chosen = tuple(weights.items())
    ranked = loading.once(
        (*key, chosen), lambda: priority.with_intervals(priorities_table(prepared, weights))
    )
    st.html(f'<p class="mn-sentence">{html_text(priority.sentence(ranked, tier, weights))}</p>')
    st.warning(priority.LIMITS, icon=":material/gavel:")
    _shown(context, tier, source, ranked, (*key, chosen))


def _tier(context: Context) -> Tier:
    known = known_tiers(context.board.reference, RANKED)
    tier = state.one(state.TIER, known, Tier.EPCI)
    st.segmented_control(
        "Classer les",
        known,
        format_func=lambda one: priority.TIERS[one].lower(),
        required=True,
        **state.wiring(state.TIER),
    )
    return tier


def _weights(tier: Tier) -> dict[Component, float]:
    weights: dict[Component, float] = {}
    for column, part in zip(st.columns(len(tier.components)), tier.components, strict=True):
        name, words = f"{state.WEIGHT}-{part}", priority.WORDS[part]
        weights[part] = state.one(name, _WEIGHTS, USUAL_WEIGHT)
        column.select_slider(
            f"Poids : {words.label.lower()}",
            _WEIGHTS,
            help=f"Passe devant : {words.why} ({words.unit}). 0 : ne compte pas.",
            **state.wiring(name),
        )
    return weights


def _prepared(context: Context, tier: Tier, source: NeedSource, hosts: Hosts) -> Prepared:
    board = context.board
    reference, posts = board.reference, board.posts
    needs = spread_needs(source, reference, board.matched.needs)
    places = hosting(reference, board.matched.places, posts).places
    distances = access_table(needs, places, hosts)["distance_km"]
    facts = Facts(
        communes=needs.assign(distance_km=distances),
        names=_names(context, tier),
        tier=tier,
        fte=served_fte(posts, board.matched.served, Status.OCCUPIED),
        vacant=served_fte(posts, board.matched.served, Status.VACANT),
    )
    return prepare(facts, need_variants(source, reference, needs))


def _names(context: Context, tier: Tier) -> "pd.Series[str]":
    """Name the territories ranked: an EPCI of which only a part is here is not one of them."""
    reference = context.board.reference
    if tier is Tier.EPCI:
        whole = reference.epci[~reference.epci["is_partial"]]
        return whole.set_index("code")["short_name"]
    table = reference.cantons if tier is Tier.CANTONS else reference.communes
    return table.set_index("code")["name"]


def _shown(
    context: Context, tier: Tier, source: NeedSource, ranked: pd.DataFrame, key: tuple[object, ...]
) -> None:
    label = source_label(source, context.board.reference)
    intervals = priority.INTERVALS_OFFICIAL if source is NeedSource.OFFICIAL else priority.INTERVALS
    known = ranked[ranked["rank"].notna()]
    columns = priority.columns(tier)
    caption = f"{priority.TIERS[tier]} par priorité, au {formats.day_short(context.today)}"
    origin = f"{context.source}. Besoin : {label}"
    if len(known):
        alt = "Rangs et intervalles : " + " ; ".join(
            f"{name}, rang {formats.integer(rank)}, {interval}"
            for name, rank, interval in zip(
                *(known[column].head(LARGEST) for column in ("name", "rank", "interval")), strict=True
            )
        )
        first = f" Les {LARGEST} premiers." if len(known) > LARGEST else ""
        chart(
            loading.once((*key, "drawn"), lambda: rank_intervals(ranked)),
            Caption(alt, f"{intervals}{first} {origin}."),
            Equivalent(known, columns[:4], caption),
            key="rangs",
        )
    left_out = priority.unranked(ranked)
    if left_out:
        st.caption(left_out)
    st.header("Ce qui fait chaque rang", anchor=False)
    st.caption(
        "Chaque critère est ramené entre 0 (le territoire le moins concerné) et 100 (le plus concerné) ; le "
        "score est leur moyenne, selon vos poids. Un critère sans donnée ne compte jamais pour zéro. Une "
        f"intercommunalité dont une partie seulement est {perimeter().within} n’est pas classée."
    )
    table(ranked, columns, caption, name=f"priorites-{tier}", source=origin, key=(*key, "table"))

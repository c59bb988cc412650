"""Équité: the Lorenz curve and its index, alone or beside another state of the data."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.equity import Equity, equity, shares_table
from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.rendering import fairness, formats
from maynum_dash.rendering.charts import equity as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import editions, loading, results, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.need import choose_source
from maynum_dash.ui.frame import Context

_NOTHING = ""
_NOW, _BEFORE = "Données affichées", "Données comparées"


def draw(context: Context) -> None:
    """Draw the section."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        source = choose_source(context)
    with right:
        compared, name = _compared()
    coverage = results.coverage(context.board, source)
    now = loading.once((context.board.key, source, "equity"), lambda: equity(coverage))
    before, former = _former(compared, source)
    # One element: each costs the browser a drawing.
    said = fairness.sentences(now, before, name)
    st.html("".join(f'<p class="mn-sentence">{html_text(one)}</p>' for one in said))
    if now.points:
        _curve(context, (now, before), (coverage, former), source)


def _compared() -> tuple[str, str]:
    known = {_NOTHING: "rien", **editions.comparable()}
    chosen = state.one(state.FORMER, list(known), _NOTHING)
    st.selectbox(
        "Comparer à",
        list(known),
        format_func=known.__getitem__,
        filter_mode=None,
        help="Un import passé ou un état scellé, page Imports.",
        **state.wiring(state.FORMER),
    )
    return chosen, known[chosen]


def _former(token: str, source: NeedSource) -> tuple[Equity | None, pd.DataFrame | None]:
    """Equity and coverage of what the data in view are compared with, the need taken from the same source."""
    if not token:
        return None, None
    board = loading.board(editions.named(token))
    if source is NeedSource.OFFICIAL and not board.matched.needs["is_retained"].any():
        st.info(
            "Ces données n’ont pas de table officielle : choisissez une autre source du besoin.",
            icon=":material/info:",
        )
        return None, None
    coverage = results.coverage(board, source)
    return loading.once((board.key, source, "equity"), lambda: equity(coverage)), coverage


def _curve(
    context: Context,
    states: tuple[Equity, Equity | None],
    coverages: tuple[pd.DataFrame, pd.DataFrame | None],
    source: NeedSource,
) -> None:
    (now, before), (coverage, former) = states, coverages
    st.header("Courbe de Lorenz de l’offre face au besoin", anchor=False)
    curves = {_NOW: now.points} | ({_BEFORE: before.points} if before is not None else {})
    key = (*context.key, "lorenz", source, st.session_state[state.FORMER])
    shown = shares_table(coverage)
    columns = [
        Column("name", "Territoire", is_wide=True),
        Column("people", "Personnes", Kind.INTEGER),
        Column("need_pct", "Part du besoin", Kind.PERCENT),
        Column("fte", "ETP occupés", Kind.DECIMAL, 2),
        Column("offer_pct", "Part de l’offre", Kind.PERCENT),
        Column("gap_fte", "ETP au-dessus de sa part", Kind.DECIMAL, 2),
    ]
    if former is not None:
        other = shares_table(former)[["epci_code", "fte", "offer_pct"]]
        shown = shown.merge(other, on="epci_code", how="left", validate="1:1", suffixes=("", "_before"))
        columns += [
            Column("fte_before", "ETP, données comparées", Kind.DECIMAL, 2),
            Column("offer_pct_before", "Part de l’offre, données comparées", Kind.PERCENT),
        ]
    alt = f"Courbe de Lorenz, Gini {formats.decimal(now.gini, 2)} : " + " ; ".join(
        f"{formats.percent(people * 100, 0)} du besoin, {formats.percent(fte * 100, 0)} de l’offre"
        for people, fte in now.points
    )
    chart(
        loading.once(key, lambda: charts.lorenz(curves)),
        Caption(
            alt,
            f"Diagonale : chaque territoire a sa part. Besoin : {shown_label(coverage)}. {context.source}.",
            charts.colours(list(curves)).items(),
        ),
        Equivalent(shown, columns, "Part du besoin et part de l’offre, du moins doté au mieux doté"),
        key="lorenz",
    )

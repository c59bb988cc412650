"""Équité: the Lorenz curve and its index, beside another state of the data, or around a scenario."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.equity import Equity, equity, shares_table
from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.analysis.scenario.outcome import fingerprint, supposed_board
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.rendering import fairness, formats
from maynum_dash.rendering.charts import equity as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import editions, loading, results, state
from maynum_dash.ui.comparing import name
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.need import choose_source
from maynum_dash.ui.frame import Context
from maynum_dash.ui.playing import Offered, Start, offered, start

_NOTHING = ""
_PLAYED = "scenario-"
_NOW, _BEFORE = "Données affichées", "Données comparées"


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What the data in view are compared with.

    Parameters
    ----------
    board
        Other data; ``None`` for nothing.
    name
        French: how a sentence names them.
    is_supposed
        Whether they are what a scenario makes of the data in view: an hypothesis, and what comes after.
    """

    board: Board | None = None
    name: str = ""
    is_supposed: bool = False

    @property
    def label(self) -> str:
        """French name of its curve and of its columns."""
        return "Scénario (hypothèse)" if self.is_supposed else _BEFORE


def draw(context: Context) -> None:
    """Draw the section."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        source = choose_source(context)
    with right:
        beside = _beside(context)
    coverage = results.coverage(context.board, source)
    now = loading.once((context.board.key, source, "equity"), lambda: equity(coverage))
    before, former = _former(beside, source)
    # One element: each costs the browser a drawing.
    said = fairness.sentences(now, before, beside.name, is_supposed=beside.is_supposed)
    st.html("".join(f'<p class="mn-sentence">{html_text(one)}</p>' for one in said))
    if now.points:
        _curve(context, (now, before), (coverage, former), beside)


def _beside(context: Context) -> Beside:
    """Choose an import, a sealed state, or a scenario played on the data in view."""
    begun = start(context)
    # A scenario that is in view already is not played twice.
    played = (
        {} if context.edition.supposed else {f"{_PLAYED}{key}": one for key, one in offered(begun).items()}
    )
    called = {token: name(token.removeprefix(_PLAYED), one) for token, one in played.items()}
    names = {token: f"scénario « {text} » (hypothèse)" for token, text in called.items()}
    known = {_NOTHING: "rien", **editions.comparable(), **names}
    chosen = state.one(state.FORMER, list(known), _NOTHING)
    st.selectbox(
        "Comparer à",
        list(known),
        format_func=known.__getitem__,
        filter_mode=None,
        help="Un import passé, un état scellé (page Imports) ou un scénario (page Scénarios).",
        **state.wiring(state.FORMER),
    )
    if chosen in played:
        title = f"Scénario « {called[chosen]} »"
        return Beside(_supposed(begun, played[chosen]), title, is_supposed=True)
    return Beside(loading.board(editions.named(chosen)), known[chosen]) if chosen else Beside()


def _supposed(begun: Start, one: Offered) -> Board:
    """Give the data as a scenario leaves them."""
    key = (*begun.key, "equity-scenario", fingerprint(one.scenario))
    return loading.once(key, lambda: supposed_board(begun.outcome(one.scenario)))


def _former(beside: Beside, source: NeedSource) -> tuple[Equity | None, pd.DataFrame | None]:
    """Equity and coverage of what the data in view are compared with, the need taken from the same source."""
    board = beside.board
    if board is None:
        return None, None
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
    beside: Beside,
) -> None:
    (now, before), (coverage, former) = states, coverages
    st.header("Courbe de Lorenz de l’offre face au besoin", anchor=False)
    curves = {_NOW: now.points} | ({beside.label: before.points} if before is not None else {})
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
            Column("fte_before", f"ETP, {beside.label.lower()}", Kind.DECIMAL, 2),
            Column("offer_pct_before", f"Part de l’offre, {beside.label.lower()}", Kind.PERCENT),
        ]
    alt = f"Courbe de Lorenz, Gini {formats.decimal(now.gini, 2)} : " + " ; ".join(
        f"{formats.percent(people * 100, 0)} du besoin, {formats.percent(fte * 100, 0)} de l’offre"
        for people, fte in now.points
    )
    chart(
        loading.once((*context.key, "lorenz", *curves.items()), lambda: charts.lorenz(curves)),
        Caption(
            alt,
            f"Diagonale : chaque territoire a sa part. Besoin : {shown_label(coverage)}. {context.source}.",
            charts.colours(list(curves)).items(),
        ),
        Equivalent(shown, columns, "Part du besoin et part de l’offre, du moins doté au mieux doté"),
        key="lorenz",
    )

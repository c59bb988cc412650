"""Comparer: up to four scenarios side by side against what is known."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.alternatives import coverage_by_year
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats, moves
from maynum_dash.rendering.charts import scenarios as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import address, loading, state
from maynum_dash.ui.comparing import ALL_FUNDERS, Comparison, name
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context
from maynum_dash.ui.playing import DRAFT, Offered, offered, start
from maynum_dash.ui.views.scenario_euros import cascade_by_move, euros

MOST: Final = 4


def draw(context: Context) -> None:
    """Draw the part; a control redraws it alone."""
    _explorer(context)


@st.fragment
def _explorer(context: Context) -> None:
    begun = start(context)
    known = offered(begun)
    tokens = _choose(known)
    if not tokens:
        st.info("Choisissez au moins un scénario.", icon=":material/alt_route:")
        address.write()
        return
    comparison = Comparison(
        begun,
        {token: begun.outcome(known[token].scenario) for token in tokens},
        [name(token, known[token]) for token in tokens],
        _scope(context),
    )
    _sentences(comparison)
    _totals(comparison)
    euros(comparison)
    left, right = st.container(key="stacked-comparison").columns([6, 5], gap="large")
    with left:
        cascade_by_move(comparison)
    with right:
        _coverage(comparison)
    address.write()


def _choose(known: Mapping[str, Offered]) -> list[str]:
    default = [token for token in ("renouveles", "etat") if token in known]
    if state.SCENARIOS not in st.session_state and not address.arrived(state.SCENARIOS):
        state.choose(state.SCENARIOS, [DRAFT, *default[:1]] if DRAFT in known else default)
    chosen = state.several(state.SCENARIOS, list(known))[:MOST]
    state.choose(state.SCENARIOS, chosen)
    st.multiselect(
        f"Scénarios comparés aux données actuelles ({MOST} au plus)",
        list(known),
        format_func=lambda token: name(token, known[token]),
        max_selections=MOST,
        placeholder="Choisissez des scénarios",
        **state.wiring(state.SCENARIOS, "page"),
    )
    return chosen


def _scope(context: Context) -> Scope:
    left, right = st.columns(2, gap="large")
    reading = state.one(state.READING, list(Reading), context.usual.reading)
    left.selectbox(
        "Lecture du budget",
        list(Reading),
        format_func=READING_NAMES.__getitem__,
        **state.wiring(state.READING, "page"),
        filter_mode=None,
    )
    funders = [ALL_FUNDERS, *(funder.value for funder in Funder)]
    funder = state.one(state.FUNDER, funders, Funder.DEPARTMENT.value)
    right.selectbox("Financeur", funders, **state.wiring(state.FUNDER, "page"), filter_mode=None)
    return Scope(reading, tuple(Funder) if funder == ALL_FUNDERS else (Funder(funder),))


def _sentences(comparison: Comparison) -> None:
    """Say what each scenario supposes."""
    items = []
    for one, title in zip(comparison.played, comparison.names, strict=True):
        told = [moves.sentence(move, comparison.begun.names) for move in one.scenario.moves]
        lines = "".join(f"<li>{html_text(text)}</li>" for text in told)
        unknown = ", ".join(one.unknown)
        lost = (
            f"<li><b>Postes inconnus des données, laissés de côté : {html_text(unknown)}.</b></li>"
            if unknown
            else ""
        )
        items.append(f"<b>{html_text(title)}</b><ul>{lines}{lost}</ul>")
    with st.expander(
        "Ce que chaque scénario suppose", icon=":material/checklist:", expanded=len(comparison.played) == 1
    ):
        st.html("".join(items))


def _totals(comparison: Comparison) -> None:
    """Give the total of each scenario and its difference, to the cent, with that of the employers."""
    before = int(comparison.scope.keep(comparison.begun.totals)["amount_cents"].sum())
    employers = Scope(comparison.scope.reading, (Funder.EMPLOYER,))
    cells = [(moves.REAL, formats.euros(before), "toutes années")]
    for one, title in zip(comparison.played, comparison.names, strict=True):
        gap, borne = (
            int(kept.keep(one.steps)["amount_cents"].sum()) for kept in (comparison.scope, employers)
        )
        note = formats.euros_signed(gap) if gap else "aucun écart"
        if borne and comparison.scope.funders != employers.funders:
            note += f" ; employeurs : {formats.euros_signed(borne)}"
        cells.append((title, formats.euros(before + gap), note))
    written = "".join(
        f"<div><dt>{html_text(title)}</dt><dd>{html_text(total)}</dd>"
        f'<dd class="mn-gap">{html_text(note)}</dd></div>'
        for title, total, note in cells
    )
    title = f"{comparison.funders}, toutes années, lecture « {comparison.scope.reading} »"
    st.html(f'<p class="mn-strip-title">{html_text(title)}</p><dl class="mn-strip">{written}</dl>')


def _coverage(comparison: Comparison) -> None:
    st.header("La couverture", anchor=False)
    first = comparison.begun.context.today.year
    last = max([first, *(int(one.steps["fiscal_year"].max()) for one in comparison.played if len(one.steps))])
    years = range(first, min(last, first + 10) + 1)
    states = [supposed(comparison.begun.board), *(one.state for one in comparison.played)]
    rows = loading.once(
        (*comparison.key, "coverage", years), lambda: coverage_by_year(states, comparison.begun.needs, years)
    )
    titles = comparison.titles
    final = rows.iloc[-1]
    alt = " ; ".join(
        f"{title} : {formats.decimal(final[f'density_{rank}'], 2)} fin {years[-1]}"
        for rank, title in enumerate(titles)
    )
    columns = [Column("fiscal_year", "31 décembre")]
    for rank, title in enumerate(titles):
        columns += [
            Column(f"fte_{rank}", f"ETP, {title}", Kind.DECIMAL, 1),
            Column(f"density_{rank}", f"Pour 1 000, {title}", Kind.DECIMAL, 2),
        ]
    chart(
        loading.once((*comparison.key, "coverage-chart", years), lambda: charts.coverage(rows, titles)),
        Caption(
            f"ETP pour 1 000 personnes en illectronisme au 31 décembre. {alt}",
            f"ETP pour 1 000 personnes en illectronisme, au 31 décembre. Besoin : source "
            f"{comparison.begun.context.need_source_name}. {comparison.begun.source}",
            comparison.legend,
        ),
        Equivalent(
            rows.assign(fiscal_year=rows["fiscal_year"].astype("str")),
            columns,
            "ETP en place, fin d’exercice",
        ),
        key="scenarios-couverture",
    )
    st.caption(
        "Un poste compte tant que sa convention court et qu’il a un conseiller. Dans les données actuelles, "
        "aucune convention n’est encore renouvelée : la courbe descend avec leurs fins."
    )

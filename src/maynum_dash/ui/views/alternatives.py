"""Comparer: up to four scenarios side by side against what is known."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from maynum_dash.analysis.comparison.bridge import UNKNOWN_EPCI, Scope
from maynum_dash.analysis.scenario.alternatives import Side, beside, cascade_of_moves, coverage_by_year
from maynum_dash.analysis.scenario.outcome import Outcome, fingerprint
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats, moves
from maynum_dash.rendering.charts import scenarios as charts
from maynum_dash.rendering.charts.bridge import LEGEND, cascade, described
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import address, loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context
from maynum_dash.ui.playing import DRAFT, Offered, Start, offered, start

MOST: Final = 4
_ALL_FUNDERS: Final = "Tous les financeurs"
_ORDER: Final = (
    "Les mouvements s’appliquent toujours dans le même ordre : barème, indexation, plafond, postes nouveaux, "
    "renouvellements, vacances, rendus, bonification, fin de l’État. Ce que deux mouvements font "
    "ensemble va au second."
)
_SIDES: Final = {Side.YEAR: "Exercice", Side.FUNDER: "Financeur", Side.EPCI: "Intercommunalité"}


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
    outcomes = [begun.outcome(known[token].scenario) for token in tokens]
    names = [name(token, known[token]) for token in tokens]
    _sentences(begun, outcomes, names)
    scope = _scope(context)
    key = (*begun.key, scope, tuple(fingerprint(one.scenario) for one in outcomes))
    _totals(begun, outcomes, names, scope)
    _euros(begun, outcomes, names, scope, key)
    left, right = st.columns([6, 5], gap="large")
    with left:
        _cascade(begun, dict(zip(tokens, outcomes, strict=True)), names, scope, key)
    with right:
        _coverage(begun, outcomes, names, key)
    address.write()


def name(token: str, one: Offered) -> str:
    """Name a scenario among others, so that it is not taken for data."""
    if token == DRAFT:
        return f"Brouillon « {one.scenario.name} »" if one.scenario.name else "Mon brouillon"
    return one.scenario.name


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


def _sentences(begun: Start, outcomes: Sequence[Outcome], names: Sequence[str]) -> None:
    """Say what each scenario supposes."""
    items = []
    for one, title in zip(outcomes, names, strict=True):
        told = [moves.sentence(move, begun.names) for move in one.scenario.moves]
        lines = "".join(f"<li>{html_text(text)}</li>" for text in told)
        unknown = ", ".join(one.unknown)
        lost = (
            f"<li><b>Postes inconnus des données, laissés de côté : {html_text(unknown)}.</b></li>"
            if unknown
            else ""
        )
        items.append(f"<b>{html_text(title)}</b><ul>{lines}{lost}</ul>")
    with st.expander(
        "Ce que chaque scénario suppose", icon=":material/checklist:", expanded=len(outcomes) == 1
    ):
        st.html("".join(items))


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
    funders = [_ALL_FUNDERS, *(funder.value for funder in Funder)]
    funder = state.one(state.FUNDER, funders, Funder.DEPARTMENT.value)
    right.selectbox("Financeur", funders, **state.wiring(state.FUNDER, "page"), filter_mode=None)
    return Scope(reading, tuple(Funder) if funder == _ALL_FUNDERS else (Funder(funder),))


def _totals(begun: Start, outcomes: Sequence[Outcome], names: Sequence[str], scope: Scope) -> None:
    """Give the total of each scenario and its difference, to the cent, with that of the employers."""
    before = int(scope.keep(begun.totals)["amount_cents"].sum())
    employers = Scope(scope.reading, (Funder.EMPLOYER,))
    cells = [(moves.REAL, formats.euros(before), "toutes années")]
    for one, title in zip(outcomes, names, strict=True):
        gap, borne = (int(kept.keep(one.steps)["amount_cents"].sum()) for kept in (scope, employers))
        note = formats.euros_signed(gap) if gap else "aucun écart"
        if borne and scope.funders != employers.funders:
            note += f" ; employeurs : {formats.euros_signed(borne)}"
        cells.append((title, formats.euros(before + gap), note))
    written = "".join(
        f"<div><dt>{html_text(title)}</dt><dd>{html_text(total)}</dd>"
        f'<dd class="mn-gap">{html_text(note)}</dd></div>'
        for title, total, note in cells
    )
    funders = _funders(scope)
    st.html(
        f'<p class="mn-strip-title">{html_text(funders)}, toutes années, lecture « {scope.reading} »</p>'
        f'<dl class="mn-strip">{written}</dl>'
    )


def _euros(
    begun: Start, outcomes: Sequence[Outcome], names: Sequence[str], scope: Scope, key: tuple[object, ...]
) -> None:
    st.header("Les euros, exercice par exercice", anchor=False)
    by_year = loading.once((*key, "beside-years"), lambda: beside(begun.totals, outcomes, scope, Side.YEAR))
    titles = [moves.REAL, *names]
    alt = " ; ".join(
        f"{title} : {formats.euros_round(int(by_year[column].sum()))} en tout"
        for title, column in zip(titles, _columns(len(names)), strict=True)
    )
    chart(
        loading.once((*key, "chart-years"), lambda: charts.amounts(by_year, titles)),
        Caption(f"{_funders(scope)} par exercice. {alt}", _source(begun, scope), _legend(titles)),
        Equivalent(*_written(by_year, names, "Exercice"), "Euros par exercice, scénarios et données"),
        key="scenarios-exercices",
    )
    side = state.one(state.SIDE, list(_SIDES), Side.YEAR)
    st.segmented_control(
        "Tableau par",
        list(_SIDES),
        format_func=_SIDES.__getitem__,
        required=True,
        **state.wiring(state.SIDE, "page"),
    )
    rows = loading.once((*key, "beside", side), lambda: beside(begun.totals, outcomes, scope, side))
    labelled = _labelled(rows, side, begun)
    frame, columns = _written(labelled, names, _SIDES[side])
    sums = frame.drop(columns="key").sum()
    table(
        frame,
        columns,
        f"{_funders(scope)} : données actuelles, scénarios et écarts, en euros",
        name=f"scenarios-{side.value}",
        source=_source(begun, scope),
        total=pd.Series({"key": "Total", **sums.to_dict()}, dtype=object),
    )


def _labelled(rows: pd.DataFrame, side: Side, begun: Start) -> pd.DataFrame:
    if side is Side.EPCI:
        labels = rows["key"].map(begun.names).fillna(rows["key"]).fillna(UNKNOWN_EPCI)
        return rows.assign(key=labels.astype("str"))
    if side is Side.FUNDER:
        order = {funder.value: rank for rank, funder in enumerate(Funder)}
        return rows.sort_values("key", key=lambda keys: keys.map(order), ignore_index=True)
    return rows


def _written(rows: pd.DataFrame, names: Sequence[str], heading: str) -> tuple[pd.DataFrame, list[Column]]:
    columns = [Column("key", heading), Column("before_cents", moves.REAL, Kind.EUROS)]
    for rank, title in enumerate(names):
        columns += [
            Column(f"after_{rank}_cents", title, Kind.EUROS),
            Column(f"difference_{rank}_cents", f"Écart, {title}", Kind.DIFFERENCE),
        ]
    return rows.assign(key=rows["key"].astype("str")), columns


def _cascade(
    begun: Start,
    outcomes: Mapping[str, Outcome],
    names: Sequence[str],
    scope: Scope,
    key: tuple[object, ...],
) -> None:
    st.header("D’où vient l’écart", anchor=False)
    titles = dict(zip(outcomes, names, strict=True))
    token = state.one(state.PLAYED, list(outcomes), next(iter(outcomes)))
    if len(outcomes) > 1:
        st.selectbox(
            "Scénario détaillé",
            list(outcomes),
            format_func=titles.__getitem__,
            **state.wiring(state.PLAYED, "page"),
            filter_mode=None,
        )
    one = outcomes[token]
    labels = [moves.label(move) for move in one.scenario.moves]
    ends = (moves.REAL, "Scénario")
    lines = cascade_of_moves(begun.totals, one, scope, labels, ends)
    chart(
        loading.once((*key, token, "moves"), lambda: cascade(lines)),
        Caption(" ; ".join(described(lines)), _source(begun, scope), LEGEND.items()),
        Equivalent(
            lines,
            [
                Column("label", "Mouvement", is_wide=True),
                Column("amount_cents", "Écart", Kind.DIFFERENCE),
                Column("total_cents", "Total", Kind.EUROS),
            ],
            "Des données actuelles au scénario, mouvement par mouvement, en euros",
        ),
        key=f"scenarios-cascade-{token}",
    )
    st.caption(_ORDER)


def _coverage(
    begun: Start, outcomes: Sequence[Outcome], names: Sequence[str], key: tuple[object, ...]
) -> None:
    st.header("La couverture", anchor=False)
    first = begun.context.today.year
    last = max([first, *(int(one.steps["fiscal_year"].max()) for one in outcomes if len(one.steps))])
    years = range(first, min(last, first + 10) + 1)
    states = [supposed(begun.board), *(one.state for one in outcomes)]
    rows = loading.once((*key, "coverage", years), lambda: coverage_by_year(states, begun.needs, years))
    titles = [moves.REAL, *names]
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
        loading.once((*key, "coverage-chart", years), lambda: charts.coverage(rows, titles)),
        Caption(
            f"ETP pour 1 000 personnes en illectronisme au 31 décembre. {alt}",
            f"ETP pour 1 000 personnes en illectronisme, au 31 décembre. Besoin : source "
            f"{begun.context.need_source_name}. {begun.source}",
            _legend(titles),
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


def _columns(count: int) -> list[str]:
    return ["before_cents", *(f"after_{rank}_cents" for rank in range(count))]


def _legend(titles: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(titles, charts.COLOURS, strict=False))


def _funders(scope: Scope) -> str:
    return scope.funders[0].value if len(scope.funders) == 1 else _ALL_FUNDERS


def _source(begun: Start, scope: Scope) -> str:
    origin = f"Scénarios, {moves.NOT_DATA}, à partir de : {begun.source}"
    return f"En euros, lecture « {scope.reading} ». {origin}."

"""The euros of scenarios beside those of the data: by exercice, by funder, by EPCI, and move by move."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from maynum_dash.analysis.comparison.bridge import UNKNOWN_EPCI
from maynum_dash.analysis.scenario.alternatives import Side, beside, cascade_of_moves
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats, moves
from maynum_dash.rendering.charts import scenarios as charts
from maynum_dash.rendering.charts.bridge import LEGEND, cascade, described
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state
from maynum_dash.ui.comparing import Comparison
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table
from maynum_dash.ui.playing import Start

_SIDES: Final = {Side.YEAR: "Exercice", Side.FUNDER: "Financeur", Side.EPCI: "Intercommunalité"}
_ORDER: Final = (
    "Les mouvements s’appliquent toujours dans le même ordre : barème, indexation, plafond, postes nouveaux, "
    "renouvellements, vacances, rendus, bonification, fin de l’État. Ce que deux mouvements font "
    "ensemble va au second."
)


def euros(comparison: Comparison) -> None:
    """Draw the euros by exercice, and their table by what the user chooses."""
    st.header("Les euros, exercice par exercice", anchor=False)
    by_year = loading.once(
        (*comparison.key, "beside-years"),
        lambda: beside(comparison.begun.totals, comparison.played, comparison.scope, Side.YEAR),
    )
    titles = comparison.titles
    alt = " ; ".join(
        f"{title} : {formats.euros_round(int(by_year[column].sum()))} en tout"
        for title, column in zip(titles, _columns(len(comparison.names)), strict=True)
    )
    chart(
        loading.once((*comparison.key, "chart-years"), lambda: charts.amounts(by_year, titles)),
        Caption(f"{comparison.funders} par exercice. {alt}", comparison.source, comparison.legend),
        Equivalent(
            *_written(by_year, comparison.names, "Exercice"), "Euros par exercice, scénarios et données"
        ),
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
    rows = loading.once(
        (*comparison.key, "beside", side),
        lambda: beside(comparison.begun.totals, comparison.played, comparison.scope, side),
    )
    labelled = _labelled(rows, side, comparison.begun)
    frame, columns = _written(labelled, comparison.names, _SIDES[side])
    sums = frame.drop(columns="key").sum()
    table(
        frame,
        columns,
        f"{comparison.funders} : données actuelles, scénarios et écarts, en euros",
        name=f"scenarios-{side.value}",
        source=comparison.source,
        total=pd.Series({"key": "Total", **sums.to_dict()}, dtype=object),
    )


def cascade_by_move(comparison: Comparison) -> None:
    """Draw what each move of one scenario changes."""
    st.header("D’où vient l’écart", anchor=False)
    titles = dict(zip(comparison.outcomes, comparison.names, strict=True))
    token = state.one(state.PLAYED, list(comparison.outcomes), next(iter(comparison.outcomes)))
    if len(comparison.outcomes) > 1:
        st.selectbox(
            "Scénario détaillé",
            list(comparison.outcomes),
            format_func=titles.__getitem__,
            **state.wiring(state.PLAYED, "page"),
            filter_mode=None,
        )
    one = comparison.outcomes[token]
    labels = [moves.label(move) for move in one.scenario.moves]
    ends = (moves.REAL, "Scénario")
    lines = cascade_of_moves(comparison.begun.totals, one, comparison.scope, labels, ends)
    chart(
        loading.once((*comparison.key, token, "moves"), lambda: cascade(lines)),
        Caption(" ; ".join(described(lines)), comparison.source, LEGEND.items()),
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


def _columns(count: int) -> list[str]:
    return ["before_cents", *(f"after_{rank}_cents" for rank in range(count))]

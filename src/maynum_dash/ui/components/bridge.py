"""From an old total to a new one: a cascade, its table, and the posts behind each of its lines."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.bridge import Axis, Role, Scope, bridge, contributions, grid
from maynum_dash.analysis.changes import Changes
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts.bridge import LEGEND, cascade, described
from maynum_dash.rendering.comparison import CONTRIBUTIONS, HEADINGS, bridge_columns, grid_table
from maynum_dash.ui import state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table


def reconciled(changes: Changes, scope: Scope, source: str, *, key: str) -> None:
    """Show what explains a difference, to the cent.

    Parameters
    ----------
    changes, scope
        What is compared, and the money looked at.
    source
        What is compared, in French.
    key
        Names the comparison among others.
    """
    st.header("D’un total à l’autre, au centime", anchor=False)
    axis = state.one(state.AXIS, list(HEADINGS), Axis.CAUSE)
    st.segmented_control(
        "Par",
        list(HEADINGS),
        format_func=HEADINGS.__getitem__,
        required=True,
        **state.wiring(state.AXIS, "page"),
    )
    lines = bridge(changes, scope, axis)
    chart(
        cascade(lines),
        Caption(
            " ; ".join(described(lines)),
            f"En euros, lecture « {scope.reading} », {source}.",
            LEGEND.items(),
        ),
        Equivalent(lines, bridge_columns(axis), "Du total avant au total après, en euros"),
        key=f"cascade-{axis.value}-{key}",
    )
    _behind(changes, scope, axis, lines, source)
    if axis is not Axis.CAUSE:
        frame, columns, total = grid_table(grid(changes, scope, axis), axis)
        caption = "Chaque ligne : avant + écarts = après"
        table(frame, columns, caption, name="pont", source=source, total=total)


def _behind(changes: Changes, scope: Scope, axis: Axis, lines: pd.DataFrame, source: str) -> None:
    """Offer the posts that make one line of the bridge."""
    steps = lines[lines["role"] == Role.STEP.value].reset_index(drop=True)
    if steps.empty:
        return
    with st.expander("Les postes derrière une ligne", icon=":material/list:"):
        rank = st.selectbox(
            HEADINGS[axis],
            steps.index.tolist(),
            format_func=lambda one: (
                f"{steps['label'][one]} : {formats.euros_signed(steps['amount_cents'][one])}"
            ),
            key=f"behind-{axis.value}",
            filter_mode=None,
        )
        line = steps.iloc[rank]
        frame = contributions(changes, scope, axis, None if pd.isna(line["key"]) else line["key"])
        total = pd.Series({"post_id": "Total", "amount_cents": frame["amount_cents"].sum()}, dtype=object)
        table(frame, CONTRIBUTIONS, str(line["label"]), name="contributions", source=source, total=total)

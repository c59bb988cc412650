"""From an old total to a new one: a cascade, its table, and the posts behind each of its lines."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from maynum_dash.analysis.comparison.bridge import Axis, Role, Scope, bridge, contributions, grid
from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts.bridge import LEGEND, cascade, described
from maynum_dash.rendering.comparison import CONTRIBUTIONS, HEADINGS, bridge_columns, grid_table
from maynum_dash.ui import loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two editions side by side.

    Parameters
    ----------
    changes, scope
        What is compared, and the money looked at.
    source
        What is compared, in French.
    key
        Everything that the differences depend on.
    """

    changes: Changes
    scope: Scope
    source: str
    key: tuple[object, ...]

    def lines(self, axis: Axis) -> pd.DataFrame:
        """Lines of the bridge along an axis."""
        key = (*self.key, axis, "bridge")
        return loading.once(key, lambda: bridge(self.changes, self.scope, axis))

    def behind(self, axis: Axis, line: str | None) -> pd.DataFrame:
        """Posts behind one line, named by its key."""
        key = (*self.key, axis, line, "contributions")
        return loading.once_long(key, lambda: contributions(self.changes, self.scope, axis, line))

    def crossed(self, axis: Axis) -> pd.DataFrame:
        """Structures or EPCI crossed with the causes."""
        return loading.once_long((*self.key, axis, "grid"), lambda: grid(self.changes, self.scope, axis))


def reconciled(compared: Compared, *, name: str) -> None:
    """Show what explains a difference, to the cent.

    Parameters
    ----------
    compared
        Two editions.
    name
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
    lines = compared.lines(axis)
    chart(
        loading.once((*compared.key, axis, "cascade"), lambda: cascade(lines)),
        Caption(
            " ; ".join(described(lines)),
            f"En euros, lecture « {compared.scope.reading} », {compared.source}.",
            LEGEND.items(),
        ),
        Equivalent(lines, bridge_columns(axis), "Du total avant au total après, en euros"),
        key=f"cascade-{axis.value}-{name}",
    )
    _behind(compared, axis, lines)
    if axis is not Axis.CAUSE:
        frame, columns, total = grid_table(compared.crossed(axis), axis)
        caption = "Chaque ligne : avant + écarts = après"
        table(
            frame,
            columns,
            caption,
            name="pont",
            source=compared.source,
            total=total,
            key=(*compared.key, axis),
        )


def _behind(compared: Compared, axis: Axis, lines: pd.DataFrame) -> None:
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
        frame = compared.behind(axis, None if pd.isna(line["key"]) else str(line["key"]))
        total = pd.Series({"post_id": "Total", "amount_cents": frame["amount_cents"].sum()}, dtype=object)
        table(
            frame,
            CONTRIBUTIONS,
            str(line["label"]),
            name="contributions",
            source=compared.source,
            total=total,
            key=(*compared.key, axis, rank),
        )

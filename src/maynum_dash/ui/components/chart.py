"""A chart with its text alternative and its equivalent table."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from plotly.graph_objects import Figure

from maynum_dash.rendering.tables import Column
from maynum_dash.ui.components.table import table

# No bar of tools: its words are English, and one of them offers to send the chart to a cloud (trap 7).
CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "showTips": False}


@dataclass(frozen=True, slots=True, eq=False)
class Equivalent:
    """The same data as a table.

    Parameters
    ----------
    frame, columns, caption, total
        As for ``html_table``.
    """

    frame: pd.DataFrame
    columns: Sequence[Column]
    caption: str
    total: pd.Series | None = None


def chart(figure: Figure, *, key: str, alt: str, source: str, equivalent: Equivalent) -> None:
    """Show a chart, where it comes from, and on demand the table it draws.

    Parameters
    ----------
    figure
        Chart, dressed.
    key
        Stable identifier.
    alt
        French text alternative: what the chart shows, with its main figures.
    source
        French source line: unit, date, origin.
    equivalent
        The table.
    """
    st.plotly_chart(figure, key=key, alt=alt, config=CONFIG, theme=None)
    st.html(f'<p class="mn-source">{source}</p>')
    opened = st.expander(
        "Voir les chiffres", on_change="rerun", key=f"figures-{key}", icon=":material/table:"
    )
    if opened.open:
        with opened:
            table(equivalent.frame, equivalent.columns, equivalent.caption, name=key, total=equivalent.total)

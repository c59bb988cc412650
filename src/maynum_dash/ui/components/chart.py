"""A chart with its text alternative and its equivalent table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from plotly.graph_objects import Figure

from maynum_dash.rendering.neutral import html_text
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


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said around a chart.

    Parameters
    ----------
    alt
        French text alternative: what the chart shows, with its main figures.
    source
        French source line, as text: unit, date, origin.
    legend
        Name and colour, in the order of the drawing.
    """

    alt: str
    source: str
    legend: Iterable[tuple[str, str]] = ()


def chart(figure: Figure, caption: Caption, equivalent: Equivalent, *, key: str) -> None:
    """Show a chart, where it comes from, and on demand the table it draws.

    Parameters
    ----------
    figure
        Chart, dressed.
    caption
        Words around it.
    equivalent
        The table.
    key
        Stable identifier.
    """
    _legend(caption)
    st.plotly_chart(figure, key=key, alt=caption.alt, config=CONFIG, theme=None)
    _below(caption, equivalent, key)


def drawing(html: str, caption: Caption, equivalent: Equivalent, *, key: str) -> None:
    """Show a drawing in HTML, which holds its text alternative, as `chart` shows a chart.

    Parameters
    ----------
    html
        Drawing.
    caption, equivalent, key
        As for `chart`.
    """
    _legend(caption)
    with st.container(key=key):
        st.html(html)
    _below(caption, equivalent, key)


def _legend(caption: Caption) -> None:
    entries = "".join(_entry(name, colour) for name, colour in caption.legend)
    if entries:
        st.html(f'<p class="mn-key">{entries}</p>')


def _below(caption: Caption, equivalent: Equivalent, key: str) -> None:
    st.html(f'<p class="mn-source">{html_text(caption.source)}</p>')
    opened = st.expander(
        "Voir les chiffres", on_change="rerun", key=f"figures-{key}", icon=":material/table:"
    )
    if opened.open:
        with opened:
            table(
                equivalent.frame,
                equivalent.columns,
                equivalent.caption,
                name=key,
                source=caption.source,
                total=equivalent.total,
            )


def _entry(name: str, colour: str) -> str:
    return f'<span><i style="background:{colour}"></i>{html_text(name)}</span>'

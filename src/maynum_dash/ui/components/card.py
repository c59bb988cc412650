"""A figure as a card that can say where it comes from."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from maynum_dash.analysis.figures import Figure, Unit
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column
from maynum_dash.ui.components.table import table

Traced = tuple[Figure, list[Column]]

_WRITERS: dict[Unit, Callable[[float], str]] = {
    Unit.CENTS: lambda value: formats.euros(int(value)),
    Unit.POSTS: formats.integer,
    Unit.PEOPLE: formats.integer,
    Unit.TERRITORIES: formats.integer,
    Unit.FTE: lambda value: formats.decimal(value, 2),
}


@st.dialog("D’où vient ce chiffre ?", width="large")
def explain(traced: Sequence[Traced]) -> None:
    """Show the rule, the source and the rows behind each figure; the rows add up to it."""
    for figure, columns in traced:
        value = _WRITERS[figure.unit](figure.value)
        unit = "" if figure.unit is Unit.CENTS else f" {figure.unit.value}"
        st.html(
            f"<p><b>{html_text(figure.label)}</b> : {html_text(value + unit)}, "
            f"au {formats.day_long(figure.as_of)}.</p>"
            f'<p class="mn-sentence"><b>Règle.</b> {html_text(figure.rule)}</p>'
            f'<p class="mn-sentence"><b>Source.</b> {html_text(figure.source)}</p>'
        )
        total = pd.Series(
            {columns[0].field: "Total", figure.contribution: figure.total_of_rows},
            dtype=object,
        )
        table(
            figure.rows,
            columns,
            f"Lignes qui composent ce chiffre ({formats.count(len(figure.rows), 'ligne')})",
            name=f"origine-{figure.key}",
            source=figure.source,
            total=total,
        )


def card(figure: Figure, columns: list[Column], note: str, *, shown: str = "", extra: str = "") -> None:
    """Show a figure, a note, and the button « D'où vient ce chiffre ? ».

    Parameters
    ----------
    figure
        The figure with its passport.
    columns
        Columns of its rows, for the dialog.
    note
        French line under the value; text, not HTML.
    shown
        Value as written, when it says more than the number.
    extra
        Trusted HTML between the value and the note.
    """
    value = shown or _WRITERS[figure.unit](figure.value)
    with st.container(border=True, height="stretch"):
        st.html(
            f'<div class="mn-card"><h2>{html_text(figure.label)}</h2>'
            f'<p class="mn-value">{html_text(value)}</p>{extra}'
            f'<p class="mn-note">{html_text(note)}</p></div>'
        )
        if st.button(
            "D’où vient ce chiffre ?", key=f"why-{figure.key}", type="tertiary", icon=":material/help:"
        ):
            explain([(figure, columns)])


def why(*traced: Traced, key: str) -> None:
    """Offer the origin of several figures at once.

    Parameters
    ----------
    traced
        Figures with the columns of their rows.
    key
        Key of the button.
    """
    if st.button("D’où viennent ces chiffres ?", key=f"why-{key}", type="tertiary", icon=":material/help:"):
        explain(traced)

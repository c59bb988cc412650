"""A few figures side by side, and the sentence that explains a chart."""

from collections.abc import Mapping

import streamlit as st

from maynum_dash.rendering.neutral import html_text


def strip(title: str, cells: Mapping[str, str]) -> None:
    """Show figures side by side, under their title.

    Parameters
    ----------
    title
        French title.
    cells
        Name → value, written in French.
    """
    written = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>" for name, value in cells.items()
    )
    st.html(f'<p class="mn-strip-title">{html_text(title)}</p><dl class="mn-strip">{written}</dl>')


def explained(sentence: str) -> None:
    """Show what a chart says.

    Parameters
    ----------
    sentence
        French text, not HTML.
    """
    st.html(f'<p class="mn-sentence">{html_text(sentence)}</p>')

"""A sortable table with its download."""

import hashlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from maynum_dash.rendering.formats import integer
from maynum_dash.rendering.tables import Column, csv_table, html_table

ROWS_SHOWN = 300


def table(  # noqa: PLR0913 -- each says something else of the same table
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    *,
    name: str,
    source: str,
    total: pd.Series | None = None,
) -> None:
    """Show a table and the button that downloads it whole.

    Parameters
    ----------
    frame, columns, caption, total
        As for ``html_table``.
    name
        Key of the button and stem of the file.
    source
        Where the figures come from; written in the file.
    """
    if frame.empty:
        st.info("Aucune ligne ne correspond aux filtres.", icon=":material/filter_alt_off:")
        return
    shown = frame.head(ROWS_SHOWN)
    st.html(html_table(shown, columns, caption, total))
    if len(frame) > len(shown):
        st.caption(
            f"{integer(len(shown))} lignes sur {integer(len(frame))} ; le fichier les contient toutes."
        )
    content = csv_table(frame, columns, [caption, f"Source : {source}"])
    # Two different contents never share a file name (ARCHITECTURE, trap 6).
    stamp = hashlib.sha256(content).hexdigest()[:8]
    st.download_button(
        "Télécharger ce tableau (CSV)",
        content,
        file_name=f"maynum-{name}-{stamp}.csv",
        mime="text/csv",
        key=f"download-{name}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )

"""A sortable table with its download; a long one is shown page by page."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from maynum_dash.rendering.formats import integer
from maynum_dash.rendering.tables import Column, csv_table, html_table
from maynum_dash.ui import consultation, exporting, loading, state

SHOWN_WHOLE = 300  # rows: a longer table is cut into pages
_PAGE = 50  # rows: a browser takes its time over hundreds of cells

Written = TypeVar("Written", str, bytes)


def table(  # noqa: PLR0913 -- each says something else of the same table
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    *,
    name: str,
    source: str,
    total: pd.Series | None = None,
    key: tuple[object, ...] = (),
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
    key
        Everything that the rows depend on: what is written of the table is then kept.
    """
    if frame.empty:
        st.info("Aucune ligne ne correspond aux filtres.", icon=":material/filter_alt_off:")
        return
    # Another count of rows is another table: it starts from its first page.
    pager = f"{name}-{len(frame)}"
    pages = 1 if len(frame) <= SHOWN_WHOLE else -(-len(frame) // _PAGE)
    page = state.page(pager)
    shown = frame if pages == 1 else frame.iloc[(page - 1) * _PAGE : page * _PAGE]
    whole = (*key, "table", name, caption, source) if key else ()
    # One element, whatever it holds: what follows keeps its place, and is not drawn anew.
    with st.container():
        st.html(_kept(whole, pages, f"page {page}", lambda: html_table(shown, columns, caption, total)))
        if pages > 1:
            _turn(pager, pages, (page - 1) * _PAGE, len(frame))
        mark = consultation.mark()
        notes = [caption, f"Source : {source}", *([mark] if mark else [])]
        _download(
            _kept(whole, pages, f"file {mark}", lambda: csv_table(frame, columns, notes)), name, caption
        )


def _kept(key: tuple[object, ...], pages: int, part: str, write: Callable[[], Written]) -> Written:
    if not key:
        return write()
    return (loading.once if pages == 1 else loading.once_long)((*key, part), write)


def _turn(pager: str, pages: int, before: int, count: int) -> None:
    """Offer the pages, and say what is on this one."""
    last = min(before + _PAGE, count)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Lignes {integer(before + 1)} à {integer(last)} sur {integer(count)} ; le fichier les contient "
            "toutes. Un clic sur un titre ne range que les lignes de cette page."
        )
        st.pagination(pages, key=state.page_key(pager))


def _download(content: bytes, name: str, caption: str) -> None:
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
        on_click=exporting.note,
        args=(caption,),
    )

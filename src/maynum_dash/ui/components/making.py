"""A long document being made: its progress, and a button that gives it up."""

from collections.abc import Callable

import streamlit as st

from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.rendering.slides.catalogue import Progress


def made(label: str, write: Callable[[Progress], bytes], *, key: str) -> bytes | None:
    """Make a document; pressing « Annuler », as any other control, interrupts the work at its next step.

    Parameters
    ----------
    label
        French name of the document.
    write
        Writes it, telling its progress.
    key
        Of the button.

    Returns
    -------
    bytes or None
        ``None`` when it was refused, which is said.
    """
    bar = st.progress(0.0, text=f"{label} : préparation…")
    st.button("Annuler", icon=":material/close:", key=key)

    def progress(done: int, whole: int) -> None:
        bar.progress(done / max(whole, 1), text=f"{label} : {done} sur {whole}")

    try:
        return write(progress)
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return None


def silent(_done: int, _whole: int) -> None:
    """Tell nobody."""

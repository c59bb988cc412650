"""A leaflet, made on demand, as PDF and as a slide."""

import hashlib
from collections.abc import Callable

import streamlit as st

from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.leaflets.paper import leaflet_pdf
from maynum_dash.rendering.leaflets.slide import leaflet_slide
from maynum_dash.ui import exporting, loading, state

_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def leaflet_buttons(key: tuple[object, ...], make: Callable[[], Leaflet]) -> None:
    """Offer a leaflet: one press makes it, the next ones take it away.

    Parameters
    ----------
    key
        Everything that it depends on.
    make
        Gathers what it says.
    """
    with st.container(horizontal=True, key="leaflet"):
        st.button(
            "Préparer la fiche (PDF et diapositive)",
            icon=":material/description:",
            key="leaflet-make",
            on_click=state.choose,
            args=(state.PREPARED, repr(key)),
        )
        if st.session_state.get(state.PREPARED) == repr(key):
            with st.spinner("Préparation de la fiche…"):
                leaflet = make()
                pdf = loading.once((*key, "pdf"), lambda: leaflet_pdf(leaflet))
                deck = loading.once((*key, "pptx"), lambda: leaflet_slide(leaflet))
            _download("PDF", pdf, leaflet, "pdf", "application/pdf")
            _download("PowerPoint", deck, leaflet, "pptx", _SLIDE)


def _download(label: str, content: bytes, leaflet: Leaflet, suffix: str, mime: str) -> None:
    # Two different contents never share a file name (ARCHITECTURE, trap 6).
    stamp = hashlib.sha256(content).hexdigest()[:8]
    st.download_button(
        f"Télécharger : {label}",
        content,
        file_name=f"maynum-{leaflet.key}-{stamp}.{suffix}",
        mime=mime,
        key=f"leaflet-{suffix}",
        icon=":material/download:",
        type="primary",
        on_click=exporting.note,
        args=(f"{leaflet.kind} ({label})",),
    )

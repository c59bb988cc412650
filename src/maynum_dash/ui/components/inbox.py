"""The shared folder: what was dropped in it, and what awaits a confirmation."""

from pathlib import Path

import streamlit as st

from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.inbox import Dropped, Standing
from maynum_dash.store.imports import import_completed_by, import_of_file
from maynum_dash.store.refusals import refusal_of, refusals
from maynum_dash.ui import loading, opening, shelf, state

_EVERY = "4s"
_SHOWN = 8


def inbox() -> None:
    """List the files of the shared folder while the page is open; nothing where there is none."""
    if shelf.folder() is not None:
        _listed()


@st.fragment(run_every=_EVERY)
def _listed() -> None:
    """Look at the folder from time to time: a file is offered once two looks found it unchanged."""
    folder = shelf.folder()
    found = () if folder is None else loading.inbox().look(folder)
    if not found:
        return
    known = refusals(loading.store())
    st.subheader("Dossier partagé", anchor=False)
    for dropped in found[:_SHOWN]:
        _line(dropped, refusal_of(known, dropped.sha256) if dropped.sha256 else "")
    rest = len(found) - _SHOWN
    if rest > 0:
        st.caption(f"Et {formats.count(rest, 'fichier plus ancien', 'fichiers plus anciens')}.")


def _line(dropped: Dropped, refused: str) -> None:
    """Say what one file is, and offer to open it when it waits for a decision."""
    store, sha256 = loading.store(), dropped.sha256
    record = import_of_file(store, sha256) if sha256 else None
    completed = import_completed_by(store, sha256) if sha256 and record is None else None
    if dropped.standing is not Standing.READY:
        said = f"{dropped.standing} : il sera proposé ensuite"
    elif record is not None:
        said = f"déjà l’import n°\u00a0{record.id}"
    elif completed is not None:
        said = f"complète déjà l’import n°\u00a0{completed.id}"
    elif refused:
        said = f"refusé. {refused}"
    else:
        said = "nouveau fichier à confirmer"
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(f'<p class="mn-sentence"><b>{html_text(dropped.path.name)}</b> : {html_text(said)}</p>')
    if dropped.standing is Standing.READY and record is None and completed is None:
        label, key = f"Ouvrir {dropped.path.name}", f"open-{dropped.sha256[:16]}-{dropped.path.name}"
        if right.button("Ouvrir", key=key, help=label):
            st.session_state[state.TO_OPEN] = str(dropped.path)
            # The whole page changes, beyond this fragment.
            st.rerun(scope="app")


def open_asked() -> None:
    """Open the file that was asked for from the list."""
    asked = st.session_state.pop(state.TO_OPEN, None)
    if asked is not None:
        opening.open_file(Path(asked))

"""Opening a workbook from the sidebar: a bad file is explained and leaves the view standing."""

from pathlib import Path

import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.ui import loading, shelf, state
from maynum_dash.ui.shelf import Item

_LET_GO = "Le classeur que vous aviez ouvert n’est plus en mémoire : ouvrez-le à nouveau."
_VIEW_STANDS = "La vue précédente reste affichée."
_DEMO_INSTEAD = "Les données de démonstration sont affichées à sa place."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def current() -> Item:
    """Workbook in view: the one this user opened, else the standard one."""
    key = st.session_state.get(state.OPENED, "")
    opened = loading.shelf().get(key)
    if opened is not None:
        return opened
    if key:
        del st.session_state[state.OPENED]
        st.session_state[state.NOTICE] = (Severity.WARNING, _LET_GO)
    path = shelf.standard()
    try:
        item = loading.from_file(path)
        loading.board(item)
    except (MaynumError, OSError) as error:
        if path == DEMO_WORKBOOK:
            raise
        st.session_state.setdefault(
            state.NOTICE, (Severity.BLOCKING, f"{_said(path, error)} {_DEMO_INSTEAD}")
        )
        return loading.from_file(DEMO_WORKBOOK)
    return item


def draw(item: Item, board: Board) -> None:
    """Say which workbook is in view, and offer another."""
    workbook = board.workbook
    read = sum(sheet.rows_read for sheet in workbook.sheets)
    rejected = sum(sheet.rows_rejected for sheet in workbook.sheets)
    kept_out = f", <b>{formats.count(rejected, 'ligne')} à corriger</b>" if rejected else ""
    st.html(
        f'<p class="mn-data"><b>{html_text(item.name)}</b><br>'
        f"du {formats.day_long(item.dated)} · {formats.count(read, 'ligne lue', 'lignes lues')}{kept_out}</p>"
    )
    with st.popover("Ouvrir un classeur", icon=":material/folder_open:", width="stretch"):
        _upload()
        _folder(item)
        st.download_button(
            "Modèle de classeur vide",
            loading.template,
            file_name="modele-suivi-maynum.xlsx",
            mime=XLSX,
            icon=":material/description:",
            on_click="ignore",
            key="template",
        )
        if not workbook.is_demo and st.button("Revenir à la démonstration", icon=":material/undo:"):
            _try(DEMO_WORKBOOK)


def notice() -> None:
    """Show once what the last opening had to say."""
    said = st.session_state.pop(state.NOTICE, None)
    if said is None:
        return
    severity, text = said
    if severity is Severity.BLOCKING:
        st.error(markdown_text(text), icon=":material/error:")
    elif severity is Severity.WARNING:
        st.warning(markdown_text(text), icon=":material/history:")
    else:
        st.success(markdown_text(text), icon=":material/check_circle:")


def _upload() -> None:
    counter = st.session_state.get(state.UPLOADS, 0)
    given = st.file_uploader("Classeur de suivi (.xlsx, 25 Mo au plus)", key=f"upload-{counter}")
    if given is not None:
        st.session_state[state.UPLOADS] = counter + 1
        with st.spinner("Lecture et contrôle du classeur…"):
            _take(loading.shelf().put(given.name, given.getvalue(), loading.today()))
        st.rerun()


def _folder(item: Item) -> None:
    paths = shelf.files()
    if not paths:
        return
    chosen = st.selectbox(
        "Dossier partagé",
        [None, *paths],
        format_func=lambda path: "Choisir un fichier" if path is None else path.name,
        key="folder",
        filter_mode=None,
    )
    if isinstance(chosen, Path) and chosen.name != item.name and st.button("Ouvrir", key="open-from-folder"):
        _try(chosen)


def _said(path: Path, error: MaynumError | OSError) -> str:
    """Explain a refusal; the system's own words are English and show paths of the server."""
    if isinstance(error, MaynumError):
        return str(error)
    return f"Le fichier « {path.name} » ne peut pas être ouvert. Vérifiez qu’il existe encore et vos droits."


def _try(path: Path) -> None:
    try:
        item = loading.from_file(path)
    except OSError as error:
        st.session_state[state.NOTICE] = (Severity.BLOCKING, f"{_said(path, error)} {_VIEW_STANDS}")
    else:
        _take(item)
    st.rerun()


def _take(item: Item) -> None:
    try:
        board = loading.board(item)
    except MaynumError as error:
        st.session_state[state.NOTICE] = (Severity.BLOCKING, f"{error} {_VIEW_STANDS}")
        return
    st.session_state[state.OPENED] = item.key
    accepted = sum(sheet.rows_accepted for sheet in board.workbook.sheets)
    read = sum(sheet.rows_read for sheet in board.workbook.sheets)
    said = (
        f"« {item.name} » est ouvert : {formats.count(read, 'ligne lue', 'lignes lues')}, "
        f"{formats.count(accepted, 'acceptée')}, {formats.count(read - accepted, 'rejetée')}."
    )
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)

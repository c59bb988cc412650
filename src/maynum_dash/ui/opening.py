"""What is in view, and opening a workbook for oneself: a bad file leaves the view standing."""

from pathlib import Path

import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import (
    MaynumError,
    MissingColumnError,
    MissingHeadingsError,
    MissingSheetError,
    StoppedReadingError,
    UnknownProfileError,
)
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.sources.exports import Export
from maynum_dash.ui import completing, consultation, loading, reception, shelf, state
from maynum_dash.ui.editions import Edition, Kind
from maynum_dash.ui.shelf import Item

_VIEW_STANDS = "La vue précédente reste affichée."
_ASSISTANT = "Page Imports, rubrique Colonnes, dites ce que contient chaque colonne."
# Refusals that the team may lift by saying what a column holds.
_OF_COLUMNS = (MissingColumnError, MissingHeadingsError, MissingSheetError, UnknownProfileError)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {
    Kind.DEMONSTRATION: "Démonstration, rien n’est importé",
    Kind.FOLDER: "Dossier partagé, non importé",
    Kind.PREVIEW: "Aperçu pour vous seul, non importé",
    Kind.CURRENT: "Données courantes",
    Kind.PAST: "Import passé",
    Kind.SEALED: "État scellé",
    Kind.SCENARIO: "Scénario, pas des données réelles",
}


def draw(edition: Edition, board: Board) -> None:
    """Say which data are in view, and offer others."""
    workbook = board.workbook
    read = sum(sheet.rows_read for sheet in workbook.sheets)
    rejected = sum(sheet.rows_rejected for sheet in workbook.sheets)
    kept_out = f", <b>{formats.count(rejected, 'ligne')} à corriger</b>" if rejected else ""
    number = "" if edition.record is None else f" · import n°\u00a0{edition.record.id}"
    rows = formats.count(read, "ligne lue", "lignes lues")
    st.html(
        f'<p class="mn-data">{_KINDS[edition.kind]}{number}<br><b>{html_text(edition.name)}</b><br>'
        f"du {formats.day_long(edition.dated)} · {rows}{kept_out}</p>"
    )
    with st.popover("Ouvrir un classeur", icon=":material/folder_open:", width="stretch"):
        give("sidebar")
        from_folder(edition)
        st.download_button(
            "Modèle de classeur vide",
            loading.template,
            file_name="modele-suivi-maynum.xlsx",
            mime=XLSX,
            icon=":material/description:",
            on_click="ignore",
            key="template",
        )
    if edition.kind in (Kind.PREVIEW, Kind.PAST, Kind.SEALED, Kind.SCENARIO):
        st.button(
            "Revenir aux données courantes", icon=":material/undo:", on_click=consultation.leave, key="leave"
        )


def notice() -> None:
    """Show once what the last opening had to say."""
    if st.session_state.pop(state.OPENING, False):
        st.session_state[state.NOTICE] = (Severity.WARNING, str(StoppedReadingError()))
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


def give(place: str) -> None:
    """Offer to give a workbook; it is opened for this user only.

    Parameters
    ----------
    place
        Where the widget stands: two of them may be on one page.
    """
    counter = st.session_state.get(state.UPLOADS, 0)
    given = st.file_uploader(
        "Classeur de suivi (Excel, LibreOffice ou CSV, 25 Mo au plus)", key=f"upload-{place}-{counter}"
    )
    if given is not None:
        st.session_state[state.UPLOADS] = counter + 1
        take(loading.shelf().put(given.name, given.getvalue(), loading.today()))
        st.rerun()


def from_folder(edition: Edition, place: str = "sidebar") -> None:
    """Offer the workbooks of the shared folder."""
    paths = shelf.files()
    if not paths:
        return
    chosen = st.selectbox(
        "Dossier partagé",
        [None, *paths],
        format_func=lambda path: "Choisir un fichier" if path is None else path.name,
        key=f"folder-{place}",
        filter_mode=None,
    )
    is_other = isinstance(chosen, Path) and (edition.record is not None or chosen.name != edition.name)
    if isinstance(chosen, Path) and is_other and st.button("Ouvrir", key=f"open-from-folder-{place}"):
        open_file(chosen)


def open_file(path: Path) -> None:
    """Open a file of the shared folder for this user only."""
    try:
        item = loading.from_file(path)
    except OSError as error:
        said = f"{shelf.refusal(path, error)} {_VIEW_STANDS}"
        st.session_state[state.NOTICE] = (Severity.BLOCKING, said)
    else:
        take(item)
    st.rerun()


def take(item: Item) -> None:
    """Open a file for this user only; one that cannot be read leaves the view standing, and says why."""
    try:
        board = reception.receive(item)
    except StoppedReadingError as error:
        st.session_state[state.NOTICE] = (Severity.WARNING, str(error))
        return
    except _OF_COLUMNS as error:
        _take_export(item, error)
        return
    except MaynumError as error:
        st.session_state[state.NOTICE] = (Severity.BLOCKING, f"{error} {_VIEW_STANDS}")
        return
    st.session_state.pop(state.REFUSED, None)
    consultation.leave()
    st.session_state.pop(state.EXPORT, None)
    st.session_state[state.OPENED] = item.key
    accepted = sum(sheet.rows_accepted for sheet in board.workbook.sheets)
    read = sum(sheet.rows_read for sheet in board.workbook.sheets)
    said = (
        f"« {item.name} » est ouvert pour vous seul : {formats.count(read, 'ligne lue', 'lignes lues')}, "
        f"{formats.count(accepted, 'acceptée')}, {formats.count(read - accepted, 'rejetée')}."
    )
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)


def _take_export(item: Item, refusal: MaynumError) -> None:
    """Open what is not a workbook: an export goes to the page of imports, or is refused."""
    try:
        is_export = isinstance(completing.document(item), Export)
    except UnknownProfileError as error:
        # The user may know better than the headings.
        is_export = True
        st.session_state[state.NOTICE] = (Severity.WARNING, str(error))
    except MaynumError:
        is_export = False
    if is_export:
        st.session_state[state.EXPORT] = item.key
        state.choose(state.SECTION, "importer")
        st.switch_page("pages/imports.py")
    st.session_state[state.REFUSED] = item.key
    st.session_state[state.NOTICE] = (Severity.BLOCKING, f"{refusal} {_VIEW_STANDS} {_ASSISTANT}")

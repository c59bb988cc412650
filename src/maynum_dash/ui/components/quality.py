"""What reading a workbook found, in one line per severity and per sheet, and the way to the rest."""

from collections import Counter

import streamlit as st

from maynum_dash.analysis.quality.quality import sheets_table, stake
from maynum_dash.domain.anomalies import Severity
from maynum_dash.rendering import formats
from maynum_dash.rendering.annotation import annotate
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import exporting, opening, state
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_ZIP = b"PK\x03\x04"
_SHEET_COLUMNS = [
    Column("sheet", "Feuille"),
    Column("read", "Lignes lues", Kind.INTEGER),
    Column("accepted", "Acceptées", Kind.INTEGER),
    Column("rejected", "Rejetées", Kind.INTEGER),
    Column("aside", "Colonnes laissées de côté", is_wide=True),
]
_LABELS = {
    Severity.BLOCKING: ("bloquante", "bloquantes"),
    Severity.WARNING: ("avertissement", "avertissements"),
    Severity.INFORMATION: ("information", "informations"),
}


def rows_by_sheet(context: Context) -> None:
    """Show what became of the rows of each sheet."""
    table(
        sheets_table(context.board.workbook.sheets),
        _SHEET_COLUMNS,
        f"Lecture de « {context.edition.name} » : lignes lues = acceptées + rejetées",
        name="lecture",
        source=context.source,
    )


def severities(context: Context) -> None:
    """Say how many anomalies there are of each severity, and the euros that they concern."""
    anomalies = context.board.anomalies
    counts = Counter(one.severity for one in anomalies)
    cells = []
    for severity, words in _LABELS.items():
        euros = stake(anomalies, severity)
        at_stake = f" · <small>{formats.euros(euros)} en jeu</small>" if euros else ""
        name = words[counts[severity] > 1].capitalize()
        value = formats.integer(counts[severity])
        cells.append(f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}{at_stake}</dd></div>")
    st.html(f'<dl class="mn-strip">{"".join(cells)}</dl>')


def open_quality(label: str, key: str) -> None:
    """Offer to open the section that lists the anomalies.

    Parameters
    ----------
    label
        What the button says.
    key
        Key of the button.
    """
    if st.button(label, type="tertiary", icon=":material/fact_check:", key=key):
        state.choose(state.SECTION, "qualite")
        st.switch_page("pages/imports.py")


def annotated(context: Context) -> None:
    """Offer the user's own workbook, with its faults marked where they are."""
    item, anomalies = context.edition.item, context.board.anomalies
    if not anomalies:
        return
    if item is None:
        st.caption(
            "Le fichier d’un import n’est pas gardé : pour recevoir votre classeur annoté, ouvrez-le à "
            "nouveau, rubrique Importer."
        )
        return
    if item.content[: len(_ZIP)] != _ZIP:
        st.caption(
            "Seul un classeur .xlsx ou .xlsm peut être rendu annoté : enregistrez le vôtre à ce format."
        )
        return
    stem = item.name.rsplit(".", 1)[0]
    st.download_button(
        "Télécharger votre classeur annoté",
        lambda: annotate(item.content, item.name, anomalies),
        file_name=f"{stem}-annote-{item.sha256[:8]}.{item.name.rsplit('.', 1)[-1]}",
        mime=opening.XLSX,
        icon=":material/edit_note:",
        on_click=exporting.note,
        args=(f"Classeur annoté « {item.name} »",),
        key="annotated",
        help="Vos feuilles et vos formules, chaque cellule fautive colorée et expliquée. Corrigez-le, puis "
        "donnez-le à nouveau.",
    )

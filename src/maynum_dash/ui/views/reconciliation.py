"""Rapprochement État: what the State's export says beside the workbook, and the links between the two."""

import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.sources.schemas import STATE_POSTS
from maynum_dash.ui import access, completing, state
from maynum_dash.ui.components.reconciliation import links, reconciled
from maynum_dash.ui.editions import Kind
from maynum_dash.ui.frame import Context
from maynum_dash.ui.importing import import_board


def draw(context: Context) -> None:
    """Draw the section."""
    workbook = context.board.workbook
    attached = [one for one in workbook.complements if one.table == STATE_POSTS]
    if not attached:
        st.info(
            "Aucun export de l’État ne complète ces données. Donnez l’export « Postes » de Mon Inclusion "
            "Numérique, ou le fichier « idPoste », dans la rubrique « Importer ».",
            icon=":material/info:",
        )
        return
    (export,) = attached
    st.html(
        f'<p class="mn-lead">{html_text(export.label)}, « {html_text(export.name)} », joint le '
        f"{formats.day_long(export.given_on)}. Il ne contient que l’argent de l’État.</p>"
    )
    if access.visitor().is_team:
        access.ask_name()
    _apply(context)
    reconciled(context.board, context.source)
    links(context.board, context.source)


def _apply(context: Context) -> None:
    """Offer to apply the decisions taken since: what is shown never changes without a new import."""
    record = context.edition.record
    if record is None or context.edition.kind is not Kind.CURRENT:
        return
    fresh = completing.relinked(record, context.board)
    if fresh.workbook.sha256 == context.board.workbook.sha256:
        return
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.warning(
        "Des décisions ont été prises depuis cet import : elles ne sont pas encore appliquées aux données.",
        icon=":material/link:",
    )
    if right.button("Appliquer", type="primary", disabled=not access.visitor().is_team, key="apply-links"):
        try:
            made, _ = import_board(fresh, "appliquer un rapprochement")
        except MaynumError as error:
            st.error(markdown_text(str(error)), icon=":material/error:")
            return
        said = f"Les décisions sont appliquées : import n°\u00a0{made.id}, montré à tout le monde."
        st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
        st.rerun()

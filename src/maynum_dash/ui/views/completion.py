"""An export that was given: what it is, its diagnosis, what it would bring, and the confirmation."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.quality.completion import filled_table
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError, NothingToCompleteError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.exports import Export
from maynum_dash.sources.headings import CANONICAL_PROFILE, load_headings, profile_names
from maynum_dash.sources.profiles import profile_label
from maynum_dash.sources.schemas import STATE_POSTS
from maynum_dash.store.imports import ImportRecord, current_import
from maynum_dash.ui import access, completing, editions, loading, state
from maynum_dash.ui.components.reconciliation import links, reconciled
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context
from maynum_dash.ui.importing import import_board

_BY_HEADINGS = ""
_ANOMALIES = [
    Column("severity", "Gravité"),
    Column("sheet", "Feuille"),
    Column("row", "Ligne", Kind.INTEGER),
    Column("column", "Colonne"),
    Column("value", "Valeur"),
    Column("message", "Explication", is_wide=True),
    Column("stake_cents", "Euros en jeu", Kind.EUROS),
]


def draw(context: Context) -> bool:
    """Draw the export that this user gave; ``False`` when there is none."""
    item = loading.shelf().get(st.session_state.get(state.EXPORT, ""))
    if item is None:
        st.session_state.pop(state.EXPORT, None)
        return False
    st.header(f"Export « {markdown_text(item.name)} »", anchor=False)
    profile = _profile()
    try:
        export = completing.document(item, profile or None)
        if not isinstance(export, Export):
            _discard()
            st.rerun()
        _diagnosis(export)
        _bring(context, export)
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        st.button("Écarter", icon=":material/close:", on_click=_discard, key="discard-export")
    return True


def _profile() -> str:
    """Let the user correct what the headings say."""
    labels = {_BY_HEADINGS: "Reconnu à ses en-têtes"}
    labels |= {
        name: profile_label(load_headings(name)) for name in profile_names() if name != CANONICAL_PROFILE
    }
    chosen: str = st.selectbox(
        "Type de fichier",
        list(labels),
        format_func=labels.__getitem__,
        key="export-profile",
        filter_mode=None,
    )
    return chosen


def _diagnosis(export: Export) -> None:
    best = export.candidates[0]
    read = sum(one.rows_read for one in export.sheets)
    rejected = sum(one.rows_rejected for one in export.sheets)
    cells = {
        "Score": f"{best.score} sur 100" if best.profile == export.profile else "choisi par vous",
        "Lignes lues": formats.integer(read),
        "Acceptées": formats.integer(read - rejected),
        "Rejetées": formats.integer(rejected),
    }
    written = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>" for name, value in cells.items()
    )
    st.html(f'<p class="mn-lead">{html_text(export.label)}</p><dl class="mn-strip">{written}</dl>')
    st.html(f'<p class="mn-source">{html_text(" ; ".join(best.reasons))}.</p>')
    if export.anomalies:
        frame = pd.DataFrame(
            [{name.field: getattr(one, name.field) for name in _ANOMALIES} for one in export.anomalies]
        )
        frame = frame.astype({"row": "Int64", "stake_cents": "Int64"})
        title = formats.count(len(frame), "point à connaître", "points à connaître")
        with st.expander(title, expanded=bool(rejected)):
            table(
                frame, _ANOMALIES, "Ce que la lecture a trouvé", name="diagnostic-export", source=export.name
            )


def _bring(context: Context, export: Export) -> None:
    """Show what the export would bring to the current data, and let the team confirm."""
    filled = filled_table(export)
    record = current_import(loading.store())
    if record is None:
        raise NothingToCompleteError(export.name, export.label)
    board = completing.completed(record, export)
    _decide(record, export, board)
    source = f"« {export.name} », et import n°\u00a0{record.id}, classeur « {record.name} »"
    if filled == STATE_POSTS:
        reconciled(board, source)
        links(board, source)
    else:
        _needs(context, board)


def _needs(context: Context, board: Board) -> None:
    """Say how many people the export changes."""
    before, after = context.board.reference.epci, board.reference.epci
    names = ["code", "name", "population_15_plus"]
    frame = after[names].merge(before[names[::2]], on="code", suffixes=("", "_before"), validate="1:1")
    columns = [
        Column("name", "Intercommunalité", is_wide=True),
        Column("population_15_plus_before", "15 ans et plus, avant", Kind.INTEGER),
        Column("population_15_plus", "15 ans et plus, après", Kind.INTEGER),
    ]
    needs = board.matched.needs
    retained = needs[needs["is_retained"]]
    if not retained.empty:
        frame = frame.merge(
            retained[["epci_code", "rate_pct"]],
            left_on="code",
            right_on="epci_code",
            how="left",
            validate="1:1",
        )
        columns.append(Column("rate_pct", "Taux d’illectronisme importé", Kind.PERCENT))
    st.header("Ce que cet export apporterait", anchor=False)
    table(frame, columns, "Avant et après, en personnes", name="apport", source=context.source)


def _decide(record: ImportRecord, export: Export, board: Board) -> None:
    is_known = _is_attached(record, export, board)
    if is_known:
        st.info(
            "Cet export complète déjà les données courantes : il n’y a rien à confirmer.",
            icon=":material/info:",
        )
    who = access.visitor()
    if who.is_team:
        access.ask_name()
    else:
        st.info("Seule l’équipe peut compléter les données.", icon=":material/lock:")
    left, right, _ = st.columns([3, 2, 4])
    if left.button(
        "Compléter les données courantes",
        type="primary",
        icon=":material/check:",
        disabled=is_known or not who.is_team,
        width="stretch",
        key="confirm-export",
    ):
        _confirm(export, board)
    right.button("Écarter", icon=":material/close:", on_click=_discard, width="stretch", key="discard-export")


def _is_attached(record: ImportRecord, export: Export, board: Board) -> bool:
    """Tell whether the current data hold this export already, with the same links."""
    current = loading.board(editions.of_record(record)).workbook
    is_there = any(
        one.sha256 == export.sha256 and one.profile == export.profile for one in current.complements
    )
    return is_there and current.state_posts["post_id"].equals(board.workbook.state_posts["post_id"])


def _confirm(export: Export, board: Board) -> None:
    """Write the import; a refusal leaves the diagnosis where it is."""
    try:
        made, _ = import_board(board, "compléter les données")
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    _discard()
    said = f"« {export.name} » complète les données : import n°\u00a0{made.id}, montré à tout le monde."
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()


def _discard() -> None:
    st.session_state.pop(state.EXPORT, None)

"""Importer: give a workbook, read its diagnosis, confirm it or set it aside."""

import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats
from maynum_dash.rendering.changes import sentences
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.store.imports import Totals, current_import, import_of_file
from maynum_dash.ui import access, completing, consultation, editions, loading, opening, state
from maynum_dash.ui.components.inbox import inbox, open_asked
from maynum_dash.ui.components.quality import annotated, open_quality, rows_by_sheet, severities
from maynum_dash.ui.editions import Kind
from maynum_dash.ui.frame import Context
from maynum_dash.ui.importing import import_board
from maynum_dash.ui.views import completion

_WAITING = (Kind.PREVIEW, Kind.FOLDER)
_SENTENCES = 8


def draw(context: Context) -> None:
    """Draw the section."""
    open_asked()
    if completion.draw(context):
        return
    if context.edition.kind in _WAITING:
        if context.edition.kind is Kind.FOLDER:
            inbox()
        _diagnosis(context)
        return
    st.html(f'<p class="mn-lead">{html_text(_standing())}</p>')
    opening.give("page")
    inbox()
    st.html(
        '<p class="mn-source">Le classeur est d’abord lu et contrôlé pour vous seul. Rien ne change pour les '
        "autres avant que vous confirmiez. Les noms, courriels et téléphones des conseillers ne sont pas "
        "conservés.</p>"
        '<p class="mn-source">Un export des outils de l’État (« Postes » de Mon Inclusion Numérique, fichier '
        "de pilotage), les âges de l’Insee ou une table d’illectronisme se donnent ici aussi : ils sont "
        "reconnus à leurs titres, et complètent les données courantes.</p>"
    )


def _standing() -> str:
    record = current_import(loading.store())
    if record is None:
        return "Aucun classeur n’est encore importé : les pages montrent les données de démonstration."
    day = formats.day_long(record.at.astimezone().date())
    return (
        f"Les données courantes viennent de l’import n°\u00a0{record.id} du {day}, fait par {record.author} "
        f"(« {record.name} »). Donnez un nouveau classeur pour les remplacer ; les anciennes restent "
        "consultables."
    )


def _diagnosis(context: Context) -> None:
    edition = context.edition
    board = _whole(context)
    st.header(f"Diagnostic de « {markdown_text(edition.name)} »", anchor=False)
    totals = import_totals(board)
    st.html(_strip(totals))
    known = import_of_file(loading.store(), board.workbook.fingerprint)
    if known is not None:
        day = formats.day_long(known.at.astimezone().date())
        st.info(
            f"Ce fichier est déjà l’import n°\u00a0{known.id} du {day} : il ne sera pas importé deux fois. "
            "Pour qu’il redevienne les données courantes, restaurez-le dans l’historique.",
            icon=":material/content_copy:",
        )
    elif not totals.rows_accepted:
        st.error(
            "Aucune ligne n’a pu être acceptée : il n’y a rien à importer. Corrigez le classeur d’après les "
            "explications ci-dessous, puis donnez-le à nouveau.",
            icon=":material/error:",
        )
    _decide(context, board, can_import=known is None and totals.rows_accepted > 0)
    _difference(context)
    severities(context)
    rows_by_sheet(context)
    open_quality("Voir chaque anomalie et son remède", "quality-from-deposit")
    annotated(context)


def _strip(totals: Totals) -> str:
    cells = {
        "Postes": formats.integer(totals.posts),
        "Lignes lues": formats.integer(totals.rows_read),
        "Acceptées": formats.integer(totals.rows_accepted),
        "Rejetées": formats.integer(totals.rows_rejected),
        "Avertissements": formats.integer(totals.warnings),
        "Part du Département, trois ans": formats.euros(totals.department_cents),
    }
    return (
        '<dl class="mn-strip">'
        + "".join(
            f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>"
            for name, value in cells.items()
        )
        + "</dl>"
    )


def _whole(context: Context) -> Board:
    """The workbook as it would be imported: with what completes the current data, unless left out."""
    record = current_import(loading.store())
    if record is None or record.completed_by is None:
        return context.board
    kept = st.checkbox(
        f"Garder ce qui complète les données courantes ({markdown_text(record.completed_by)})",
        value=True,
        key="keep-complements",
        help="Les lignes de l’État sont rapprochées des postes du nouveau classeur.",
    )
    return completing.carried(record, context.board) if kept else context.board


def _decide(context: Context, board: Board, *, can_import: bool) -> None:
    who = access.visitor()
    if who.is_team:
        access.ask_name()
    else:
        st.info("Seule l’équipe peut importer un classeur.", icon=":material/lock:")
    left, right, _ = st.columns([2, 2, 5])
    if left.button(
        "Confirmer l’import",
        type="primary",
        icon=":material/check:",
        disabled=not (who.is_team and can_import),
        width="stretch",
        key="confirm-import",
    ):
        _confirm(board)
    if context.edition.kind is Kind.PREVIEW:
        right.button(
            "Écarter",
            icon=":material/close:",
            on_click=consultation.leave,
            width="stretch",
            key="discard-import",
        )


def _confirm(board: Board) -> None:
    """Write the import; a refusal leaves the diagnosis where it is."""
    try:
        record, is_new = import_board(board, "importer un classeur")
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    consultation.leave()
    fate = "est importé" if is_new else "était déjà importé"
    said = (
        f"« {record.name} » {fate} : import n°\u00a0{record.id}. Il est maintenant montré à tout le monde."
        if is_new
        else f"« {record.name} » {fate} : import n°\u00a0{record.id}. Rien n’a été ajouté."
    )
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()


def _difference(context: Context) -> None:
    """Say what the import would change in the data of everyone."""
    record = current_import(loading.store())
    if record is None:
        return
    before = editions.of_record(record, Kind.CURRENT)
    st.header("Ce que cet import changerait", anchor=False)
    scope = Scope(context.filters.reading, [Funder.DEPARTMENT])
    found = sentences(loading.changes(before, context.edition), scope)
    items = "".join(f"<li>{html_text(sentence.text)}</li>" for sentence in found[:_SENTENCES])
    more = len(found) - _SENTENCES
    rest = f"<li>et {formats.count(more, 'autre point', 'autres points')}</li>" if more > 0 else ""
    st.html(f"<ul>{items}{rest}</ul>")

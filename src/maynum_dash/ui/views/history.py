"""Historique: every import, looked at again, compared or restored; nothing is erased."""

import pandas as pd
import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.store.imports import ImportRecord, list_imports, restore_import
from maynum_dash.store.snapshots import list_snapshots
from maynum_dash.ui import access, consultation, loading, state
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_COLUMNS = [
    Column("id", "N°", Kind.INTEGER),
    Column("day", "Date", Kind.DAY),
    Column("hour", "Heure"),
    Column("name", "Classeur", is_wide=True),
    Column("author", "Par"),
    Column("posts", "Postes", Kind.INTEGER),
    Column("rows_read", "Lignes lues", Kind.INTEGER),
    Column("rows_rejected", "Rejetées", Kind.INTEGER),
    Column("department_cents", "Part du Département", Kind.EUROS),
    Column("fate", "État"),
]


def draw(context: Context) -> None:
    """Draw the section."""
    records = list_imports(loading.store())
    if not records:
        st.info("Aucun classeur n’est encore importé.", icon=":material/history:")
        return
    sealed = {snapshot.import_id for snapshot in list_snapshots(loading.store())}
    lines = [_line(record, records[0], sealed) for record in records]
    table(
        pd.DataFrame(lines),
        _COLUMNS,
        f"{formats.count(len(records), 'import')}, du plus récent au plus ancien",
        name="historique",
        source="mémoire du tableau de bord",
    )
    _choose(context, records)


def _line(record: ImportRecord, latest: ImportRecord, sealed: set[int]) -> dict[str, object]:
    at = record.at.astimezone()
    return {
        "id": record.id,
        "day": at.date(),
        "hour": f"{at:%H:%M}",
        "name": record.name,
        "author": record.author,
        "posts": record.totals.posts,
        "rows_read": record.totals.rows_read,
        "rows_rejected": record.totals.rows_rejected,
        "department_cents": record.totals.department_cents,
        "fate": " · ".join(_fates(record, latest, sealed)),
    }


def _fates(record: ImportRecord, latest: ImportRecord, sealed: set[int]) -> list[str]:
    fates = []
    if record.id == latest.id:
        fates.append("données courantes")
    if record.restored_from is not None:
        fates.append(f"restauration du n°\u00a0{record.restored_from}")
    if record.id in sealed:
        fates.append("scellé")
    if record.completed_by is not None:
        fates.append(f"complété par {record.completed_by}")
    if record.is_demo:
        fates.append("démonstration")
    if record.purged_at is not None:
        fates.append(f"lignes effacées le {formats.day_short(record.purged_at.astimezone().date())}")
    return fates


def _choose(context: Context, records: tuple[ImportRecord, ...]) -> None:
    kept = {record.id: record for record in records if record.purged_at is None}
    st.header("Revenir sur un import", anchor=False)
    chosen = st.selectbox(
        "Import",
        list(kept),
        # The current one needs no going back to.
        index=min(1, len(kept) - 1),
        format_func=lambda number: _label(kept[number]),
        key="chosen-import",
        filter_mode=None,
    )
    if chosen is None:
        return
    latest = records[0]
    left, middle, right, _ = st.columns([2, 3, 2, 3])
    left.button(
        "Consulter",
        icon=":material/visibility:",
        on_click=consultation.consult,
        args=(str(chosen),),
        disabled=chosen == latest.id and context.edition.record == latest,
        width="stretch",
        key="consult-import",
    )
    middle.button(
        "Comparer aux données courantes",
        icon=":material/compare_arrows:",
        on_click=_compare,
        args=(str(chosen), str(latest.id)),
        disabled=chosen == latest.id,
        width="stretch",
        key="compare-import",
    )
    if right.button(
        "Restaurer",
        icon=":material/settings_backup_restore:",
        disabled=chosen == latest.id or not access.visitor().is_team,
        width="stretch",
        key="restore-import",
    ):
        _confirm(kept[chosen])


def _label(record: ImportRecord) -> str:
    at = record.at.astimezone()
    return (
        f"n°\u00a0{record.id} · {formats.day_short(at.date())} {at:%H:%M} · {record.name} · {record.author}"
    )


def _compare(before: str, after: str) -> None:
    state.choose(state.BEFORE, before)
    state.choose(state.AFTER, after)
    state.choose(state.SECTION, "ecarts")


@st.dialog("Restaurer un import")
def _confirm(record: ImportRecord) -> None:
    """Ask before changing what everyone sees."""
    st.html(
        f"<p>{html_text(_label(record))}</p><p>Ses données redeviennent celles de tout le monde. Un nouvel "
        "import est inscrit dans l’historique ; aucun n’est effacé.</p>"
    )
    access.ask_name()
    if not st.button("Restaurer cet import", type="primary", key="confirm-restore"):
        return
    try:
        restored = restore_import(loading.store(), record.id, access.author("restaurer un import"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    consultation.leave()
    said = (
        f"L’import n°\u00a0{record.id} est restauré : c’est maintenant l’import n°\u00a0{restored.id}, "
        "montré à tous."
    )
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()

"""Registre: who imported, restored, sealed, exported or changed a setting; and how long rows are kept."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.store.archive import write_archive
from maynum_dash.store.audit import Action, list_events, record
from maynum_dash.store.settings import BACKUPS_KEPT, KNOWN, RETENTION_MONTHS, change_setting, read_settings
from maynum_dash.ui import access, loading, state
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_SHOWN = 500
_COLUMNS = [
    Column("day", "Date", Kind.DAY),
    Column("hour", "Heure"),
    Column("author", "Qui"),
    Column("action", "Quoi"),
    Column("subject", "Objet", is_wide=True),
    Column("detail", "Précision", is_wide=True),
]
_SETTINGS = {
    RETENTION_MONTHS: (
        "Passé ce délai, les lignes des imports qui ne sont ni courants, ni scellés sont effacées à "
        "l’import suivant ; leur ligne d’historique et leurs totaux restent."
    ),
    BACKUPS_KEPT: ("Une copie de la base est faite avant chaque import ; les plus anciennes sont effacées."),
}


def draw(_: Context) -> None:
    """Draw the section; reading it is kept for the team."""
    events = list_events(loading.store(), _SHOWN)
    lines = [
        {
            "day": event.at.astimezone().date(),
            "hour": f"{event.at.astimezone():%H:%M}",
            "author": event.author,
            "action": str(event.action),
            "subject": event.subject,
            "detail": event.detail,
        }
        for event in events
    ]
    if lines:
        caption = f"Registre : {formats.count(len(lines), 'action')}, la plus récente d’abord"
        table(pd.DataFrame(lines), _COLUMNS, caption, name="registre", source="mémoire du tableau de bord")
    else:
        st.info("Le registre est vide.", icon=":material/menu_book:")
    left, right = st.columns(2, gap="large")
    with left:
        _settings()
    with right:
        _backup()


def _settings() -> None:
    st.header("Conservation", anchor=False)
    access.ask_name()
    settings = read_settings(loading.store())
    for name, explained in _SETTINGS.items():
        known = KNOWN[name]
        value = st.number_input(
            known.label, known.low, known.high, settings[name], step=1, help=explained, key=name
        )
        if value != settings[name] and st.button("Enregistrer", key=f"save-{name}"):
            _change(name, int(value))


def _change(name: str, value: int) -> None:
    try:
        change_setting(loading.store(), name, value, access.author("changer un réglage"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    st.session_state[state.NOTICE] = (Severity.INFORMATION, "Le réglage est enregistré.")
    st.rerun()


def _backup() -> None:
    st.header("Sauvegarde complète", anchor=False)
    st.markdown(
        "Tout ce que le tableau de bord garde, dans une archive : imports, états scellés, registre, "
        "réglages. Elle se restaure avec `maynum restaurer --archive`, sur ce serveur ou un autre."
    )
    if not st.button("Préparer l’archive", icon=":material/archive:", key="prepare-archive"):
        return
    try:
        author = access.author("exporter la mémoire du tableau de bord")
        with st.spinner("Écriture de l’archive…"), TemporaryDirectory(prefix="maynum-") as folder:
            path = Path(folder) / "archive.zip"
            write_archive(loading.store(), path)
            content = path.read_bytes()
        record(loading.store(), author, Action.BACKUP, "Archive complète")
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    st.download_button(
        "Télécharger l’archive",
        content,
        file_name=f"maynum-archive-{loading.today():%Y-%m-%d}.zip",
        mime="application/zip",
        icon=":material/download:",
        key="download-archive",
        on_click="ignore",
    )

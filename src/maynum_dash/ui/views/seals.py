"""États scellés: freeze what is in view for a committee, and find it again, the same to the byte."""

from datetime import date
from importlib.metadata import version

import pandas as pd
import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.store.snapshots import Snapshot, list_snapshots, seal
from maynum_dash.ui import access, consultation, loading, state
from maynum_dash.ui.components.table import table
from maynum_dash.ui.editions import Kind as EditionKind
from maynum_dash.ui.frame import Context

_COLUMNS = [
    Column("fingerprint", "Empreinte"),
    Column("committee_on", "Comité du", Kind.DAY),
    Column("import_id", "Import n°", Kind.INTEGER),
    Column("sealed_on", "Scellé le", Kind.DAY),
    Column("author", "Par"),
    Column("reading", "Lecture"),
    Column("version", "Version du logiciel"),
]


def draw(context: Context) -> None:
    """Draw the section."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        _form(context)
    with right:
        _list()


def _form(context: Context) -> None:
    st.header("Sceller pour un comité", anchor=False)
    edition = context.edition
    if edition.kind is EditionKind.SCENARIO:
        st.info("Un scénario n’est pas une donnée réelle : il ne se scelle pas.", icon=":material/lock:")
        return
    if edition.record is None:
        st.info("Seul un import peut être scellé : importez d’abord le classeur.", icon=":material/lock:")
        return
    if edition.kind is EditionKind.SEALED:
        st.info("Vous consultez déjà un état scellé.", icon=":material/verified:")
        return
    st.markdown(
        f"Fige l’{markdown_text(edition.source)}, avec le barème, les territoires, l’exercice "
        f"{context.filters.fiscal_year}, la lecture « {context.filters.reading} » et la version du logiciel. "
        "Les mêmes chiffres en ressortiront, même après un nouvel import ou un nouveau barème."
    )
    committee = st.date_input("Date du comité", context.today, format="DD/MM/YYYY", key="committee-day")
    access.ask_name()
    if st.button("Sceller", type="primary", icon=":material/verified:", key="seal"):
        _seal(context, committee)


def _seal(context: Context, committee: date | None) -> None:
    record = context.edition.record
    if record is None or committee is None:
        st.error("Choisissez la date du comité.", icon=":material/error:")
        return
    parameters = {
        "jour": context.today.isoformat(),
        "exercice": str(context.filters.fiscal_year),
        "lecture": str(context.filters.reading),
        "besoin": str(context.need_source),
    }
    try:
        author = access.author("sceller un état")
        snapshot, is_new = seal(
            loading.store(),
            record.id,
            committee,
            context.board.basis.files,
            parameters,
            sealed_figures(context.board),
            version("maynum-dash"),
            author,
        )
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    fate = "est scellé" if is_new else "était déjà scellé, à l’identique"
    said = f"L’état du comité du {formats.day_short(committee)} {fate}, empreinte {snapshot.fingerprint}."
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()


def _list() -> None:
    st.header("États scellés", anchor=False)
    snapshots = list_snapshots(loading.store())
    if not snapshots:
        st.info("Aucun état n’est encore scellé.", icon=":material/verified:")
        return
    lines = pd.DataFrame([_line(snapshot) for snapshot in snapshots])
    caption = formats.count(len(snapshots), "état scellé", "états scellés")
    table(lines, _COLUMNS, caption, name="scelles", source="mémoire du tableau de bord")
    names = {snapshot.fingerprint: snapshot for snapshot in snapshots}
    chosen = st.selectbox(
        "État scellé",
        list(names),
        format_func=lambda name: f"{name} · comité du {formats.day_short(names[name].committee_on)}",
        key="chosen-seal",
        filter_mode=None,
    )
    st.button(
        "Consulter cet état",
        icon=":material/visibility:",
        on_click=consultation.consult,
        args=(chosen,),
        key="consult-seal",
    )


def _line(snapshot: Snapshot) -> dict[str, object]:
    return {
        "fingerprint": snapshot.fingerprint,
        "committee_on": snapshot.committee_on,
        "import_id": snapshot.import_id,
        "sealed_on": snapshot.sealed_at.astimezone().date(),
        "author": snapshot.author,
        "reading": snapshot.parameters.get("lecture", ""),
        "version": snapshot.software_version,
    }

"""Qualité: every anomaly of the data in view, the euros at stake first, with what to do."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.quality.quality import WHOLE_FILE, Selection, anomalies_table, kinds_table
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.titles import entries, title
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state
from maynum_dash.ui.components.namings import names_to_decide
from maynum_dash.ui.components.quality import annotated, rows_by_sheet, severities
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_KINDS = [
    Column("title", "Anomalie"),
    Column("severity", "Gravité"),
    Column("count", "Nombre", Kind.INTEGER),
    Column("stake_cents", "Euros en jeu", Kind.EUROS),
    Column("message", "Exemple, et que faire", is_wide=True),
    Column("code", "Code"),
]
_ANOMALIES = [
    Column("stake_cents", "Euros en jeu", Kind.EUROS),
    Column("severity", "Gravité"),
    Column("title", "Anomalie"),
    Column("sheet", "Feuille"),
    Column("row", "Ligne", Kind.INTEGER),
    Column("column", "Colonne"),
    Column("value", "Valeur"),
    Column("message", "Explication et remède", is_wide=True),
    Column("code", "Code"),
]
_CATALOGUE = [
    Column("code", "Code"),
    Column("title", "Anomalie"),
    Column("severity", "Gravité habituelle"),
    Column("remedy", "Sens et remède", is_wide=True),
]


def draw(context: Context) -> None:
    """Draw the section."""
    st.header(f"Qualité de « {markdown_text(context.edition.name)} »", anchor=False)
    severities(context)
    rows_by_sheet(context)
    anomalies = context.board.anomalies
    if not anomalies:
        st.success("Aucune anomalie.", icon=":material/check_circle:")
    else:
        annotated(context)
    names_to_decide(context)
    if anomalies:
        chosen = _filters(anomalies)
        _listed(context, chosen)
    _catalogue()


def _filters(anomalies: tuple[Anomaly, ...]) -> Selection:
    """Choose a severity, a sheet, a kind; they are written in the address."""
    codes = sorted({one.code for one in anomalies}, key=title)
    sheets = list(dict.fromkeys(one.sheet or WHOLE_FILE for one in anomalies))
    offered: dict[str, list[str]] = {
        state.SEVERITY: [severity.value for severity in Severity],
        state.SHEET: sheets,
        state.KIND: codes,
    }
    kept = {name: state.several(name, options) for name, options in offered.items()}
    with st.container(horizontal=True):
        st.pills(
            "Gravité", offered[state.SEVERITY], selection_mode="multi", **state.wiring(state.SEVERITY, "page")
        )
        st.multiselect(
            "Feuille", sheets, placeholder="Toutes les feuilles", **state.wiring(state.SHEET, "page")
        )
        st.multiselect(
            "Anomalie",
            codes,
            format_func=title,
            placeholder="Toutes les anomalies",
            **state.wiring(state.KIND, "page"),
        )
    severities_kept = tuple(Severity(value) for value in kept[state.SEVERITY])
    return Selection(severities_kept, tuple(kept[state.SHEET]), tuple(kept[state.KIND]))


def _listed(context: Context, chosen: Selection) -> None:
    """Show the kinds, then the anomalies themselves."""
    key = (context.board.key, "quality", chosen)
    found = loading.once_long((*key, "kept"), lambda: chosen.keep(context.board.anomalies))
    if not found:
        st.info("Aucune anomalie ne correspond à ces choix.", icon=":material/filter_alt_off:")
        return
    table(
        loading.once_long((*key, "kinds"), lambda: kinds_table(found)),
        _KINDS,
        "Par sorte d’anomalie, les euros en jeu d’abord",
        name="sortes-anomalies",
        source=context.source,
        key=(*key, "kinds"),
    )
    table(
        loading.once_long(key, lambda: anomalies_table(found)),
        _ANOMALIES,
        f"{formats.count(len(found), 'point')} à connaître, les euros en jeu d’abord",
        name="anomalies",
        source=context.source,
        key=key,
    )
    st.caption(
        "Euros en jeu : le montant de la cellule ; pour une ligne rejetée, ce qu’elle aurait apporté (part "
        "du Département sur trois ans pour un poste, d’après le barème quand rien n’est délibéré) ; pour un "
        "poste accepté dont une date, la catégorie ou le territoire est en cause, sa part du Département "
        "sur trois ans."
    )


def _catalogue() -> None:
    opened = st.expander(
        "Catalogue des anomalies : tous les codes, leur sens et leur remède", on_change="rerun"
    )
    if opened.open:
        with opened:
            rows = [(one.code, one.title, one.severity.value, one.remedy) for one in entries()]
            frame = pd.DataFrame(rows, columns=[column.field for column in _CATALOGUE])
            table(frame, _CATALOGUE, "Catalogue des anomalies", name="catalogue-anomalies", source="logiciel")

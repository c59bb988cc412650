"""What reading a workbook found: rows by sheet, and every point to know."""

import pandas as pd
import streamlit as st

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.rendering import formats
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_FIELDS = ["severity", "sheet", "row", "column", "value", "message", "stake_cents"]
_SHEET_COLUMNS = [
    Column("sheet", "Feuille"),
    Column("read", "Lignes lues", Kind.INTEGER),
    Column("accepted", "Acceptées", Kind.INTEGER),
    Column("rejected", "Rejetées", Kind.INTEGER),
]
_ANOMALY_COLUMNS = [
    Column("severity", "Gravité"),
    Column("sheet", "Feuille"),
    Column("row", "Ligne", Kind.INTEGER),
    Column("column", "Colonne"),
    Column("value", "Valeur"),
    Column("message", "Explication"),
    Column("stake_cents", "Euros en jeu", Kind.EUROS),
]


def quality(context: Context) -> None:
    """Show the rows of each sheet, then the anomalies, the gravest first."""
    sheets = pd.DataFrame(
        [(s.sheet, s.rows_read, s.rows_accepted, s.rows_rejected) for s in context.board.workbook.sheets],
        columns=["sheet", "read", "accepted", "rejected"],
    )
    caption = f"Lecture de « {context.edition.name} »"
    table(sheets, _SHEET_COLUMNS, caption, name="lecture", source=context.source)
    anomalies = context.board.anomalies
    if not anomalies:
        st.success("Aucune anomalie.", icon=":material/check_circle:")
        return
    key = (context.board.key, "anomalies")
    table(
        loading.once_long(key, lambda: _anomalies(anomalies)),
        _ANOMALY_COLUMNS,
        f"{formats.count(len(anomalies), 'point')} à connaître",
        name="anomalies",
        source=context.source,
        key=key,
    )


def _anomalies(anomalies: tuple[Anomaly, ...]) -> pd.DataFrame:
    gravest_first = sorted(anomalies, key=lambda anomaly: list(Severity).index(anomaly.severity))
    rows = [[getattr(anomaly, field) for field in _FIELDS] for anomaly in gravest_first]
    return pd.DataFrame(rows, columns=_FIELDS).astype({"row": "Int64", "stake_cents": "Int64"})

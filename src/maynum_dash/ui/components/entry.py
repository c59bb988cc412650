"""Typing envelopes and payments in the application: the team's, written in the register, as a new import."""

from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError, NothingEnteredError
from maynum_dash.rendering.formats import count
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.entries import Entries, read_entries, with_entries
from maynum_dash.sources.fields import TABLES
from maynum_dash.store.imports import add_entry
from maynum_dash.ui import access, loading, state
from maynum_dash.ui.editions import Kind
from maynum_dash.ui.frame import Context

_EUROS: Final = "amount_euros"
_TITLES: Final = {"envelopes": "Saisir les enveloppes", "payments": "Saisir les versements"}
_NOUNS: Final = {"envelopes": "vote", "payments": "versement"}
_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "envelopes": {
        "fiscal_year": st.column_config.NumberColumn(
            "Exercice", min_value=2000, max_value=2100, step=1, format="%d", required=True
        ),
        "authorisation": st.column_config.SelectboxColumn("Type", options=["AE", "CP"], required=True),
        "vote": st.column_config.TextColumn("Vote (BP, DM1, BS…)", required=True),
        _EUROS: st.column_config.NumberColumn("Montant (€)", step=0.01, format="localized", required=True),
        "voted_on": st.column_config.DateColumn("Date du vote", format="DD/MM/YYYY"),
    },
    "payments": {
        "post_id": st.column_config.TextColumn("ID Poste", required=True),
        "paid_on": st.column_config.DateColumn("Date", format="DD/MM/YYYY", required=True),
        _EUROS: st.column_config.NumberColumn(
            "Montant (€, négatif pour un avoir)", step=0.01, format="localized", required=True
        ),
        "kind": st.column_config.SelectboxColumn("Nature", options=["acompte", "solde", "avoir"]),
        "order_number": st.column_config.TextColumn("N° mandat"),
    },
}


def entry(context: Context, table: str) -> None:
    """Offer to type the rows of a table.

    Parameters
    ----------
    context
        The view.
    table
        ``envelopes`` or ``payments``.
    """
    opened = st.expander(_TITLES[table], on_change="rerun", key=f"entry-{table}", icon=":material/edit_note:")
    if opened.open:
        with opened:
            _form(context, table)


def _form(context: Context, table: str) -> None:
    record = context.edition.record
    if context.edition.kind is not Kind.CURRENT or record is None:
        st.info(
            "La saisie complète les données courantes. Importez d’abord un classeur page Imports, ou revenez "
            "aux données courantes.",
            icon=":material/info:",
        )
        return
    if not access.visitor().is_team:
        st.info("Seule l’équipe peut saisir.", icon=":material/lock:")
        return
    st.html(
        '<p class="mn-source">Chaque enregistrement fait un nouvel import, qui garde tout le reste ; '
        "l’ancien reste consultable et peut être restauré. Le prochain classeur importé remplacera "
        "cette saisie : reportez-la dans sa feuille.</p>"
    )
    shown = _shown(getattr(context.board.workbook, table), table)
    typed = st.data_editor(
        shown,
        num_rows="dynamic",
        hide_index=True,
        column_config=_COLUMNS[table],
        column_order=list(_COLUMNS[table]),
        key=f"editor-{table}-{record.id}",
        width="stretch",
    )
    access.ask_name()
    if st.button("Enregistrer la saisie", type="primary", icon=":material/save:", key=f"save-{table}"):
        _save(context, table, typed)


def _shown(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Give amounts in euros, and only the columns that can be typed."""
    euros = rows["amount_cents"].astype("float64") / 100
    return rows.assign(**{_EUROS: euros})[list(_COLUMNS[table])].reset_index(drop=True)


def _save(context: Context, table: str, typed: pd.DataFrame) -> None:
    """Write a new import; a refusal leaves what was typed where it is."""
    record, board = context.edition.record, context.board
    if record is None:
        raise ValueError(table)
    try:
        author = access.author("saisir des enveloppes et des versements")
        entries = read_entries(table, _cells(typed, table), board.workbook.posts)
        _check_difference(entries, getattr(board.workbook, table))
        workbook = with_entries(board.workbook, entries, record.id)
        made_board = build_board(workbook, board.basis)
        totals = import_totals(made_board)
        told = f"saisie de {count(len(entries.rows), _NOUNS[table])}"
        loading.announce(made_board)
        made = add_entry(
            loading.store(),
            workbook,
            totals,
            author,
            based_on=record.id,
            told=told,
            basis_sha256=board.basis.sha256,
        )
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    said = f"Saisie enregistrée : import n°\u00a0{made.id}, {told}. Elle est montrée à tout le monde."
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()


def _check_difference(entries: Entries, former: pd.DataFrame) -> None:
    """Refuse to make an import of what is already there."""
    names = [field.name for field in TABLES[entries.table]]
    if entries.rows[names].equals(former[names].reset_index(drop=True)):
        raise NothingEnteredError


def _cells(typed: pd.DataFrame, table: str) -> list[list[Cell]]:
    """Turn what was typed into the cells that a reader would see."""
    names = [_EUROS if field.name == "amount_cents" else field.name for field in TABLES[table]]
    return [[_cell(line[name]) for name in names] for line in typed.to_dict(orient="records")]


def _cell(value: object) -> Cell:
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, date | str | bool):
        return value.strip() or None if isinstance(value, str) else value
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else round(number, 6)

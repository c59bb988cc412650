"""What is committed, paid and left to finance, by EPCI and structure, with the rows of one of them."""

import pandas as pd
import streamlit as st
from pandas import DataFrame

from maynum_dash.analysis.steering import evidence
from maynum_dash.analysis.steering.ledger import Ledger
from maynum_dash.analysis.steering.position import Position, position
from maynum_dash.rendering.explanations import budget as explanations
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state, watching
from maynum_dash.ui.components.card import why
from maynum_dash.ui.components.columns import PAYMENT_ROWS, UNPAID_ROWS
from maynum_dash.ui.components.strip import explained
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_UNKNOWN = {"epci": "Sans territoire connu", "structure": "Sans structure connue"}
_INDENT = "\u2003"
_NONE = ""
_POSTS = [
    Column("post_id", "Poste"),
    Column("row", "Ligne du classeur", Kind.INTEGER),
    Column("structure", "Structure", is_wide=True),
    Column("status", "Statut"),
    Column("decided_on", "Décision", Kind.DAY),
    Column("start", "Début", Kind.DAY),
    Column("end", "Fin", Kind.DAY),
    Column("returned_on", "Rendu", Kind.DAY),
]


def territories(context: Context) -> None:
    """Show the table by EPCI, structure and total, and the rows of the one that is chosen.

    Parameters
    ----------
    context
        The view.
    """
    year = context.filters.fiscal_year
    st.header("Par intercommunalité et structure", anchor=False)
    if context.edition.supposed is not None:
        # What is supposed has no decision: it cannot be read as it was known at the end of an exercice.
        st.info(
            "Ce tableau décrit les données réelles : quittez le scénario pour le lire. Ce que change le "
            "scénario, exercice par exercice, est page Scénarios.",
            icon=":material/info:",
        )
        return
    found = loading.once_long((*context.key, "position", watching.delay()), lambda: _position(context, year))
    if found.table["committed_cents"].eq(0).all() and not found.ledger.paid_cents:
        st.info(f"Rien n’est engagé ni versé à la fin de {year}.", icon=":material/filter_alt_off:")
        return
    explained(explanations.position(found))
    shown = _named(context, found)
    total = found.total.copy()
    total["label"] = "Total"
    table(
        shown,
        _columns(year, has_extra=bool(total["unallotted_cents"])),
        f"Part du Département à la fin de {year}, en euros, d’après ce qui est connu à cette date",
        name="situation",
        source=context.source,
        total=total,
    )
    passport = evidence.Passport(context.source, context.today)
    why((evidence.unpaid(found.ledger, year, passport), UNPAID_ROWS), key="situation")
    _detail(context, found, shown)


def _position(context: Context, year: int) -> Position:
    payments = context.board.workbook.payments
    if context.filters.narrows:
        payments = payments[payments["post_id"].isin(context.posts["post_id"])]
    board, today, days = context.board, context.today, watching.delay()
    return position(context.posts, board.scale, payments, year, today=today, days=days)


def _named(context: Context, found: Position) -> DataFrame:
    """Write names, an EPCI then its structures, in the order of the alphabet."""
    names = context.board.reference.epci.set_index("code")["name"]
    lines = found.table.iloc[:-1]
    lines = lines.assign(
        epci=lines["epci_code"].map(names).fillna(_UNKNOWN["epci"]).astype("str"),
        place=lines["structure"].fillna(_UNKNOWN["structure"]).astype("str"),
    )
    is_epci = lines["level"] == "epci"
    order = lines.assign(rank=(~is_epci).astype("int64"))
    order = order.sort_values(["epci", "rank", "place"], kind="stable", ignore_index=True)
    is_epci = order["level"] == "epci"
    return order.assign(
        label=order["epci"].where(is_epci, _INDENT + order["place"]),
        path=order["epci"].where(is_epci, order["epci"] + " – " + order["place"]),
    )


def _columns(year: int, *, has_extra: bool) -> list[Column]:
    extra = [Column("unallotted_cents", "Versé sans échéance", Kind.EUROS)] if has_extra else []
    return [
        Column("label", "Intercommunalité, puis ses structures", is_wide=True),
        Column("posts", "Postes", Kind.INTEGER),
        Column("committed_cents", "AE engagée", Kind.EUROS),
        Column("paid_before_cents", f"Mandaté avant {year}", Kind.EUROS),
        Column("paid_cents", f"Mandaté {year}", Kind.EUROS),
        Column("due_cents", f"Reste {year}", Kind.EUROS),
        Column("next_cents", f"CP {year + 1}", Kind.EUROS),
        Column("after_cents", f"CP {year + 2}", Kind.EUROS),
        Column("beyond_cents", "CP au-delà", Kind.EUROS),
        *extra,
        Column("to_finance_cents", "Reste à financer", Kind.EUROS),
    ]


def _detail(context: Context, found: Position, shown: DataFrame) -> None:
    """Show the posts, payments and instalments behind one line of the table."""
    labels = shown["path"].tolist()
    chosen = state.one(state.DETAILED, [_NONE, *labels], _NONE)
    st.selectbox(
        "Voir les postes, versements et échéances de",
        [_NONE, *labels],
        format_func=lambda label: label or "Choisir une ligne du tableau",
        filter_mode=None,
        **state.wiring(state.DETAILED, "page"),
    )
    if chosen == _NONE:
        return
    line = shown.iloc[labels.index(chosen)]
    parts = _at(found.ledger.parts, line)
    due = _at(found.ledger.instalments, line)
    table(_at(context.posts, line), _POSTS, f"Postes : {chosen}", name="detail-postes", source=context.source)
    if len(parts):
        table(
            parts,
            PAYMENT_ROWS,
            f"Versements : {chosen}, en euros",
            name="detail-versements",
            source=context.source,
        )
    rest = evidence.unpaid(
        Ledger(due, parts), found.fiscal_year, evidence.Passport(context.source, context.today)
    ).rows
    if len(rest):
        table(
            rest,
            UNPAID_ROWS,
            f"Reste à financer : {chosen}, en euros",
            name="detail-reste",
            source=context.source,
        )


def _at(lines: DataFrame, line: "pd.Series") -> DataFrame:
    """Keep the rows of an EPCI, or of one of its structures; what is unknown is a place too."""
    code = line["epci_code"]
    kept = lines[lines["epci_code"].isna() if pd.isna(code) else lines["epci_code"] == code]
    if line["level"] == "epci":
        return kept
    structure = line["structure"]
    return kept[kept["structure"].isna() if pd.isna(structure) else kept["structure"] == structure]

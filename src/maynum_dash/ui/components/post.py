"""The sheet of one post: facts, schedule, funding plan, readings."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.money.pivots import TOTAL, pivot, with_totals
from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.domain.posts import Funder, Reading, Status
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.reconciliation import OF_POST, explanation
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import address, completing, loading, state
from maynum_dash.ui.components.table import table
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context

_OFFERED = 300  # posts in the list: a longer one slows the browser down


@st.fragment
def sheet(context: Context, frame: pd.DataFrame) -> None:
    """Let the user choose a post, and show what is known of it.

    Parameters
    ----------
    context
        The view.
    frame
        Posts in view, one at least, with ``label``, what the list says of each.
    """
    labels = dict(zip(frame["post_id"].tolist(), frame["label"].tolist(), strict=True))
    chosen = state.one(state.POST, list(labels), next(iter(labels)))
    offered = list(labels)[:_OFFERED]
    if chosen not in offered:
        offered.append(chosen)
    st.selectbox("Poste", offered, format_func=labels.__getitem__, **state.wiring(state.POST))
    if len(labels) > _OFFERED:
        st.caption(
            f"La liste propose les {formats.integer(_OFFERED)} premiers postes sur "
            f"{formats.integer(len(labels))} : cherchez-en un autre en haut de la page."
        )
    row = frame[frame["post_id"] == chosen].iloc[0]
    key = (context.board.key, int(row["row"]), "post")
    share = loading.once((*key, "share"), lambda: _share(context, row))
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_facts(context, row))
    with right:
        _schedule(context, share, key)
    _plan(context, row, key)
    _state(context, row)
    _readings(context, share, key)
    address.write()


def _share(context: Context, row: pd.Series) -> pd.DataFrame:
    """Movements of the Département's share of a post."""
    movements = context.board.movements
    is_share = (movements["row"] == row["row"]) & (movements["funder"] == Funder.DEPARTMENT.value)
    share: pd.DataFrame = movements[is_share]
    return share


def _facts(context: Context, row: pd.Series) -> str:
    facts = [
        ("Poste", str(row["post_id"])),
        ("Structure", str(row["employer"])),
        ("Intercommunalité", formats.MISSING if pd.isna(row["epci_name"]) else str(row["epci_name"])),
        ("EPCI desservis", _served(context, row)),
        ("Catégorie", str(row["category"])),
        ("Statut", _status(row)),
        ("Quotité", f"{formats.decimal(row['fte'], 2)} ETP"),
        ("Décision", formats.day_long(row["decided_on"])),
        ("Convention", f"du {formats.day_short(row['start'])} au {formats.day_short(row['end'])}"),
        ("Fin de la convention de l’État", formats.day_long(row["state_end"])),
        (
            "Référence",
            formats.MISSING if pd.isna(row["decision_reference"]) else str(row["decision_reference"]),
        ),
        ("Ligne du classeur", f"Postes, ligne {row['row']}"),
    ]
    lines = "".join(f"<dt>{html_text(name)}</dt><dd>{html_text(value)}</dd>" for name, value in facts)
    return f'<dl class="mn-facts wrap">{lines}</dl>'


def _served(context: Context, row: pd.Series) -> str:
    """List the EPCI that the post serves, with its share of time."""
    served, epci = context.board.matched.served, context.board.reference.epci
    names = epci.set_index("code")["short_name"]
    shares = served[served["row"] == row["row"]]
    return ", ".join(
        f"{names.get(code, 'sans territoire connu')} ({formats.percent(share * 100, 0)})"
        for code, share in zip(shares["epci_code"], shares["share"], strict=True)
    )


def _status(row: pd.Series) -> str:
    if row["status"] == Status.VACANT and pd.notna(row["vacant_since"]):
        return f"Vacant depuis le {formats.day_long(row['vacant_since'])}"
    if pd.notna(row["returned_on"]):
        return f"{row['status']}, rendu le {formats.day_long(row['returned_on'])}"
    return str(row["status"])


def _plan(context: Context, row: pd.Series, key: tuple[object, ...]) -> None:
    plans = context.board.plans
    rows = loading.once((*key, "plan"), lambda: plans[plans["row"] == row["row"]])
    columns = [
        Column("funder", "Financeur"),
        Column("y1_cents", "Année 1", Kind.EUROS),
        Column("y2_cents", "Année 2", Kind.EUROS),
        Column("y3_cents", "Année 3", Kind.EUROS),
        Column("total_cents", "Total", Kind.EUROS),
        Column("origin", "Origine"),
    ]
    amounts = rows[["y1_cents", "y2_cents", "y3_cents", "total_cents"]].sum()
    total = pd.Series({"funder": "Total", **amounts.to_dict()}, dtype=object)
    table(
        rows,
        columns,
        "Plan de financement, en euros",
        name="plan",
        source=context.source,
        total=total,
        key=key,
    )


def _state(context: Context, row: pd.Series) -> None:
    """Say what the State's export says of the post, beside the workbook."""
    rows = context.board.workbook.state_posts
    mine = rows[rows["post_id"] == row["post_id"]]
    if mine.empty:
        return
    lines = completing.reconciliation(context.board)
    line = lines[lines["post_id"] == row["post_id"]].iloc[0]
    difference = formats.euros_signed(line["difference_cents"])
    sums = {name: mine[name].sum() for name in ("contracted_cents", "paid_cents")}
    total = pd.Series({"state_post_id": "Total", **sums}, dtype=object)
    caption = "Ce que l’État dit de ce poste, en euros de l’État"
    table(mine, OF_POST, caption, name="etat-du-poste", source=context.source, total=total)
    said = f"Écart avec l’ANCT et la bonification du plan : {difference}. {explanation(line.to_dict())}"
    st.caption(markdown_text(said))


def _readings(context: Context, share: pd.DataFrame, key: tuple[object, ...]) -> None:
    """Show the Département's share of the post in the four readings."""
    if share.empty:
        return
    wide = loading.once((*key, "readings"), lambda: _by_reading(share))
    columns = [Column("reading", "Lecture")]
    columns += [Column(name, name, Kind.EUROS) for name in wide.columns if name not in {"reading", TOTAL}]
    columns.append(Column(TOTAL, "Total", Kind.EUROS))
    table(
        wide,
        columns,
        "Part du Département dans les quatre lectures, en euros",
        name="lectures",
        source=context.source,
        key=key,
    )
    st.caption(
        "Les quatre lectures placent le même argent dans des exercices différents : leurs totaux sont égaux."
    )


def _by_reading(share: pd.DataFrame) -> pd.DataFrame:
    """Sum a share by reading and exercice, one line per reading."""
    wide = with_totals(pivot(share, ["reading"], "fiscal_year")).iloc[:-1]
    wide = wide.reindex([reading.value for reading in Reading]).rename(columns=str).reset_index()
    return wide.assign(reading=wide["reading"].map(lambda value: READING_NAMES[Reading(value)]))


def _schedule(context: Context, share: pd.DataFrame, key: tuple[object, ...]) -> None:
    """Show each movement of the Département's share, in the reading in view."""
    movements = share[share["reading"] == context.filters.reading.value]
    if movements.empty:
        st.info("Aucun mouvement pour ce poste.")
        return
    table(
        movements,
        [
            Column("day", "Date", Kind.DAY),
            Column("kind", "Nature"),
            Column("scheme_year", "Année de convention", Kind.INTEGER),
            Column("amount_cents", "Montant", Kind.EUROS),
        ],
        f"Échéancier de la part du Département, lecture «\u00a0{context.filters.reading}\u00a0»",
        name="echeancier",
        source=context.source,
        total=pd.Series({"day": "Total", "amount_cents": movements["amount_cents"].sum()}, dtype=object),
        key=key,
    )
    st.caption(READING_RULES[context.filters.reading])

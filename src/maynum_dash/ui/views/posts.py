"""Postes: every post, the timeline of agreements, and the sheet of one post."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.pivots import TOTAL, pivot, with_totals
from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.domain.posts import Funder, Reading, Status
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.charts import posts as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import address, loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context

_TIMELINE_ROWS = 60
_LABEL = 56  # characters of a structure's name
_POST_COLUMNS = [
    Column("post_id", "Poste"),
    Column("employer", "Structure", is_wide=True),
    Column("epci_name", "Intercommunalité"),
    Column("category", "Catégorie"),
    Column("status", "Statut"),
    Column("fte", "ETP", Kind.DECIMAL, 2),
    Column("start", "Début", Kind.DAY),
    Column("end", "Fin", Kind.DAY),
    Column("department_cents", "Part du Département", Kind.EUROS),
    Column("total_cents", "Plan de financement", Kind.EUROS),
]


def draw(context: Context) -> None:
    """Draw the page."""
    posts = context.posts
    if posts.empty:
        st.info("Aucun poste ne correspond aux filtres.", icon=":material/filter_alt_off:")
        return
    frame = loading.once((*context.key, "posts-table"), lambda: _with_plans(context, posts))
    total = pd.Series(
        {
            "post_id": "Total",
            "fte": frame["fte"].sum(),
            "department_cents": frame["department_cents"].sum(),
            "total_cents": frame["total_cents"].sum(),
        },
        dtype=object,
    )
    caption = f"{formats.count(len(frame), 'poste')}, plan de financement sur trois ans avant tout rendu"
    table(frame, _POST_COLUMNS, caption, name="postes", source=context.source, total=total)
    st.html(f'<p class="mn-source">{html_text(context.source)}.</p>')
    _timeline(context, frame)
    _sheet(context, frame)


def _with_plans(context: Context, posts: pd.DataFrame) -> pd.DataFrame:
    """Posts with their three-year amounts, the Département's and all funders'."""
    plans = context.board.plans
    department = plans[plans["funder"] == Funder.DEPARTMENT.value].set_index("row")["total_cents"]
    whole = plans.groupby("row")["total_cents"].sum()
    frame = posts.assign(department_cents=posts["row"].map(department), total_cents=posts["row"].map(whole))
    frame["last"] = frame["end"].mask(
        frame["returned_on"].notna(), frame["returned_on"] - pd.Timedelta(days=1)
    )
    names = frame["employer"].where(
        frame["employer"].str.len() <= _LABEL, frame["employer"].str.slice(0, _LABEL - 1) + "…"
    )
    frame["label"] = names + " · " + frame["post_id"]
    return frame


def _timeline(context: Context, frame: pd.DataFrame) -> None:
    st.header("Frise des conventions", anchor=False)
    ordered = frame.sort_values(["start", "post_id"]).head(_TIMELINE_ROWS)
    figure = loading.once((*context.key, "timeline"), lambda: charts.timeline(ordered, context.today))
    note = "" if len(frame) <= _TIMELINE_ROWS else f" {_TIMELINE_ROWS} premières conventions."
    chart(
        figure,
        Caption(
            f"Frise de {formats.count(len(ordered), 'convention')}, du début à la fin ou au rendu du poste.",
            f"Du premier au dernier jour financé.{note} {context.source}.",
            palette.STATUS_COLOURS.items(),
        ),
        Equivalent(
            ordered,
            [
                Column("post_id", "Poste"),
                Column("employer", "Structure", is_wide=True),
                Column("status", "Statut"),
                Column("start", "Premier jour financé", Kind.DAY),
                Column("last", "Dernier jour financé", Kind.DAY),
            ],
            "Conventions, dans l’ordre de leur début",
        ),
        key="frise",
    )


@st.fragment
def _sheet(context: Context, frame: pd.DataFrame) -> None:
    st.header("La fiche d’un poste", anchor=False)
    labels = dict(zip(frame["post_id"], frame["label"], strict=True))
    chosen = state.one(state.POST, list(labels), next(iter(labels)))
    st.selectbox("Poste", list(labels), format_func=labels.__getitem__, **state.wiring(state.POST))
    row = frame[frame["post_id"] == chosen].iloc[0]
    rows = context.board.movements[context.board.movements["row"] == row["row"]]
    share = rows[rows["funder"] == Funder.DEPARTMENT.value]
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_facts(context, row))
    with right:
        _schedule(context, share)
    _plan(context, row)
    _readings(context, share)
    address.write()


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


def _plan(context: Context, row: pd.Series) -> None:
    plans = context.board.plans
    rows = plans[plans["row"] == row["row"]]
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
    table(rows, columns, "Plan de financement, en euros", name="plan", source=context.source, total=total)


def _readings(context: Context, share: pd.DataFrame) -> None:
    """Show the Département's share of the post in the four readings."""
    if share.empty:
        return
    wide = with_totals(pivot(share, ["reading"], "fiscal_year")).iloc[:-1]
    wide = wide.reindex([reading.value for reading in Reading]).rename(columns=str).reset_index()
    wide["reading"] = wide["reading"].map(lambda value: READING_NAMES[Reading(value)])
    columns = [Column("reading", "Lecture")]
    columns += [Column(name, name, Kind.EUROS) for name in wide.columns if name not in {"reading", TOTAL}]
    columns.append(Column(TOTAL, "Total", Kind.EUROS))
    table(
        wide,
        columns,
        "Part du Département dans les quatre lectures, en euros",
        name="lectures",
        source=context.source,
    )
    st.caption(
        "Les quatre lectures placent le même argent dans des exercices différents : leurs totaux sont égaux."
    )


def _schedule(context: Context, share: pd.DataFrame) -> None:
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
        f"Échéancier de la part du Département, lecture « {context.filters.reading} »",
        name="echeancier",
        source=context.source,
        total=pd.Series({"day": "Total", "amount_cents": movements["amount_cents"].sum()}, dtype=object),
    )
    st.caption(READING_RULES[context.filters.reading])

"""Postes: every post, the timeline of agreements, and the sheet of one post, one section at a time."""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

import pandas as pd
import streamlit as st

from maynum_dash.analysis import excerpts
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.rendering.timeline import timeline_html
from maynum_dash.ui import address, loading, offers, state
from maynum_dash.ui.components.chart import Caption, Equivalent, drawing
from maynum_dash.ui.components.post import sheet
from maynum_dash.ui.components.table import SHOWN_WHOLE, table
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

OFFERS = (offers.COMPUTED, offers.GRANTS)
Key: TypeAlias = tuple[object, ...]


def draw(context: Context) -> None:
    """Draw the page."""
    _page(context)


@st.fragment
def _page(context: Context) -> None:
    if context.posts.empty:
        st.info("Aucun poste ne correspond aux filtres.", icon=":material/filter_alt_off:")
        return
    key: Key = (context.board.key, context.filters.selection, "posts-table")
    frame = loading.once_long(key, lambda: _with_plans(context, context.posts))
    if len(context.board.posts) > SHOWN_WHOLE:
        sought = _search()
        key, frame = (*key, sought), frame[excerpts.holding(frame["words"], sought)]
    if frame.empty:
        st.info("Aucun poste ne correspond à votre recherche.", icon=":material/search_off:")
    else:
        _section()(context, frame, key)
    address.write()


def _section() -> Callable[[Context, pd.DataFrame, Key], None]:
    """Let the user choose a section; the address of a post leads to its sheet."""
    offered = list(_SECTIONS)
    usual = "fiche" if address.arrived(state.POST) else offered[0]
    chosen = state.one(state.LEAF, offered, usual)
    st.segmented_control(
        "Feuillet",
        offered,
        format_func=lambda key: _SECTIONS[key][0],
        required=True,
        label_visibility="collapsed",
        **state.wiring(state.LEAF, "page"),
    )
    if chosen != "fiche":
        # Else the address would lead to the sheet.
        address.put(state.POST, "")
    return _SECTIONS[chosen][1]


def _search() -> str:
    """Let the user look for posts, when they are too many to be read."""
    sought = state.text(state.SEARCH)
    st.text_input(
        "Chercher un poste",
        placeholder="Identifiant, structure, commune ou intercommunalité",
        icon=":material/search:",
        **state.wiring(state.SEARCH, "page"),
    )
    return sought


def _table(context: Context, frame: pd.DataFrame, key: Key) -> None:
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
    table(frame, _POST_COLUMNS, caption, name="postes", source=context.source, total=total, key=key)
    _source(context)


def _source(context: Context) -> None:
    st.html(f'<p class="mn-source">{html_text(context.source)}.</p>')


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
    frame["words"] = excerpts.searchable(posts)
    return frame


def _timeline(context: Context, frame: pd.DataFrame, key: Key) -> None:
    key = (*key, context.today)
    drawn, order = loading.once((*key, "timeline-rows"), lambda: _drawn(frame, context.today))
    shown, note = formats.count(len(drawn), "convention"), ""
    if len(drawn) < len(frame):
        shown += f" sur {formats.integer(len(frame))}"
        note = f" {shown} : {order}."
    alt = f"Frise de {shown}, du début à la fin ou au rendu du poste."
    drawing(
        loading.once((*key, "timeline", alt), lambda: timeline_html(drawn, context.today, alt)),
        Caption(
            alt,
            f"Du premier au dernier jour financé.{note} {context.source}.",
            palette.STATUS_COLOURS.items(),
        ),
        Equivalent(
            drawn,
            [
                Column("post_id", "Poste"),
                Column("employer", "Structure", is_wide=True),
                Column("status", "Statut"),
                Column("start", "Premier jour financé", Kind.DAY),
                Column("last", "Dernier jour financé", Kind.DAY),
            ],
            f"Conventions, {order}",
        ),
        key="frise",
    )


def _drawn(frame: pd.DataFrame, today: date) -> tuple[pd.DataFrame, str]:
    """Choose the agreements that the timeline can show, and say in which order they are."""
    if len(frame) <= _TIMELINE_ROWS:
        return frame.sort_values(["start", "post_id"]), "dans l’ordre de leur début"
    drawn = excerpts.ending_next(frame, today, _TIMELINE_ROWS)
    is_ended = drawn["last"] < pd.Timestamp(today)
    others = ", puis les dernières terminées" if is_ended.any() else ""
    return drawn, f"celles en cours qui finissent les premières{others}"


def _sheet(context: Context, frame: pd.DataFrame, _: Key) -> None:
    sheet(context, frame)
    _source(context)


_SECTIONS: Final[dict[str, tuple[str, Callable[[Context, pd.DataFrame, Key], None]]]] = {
    "liste": ("Liste", _table),
    "frise": ("Frise des conventions", _timeline),
    "fiche": ("Fiche d’un poste", _sheet),
}

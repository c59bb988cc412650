"""What somebody should look at, the most pressing first; too long a list becomes a table."""

from collections import Counter

import pandas as pd
import streamlit as st

from maynum_dash.analysis.steering.attention import Matter, matters
from maynum_dash.domain.alerts import Alert, Urgency
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state, watching
from maynum_dash.ui.components.quality import open_quality
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_FIRST = 7
_LISTED = 50
_TAGS = {Urgency.URGENT: "urgent", Urgency.SOON: "soon", Urgency.CHECK: ""}
_COLUMNS = [
    Column("urgency", "Urgence"),
    Column("subject", "Sujet", is_wide=True),
    Column("what", "Point à regarder", is_wide=True),
    Column("due_on", "Échéance", Kind.DAY),
]


def attention(context: Context) -> None:
    """Show what the posts in view and the workbook ask for today.

    Parameters
    ----------
    context
        The view.
    """
    st.header("À regarder", anchor=False)
    alerts = watching.alerts(context)
    watch = watching.watch(context)
    key = (context.board.key, context.filters.selection, context.today, watch.key, "matters")
    found = loading.once(key, lambda: matters(alerts, context.board.anomalies))
    if not found:
        st.success("Rien ne demande d’attention aujourd’hui.", icon=":material/check_circle:")
        return
    _badge(alerts)
    st.html(_listed(found[:_FIRST]))
    others = found[_FIRST:]
    title = f"Voir les {formats.integer(len(others))} autres points"
    if len(others) > _LISTED:
        opened = st.expander(title, on_change="rerun", key="matters")
        if opened.open:
            with opened:
                _table(context, found, key)
    elif others:
        with st.expander(title):
            st.html(_listed(others))
    if context.board.anomalies:
        count = formats.count(len(context.board.anomalies), "anomalie")
        open_quality(f"Qualité des données : {count}", "quality-from-home")


def _badge(alerts: tuple[Alert, ...]) -> None:
    """Count the alerts by urgency, and lead to them."""
    if not alerts:
        return
    counts = Counter(alert.urgency for alert in alerts)
    tags = "".join(
        f'<span class="mn-tag {_TAGS[urgency]}">{urgency} : {formats.integer(counts[urgency])}</span>'
        for urgency in Urgency
        if counts[urgency]
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="mn-badges">{tags}</p>')
        label = f"Voir {formats.count(len(alerts), 'alerte')}"
        if st.button(label, type="tertiary", icon=":material/notifications:", key="see-alerts"):
            state.choose(state.PANEL, "alertes")
            st.switch_page("pages/budget.py")


def _listed(found: tuple[Matter, ...]) -> str:
    return f'<ul class="mn-list">{"".join(_item(matter) for matter in found)}</ul>'


def _item(matter: Matter) -> str:
    due = f" · échéance le {formats.day_long(matter.due_on)}" if matter.due_on else ""
    return (
        f'<li><span class="mn-tag {_TAGS[matter.urgency]}">{matter.urgency}</span>'
        f"<b>{html_text(matter.subject)}</b><p>{html_text(matter.what)}{due}</p></li>"
    )


def _table(context: Context, found: tuple[Matter, ...], key: tuple[object, ...]) -> None:
    """Show every matter, the first ones included, so that the file holds them all."""
    rows = [(matter.urgency.value, matter.subject, matter.what, matter.due_on) for matter in found]
    frame = pd.DataFrame(rows, columns=[column.field for column in _COLUMNS])
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    caption = f"{formats.count(len(found), 'point')} à regarder, les plus pressants d’abord"
    table(frame, _COLUMNS, caption, name="a-regarder", source=context.source, key=key)

"""Budget, section « Alertes »: what must be decided or done, the most pressing first."""

import streamlit as st

from maynum_dash.analysis.steering.alerts import ASSUMPTIONS, alerts_table
from maynum_dash.domain.alerts import Alert, Urgency
from maynum_dash.rendering import formats
from maynum_dash.rendering.explanations import deadlines
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state, watching
from maynum_dash.ui.components.strip import explained
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_FIRST = 6
_TAGS = {Urgency.URGENT: "urgent", Urgency.SOON: "soon", Urgency.CHECK: ""}
_ALL = "Toutes"
_COLUMNS = [
    Column("urgency", "Urgence"),
    Column("label", "Alerte"),
    Column("subject", "Structure ou enveloppe", is_wide=True),
    Column("what", "Constat", is_wide=True),
    Column("to_do", "À faire", is_wide=True),
    Column("due_on", "Échéance", Kind.DAY),
    Column("stake_cents", "Euros en jeu", Kind.EUROS),
    Column("rows", "Lignes du classeur"),
    Column("code", "Code"),
]


def draw(context: Context) -> None:
    """Draw the section."""
    found = watching.alerts(context)
    explained(deadlines.alerts(found, context.today))
    if not found:
        st.success("Rien ne demande de décision aujourd’hui.", icon=":material/check_circle:")
        return
    urgencies = [_ALL, *(one.value for one in Urgency if any(alert.urgency is one for alert in found))]
    chosen = state.one(state.URGENCY, urgencies, _ALL)
    st.segmented_control(
        "Urgence", urgencies, required=True, format_func=str, **state.wiring(state.URGENCY, "page")
    )
    kept = tuple(alert for alert in found if chosen in {_ALL, alert.urgency.value})
    st.header("Les plus pressantes", anchor=False)
    st.html(f'<ul class="mn-list">{"".join(_item(alert) for alert in kept[:_FIRST])}</ul>')
    st.header("Toutes les alertes", anchor=False)
    key = (context.board.key, context.today, context.filters.selection, watching.watch(context).key, chosen)
    table(
        loading.once_long((*key, "alerts-table"), lambda: alerts_table(kept)),
        _COLUMNS,
        f"{formats.count(len(kept), 'alerte')} au {formats.day_short(context.today)}, montants en euros",
        name="alertes",
        source=context.source,
        key=key,
    )
    delay = formats.count(watching.delay(), "jour")
    late = f"Versements : en retard plus de {delay} après l’échéance [A], délai réglable au volet Paiements."
    said = [*ASSUMPTIONS, late]
    st.html(f'<p class="mn-source"><b>Hypothèses.</b> {html_text(" ".join(said))}</p>')


def _item(alert: Alert) -> str:
    due = f"échéance le {formats.day_long(alert.due_on)}" if alert.due_on else "sans échéance"
    stake = f" · {formats.euros(alert.stake_cents)} en jeu" if alert.stake_cents else ""
    what = alert.what[:1].upper() + alert.what[1:]
    return (
        f'<li><span class="mn-tag {_TAGS[alert.urgency]}">{alert.urgency}</span>'
        f"<b>{html_text(alert.subject)}</b>"
        f"<p>{html_text(what)} · {html_text(due + stake)}</p>"
        f"<p><b>À faire.</b> {html_text(alert.to_do)}.</p></li>"
    )

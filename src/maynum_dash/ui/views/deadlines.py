"""Budget, section « Échéances »: conventions that end, employers' steps, structures at risk."""

import streamlit as st
from pandas import DataFrame

from maynum_dash.analysis.steering.cliff import RISKS, cliff_table, risk_table
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts import deadlines as charts
from maynum_dash.rendering.explanations import deadlines
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, watching
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.strip import explained
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_CLIFF = [
    Column("quarter", "Trimestre"),
    Column("posts", "Postes", Kind.INTEGER),
    Column("department_cents", "Département, par an", Kind.EUROS),
    Column("state_cents", "État, par an", Kind.EUROS),
    Column("employer_y1_cents", "Employeurs, année 1", Kind.EUROS),
    Column("employer_y2_cents", "Employeurs, année 2", Kind.EUROS),
    Column("employer_y3_cents", "Employeurs, année 3", Kind.EUROS),
]
_RISKS = [
    Column("structure", "Structure", is_wide=True),
    Column("epci_name", "Intercommunalité"),
    Column("score", f"Critères réunis (sur {len(RISKS)})", Kind.INTEGER),
    Column("posts", "Postes", Kind.INTEGER),
    *(Column(name, heading, Kind.INTEGER) for name, (heading, _) in RISKS.items()),
    Column("stake_cents", "Reste à verser par le Département", Kind.EUROS),
]


def draw(context: Context) -> None:
    """Draw the section."""
    ends = loading.once(
        (*context.key, "cliff"), lambda: cliff_table(context.posts, context.board.plans, context.today)
    )
    if not len(ends) or not ends["posts"].sum():
        explained(deadlines.cliff(ends) if len(ends) else "Aucune convention en cours ne finit.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        _cliff(context, ends)
    with right:
        _steps(context, ends)
    _risks(context)


def _cliff(context: Context, ends: DataFrame) -> None:
    st.header("Conventions qui finissent", anchor=False)
    explained(deadlines.cliff(ends))
    alt = "Montants annuels qui s’arrêtent, par trimestre : " + " ; ".join(
        f"{quarter} : {formats.count(posts, 'poste')}, {formats.euros_round(cents)} du Département"
        for quarter, posts, cents in zip(
            ends["quarter"], ends["posts"], ends["department_cents"], strict=True
        )
        if posts
    )
    source = f"En euros par an : dernière année du plan de financement. {context.source}."
    chart(
        charts.cliff(ends),
        Caption(alt, source, charts.COLOURS.items()),
        Equivalent(ends, _CLIFF, "Conventions qui finissent, par trimestre, en euros par an"),
        key="falaise",
    )


def _steps(context: Context, ends: DataFrame) -> None:
    st.header("La marche pour leurs employeurs", anchor=False)
    explained(deadlines.employer_steps(ends))
    alt = "Reste à charge des employeurs dont la convention finit : " + " ; ".join(
        f"{quarter} : " + ", ".join(formats.euros_round(cents) for cents in (first, second, third))
        for quarter, posts, first, second, third in zip(
            ends["quarter"],
            ends["posts"],
            ends["employer_y1_cents"],
            ends["employer_y2_cents"],
            ends["employer_y3_cents"],
            strict=True,
        )
        if posts
    )
    source = f"En euros, années 1, 2 et 3 du plan de financement. {context.source}."
    chart(
        charts.employer_steps(ends),
        Caption(alt, source, charts.STEP_COLOURS.items()),
        Equivalent(ends, _CLIFF, "Reste à charge des employeurs, par trimestre de fin, en euros"),
        key="marche",
    )


def _risks(context: Context) -> None:
    st.header("Structures à risque", anchor=False)
    watch = watching.watch(context)
    whole = loading.once((context.board.key, context.today, watch.key, "risks"), lambda: risk_table(watch))
    kept = frozenset(context.posts["post_id"])
    ranked = whole[[bool(kept.intersection(ids)) for ids in whole["post_ids"]]]
    explained(deadlines.risks(ranked))
    table(
        ranked,
        _RISKS,
        "Structures par nombre de critères de risque réunis, puis par montant restant à verser",
        name="risques",
        source=context.source,
    )
    rules = " ; ".join(f"« {heading} » : {rule}" for heading, rule in RISKS.values())
    said = (
        f"Postes qui remplissent chaque critère (0 : aucun). {rules}. Le classement compte les critères, pas "
        "leur gravité."
    )
    st.html(f'<p class="mn-source">{html_text(said)}</p>')

"""Offre et besoin: one against the other, by intercommunality."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.adults import adults_label
from maynum_dash.analysis.need.coverage import department_row, missing_table
from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.analysis.summary import people_in_need
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts import coverage as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import loading, results, state
from maynum_dash.ui.components.card import why
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.columns import NEED_ROWS, OFFER_ROWS
from maynum_dash.ui.components.figures import occupied_fte
from maynum_dash.ui.components.need import choose_source
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_READING_OF_INTERVALS = (
    "Point : ETP occupés pour 1 000 personnes. Trait : intervalle de Poisson à 95 %. Quand il coupe la "
    "moyenne, l’écart ne peut pas être affirmé : un poste de plus ou de moins suffirait. Une "
    "intercommunalité dont une partie seulement est dans le département n’est qu’au tableau : trop peu de "
    "personnes pour un point."
)
_DENSITIES = [step / 20 for step in range(2, 41)]  # 0.10 to 2.00 FTE for 1 000 people


def draw(context: Context) -> None:
    """Draw the section."""
    source, target = _controls(context)
    board = context.board
    coverage = results.coverage(board, source)
    department = loading.once(
        (board.key, "department", source),
        lambda: department_row(coverage, board.posts, board.matched.served),
    )
    label = html_text(shown_label(coverage))
    st.html(f'<p class="mn-source">Besoin : {label}. Offre : {html_text(context.source)}.</p>')
    why(
        (occupied_fte(context, None), OFFER_ROWS),
        (people_in_need(coverage, department, shown_label(coverage), context.today), NEED_ROWS),
        key="coverage",
    )
    shown = coverage.assign(name=coverage["short_name"])
    left, right = st.columns(2, gap="large")
    with left:
        _densities(context, source, shown, department.fte_per_1000 or 0.0, target)
    with right:
        _shares(context, source, shown)
    missing = missing_table(coverage, target)
    _missing(missing, target)
    _ranking(context, coverage.assign(fte_missing=missing["fte_missing"]))


def _controls(context: Context) -> tuple[NeedSource, float]:
    left, right = st.columns([3, 2], gap="large")
    with left:
        source = choose_source(context)
    current = context.department.fte_per_1000 or 0.0
    default = next((density for density in _DENSITIES if density >= current), _DENSITIES[-1])
    target = state.one(state.DENSITY, _DENSITIES, default)
    right.select_slider(
        "Densité visée : ETP pour 1 000 personnes en illectronisme",
        _DENSITIES,
        format_func=lambda value: formats.decimal(value, 2),
        help="À vous de la choisir : aucune cible officielle n’existe.",
        **state.wiring(state.DENSITY),
    )
    return source, target


def _densities(
    context: Context, source: NeedSource, coverage: pd.DataFrame, department: float, target: float
) -> None:
    st.header("Densité, avec son incertitude", anchor=False)
    figure = loading.once(
        (*context.key, "densities", source, target),
        lambda: charts.densities(coverage[~coverage["is_partial"]], department, target),
    )
    alt = (
        f"ETP pour 1 000 personnes en illectronisme ; {perimeter().name} {formats.decimal(department, 2)} ; "
        + " ; ".join(
            f"{name} {formats.decimal(value, 2)}"
            for name, value in zip(coverage["name"], coverage["fte_per_1000"], strict=True)
        )
    )
    chart(
        figure,
        Caption(
            alt,
            _READING_OF_INTERVALS,
        ),
        Equivalent(
            coverage,
            [
                Column("name", "Intercommunalité"),
                Column("fte_per_1000", "ETP pour 1 000", Kind.DECIMAL, 2),
                Column("ci_low", "Borne basse", Kind.DECIMAL, 2),
                Column("ci_high", "Borne haute", Kind.DECIMAL, 2),
                Column("standing", "Situation"),
            ],
            "ETP occupés pour 1 000 personnes en illectronisme, intervalle à 95 %",
        ),
        key="densites",
    )


def _shares(context: Context, source: NeedSource, coverage: pd.DataFrame) -> None:
    st.header("Part du besoin, part de l’offre", anchor=False)
    figure = loading.once((*context.key, "shares", source), lambda: charts.shares(coverage))
    alt = "Quotient de localisation (part de l’offre ÷ part du besoin) : " + " ; ".join(
        f"{name} {formats.decimal(value, 2)}"
        for name, value in zip(coverage["name"], coverage["quotient"], strict=True)
    )
    gini = context.department.gini
    spread = (
        ""
        if gini is None
        else f" Indice de Gini : {formats.decimal(gini, 2)} sur {context.department.units} territoires."
    )
    chart(
        figure,
        Caption(
            alt,
            f"En % du total {perimeter().of}. Deux barres égales : une part juste (quotient de 1).{spread}",
            charts.SHARES.items(),
        ),
        Equivalent(
            coverage,
            [
                Column("name", "Intercommunalité"),
                Column("people", "Personnes en illectronisme", Kind.INTEGER),
                Column("fte", "ETP occupés", Kind.DECIMAL, 2),
                Column("quotient", "Quotient de localisation", Kind.DECIMAL, 2),
            ],
            "Quotient de localisation : part de l’offre ÷ part du besoin",
        ),
        key="parts",
    )


def _missing(missing: pd.DataFrame, target: float) -> None:
    st.header("ETP manquants pour atteindre la densité visée", anchor=False)
    needed = float(missing["fte_missing"].sum())
    where = missing[missing["fte_missing"] > 0].sort_values("fte_missing", ascending=False)
    listed = ", ".join(
        f"{name} ({formats.decimal(value, 2)})"
        for name, value in zip(where["name"].head(4), where["fte_missing"].head(4), strict=True)
    )
    sentence = (
        f"Pour {formats.decimal(target, 2)} ETP pour 1 000 personnes partout, il manque "
        f"{formats.decimal(needed, 2)} ETP : d’abord {listed}."
        if needed
        else f"Chaque intercommunalité atteint déjà {formats.decimal(target, 2)} ETP pour 1 000 personnes."
    )
    st.html(f'<p class="mn-sentence">{html_text(sentence)}</p>')


def _ranking(context: Context, coverage: pd.DataFrame) -> None:
    frame = coverage.sort_values("rate_pct", ascending=False, na_position="last")
    columns = [
        Column("name", "Intercommunalité", is_wide=True),
        Column("population_15_plus", "15 ans et plus", Kind.INTEGER),
        Column("rate_pct", "Taux", Kind.PERCENT),
        Column("rate_low_pct", "Taux bas", Kind.PERCENT),
        Column("rate_high_pct", "Taux haut", Kind.PERCENT),
        Column("people", "Personnes", Kind.INTEGER),
        Column("fte", "ETP occupés", Kind.DECIMAL, 2),
        Column("fte_per_1000", "ETP pour 1 000", Kind.DECIMAL, 2),
        Column("quotient", "Quotient", Kind.DECIMAL, 2),
        Column("fte_missing", "ETP manquants", Kind.DECIMAL, 2),
        Column("standing", "Situation"),
    ]
    sums = {name: frame[name].sum() for name in ("population_15_plus", "people", "fte", "fte_missing")}
    total = pd.Series({"name": "Total", **sums}, dtype=object)
    caption = f"Besoin et offre par intercommunalité, au {formats.day_short(context.today)}"
    st.caption(
        "Taux bas et haut : le même calcul en donnant plus ou moins de poids à l’âge qu’au diplôme "
        "(page Méthode et sources). Un écart dit « non distinguable » tient à un poste près. "
        f"{adults_label(context.board.reference, context.board.workbook.age_counts)}."
    )
    table(frame, columns, caption, name="couverture", source=context.source, total=total)

"""Méthode et sources: definitions, formulas, limits, and the passport of every figure."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.adults import adults_label
from maynum_dash.analysis.need.provenance import anchor_name, source_label
from maynum_dash.analysis.territory.credits import OURS, census, geography
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.plan import funding_plan
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import Reference
from maynum_dash.ui import loading
from maynum_dash.ui.components.quality import open_quality
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_ESTIMATE = "estimation synthétique, non produite par l’Insee"
_TEXT, _FIGURES, _SCALE, _SOURCES = "Méthode", "Estimation", "Barème", "Sources"


def draw(context: Context) -> None:
    """Draw the page."""
    tabs = st.tabs([_TEXT, _FIGURES, _SCALE, _SOURCES], on_change="rerun", key="method-tabs")
    if tabs[0].open:
        tabs[0].markdown(loading.method_text())
    if tabs[1].open:
        with tabs[1]:
            _estimate(context)
    if tabs[2].open:
        with tabs[2]:
            _scale(context)
    if tabs[3].open:
        with tabs[3]:
            _sources(context)
            open_quality("Qualité des données affichées", "quality-from-method")


def _estimate(context: Context) -> None:
    reference = context.board.reference
    fit = reference.fit
    st.html(f'<p class="mn-sentence">{html_text(_solved(reference))}</p>{_checked(reference)}')
    columns = [
        Column("name", "Intercommunalité"),
        Column("population", f"Population {fit.population_year}", Kind.INTEGER),
        Column("population_15_plus", "15 ans et plus", Kind.INTEGER),
        Column("estimated_rate_pct", "Taux estimé", Kind.PERCENT),
        Column("rate_low_pct", "Bas", Kind.PERCENT),
        Column("rate_high_pct", "Haut", Kind.PERCENT),
        Column("estimated_people", "Personnes", Kind.INTEGER),
    ]
    sums = {
        name: reference.epci[name].sum() for name in ("population", "population_15_plus", "estimated_people")
    }
    total = pd.Series(
        {
            "name": perimeter().name,
            **sums,
            "estimated_rate_pct": sums["estimated_people"] / sums["population_15_plus"] * 100,
        },
        dtype=object,
    )
    caption = "Estimation par intercommunalité, non produite par l’Insee"
    table(
        reference.epci,
        columns,
        caption,
        name="estimation",
        source=f"{_ESTIMATE} ; {census(reference)}",
        total=total,
    )
    st.caption(
        "Bas et haut : le calcul est refait en remplaçant peu à peu la part des peu diplômés par celle "
        "des 65 ans et plus ; l’écart montre ce que le taux doit à cette hypothèse. "
        f"{adults_label(reference, context.board.workbook.age_counts)}."
    )


def _solved(reference: Reference) -> str:
    fit = reference.fit
    years = f"Population {fit.population_year}, recensement {fit.indicator_year}."
    if fit.anchor_rate_pct is None:
        return f"{source_label(NeedSource.ESTIMATED, reference)}. {years}"
    return (
        f"Coefficients résolus sur les données livrées : a = {formats.decimal(fit.intercept, 4)} et "
        f"b = {formats.decimal(fit.slope, 5)}, "
        f"pour {formats.percent(fit.department_rate_pct, 0)} {perimeter().within} et "
        f"{formats.percent(fit.anchor_rate_pct, 0)} pour {anchor_name(reference)}. {years}"
    )


def _checked(reference: Reference) -> str:
    """Say what the estimate gives where another published rate checks it; nothing without one."""
    fit = reference.fit
    if fit.checked_rate_pct is None:
        return ""
    checked = reference.epci[reference.epci["code"].isin(fit.checked_epci)]
    listed = ", ".join(
        f"{name} {formats.percent(rate)}"
        for name, rate in zip(checked["short_name"], checked["estimated_rate_pct"], strict=True)
    )
    return (
        '<p class="mn-sentence">Contrôle, non utilisé pour le calcul : le taux publié pour le nord du '
        f"département est proche de {formats.percent(fit.checked_rate_pct, 0)} ; "
        f"l’estimation donne {html_text(listed)}.</p>"
    )


def _scale(context: Context) -> None:
    for version in context.board.scale.versions:
        st.header(f"Barème valable à partir du {formats.day_long(version.valid_from)}", anchor=False)
        for category in version.amounts:
            plan = funding_plan(version, category, {})
            rows = pd.DataFrame(
                [(funder.value, *years, sum(years)) for funder, years in plan.items()],
                columns=["funder", "y1", "y2", "y3", "total"],
            )
            total = pd.Series({"funder": "Total", **rows.sum(numeric_only=True).to_dict()}, dtype=object)
            columns = [Column("funder", "Financeur")]
            columns += [
                Column(name, heading, Kind.EUROS)
                for name, heading in (
                    ("y1", "Année 1"),
                    ("y2", "Année 2"),
                    ("y3", "Année 3"),
                    ("total", "Trois ans"),
                )
            ]
            table(
                rows,
                columns,
                f"{category.value}, en euros par poste",
                name=f"bareme-{category.value.split()[-1].lower()}",
                source="barème du dispositif (data/bareme.toml)",
                total=total,
            )
        st.html(
            f'<p class="mn-sentence">{Funder.EMPLOYER.value} apporte le reste de '
            f"{formats.euros_round(version.base_cents)} par an. Plafond du Département : "
            f"{formats.euros_round(version.cap_cents)} par poste. Acompte de "
            f"{formats.percent(float(version.clause.first_pct), 0)} au premier jour de chaque "
            "année, solde au dernier.</p>"
        )
        _listed(
            "D’où viennent ces chiffres",
            tuple(f"{what} : {origin}" for what, origin in version.sources.items()),
        )
        _listed("Critères d’éligibilité", version.criteria)
        _listed("Engagements de l’employeur", version.commitments)


def _listed(title: str, lines: tuple[str, ...]) -> None:
    items = "".join(f"<li>{html_text(line)}</li>" for line in lines)
    st.html(f"<p><b>{html_text(title)}</b></p><ul>{items}</ul>")


def _sources(context: Context) -> None:
    reference = context.board.reference
    sources = reference.sources
    headings = {
        "file": "Fichier lu",
        "title": "Contenu",
        "producer": "Producteur",
        "vintage": "Millésime",
        "licence": "Licence",
    }
    columns = [Column(field, heading) for field, heading in headings.items() if field in sources]
    table(
        sources,
        columns,
        "Données de référence livrées avec le tableau de bord",
        name="sources",
        source="fichiers publics",
    )
    st.markdown(f"{census(reference)} · {geography(reference)} · {OURS}")

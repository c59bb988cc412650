"""Accueil: the state of the scheme in one look."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis import summary
from maynum_dash.analysis.money.pivots import by_fiscal_year
from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.analysis.territory.classes import ClassMethod, classify
from maynum_dash.analysis.territory.credits import geography
from maynum_dash.domain.coverage import Standing
from maynum_dash.domain.posts import Funder, Status
from maynum_dash.rendering import formats, maps, palette
from maynum_dash.rendering.charts import budget
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import loading, offers
from maynum_dash.ui.components.attention import attention
from maynum_dash.ui.components.card import card
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.columns import MONEY_ROWS, NEED_ROWS, by_year_columns
from maynum_dash.ui.components.figures import department_money
from maynum_dash.ui.components.since import since_committee
from maynum_dash.ui.frame import Context

OFFERS = (offers.COMPUTED,)


def draw(context: Context) -> None:
    """Draw the page."""
    posts = context.posts
    st.html(f'<p class="mn-lead">{html_text(_lead(context))}</p>')
    if posts.empty:
        st.info("Aucun poste ne correspond aux filtres.", icon=":material/filter_alt_off:")
        return
    _cards(context)
    left, right = st.columns([5, 6], gap="large")
    with left:
        _sketch(context)
    with right:
        attention(context)
    since_committee(context)
    _money(context)


def _lead(context: Context) -> str:
    department = context.department
    return (
        f"Au {formats.day_long(context.today)}, "
        f"{formats.count(department.posts_occupied, 'conseiller')} en poste pour "
        f"{formats.integer(department.people)} personnes en illectronisme {perimeter().within}, soit "
        f"{formats.decimal(department.fte_per_1000, 2)} équivalent temps plein (ETP) pour 1 000 personnes."
    )


def _cards(context: Context) -> None:
    source, day = context.source, context.today
    posts, filters = context.posts, context.filters
    counts = posts["status"].value_counts()
    vacant, returned = int(counts.get(Status.VACANT, 0)), int(counts.get(Status.RETURNED, 0))
    cells = st.container(key="cards").columns(4)
    with cells[0]:
        card(
            summary.occupied_posts(posts, source, day),
            [
                Column("post_id", "Poste"),
                Column("row", "Ligne du classeur", Kind.INTEGER),
                Column("employer", "Structure"),
                Column("epci_name", "Intercommunalité"),
                Column("status", "Statut"),
                Column("fte", "ETP", Kind.DECIMAL, 2),
                Column("counted", "Compte pour", Kind.INTEGER),
            ],
            f"{formats.count(vacant, 'vacant')} · {formats.count(returned, 'rendu')} · "
            f"{formats.count(len(posts), 'poste')} en tout",
            extra=_bar({status: int(counts.get(status, 0)) for status in Status}),
        )
    with cells[1]:
        seated = int((~context.coverage["is_partial"]).sum())
        figure = summary.covered_territories(context.coverage, source, day)
        card(
            figure,
            [
                Column("name", "Intercommunalité"),
                Column("fte", "ETP occupés", Kind.DECIMAL, 2),
                Column("counted", "Compte pour", Kind.INTEGER),
            ],
            "au moins un poste occupé y intervient",
            shown=f"{formats.integer(figure.value)} sur {seated}",
        )
    with cells[2]:
        programme = loading.once(
            (*context.key, "programme"),
            lambda: summary.department_money(context.movements, filters.reading, None, source, day).value,
        )
        card(
            department_money(context, filters.fiscal_year),
            MONEY_ROWS,
            f"{formats.euros(int(programme))} sur tout le programme · lecture « {filters.reading} »",
        )
    with cells[3]:
        department = context.department
        label = shown_label(context.coverage)
        card(
            summary.people_in_need(context.coverage, department, label, day),
            NEED_ROWS,
            f"{formats.percent(department.rate_pct)} des 15 ans et plus · source {context.need_source_name}",
        )


def _bar(counts: dict[Status, int]) -> str:
    parts = "".join(
        f'<i style="flex:{count};background:{palette.STATUS_COLOURS[status]}"></i>'
        for status, count in counts.items()
        if count
    )
    return f'<div class="mn-bar" aria-hidden="true">{parts}</div>'


def _sketch(context: Context) -> None:
    st.header("La réponse au besoin", anchor=False)
    coverage = context.coverage
    classes, labels = classify(coverage["fte_per_1000"], ClassMethod.QUANTILES, 4)
    epci = context.board.reference.epci.set_index("code")
    points = epci.loc[coverage["epci_code"], ["longitude", "latitude"]].reset_index(drop=True)
    values = [formats.decimal(value, 2) for value in coverage["fte_per_1000"]]
    table = coverage.rename(columns={"epci_code": "code"}).assign(
        name=coverage["short_name"],
        value=values,
        is_named=~coverage["is_partial"],
        longitude=points["longitude"].to_numpy(),
        latitude=points["latitude"].to_numpy(),
    )
    alt = "ETP occupés pour 1 000 personnes en illectronisme : " + " ; ".join(
        f"{name} {value}" for name, value in zip(table["short_name"], values, strict=True)
    )
    colours = tuple(palette.sequence("offer", max(len(classes.counts), 1)))
    svg = loading.once(
        (*context.key, "sketch"),
        lambda: maps.draw(
            maps.Layer(table, labels, colours, context.board.basis.boundaries["epci"]), said=alt
        ),
    )
    st.html(maps.picture(svg, alt))
    st.html(
        '<p class="mn-source">ETP occupés pour 1 000 personnes en illectronisme, au '
        f"{formats.day_short(context.today)}. {html_text(context.source)}. "
        f"{html_text(shown_label(coverage))}. {html_text(geography(context.board.reference))}.</p>"
    )
    st.html(f'<p class="mn-sentence">{_spread(coverage)}</p>')
    st.page_link("pages/carte.py", label="Ouvrir la carte", icon=":material/map:")


def _spread(coverage: pd.DataFrame) -> str:
    """Say which territories differ from the mean beyond what one post more or less explains."""
    apart = coverage[coverage["standing"].isin([Standing.ABOVE, Standing.BELOW])]
    if apart.empty:
        return (
            "À un poste près, aucune intercommunalité ne s’écarte nettement de la moyenne "
            f"{perimeter().of} : "
            "lisez les écarts avec leur incertitude, page Couverture."
        )
    listed = ", ".join(
        f"{html_text(name)} ({standing})"
        for name, standing in zip(apart["short_name"], apart["standing"], strict=True)
    )
    return f"S’écartent nettement de la moyenne, à plus d’un poste près : {listed}."


def _money(context: Context) -> None:
    filters = context.filters
    st.header("Les engagements par exercice", anchor=False)
    by_year = loading.once(
        (*context.key, "by-year"), lambda: by_fiscal_year(context.movements, filters.reading)
    )
    figure = loading.once((*context.key, "home-commitments"), lambda: budget.commitments(by_year))
    share = by_year[Funder.DEPARTMENT.value]
    alt = (
        f"Engagements par exercice et financeur, lecture {filters.reading}. Part du Département : "
        + " ; ".join(f"{year} : {formats.euros_round(cents)}" for year, cents in share.items())
    )
    chart(
        figure,
        Caption(
            alt,
            f"En euros, lecture « {filters.reading} ». {context.source}.",
            palette.FUNDER_COLOURS.items(),
        ),
        Equivalent(*by_year_columns(by_year), "Engagements par exercice et financeur, en euros"),
        key="engagements-accueil",
    )

"""Fiche: everything about one territory on one page, on screen and on paper."""

import hashlib
from dataclasses import asdict

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.portrait import Portrait, portrait
from maynum_dash.analysis.need.profiles import Asked, whole_code
from maynum_dash.analysis.need.provenance import source_label
from maynum_dash.analysis.need.spreading import SPREAD
from maynum_dash.analysis.territory.levels import known_tiers
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import formats, portrait_page
from maynum_dash.rendering import portrait as words
from maynum_dash.rendering.leaflets.territory import territory_leaflet
from maynum_dash.rendering.maps import picture
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import exporting, loading, state
from maynum_dash.ui.components.leaflet import leaflet_buttons
from maynum_dash.ui.components.need import choose_source
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_RADII = list(range(1, 31))  # km
_USUAL_RADIUS = 10
_SEATS = 12
_COLUMNS = [
    Column("name", "Territoire", is_wide=True),
    Column("population_15_plus", "15 ans et plus", Kind.INTEGER),
    Column("rate_pct", "Taux", Kind.PERCENT),
    Column("people", "Personnes", Kind.INTEGER),
    Column("fte_per_1000", "ETP pour 1\u202f000", Kind.DECIMAL, 2),
    Column("access_pct", "À portée d’un lieu", Kind.PERCENT),
    Column("euros_per_inhabitant", "€ par habitant", Kind.DECIMAL, 2),
]


def draw(context: Context) -> None:
    """Draw the section."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tier, code = _territory(context)
        source = choose_source(context)
    # The places and the distance are chosen in « Accès »: the sheet follows them and says so.
    hosts = state.one(state.HOSTS, list(Hosts), Hosts.BOTH)
    radius = state.one(state.RADIUS, _RADII, _USUAL_RADIUS)
    filters = context.filters
    asked = Asked(source, hosts, radius, filters.reading, filters.fiscal_year)
    key = (context.board.key, "portrait", tier, code, asked, context.today)
    sheet = loading.once(key, lambda: portrait(context.board, tier, code, asked, context.today))
    svg = loading.once(
        (context.board.key, "portrait-map", tier, code),
        lambda: portrait_page.territory_map(sheet, _labels(context, tier), _boundaries(context, tier)),
    )
    _shown(context, sheet, svg)
    _printed(context, sheet, svg, key)
    need = _need(context, sheet).removeprefix("Besoin : ").removesuffix(".")
    leaflet_buttons((*key, context.stamp), lambda: territory_leaflet(sheet, need, context.stamp))


def _territory(context: Context) -> tuple[Tier, str]:
    known = known_tiers(context.board.reference)
    tier = state.one(state.SHEET_TIER, known, Tier.EPCI)
    st.segmented_control(
        "Niveau",
        known,
        format_func=words.KINDS.__getitem__,
        required=True,
        **state.wiring(state.SHEET_TIER),
    )
    if tier is Tier.DEPARTMENT:
        return tier, whole_code()
    labels = _labels(context, tier).sort_values("name", key=lambda names: names.str.normalize("NFD"))
    names: dict[str, str] = dict(zip(labels["code"], labels["name"], strict=True))
    first = context.filters.epci if context.filters.epci in names else next(iter(names))
    code = state.one(state.SHEET_CODE, list(names), first)
    st.selectbox(
        "Territoire de la fiche",
        list(names),
        format_func=names.__getitem__,
        width=340,
        **state.wiring(state.SHEET_CODE),
    )
    return tier, code


def _labels(context: Context, tier: Tier) -> pd.DataFrame:
    """Name and label point of each territory that the map draws."""
    reference = context.board.reference
    if tier is Tier.CANTONS:
        found = reference.cantons
    elif tier is Tier.COMMUNES:
        found = reference.communes
    else:
        found = reference.epci.assign(name=reference.epci["short_name"])
    return found[["code", "name", "longitude", "latitude"]]


def _boundaries(context: Context, tier: Tier) -> str:
    return context.board.basis.boundaries["epci" if tier is Tier.DEPARTMENT else tier.value]


def _shown(context: Context, sheet: Portrait, svg: str) -> None:
    left, right = st.columns([4, 7], gap="large")
    with left:
        st.html(picture(svg, f"Carte {perimeter().of} : {sheet.own.name} en foncé."))
        if sheet.money:
            st.html("<p class='mn-strip-title'>Part du Département par exercice</p>")
            st.html(picture(portrait_page.money_bars(sheet.money), portrait_page.money_said(sheet.money)))
    with right:
        st.header(sheet.own.name, anchor=False)
        strip = "".join(
            f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>"
            for name, value in words.facts(sheet)
        )
        st.html(f'<dl class="mn-strip">{strip}</dl>')
        said = "".join(f"<li>{html_text(one)}</li>" for one in words.sentences(sheet))
        st.html(f"<ul>{said}</ul>")
        employers = words.seats(sheet, _SEATS)
        if employers:
            st.html(f"<p><b>Employeurs :</b> {html_text(' ; '.join(employers))}.</p>")
    st.header("À côté du département et des territoires semblables", anchor=False)
    table(
        pd.DataFrame([asdict(one) for one in words.compared(sheet)]),
        _COLUMNS,
        f"{sheet.own.name}, au {formats.day_short(sheet.as_of)}, exercice {sheet.asked.fiscal_year}",
        name=f"fiche-{sheet.own.code}",
        source=_need(context, sheet),
    )
    st.caption(words.LIKENESS)
    st.html(
        f'<p class="mn-source">{html_text(f"{_need(context, sheet)} {context.source}. {sheet.credit}")}</p>'
    )


def _need(context: Context, sheet: Portrait) -> str:
    label = source_label(sheet.asked.source, context.board.reference)
    spread = f", {SPREAD}" if sheet.asked.source is NeedSource.OFFICIAL else ""
    return f"Besoin : {label}{spread}."


def _printed(context: Context, sheet: Portrait, svg: str, key: tuple[object, ...]) -> None:
    """Offer the page that prints."""
    need = _need(context, sheet).removeprefix("Besoin : ").removesuffix(".")
    written = loading.once(
        (*key, context.source, "page"),
        lambda: portrait_page.page(sheet, svg, context.source, need).encode(),
    )
    stamp = hashlib.sha256(written).hexdigest()[:8]
    st.download_button(
        "Télécharger la fiche à imprimer (une page A4)",
        written,
        file_name=f"maynum-fiche-{sheet.own.code}-{stamp}.html",
        mime="text/html",
        key="download-sheet",
        icon=":material/print:",
        on_click=exporting.note,
        args=(f"Fiche de {sheet.own.name}",),
    )

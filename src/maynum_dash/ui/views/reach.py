"""Accès: how far people live from a place, who is beyond, and what one more place would change."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.access import (
    access_at,
    access_curve,
    access_table,
    beyond_table,
    with_places,
)
from maynum_dash.analysis.need.hosting import Hosting, hosting
from maynum_dash.analysis.need.provenance import source_label
from maynum_dash.analysis.need.spreading import SPREAD, spread_needs
from maynum_dash.analysis.territory.credits import census, geography
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.places import Hosts
from maynum_dash.rendering import formats, nearness
from maynum_dash.rendering.charts import access as charts
from maynum_dash.rendering.nearness import Trial
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.map import show as show_map
from maynum_dash.ui.components.need import choose_source
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context
from maynum_dash.ui.views.sites import Asked, next_sites

_RADII = list(range(1, 31))  # km
_USUAL_RADIUS = 10
_CURVE = [step / 2 for step in range(61)]  # km
_COMMUNES = [
    Column("name", "Commune", is_wide=True),
    Column("epci_name", "Intercommunalité", is_wide=True),
    Column("people", "Personnes en illectronisme", Kind.INTEGER),
    Column("distance_km", "Distance (km)", Kind.DECIMAL, 1),
    Column("nearest", "Lieu le plus proche", is_wide=True),
]


def draw(context: Context) -> None:
    """Draw the section."""
    asked = _asked(context)
    if asked.table["people"].isna().all():
        st.info("Cette source ne donne le besoin d’aucune commune.", icon=":material/info:")
        return
    added = _added(asked)
    trial = loading.once((*asked.key, asked.radius_km, added, "trial"), lambda: _trial(asked, added))
    said = [one for one in (nearness.sentence(trial), nearness.effect(trial)) if one]
    st.html("".join(f'<p class="mn-sentence">{html_text(one)}</p>' for one in said))
    left, right = st.columns([7, 5], gap="large")
    with left:
        _map(context, asked, trial)
    with right:
        _curve(context, asked, trial)
        next_sites(asked, _said(context, asked))
    _beyond(context, asked, trial)


def _asked(context: Context) -> Asked:
    board = context.board
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = choose_source(context)
        hosts = state.one(state.HOSTS, list(Hosts), Hosts.BOTH)
        st.segmented_control(
            "Lieux comptés",
            list(Hosts),
            format_func=nearness.HOSTS.__getitem__,
            required=True,
            **state.wiring(state.HOSTS),
        )
    radius = state.one(state.RADIUS, _RADII, _USUAL_RADIUS)
    found = loading.once(
        (board.key, "hosting"), lambda: hosting(board.reference, board.matched.places, board.posts)
    )
    key = (board.key, "access", source, hosts)
    measured = loading.once(
        key,
        lambda: access_table(spread_needs(source, board.reference, board.matched.needs), found.places, hosts),
    )
    return Asked(source, hosts, radius, found, measured, key)


def _added(asked: Asked) -> tuple[str, ...]:
    """Offer the distance, and the communes where a place is tried."""
    left, right = st.columns([2, 5], gap="large")
    left.select_slider("Distance", _RADII, format_func=lambda km: f"{km} km", **state.wiring(state.RADIUS))
    ordered = asked.table.sort_values("name", key=lambda names: names.str.normalize("NFD"))
    names: dict[str, str] = dict(zip(ordered["code"], ordered["name"], strict=True))
    added = state.several(state.ADDED, list(names))
    right.multiselect(
        "Essayer un lieu de plus : choisissez une commune ici, ou cliquez-la sur la carte",
        list(names),
        format_func=names.__getitem__,
        placeholder="Aucun lieu ajouté",
        **state.wiring(state.ADDED),
    )
    return tuple(added)


def _trial(asked: Asked, added: tuple[str, ...]) -> Trial:
    before = asked.table
    after = with_places(before, added) if added else before
    now, then = access_at(before, asked.radius_km), access_at(after, asked.radius_km)
    return Trial(asked.hosts, before, after, now, then, added)


def _toggle(code: str) -> None:
    """Add a place where there is none, or take it away."""
    kept = list(st.session_state.get(state.ADDED, []))
    state.choose(state.ADDED, [one for one in kept if one != code] if code in kept else [*kept, code])


def _map(context: Context, asked: Asked, trial: Trial) -> None:
    st.header("Qui est loin d’un lieu ?", anchor=False)
    svg = loading.once(
        (*asked.key, asked.radius_km, trial.added, "map"),
        lambda: nearness.drawing(trial, asked.hosting.places, context.board.basis.boundaries["communes"]),
    )
    show_map(
        svg, key="access-map", level="acces", selected=trial.added[-1] if trial.added else "", choose=_toggle
    )
    st.html(nearness.legend(trial))
    st.html(f'<p class="mn-source">{html_text(_said(context, asked))}</p>')


def _said(context: Context, asked: Asked) -> str:
    label = source_label(asked.source, context.board.reference)
    spread = f", {SPREAD}" if asked.source is NeedSource.OFFICIAL else ""
    counted = asked.hosting.places[asked.hosting.places["kind"].isin(asked.hosts.kinds)]
    origins = " ; ".join(
        f"{kind} : {formats.count(len(rows), 'lieu', 'lieux')} ({', '.join(sorted(rows['origin'].unique()))})"
        for kind, rows in counted.groupby("kind")
    )
    return (
        f"{nearness.LINE} {origins or 'Aucun lieu'}. Besoin : {label}{spread}. {context.source}. "
        f"{census(context.board.reference)}. {geography(context.board.reference)}."
    )


def _curve(context: Context, asked: Asked, trial: Trial) -> None:
    st.header("Part des personnes selon la distance", anchor=False)
    before = loading.once((*asked.key, "curve"), lambda: access_curve(trial.before, _CURVE))
    after = (
        loading.once((*asked.key, trial.added, "curve"), lambda: access_curve(trial.after, _CURVE))
        if trial.added
        else None
    )
    shown = before if after is None else before.assign(after_pct=after["share_pct"])
    columns = [
        Column("radius_km", "Distance (km)", Kind.DECIMAL, 1),
        Column("people", "Personnes à cette distance ou moins", Kind.INTEGER),
        Column("share_pct", "Part", Kind.PERCENT),
        *([] if after is None else [Column("after_pct", "Part avec les lieux ajoutés", Kind.PERCENT)]),
    ]
    figure = loading.once(
        (*asked.key, asked.radius_km, trial.added, "curve-drawn"),
        lambda: charts.reach(before, after, asked.radius_km),
    )
    alt = "Part des personnes en illectronisme selon la distance au lieu le plus proche : " + " ; ".join(
        f"{formats.integer(km)} km {formats.percent(share)}"
        for km, share in zip(before["radius_km"], before["share_pct"], strict=True)
        if km in (0, 5, 10, 15, 20)
    )
    legend = charts.COLOURS.items() if trial.added else ()
    chart(
        figure,
        Caption(alt, f"Distance choisie en pointillé. {context.source}.", legend),
        Equivalent(shown, columns, "Part des personnes en illectronisme selon la distance"),
        key="acces-courbe",
    )


def _beyond(context: Context, asked: Asked, trial: Trial) -> None:
    st.header(f"Communes à plus de {asked.radius_km} km d’un lieu", anchor=False)
    epci = context.board.reference.epci.set_index("code")["short_name"]
    far = beyond_table(trial.after, asked.radius_km)
    if far.empty:
        st.success("Aucune commune n’est au-delà de cette distance.", icon=":material/check_circle:")
    else:
        shown = far.assign(epci_name=far["epci_code"].map(epci))
        caption = f"Communes à plus de {asked.radius_km} km d’un lieu, au {formats.day_short(context.today)}"
        total = pd.Series({"name": "Total", "people": int(far["people"].sum())}, dtype=object)
        table(shown, _COMMUNES, caption, name="acces-communes", source=_said(context, asked), total=total)
    _reconciled(trial)
    _left_aside(asked.hosting)


def _reconciled(trial: Trial) -> None:
    """Show that near + beyond + without data is everything."""
    then = trial.then
    rows = {
        "Communes": then.communes,
        "Personnes de 15 ans et plus": then.population,
        "Personnes en illectronisme": then.people,
    }
    lines = " ; ".join(
        f"{name} : {formats.integer(tally.near)} + {formats.integer(tally.beyond)} + "
        f"{formats.integer(tally.without_data)} = {formats.integer(tally.total)}"
        for name, tally in rows.items()
    )
    st.caption(f"À cette distance ou moins + au-delà + sans donnée = total. {lines}.")


def _left_aside(found: Hosting) -> None:
    """Say which places of the workbook do not count, and which posts have none."""
    said = []
    if found.unmanned:
        said.append(f"sans conseiller (poste vacant ou rendu) : {', '.join(found.unmanned)}")
    if found.unplaced:
        said.append(f"sans position : {', '.join(found.unplaced)}")
    if found.posts_without_place:
        said.append(f"{formats.count(found.posts_without_place, 'poste occupé', 'postes occupés')} sans lieu")
    if said:
        st.caption(f"Feuille Lieux, non comptés : {' ; '.join(said)}.")

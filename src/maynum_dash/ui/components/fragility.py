"""The index of fragility: a map and a table of its own, never beside a rate."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.fragility import fragility_table
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import formats, maps, painting
from maynum_dash.rendering.indicators import Indicator
from maynum_dash.rendering.keys import Painting
from maynum_dash.rendering.legend import key_html
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.painting import Cut
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_INDEX = Indicator(
    "fragilite",
    "Indice de fragilité numérique",
    "indice relatif, sans unité",
    "fragility_index",
    "need",
    is_stock=False,
    levels=frozenset({Level.EPCI, Level.COMMUNES}),
    write=lambda value: formats.decimal(value, 1),
    kind=Kind.DECIMAL,
)
_COLUMNS = [
    Column("name", "Territoire", is_wide=True),
    Column("fragility_index", "Indice", Kind.DECIMAL, 1),
    Column("year", "Année"),
    Column("source", "Source", is_wide=True),
]
_WARNING = (
    "Un indice relatif, propre à son producteur : ce n’est ni un taux, ni un nombre de personnes. Il n’entre "
    "dans aucun calcul de cette page et ne se compare pas aux taux ci-dessus."
)


def fragility(context: Context) -> None:
    """Show the imported indices of each size; say how to import one when there is none."""
    st.header("Indice de fragilité numérique, à part", anchor=False)
    matched = context.board.matched.fragility
    kept = matched[matched["is_retained"]]
    if kept.empty:
        st.caption(
            "Aucun indice importé : remplissez la feuille « Fragilité » du classeur pour le montrer ici."
        )
        return
    st.html(f'<p class="mn-sentence">{html_text(_WARNING)}</p>')
    for tier in (Tier.EPCI, Tier.COMMUNES):
        if (kept["tier"] == tier.value).any():
            _shown(context, tier)


def _shown(context: Context, tier: Tier) -> None:
    reference = context.board.reference
    places = (reference.epci if tier is Tier.EPCI else reference.communes).set_index("code")
    names = places["short_name"] if tier is Tier.EPCI else places["name"]
    shown = fragility_table(context.board.matched.fragility, tier, names)
    painted = painting.rates(_INDEX, shown, Cut())
    left, right = st.columns(2, gap="large")
    with left:
        svg = loading.once(
            (context.board.key, "fragility", tier),
            lambda: _drawing(shown, painted, (places, context.board.basis.boundaries[tier.value])),
        )
        st.html(maps.picture(svg, _said(shown)))
        st.html(key_html(painted.key))
    with right:
        ranked = shown.sort_values("fragility_index", ascending=False, na_position="last")
        caption = f"Indice de fragilité numérique, {'intercommunalités' if tier is Tier.EPCI else 'communes'}"
        known = ranked[ranked["fragility_index"].notna()].astype({"year": "str"})
        table(known, _COLUMNS, caption, name=f"fragilite-{tier}", source=context.source)


def _drawing(shown: pd.DataFrame, painted: Painting, ground: tuple[pd.DataFrame, str]) -> str:
    places, boundaries = ground
    points = places[["longitude", "latitude"]].reindex(shown["code"]).reset_index(drop=True)
    values = ["sans donnée" if pd.isna(value) else _INDEX.write(value) for value in shown["fragility_index"]]
    drawn = shown.join(points).assign(value=values, is_named=False)
    colours = tuple(swatch.colour for swatch in painted.key.swatches)
    covers = tuple(swatch.pattern for swatch in painted.key.swatches)
    return maps.draw(maps.Layer(drawn, painted.swatch, colours, boundaries, covers), None, _said(shown))


def _said(shown: pd.DataFrame) -> str:
    highest = shown.nlargest(10, "fragility_index")
    listed = " ; ".join(
        f"{name} {formats.decimal(value, 1)}"
        for name, value in zip(highest["name"], highest["fragility_index"], strict=True)
    )
    return f"Carte de l’indice de fragilité numérique (indice relatif, sans unité). {listed}."

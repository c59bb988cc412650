"""Carte: one indicator on the territory, and the sheet of the territory clicked."""

import math

import pandas as pd
import streamlit as st

from maynum_dash.analysis.classes import ClassMethod
from maynum_dash.analysis.indicators import Choice, aside, indicators_table
from maynum_dash.analysis.needs import commune_needs_table, shown_label
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering import atlas, formats
from maynum_dash.rendering.atlas import Wish
from maynum_dash.rendering.indicators import INDICATORS
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import address, loading, offers, state
from maynum_dash.ui.components.map import show as show_map
from maynum_dash.ui.components.table import table
from maynum_dash.ui.components.territory import sheet
from maynum_dash.ui.frame import Context

_LEVEL_NAMES = {Level.EPCI: "Intercommunalités", Level.COMMUNES: "Communes"}
_THRESHOLDS = 6
_LARGEST = 1e12  # beyond any population or amount; infinities and NaN are not below it
_CLASS_COUNTS = [3, 4, 5, 6, 7]
_MAP = "map"
_CREDITS = (
    "Insee, RP 2017 et populations 2023. © IGN – ADMIN EXPRESS COG 2018, géographie 2025. "
    "Calculs du Département ; estimation non produite par l’Insee."
)

OFFERS = (offers.EPCI_SHAPES, offers.COMMUNE_SHAPES, offers.COMPUTED)


def draw(context: Context) -> None:
    """Draw the page."""
    st.html(
        '<p class="mn-lead">Choisissez un indicateur, puis cliquez sur un territoire : sa fiche s’ouvre.</p>'
    )
    _explorer(context)


@st.fragment
def _explorer(opened: Context) -> None:
    # The territory filtered is the one whose sheet opens; the others are not empty for all that.
    context, preferred = opened.anywhere, opened.filters.epci
    wish = _controls()
    data = _data(context, wish.level)
    left, right = st.columns([8, 5], gap="medium")
    with right:
        chosen = _chosen(wish.level, data, preferred)
        sheet(context, wish.level, data, chosen)
    with left:
        _map(context, wish, data, chosen)
    _table(context, wish, data)
    address.write()


def _controls() -> Wish:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return _widgets()


def _widgets() -> Wish:
    level = state.one(state.LEVEL, list(Level), Level.EPCI)
    st.segmented_control(
        "Niveau",
        list(Level),
        format_func=_LEVEL_NAMES.__getitem__,
        required=True,
        **state.wiring(state.LEVEL),
    )
    offered = [indicator for indicator in INDICATORS if level is Level.EPCI or indicator.by_commune]
    indicator = state.one(state.INDICATOR, offered, offered[0], token=lambda option: option.key)
    st.selectbox(
        "Indicateur",
        offered,
        format_func=lambda option: option.label,
        filter_mode=None,
        width=240,
        **state.wiring(state.INDICATOR),
    )
    method = state.one(state.METHOD, list(ClassMethod), ClassMethod.QUANTILES)
    count = state.one(state.CLASS_COUNT, _CLASS_COUNTS, 4)
    shows_posts = state.one(
        state.CIRCLES, [True, False], default=True, token=lambda on: "oui" if on else "non"
    )
    thresholds: tuple[float, ...] = ()
    if not indicator.is_stock:
        st.selectbox("Classes", list(ClassMethod), filter_mode=None, width=230, **state.wiring(state.METHOD))
        if method is ClassMethod.TYPED:
            thresholds = _thresholds()
        else:
            st.selectbox(
                "Nombre", _CLASS_COUNTS, filter_mode=None, width=80, **state.wiring(state.CLASS_COUNT)
            )
        st.toggle("Postes", help="Cercles des postes occupés et vacants", **state.wiring(state.CIRCLES))
    return Wish(level, indicator, shows_posts, method, count, thresholds)


def _thresholds() -> tuple[float, ...]:
    typed = state.text(state.THRESHOLDS)
    st.text_input("Seuils", placeholder="15 ; 20 ; 25", width=160, **state.wiring(state.THRESHOLDS))
    parts = [part.strip().replace(",", ".") for part in typed.split(";") if part.strip()]
    try:
        numbers = sorted({float(part) for part in parts})
    except ValueError:
        numbers = [math.inf]
    if len(numbers) > _THRESHOLDS or not all(abs(number) < _LARGEST for number in numbers):
        st.warning("Les seuils sont des nombres séparés par « ; », six au plus, par exemple 15 ; 20 ; 25.")
        return ()
    return tuple(numbers)


def _data(context: Context, level: Level) -> pd.DataFrame:
    """Indicators of the level, with names and label points."""

    def compute() -> pd.DataFrame:
        reference = context.board.reference
        places = (
            reference.epci
            if level is Level.EPCI
            else reference.communes.assign(short_name=reference.communes["name"])
        )
        # A name is longer than the one commune of a partial territory is wide.
        places = places.assign(is_named=~places["is_partial"] if level is Level.EPCI else False)
        points = places[["code", "short_name", "longitude", "latitude", "is_named"]]
        table = indicators_table(
            level, _needs(context, level), context.posts, context.movements, _money(context)
        )
        return table.merge(
            points.rename(columns={"short_name": "label_name"}), on="code", how="left", validate="1:1"
        )

    return loading.once((*context.key, "indicators", level), compute)


def _needs(context: Context, level: Level) -> pd.DataFrame:
    if level is Level.EPCI:
        return context.coverage
    reference = context.board.reference
    return loading.once(
        (*context.key, "commune-needs"), lambda: commune_needs_table(context.need_source, reference)
    )


def _money(context: Context) -> Choice:
    return Choice(context.filters.reading, context.filters.fiscal_year)


def _map(context: Context, wish: Wish, data: pd.DataFrame, chosen: str) -> None:
    svg = loading.once(
        (*context.key, "map", *wish.key),
        lambda: atlas.drawing(wish, data, context.board.basis.boundaries[wish.level]),
    )
    show_map(svg, key=_MAP, level=wish.level, selected=chosen, choose=_choose)
    st.html(f'<div class="mn-legends">{atlas.legend_html(wish, data)}</div>')
    said = (
        f"{wish.indicator.label} ({wish.indicator.unit}), au {formats.day_short(context.today)}. "
        f"{context.source}. {shown_label(context.coverage)}. {_CREDITS}"
    )
    st.html(f'<p class="mn-source">{html_text(said)}</p>')


def _choose(code: str) -> None:
    """Open the sheet of a territory."""
    state.choose(state.TERRITORY, code)


def _chosen(level: Level, data: pd.DataFrame, preferred: str) -> str:
    ordered = data.sort_values("label_name", key=lambda names: names.str.normalize("NFD"))
    names: dict[str, str] = dict(zip(ordered["code"], ordered["label_name"], strict=True))
    inherited = preferred if level is Level.EPCI else ""
    chosen = state.one(state.TERRITORY, ["", *names], inherited)
    st.selectbox(
        "Territoire",
        ["", *names],
        format_func=lambda code: names.get(code, "Cliquez sur la carte ou choisissez ici"),
        **state.wiring(state.TERRITORY),
    )
    return chosen


def _table(context: Context, wish: Wish, data: pd.DataFrame) -> None:
    st.header("Les mêmes données en tableau", anchor=False)
    columns = [
        Column("label_name", "Territoire", is_wide=True),
        Column("population", "Population 2023", Kind.INTEGER),
    ]
    columns += [
        indicator.column for indicator in INDICATORS if wish.level is Level.EPCI or indicator.by_commune
    ]
    summed = ("population", "people", "posts_occupied", "euros_cents")
    total = pd.Series({"label_name": "Total", **{name: data[name].sum() for name in summed}}, dtype=object)
    caption = (
        f"{_LEVEL_NAMES[wish.level]} : besoin, postes et part du Département, "
        f"exercice {context.filters.fiscal_year}, au {formats.day_short(context.today)}"
    )
    shown = data.sort_values(wish.indicator.field, ascending=False, na_position="last")
    table(shown, columns, caption, name=f"carte-{wish.level}", source=context.source, total=total)
    left_out = aside(
        wish.level, _needs(context, wish.level), context.posts, context.movements, _money(context)
    )
    if left_out.posts:
        st.caption(
            f"Hors carte, faute de territoire connu : {formats.count(left_out.posts, 'poste')}, "
            f"{formats.euros(left_out.euros_cents)}."
        )

"""The controls of a map: level, view and indicator in sight, classes and palette one click away."""

import math
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from maynum_dash.analysis.territory.classes import ClassMethod
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering.painting import Cut
from maynum_dash.rendering.tints import DIVERGING, SEQUENTIAL, THEMES, Tint
from maynum_dash.rendering.wishes import LEVELS, View, Wish, indicators
from maynum_dash.sources.departments import department_names
from maynum_dash.ui import state

_COUNTS = [2, 3, 4, 5, 6, 7]
_SIDES = [1, 2, 3]
_THRESHOLDS = 6
_LARGEST = 1e12  # beyond any population or amount; infinities and NaN are not below it
_ON = {True: "oui", False: "non"}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a data folder can show.

    Parameters
    ----------
    levels
        Sizes of territories that it describes.
    departments
        Codes of its départements when it describes several: communes are drawn for one at a time.
    usual
        The one shown at first.
    """

    levels: tuple[Level, ...] = tuple(Level)
    departments: tuple[str, ...] = ()
    usual: str = ""


def wish(bar: DeltaGenerator, drawer: DeltaGenerator, offer: Offer) -> Wish:
    """Draw the controls and read what the user wants to see.

    Parameters
    ----------
    bar
        Where the controls in sight stand.
    drawer
        Where the button of the others stands.
    offer
        What can be shown.
    """
    level = state.one(state.LEVEL, offer.levels, Level.EPCI)
    view = state.one(state.MAP_VIEW, list(View), View.DOUBLE)
    offered = indicators(level, view)
    indicator = state.one(state.INDICATOR, offered, offered[0], token=lambda option: option.key)
    bar.segmented_control(
        "Niveau",
        offer.levels,
        format_func=LEVELS.__getitem__,
        required=True,
        **state.wiring(state.LEVEL),
    )
    bar.selectbox(
        "Représentation",
        list(View),
        format_func=lambda option: option.label,
        filter_mode=None,
        width=230,
        **state.wiring(state.MAP_VIEW),
    )
    bar.selectbox(
        "Indicateur",
        offered,
        format_func=lambda option: option.label,
        filter_mode=None,
        width=250,
        **state.wiring(state.INDICATOR),
    )
    part = _department(bar, offer) if level is Level.COMMUNES and offer.departments else ""
    with drawer.popover("Réglages", icon=":material/tune:", key="map-settings"):
        cut = _cut(view, is_stock=indicator.is_stock, usual=THEMES[indicator.theme])
        shows_places = state.one(state.POINTS, [True, False], default=False, token=_ON.__getitem__)
        st.toggle(
            "Lieux d’accueil",
            help="Conseillers numériques et France services, en points",
            **state.wiring(state.POINTS),
        )
    return Wish(level, view, indicator, cut, shows_places, part)


def _department(bar: DeltaGenerator, offer: Offer) -> str:
    """Choose the département whose communes are drawn: a country of communes is a cloud of dots."""
    names = department_names()
    chosen = state.one(state.DEPARTMENT, offer.departments, offer.usual)
    bar.selectbox(
        "Département",
        offer.departments,
        format_func=lambda code: f"{code} – {names[code]}" if code in names else code,
        width=230,
        **state.wiring(state.DEPARTMENT),
    )
    return chosen


def _cut(view: View, *, is_stock: bool, usual: Tint) -> Cut:
    """Offer what suits the data: none for a stock, thirds when crossed, two sides for a difference."""
    if is_stock:
        st.caption("Une quantité se lit à la surface des cercles : elle n’a pas de classes.")
        return Cut()
    if view is View.CROSSED:
        st.caption("Chaque indicateur est coupé en trois tiers de territoires.")
        return Cut()
    is_change = view is View.CHANGE
    methods = [method for method in ClassMethod if not (is_change and method is ClassMethod.TYPED)]
    method = state.one(state.METHOD, methods, ClassMethod.QUANTILES)
    st.selectbox("Classes", methods, filter_mode=None, **state.wiring(state.METHOD))
    thresholds: tuple[float, ...] = ()
    counts = _SIDES if is_change else _COUNTS
    count = state.one(state.CLASS_COUNT, counts, 3 if is_change else 4)
    if method is ClassMethod.TYPED:
        thresholds = _thresholds()
    else:
        label = "Classes de chaque côté de zéro" if is_change else "Nombre de classes"
        st.selectbox(label, counts, filter_mode=None, **state.wiring(state.CLASS_COUNT))
    tints = list(DIVERGING if is_change else SEQUENTIAL)
    tint = state.one(state.TINT, tints, tints[0] if is_change else usual)
    st.selectbox("Palette", tints, filter_mode=None, **state.wiring(state.TINT))
    return Cut(method, count, thresholds, tint)


def _thresholds() -> tuple[float, ...]:
    typed = state.text(state.THRESHOLDS)
    st.text_input("Seuils", placeholder="15 ; 20 ; 25", **state.wiring(state.THRESHOLDS))
    parts = [part.strip().replace(",", ".") for part in typed.split(";") if part.strip()]
    try:
        numbers = sorted({float(part) for part in parts})
    except ValueError:
        numbers = [math.inf]
    if len(numbers) > _THRESHOLDS or not all(abs(number) < _LARGEST for number in numbers):
        st.warning("Les seuils sont des nombres séparés par « ; », six au plus, par exemple 15 ; 20 ; 25.")
        return ()
    return tuple(numbers)

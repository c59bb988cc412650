"""Where to open the next places: one after the other, beside the best choice there is."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.hosting import Hosting
from maynum_dash.analysis.need.siting import cover, exact_gain, greedy
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.places import Hosts
from maynum_dash.rendering import nearness
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state
from maynum_dash.ui.components.table import table

_COUNTS = list(range(1, 11))
_LARGEST_EXACT = 1_000  # communes: beyond, the exact search is not tried
_BEST = [
    Column("rank", "Ordre", Kind.INTEGER),
    Column("name", "Commune"),
    Column("gain", "Personnes de plus", Kind.INTEGER),
    Column("gained", "Cumul", Kind.INTEGER),
]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is measured.

    Parameters
    ----------
    source, hosts, radius_km
        Choices of the user.
    hosting
        Places, and what is left aside.
    table
        Result of ``access_table``.
    key
        What depends on all of it but the distance.
    """

    source: NeedSource
    hosts: Hosts
    radius_km: int
    hosting: Hosting
    table: pd.DataFrame
    key: tuple[object, ...]


def next_sites(asked: Asked, source: str) -> None:
    """Show the places that would bring most people within reach.

    Parameters
    ----------
    asked
        What is measured.
    source
        Where the figures come from.
    """
    st.header("Où ouvrir les prochains lieux ?", anchor=False)
    count = state.one(state.PLACES_WANTED, _COUNTS, 3)
    st.select_slider("Nombre de lieux", _COUNTS, **state.wiring(state.PLACES_WANTED))
    prepared = loading.once(
        (*asked.key, asked.radius_km, "cover"), lambda: cover(asked.table, asked.radius_km)
    )
    found = loading.once((*asked.key, asked.radius_km, count, "best"), lambda: greedy(prepared, count))
    if found.empty:
        st.success(
            "Toutes les personnes sont déjà à cette distance d’un lieu.", icon=":material/check_circle:"
        )
        return
    exact = (
        loading.once((*asked.key, asked.radius_km, count, "exact"), lambda: exact_gain(prepared, count))
        if len(asked.table) <= _LARGEST_EXACT
        else None
    )
    caption = f"Meilleurs lieux suivants, à {asked.radius_km} km, l’un après l’autre"
    table(found, _BEST, caption, name="meilleurs-lieux", source=source)
    st.caption(nearness.guarantee(int(found["gain"].sum()), exact, count))
    st.button(
        "Essayer ces lieux sur la carte",
        icon=":material/add_location:",
        on_click=state.choose,
        args=(state.ADDED, found["code"].tolist()),
        key="try-best",
    )

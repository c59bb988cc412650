"""Carte: need and response on the territory, and the sheet of the territory chosen."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.indicators import Choice, aside
from maynum_dash.analysis.territory.levels import cut_communes
from maynum_dash.analysis.territory.searching import Entry, entries, is_within
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.departments import department_of
from maynum_dash.rendering import formats
from maynum_dash.rendering.indicators import offered
from maynum_dash.rendering.legend import key_html
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.plates import Plate
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.rendering.wishes import LEVELS, View, Wish
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import address, editions, loading, mapping, offers, state
from maynum_dash.ui.components import search, takeaway
from maynum_dash.ui.components.map import show as show_map
from maynum_dash.ui.components.semiology import wish as ask
from maynum_dash.ui.components.table import table
from maynum_dash.ui.components.takeaway import Takeaway
from maynum_dash.ui.components.territory import sheet
from maynum_dash.ui.components.versions import sides as choose_sides
from maynum_dash.ui.frame import Context
from maynum_dash.ui.mapping import Sides

_MAP, _SEARCH = "map", "map-search"
OFFERS = (offers.EPCI_SHAPES, offers.COMMUNE_SHAPES, offers.COMPUTED)
_TWO = 2  # states that a comparison needs


def draw(context: Context) -> None:
    """Draw the page."""
    _explorer(context)


@st.fragment
def _explorer(opened: Context) -> None:
    # The territory filtered is the one whose sheet opens; the others are not empty for all that.
    context, preferred = opened.anywhere, opened.filters.epci
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="map-controls")
    with st.container(key="map-columns"):
        left, right = st.columns([9, 4], gap="medium")
    with right:
        finder, facts, key = st.container(), st.container(), st.container()
        tools = st.container(horizontal=True)
    offer = mapping.offer(context)
    wish = ask(bar, tools, offer)
    with finder:
        _search(context, wish.part or offer.usual)
    with left:
        sides = _sides() if wish.view is View.CHANGE else None
    if wish.view is View.CHANGE and sides is None:
        return
    data, plate = mapping.data(context, wish, sides), mapping.plate(context, wish, sides)
    chosen = _chosen(data, wish.level, preferred)
    with left:
        _map(plate, mapping.drawing(context, wish, sides), chosen, wish)
    with facts:
        _sheet(context, wish.level, chosen)
    key.html(f'<div class="mn-legends">{key_html(plate.key)}</div>')
    with tools:
        takeaway.offer(_takeaway(context, wish, data, plate))
    _table(context, wish, data, mapping.key(context, wish, sides))
    address.write()


def _sides() -> Sides | None:
    """Choose the two states to compare; say what is missing when there are not two."""
    known = editions.comparable()
    if len(known) < _TWO:
        st.info(
            "Il faut deux imports, ou un import et un état scellé, pour comparer.", icon=":material/info:"
        )
        return None
    before, after = choose_sides(known)
    return Sides(editions.named(before), editions.named(after))


def _search(context: Context, part: str) -> None:
    """Find a territory by its name; communes, those of one département when there are several."""
    reference = context.board.reference

    def listed() -> tuple[Entry, ...]:
        known = entries(reference, perimeter())
        return tuple(one for one in known if not part or is_within(one, part))

    known = loading.once((context.board.basis.sha256, "search", part), listed)
    search.show(known, key=_SEARCH, choose=_open)


def _open(level: Level, code: str) -> None:
    """Show a territory found by its name, at its own level."""
    state.choose(state.LEVEL, level)
    if level is Level.COMMUNES:
        state.choose(state.DEPARTMENT, department_of(code))
    state.choose(state.TERRITORY, code)


def _chosen(data: pd.DataFrame, level: Level, preferred: str) -> str:
    """Read the territory whose sheet is open; the one filtered until another is chosen."""
    codes = [str(code) for code in data["code"].unique()]
    if level is Level.DEPARTMENT:
        return state.one(state.TERRITORY, codes, codes[0])
    return state.one(state.TERRITORY, ["", *codes], preferred if level is Level.EPCI else "")


def _map(plate: Plate, svg: str, chosen: str, wish: Wish) -> None:
    st.html(f'<h2 class="mn-map-title">{html_text(plate.title)} <small>{html_text(plate.unit)}</small></h2>')
    show_map(
        svg,
        key=_MAP,
        level=f"{wish.level}-{wish.part}-{len(plate.panels)}",
        selected=chosen,
        choose=lambda code: state.choose(state.TERRITORY, code),
    )
    st.html(f'<p class="mn-source">{html_text(plate.source)}</p>')


def _sheet(context: Context, level: Level, code: str) -> None:
    """Show the territory chosen, and the way out."""
    if not code:
        st.html('<p class="mn-source">Cliquez sur la carte, ou cherchez ici : la fiche s’ouvre.</p>')
        return
    data = mapping.indicators(context, level)
    sheet(context, level, data, code)
    st.button(
        "Fermer la fiche",
        icon=":material/close:",
        type="tertiary",
        on_click=state.choose,
        args=(state.TERRITORY, ""),
        key="close-sheet",
    )


def _takeaway(context: Context, wish: Wish, data: pd.DataFrame, plate: Plate) -> Takeaway:
    is_many = wish.view is View.YEARS  # boundaries hold one value per territory: that of the exercice in view
    rows = mapping.indicators(context, wish.level) if is_many else data
    return Takeaway(
        plate,
        rows,
        _columns(context, wish.level),
        lambda: mapping.outlines(context, wish.level, wish.part),
        f"carte-{wish.level}",
        context.today,
    )


def _columns(context: Context, level: Level) -> list[Column]:
    year = context.board.reference.fit.population_year
    return [
        Column("label_name", "Territoire", is_wide=True),
        Column("population", f"Population {year}", Kind.INTEGER),
        *(indicator.column for indicator in offered(level)),
    ]


def _table(context: Context, wish: Wish, data: pd.DataFrame, key: tuple[object, ...]) -> None:
    st.header("Les mêmes données en tableau", anchor=False)
    columns = _columns(context, wish.level)
    caption = (
        f"{LEVELS[wish.level]} : besoin, postes et part du Département, "
        f"exercice {context.filters.fiscal_year}, au {formats.day_short(context.today)}"
    )
    if wish.view is View.YEARS:
        columns.insert(1, Column("fiscal_year", "Exercice", Kind.TEXT))
    if wish.view is View.CHANGE:
        caption = f"{LEVELS[wish.level]} : ce qui a changé, après − avant (la population est celle d’après)"
    summed = ("population", "people", "posts_occupied", "euros_cents")
    total = pd.Series({"label_name": "Total", **{name: data[name].sum() for name in summed}}, dtype=object)
    shown = data.sort_values(wish.indicator.field, ascending=False, na_position="last")
    is_single = wish.view is not View.YEARS
    table(
        shown,
        columns,
        caption,
        name=f"carte-{wish.level}",
        source=context.source,
        total=total if is_single else None,
        key=key,
    )
    if wish.view is not View.CHANGE:
        _left_out(context, wish.level)


def _left_out(context: Context, level: Level) -> None:
    """Say what no territory of the map holds."""
    choice = Choice(context.filters.reading, context.filters.fiscal_year)
    needs, posts = mapping.need(context.board, level), mapping.located(context)
    left_out = aside(level, needs, posts, context.board.movements, choice)
    cut = cut_communes(context.board.reference) if level is Level.CANTONS else ()
    if left_out.posts:
        why = f" ou dans une commune que les cantons coupent ({', '.join(cut)})" if cut else ""
        st.caption(
            f"Hors carte, faute de territoire connu{why} : {formats.count(left_out.posts, 'poste')}, "
            f"{formats.euros(left_out.euros_cents)}."
        )
    if level is Level.CANTONS:
        st.caption(
            "Un canton est une somme de communes entières : les postes et les montants y sont ceux des "
            "communes sièges des employeurs. La population d’un morceau de commune n’est pas dans les "
            "sources : les cantons qui coupent une commune sont « sans donnée »."
        )

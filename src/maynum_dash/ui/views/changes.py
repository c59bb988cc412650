"""Ce qui a changé: two imports or sealed states side by side, in words, as a cascade and post by post."""

import streamlit as st

from maynum_dash.analysis.comparison.bridge import Axis, Scope, within
from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats
from maynum_dash.rendering.changes import Sentence
from maynum_dash.rendering.comparison import DIFFERENCES, ENVELOPES, PAYMENTS
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import address, editions, loading, results, state
from maynum_dash.ui.components.bridge import Compared, reconciled
from maynum_dash.ui.components.table import table
from maynum_dash.ui.components.versions import sides
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context

_ALL_FUNDERS = "Tous les financeurs"
_ALL_YEARS = 0
_SENTENCES = 12


def draw(context: Context) -> None:
    """Draw the section; a control redraws it alone."""
    _explorer(context)


@st.fragment
def _explorer(context: Context) -> None:
    known = editions.comparable()
    if len(known) < 2:  # noqa: PLR2004 -- a comparison needs two
        st.info(
            "Il faut deux imports, ou un import et un état scellé, pour comparer.", icon=":material/info:"
        )
        return
    before, after = sides(known)
    if before == after:
        st.info("Choisissez deux états différents.", icon=":material/info:")
        return
    old, new = editions.named(before), editions.named(after)
    changes = loading.changes(old, new)
    scope = _scope(context, changes)
    key = (loading.board(old).key, loading.board(new).key, scope, context.filters.epci)
    source = f"de « {known[before]} » à « {known[after]} »"
    money = _of_territory(context, changes)
    _totals(money, scope)
    _words(results.told(old, new, scope))
    reconciled(Compared(money, scope, source, key), name=f"{before}-{after}-{context.filters.epci}")
    _tables(changes, scope, source, key)
    address.write()


def _of_territory(context: Context, changes: Changes) -> Changes:
    """Keep the money of the territory chosen in the filters, and say so."""
    epci = context.filters.epci
    if not epci:
        return changes
    name = changes.epci_names.get(epci, epci)
    st.caption(
        f"Les montants sont ceux de {name} ; les phrases et les listes décrivent {perimeter().entire}."
    )
    return within(changes, Axis.EPCI, epci)


def _scope(context: Context, changes: Changes) -> Scope:
    left, middle, right = st.columns(3, gap="large")
    reading = state.one(state.READING, list(Reading), context.usual.reading)
    left.selectbox(
        "Lecture du budget",
        list(Reading),
        format_func=READING_NAMES.__getitem__,
        **state.wiring(state.READING, "page"),
        filter_mode=None,
    )
    funders = [_ALL_FUNDERS, *(funder.value for funder in Funder)]
    funder = state.one(state.FUNDER, funders, Funder.DEPARTMENT.value)
    middle.selectbox(
        "Financeur",
        funders,
        **state.wiring(state.FUNDER, "page"),
        filter_mode=None,
    )
    years = [_ALL_YEARS, *sorted({int(year) for year in changes.totals["fiscal_year"]})]
    year = state.one(state.COMPARED_YEAR, years, _ALL_YEARS)
    right.selectbox(
        "Exercices",
        years,
        format_func=lambda one: str(one) if one else "Tous les exercices",
        **state.wiring(state.COMPARED_YEAR, "page"),
        filter_mode=None,
    )
    chosen = tuple(Funder) if funder == _ALL_FUNDERS else (Funder(funder),)
    return Scope(reading, chosen, [year] if year else None)


def _totals(changes: Changes, scope: Scope) -> None:
    kept = scope.keep(changes.totals)
    before, after = int(kept["before_cents"].sum()), int(kept["after_cents"].sum())
    old, new = changes.offer_before, changes.offer_after
    cells = {
        "Total avant": formats.euros(before),
        "Écart": formats.euros_signed(after - before),
        "Total après": formats.euros(after),
        "Postes": f"{formats.integer(old.posts)} → {formats.integer(new.posts)}",
        "Occupés": f"{formats.integer(old.occupied)} → {formats.integer(new.occupied)}",
        "ETP occupés": f"{formats.decimal(old.fte)} → {formats.decimal(new.fte)}",
    }
    written = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>" for name, value in cells.items()
    )
    st.html(f'<dl class="mn-strip">{written}</dl>')


def _words(sentences: tuple[Sentence, ...]) -> None:
    st.header("En toutes lettres", anchor=False)
    found = [sentence.text for sentence in sentences]
    st.html(_listed(found[:_SENTENCES]))
    if len(found) > _SENTENCES:
        with st.expander(f"Voir les {len(found) - _SENTENCES} autres points"):
            st.html(_listed(found[_SENTENCES:]))


def _listed(texts: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{html_text(text)}.</li>' for text in texts)}</ul>"


def _tables(changes: Changes, scope: Scope, source: str, key: tuple[object, ...]) -> None:
    """Show what differs post by post, then the votes and payments."""
    st.header("Poste par poste", anchor=False)
    if changes.posts.empty:
        st.success("Aucun poste ne diffère.", icon=":material/check_circle:")
    else:
        caption = formats.count(len(changes.posts), "différence")
        table(changes.posts, DIFFERENCES, caption, name="differences", source=source, key=key)
    moved = {
        "Enveloppes votées": (changes.envelopes, ENVELOPES),
        "Versements": (changes.payments, PAYMENTS),
    }
    for title, (frame, columns) in moved.items():
        shown = frame if scope.fiscal_years is None else frame[frame["fiscal_year"].isin(scope.fiscal_years)]
        if shown["difference_cents"].any():
            st.header(title, anchor=False)
            named = shown.assign(fiscal_year=shown["fiscal_year"].astype("str"))
            table(named, columns, f"{title}, avant et après", name=title.lower(), source=source)

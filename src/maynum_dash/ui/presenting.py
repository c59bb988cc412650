"""What a presentation of this view is made from, and in which words."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from maynum_dash.analysis.scenario.outcome import fingerprint
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering import formats
from maynum_dash.rendering.powerpoint.canvas import Canvas
from maynum_dash.rendering.powerpoint.template import read_template
from maynum_dash.rendering.slides.catalogue import Edit, Selection, compose
from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.parts import KEYS
from maynum_dash.rendering.slides.subject import Previous, Subject
from maynum_dash.store.imports import list_imports
from maynum_dash.store.snapshots import Snapshot, list_snapshots
from maynum_dash.ui import address, editions, loading, state, watching
from maynum_dash.ui.frame import Context
from maynum_dash.ui.shelf import Item

NOTHING = ""
_SEPARATOR = "."


def compared(context: Context) -> dict[str, str]:
    """Name the earlier states with which the data can be compared: sealed ones first, then imports.

    What is supposed is compared with the data that it starts from, never with earlier ones.
    """
    if context.edition.supposed is not None:
        return {NOTHING: "Rien"}
    ordered = sorted(list_snapshots(loading.store()), key=_committee, reverse=True)
    sealed = {one.fingerprint: _committee_name(one) for one in ordered}
    imports = {
        str(record.id): f"import n°\u00a0{record.id} du {formats.day_short(record.at.astimezone().date())}"
        for record in list_imports(loading.store())
        if record.purged_at is None
    }
    return {NOTHING: "Rien", **sealed, **imports}


def last_committee(context: Context, known: dict[str, str]) -> str:
    """Latest sealed state before the data in view; nothing when there is none."""
    shown = context.edition.snapshot
    earlier = [
        one
        for one in list_snapshots(loading.store())
        if one.fingerprint in known and (shown is None or _committee(one) < _committee(shown))
    ]
    return max(earlier, key=_committee).fingerprint if earlier else NOTHING


def subject(
    context: Context, before: str, known: dict[str, str], scenarios: Sequence[Scenario] = ()
) -> Subject:
    """Gather what a presentation speaks of.

    Parameters
    ----------
    context
        The view.
    before
        Token of the earlier state; empty for none.
    known
        Names of the earlier states.
    scenarios
        What is supposed beside the data.
    """
    edition = context.edition
    previous = None
    if before and before != edition.token:
        changes = loading.changes(editions.named(before), edition)
        previous = Previous(known[before], changes)
    filters = context.filters
    names = dict(
        zip(context.board.reference.epci["code"], context.board.reference.epci["short_name"], strict=True)
    )
    return Subject(
        context.board,
        context.posts,
        filters.reading,
        filters.fiscal_year,
        context.need_source,
        context.stamp,
        previous,
        ", ".join(filters.words(names)) if filters.narrows else "",
        watching.alerts(context),
        tuple(scenarios),
        None if edition.supposed is None else loading.board(edition.base),
    )


def order() -> list[str]:
    """Every part, in the order that the user gave them."""
    kept = [key for key in st.session_state.get(state.SLIDE_ORDER, []) if key in KEYS]
    return [*kept, *(key for key in KEYS if key not in kept)]


def selection() -> Selection:
    """Parts kept, in their order, with the words of the user; written in the address."""
    if state.SLIDES in st.session_state:
        wanted = list(st.session_state[state.SLIDES])
    else:
        wanted = address.arrived(state.SLIDES).split(_SEPARATOR)
        st.session_state.setdefault(state.SLIDE_ORDER, [key for key in wanted if key in KEYS])
    kept = tuple(key for key in wanted if key in KEYS) or KEYS
    st.session_state[state.SLIDES] = kept
    address.put(state.SLIDES, "" if kept == KEYS else _SEPARATOR.join(kept))
    return Selection(kept, dict(st.session_state.get(state.EDITS, {})))


def pick(ordered: list[str], kept: list[str]) -> None:
    """Keep an order and a choice; none ticked keeps the first one."""
    st.session_state[state.SLIDE_ORDER] = ordered
    st.session_state[state.SLIDES] = tuple(kept or ordered[:1])


def rewrite(key: str, **words: object) -> None:
    """Keep words of the user for a part."""
    edits: dict[str, Edit] = st.session_state.setdefault(state.EDITS, {})
    edits[key] = replace(edits.get(key, Edit()), **words)  # type: ignore[arg-type]


def forget(key: str) -> None:
    """Come back to the computed words of a part."""
    st.session_state.setdefault(state.EDITS, {}).pop(key, None)


def key_of(
    context: Context, chosen: Selection, before: str, scenarios: Sequence[Scenario] = ()
) -> tuple[object, ...]:
    """Everything that a presentation depends on."""
    supposed = tuple(map(fingerprint, scenarios))
    edits = tuple(sorted((key, edit.title, edit.lines) for key, edit in chosen.edits.items()))
    seen = watching.watch(context).key
    return (*context.key, context.source, context.edition.token, seen, before, supposed, chosen.keys, edits)


def composed(about: Subject, chosen: Selection, key: tuple[object, ...]) -> Deck:
    """The presentation of a selection."""
    return loading.once_long((*key, "deck"), lambda: compose(about, chosen))


def template() -> Item | None:
    """Template that this user gave; ``None`` for ours."""
    return loading.shelf().get(str(st.session_state.get(state.TEMPLATE, "")))


def ground(item: Item | None) -> Canvas | None:
    """Layouts of a template, opened anew for each deck, which writes on them."""
    return None if item is None else read_template(item.content, item.name)


def refused(item: Item) -> str:
    """Why a template cannot be used; empty when it can."""
    try:
        read_template(item.content, item.name)
    except MaynumError as error:
        return str(error)
    return ""


def _committee(snapshot: Snapshot) -> tuple[object, object]:
    return snapshot.committee_on, snapshot.sealed_at


def _committee_name(snapshot: Snapshot) -> str:
    return f"comité du {formats.day_long(snapshot.committee_on)}"

"""What changed since the last committee, in a few sentences."""

import streamlit as st

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.store.snapshots import list_snapshots
from maynum_dash.ui import editions, loading, results, state
from maynum_dash.ui.editions import Kind
from maynum_dash.ui.frame import Context

_SHOWN = 4


def since_committee(context: Context) -> None:
    """Compare the data of everyone with those of the latest committee; nothing where none was sealed."""
    if context.edition.kind is not Kind.CURRENT:
        return
    snapshots = list_snapshots(loading.store())
    if not snapshots:
        return
    last = max(snapshots, key=lambda snapshot: (snapshot.committee_on, snapshot.sealed_at))
    scope = Scope(context.filters.reading, [Funder.DEPARTMENT])
    found = results.told(editions.of_snapshot(last), context.edition, scope)
    items = "".join(f"<li>{html_text(sentence.text)}.</li>" for sentence in found[:_SHOWN])
    st.header(f"Depuis le comité du {formats.day_long(last.committee_on)}", anchor=False)
    st.html(f"<ul>{items}</ul>")
    more = len(found) - _SHOWN
    label = "Tout ce qui a changé" if more <= 0 else f"Tout ce qui a changé ({more} de plus)"
    if st.button(label, type="tertiary", icon=":material/compare_arrows:", key="since-committee"):
        state.choose(state.SECTION, "ecarts")
        state.choose(state.BEFORE, last.fingerprint)
        state.choose(state.AFTER, context.edition.token)
        st.switch_page("pages/imports.py")

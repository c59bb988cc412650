"""A list of slides to tick and put in order."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

_PICKED, _OPENED = "picked", "opened"


@dataclass(frozen=True, slots=True)
class Item:
    """One line.

    Parameters
    ----------
    key, name
        Identifier, and French name.
    kept
        Whether it is ticked.
    """

    key: str
    name: str
    kept: bool


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """Register the component once per server."""
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    renderer: Callable[..., Any] = st.components.v2.component(
        "maynum_picker",
        html='<ol class="mn-picker" aria-label="Diapositives, dans l’ordre"></ol>',
        js=script,
        isolate_styles=False,
    )
    return renderer


def show(
    items: Sequence[Item],
    opened: str,
    *,
    key: str,
    pick: Callable[[list[str], list[str]], None],
    choose: Callable[[str], None],
) -> None:
    """Show the list and listen to it.

    Parameters
    ----------
    items
        In their order.
    opened
        Key of the line whose words are being edited.
    key
        Stable identifier.
    pick
        Called with every key in the new order, then with those that are ticked.
    choose
        Called with the key of the line whose name was pressed.
    """

    def picked() -> None:
        lines = st.session_state[key].get(_PICKED)
        if lines:
            order = [str(line["key"]) for line in lines]
            pick(order, [str(line["key"]) for line in lines if line["kept"]])

    def named() -> None:
        chosen = st.session_state[key].get(_OPENED)
        if chosen:
            choose(str(chosen))

    _component()(
        key=key,
        data={"items": [asdict(item) for item in items], "opened": opened},
        on_picked_change=picked,
        on_opened_change=named,
    )

"""A file being read for a user: its real steps on screen, and a button that stops it at once.

The reading has a thread of its own. The script only looks at it and writes what it sees: each write is a
moment at which Streamlit may leave the script for another gesture of the same user, which stops the reading.
"""

import time
from dataclasses import dataclass, field
from threading import Thread
from typing import Final

import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.domain.errors import MaynumError, StoppedReadingError
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.watch import Step, Watch
from maynum_dash.ui import boards, loading, state
from maynum_dash.ui.shelf import Item

_PAUSE_SECONDS: Final = 0.1


@dataclass(slots=True)
class _Reading:
    """What the thread works on, and what it gives."""

    item: Item
    basis: Basis
    lessons: tuple[Lesson, ...]
    watch: Watch = field(default_factory=Watch)
    board: Board | None = None
    refusal: MaynumError | None = None
    bug: Exception | None = None

    def run(self) -> None:
        """Read; what goes wrong is raised again by who waits."""
        try:
            self.board = boards.make(self.item, self.basis, self.lessons, self.watch)
        except MaynumError as error:
            self.refusal = error
        except Exception as error:  # noqa: BLE001 -- a bug is raised in the script that waits, not lost in a thread
            self.bug = error


def receive(item: Item) -> Board:
    """Read a file while its steps are shown.

    Parameters
    ----------
    item
        The file.

    Raises
    ------
    MaynumError
        When it cannot be read, or when the user stopped it.
    """
    reading = _Reading(item, loading.basis(), loading.lessons())
    thread = Thread(target=reading.run, name="lecture", daemon=True)
    with st.status(f"Lecture de « {markdown_text(item.name)} »", expanded=True) as shown:
        st.button("Annuler la lecture", icon=":material/cancel:", key="stop-reading")
        # A script that Streamlit stops may write nothing more: the next one finds this, and says it.
        st.session_state[state.OPENING] = True
        thread.start()
        is_over = False
        try:
            _follow(thread, reading.watch)
            is_over = True
        finally:
            # Any other gesture of the user leaves this block before its end.
            if not is_over:
                reading.watch.stop()
        del st.session_state[state.OPENING]
        if reading.board is None:
            shown.update(label="Le fichier n’a pas pu être lu", state="error")
            raise reading.bug or reading.refusal or StoppedReadingError()
        shown.update(label="Le fichier est lu", state="complete")
    loading.settle(item, reading.basis, reading.lessons, reading.board)
    return reading.board


def _follow(thread: Thread, watch: Watch) -> None:
    """Write each step once it is entered, until the end; each write lets a gesture of the user through."""
    lines = {step: st.empty() for step in Step}
    began = time.monotonic()
    while thread.is_alive():
        current = watch.step
        for step in _entered(current):
            lines[step].markdown(_said(step, time.monotonic() - began if step is current else None))
        thread.join(_PAUSE_SECONDS)
    for step in _entered(watch.step):
        lines[step].markdown(_said(step, None))


def _entered(current: Step | None) -> list[Step]:
    """List the steps up to the current one."""
    steps = list(Step)
    return [] if current is None else steps[: steps.index(current) + 1]


def _said(step: Step, seconds: float | None) -> str:
    """Write a step that is over, or the one in progress with the time since the beginning."""
    if seconds is None:
        return f":material/check: {step}"
    return f":material/hourglass_top: {step} ({seconds:.0f} s)"

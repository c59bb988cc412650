"""The two PDF: the slides as pages, and the note."""

from dataclasses import replace
from typing import Final

from maynum_dash.rendering.formats import count
from maynum_dash.rendering.slides.catalogue import Progress, Selection, compose
from maynum_dash.rendering.slides.model import Deck, Opening, Slide
from maynum_dash.rendering.slides.parts import NOTE_KEYS
from maynum_dash.rendering.slides.portraits import portraits
from maynum_dash.rendering.slides.proofs import Table
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.typeset.compiler import compile_pdf
from maynum_dash.rendering.typeset.payload import files_of

_SLIDE: Final = ((1752, 660), (1290, 660))
_NOTE: Final = ((1500, 540), (1500, 540))
_ROWS: Final = 40  # of a table of the note


def deck_pdf(deck: Deck) -> bytes:
    """Typeset the slides, one a page.

    Parameters
    ----------
    deck
        Presentation.
    """
    return compile_pdf("deck.typ", files_of(deck, *_SLIDE), deck.stamp.day)


def note_pdf(subject: Subject, selection: Selection | None = None, progress: Progress | None = None) -> bytes:
    """Typeset the note: the messages, their proofs, a sheet for each territory.

    Parameters
    ----------
    subject
        What it speaks of.
    selection
        Parts and words; those of a note by default.
    progress
        Told of each part; it raises to give up.
    """
    chosen = selection or Selection(NOTE_KEYS)
    deck = compose(subject, chosen, progress, is_cut=False)
    slides = tuple(_cut(slide) for slide in deck.slides if not isinstance(slide.body, Opening))
    deck = replace(deck, slides=slides)
    return compile_pdf("note.typ", files_of(deck, *_NOTE, portraits(subject)), deck.stamp.day)


def _cut(slide: Slide) -> Slide:
    """Keep the first rows of a very long table; the total is of all of them."""
    table = slide.body
    if not isinstance(table, Table) or len(table.rows) <= _ROWS:
        return slide
    beyond = count(len(table.rows) - _ROWS, "autre ligne", "autres lignes")
    lead = (
        f"Et {beyond}, comprises dans le total." if table.total else f"Et {beyond}, dans le tableau de bord."
    )
    return replace(slide, lead=lead, body=replace(table, rows=table.rows[:_ROWS]))

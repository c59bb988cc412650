"""What the commands of a presentation write, from a workbook, an import or a sealed state."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from maynum_dash.analysis.comparison.changes import compare
from maynum_dash.cli.console import follow
from maynum_dash.cli.editions import Edition, named
from maynum_dash.cli.files import read_file, shown
from maynum_dash.cli.opening import opened
from maynum_dash.cli.supposing import chosen_or_supposed
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.formats import day_long
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.powerpoint.template import read_template
from maynum_dash.rendering.session.page import session_page
from maynum_dash.rendering.slides.catalogue import Selection, compose
from maynum_dash.rendering.slides.subject import Previous, Subject
from maynum_dash.rendering.typeset.documents import deck_pdf, note_pdf


def written(name: str, asked: Namespace, keys: tuple[str, ...]) -> bytes:
    """Write a document.

    Parameters
    ----------
    name
        Of the command.
    asked
        Its options.
    keys
        Parts, in order.
    """
    subject, selection = _subject(chosen_or_supposed(asked), asked), Selection(keys)
    if name == "note":
        return note_pdf(subject, selection, follow("Note"))
    deck = compose(subject, selection, follow("Diapositives"))
    if name == "page":
        return session_page(deck)
    if asked.sortie.suffix.lower() == ".pdf":
        return deck_pdf(deck)
    given: Path | None = asked.modele
    ground = None if given is None else read_template(read_file(given), shown(Path(given.name)))
    return write_deck(deck, ground, follow("PowerPoint"))


def _subject(edition: Edition, asked: Namespace) -> Subject:
    """Gather what the document speaks of; a sealed state brings its day, exercice and reading."""
    return Subject(
        edition.board,
        edition.board.posts,
        edition.reading if asked.lecture is None else Reading(asked.lecture),
        asked.exercice or edition.fiscal_year,
        edition.need_source,
        edition.stamp,
        _previous(edition, asked.depuis),
        scenarios=None if edition.scenario is None else (edition.scenario,),
        known=edition.known,
    )


def _previous(edition: Edition, name: str | None) -> Previous | None:
    """Compare with an earlier state, when one is asked for."""
    if name is None:
        return None
    with opened() as store:
        before = named(store, name)
    committee = before.facts.get("comite")
    label = f"comité du {day_long(_date(committee))}" if committee else before.name
    return Previous(label, compare(before.board, edition.board))


def _date(text: str) -> date:
    return date.fromisoformat(text)

"""Documents of a presentation: made on demand, with their progress, then downloaded."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from maynum_dash.rendering.computed import subject as computed
from maynum_dash.rendering.computed.book import computed_workbook
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.session.page import session_page
from maynum_dash.rendering.slides.catalogue import Progress, Selection
from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.parts import NOTE_KEYS
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.typeset.documents import deck_pdf, note_pdf
from maynum_dash.ui import exporting, loading, presenting, state
from maynum_dash.ui.components.making import made, silent


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are made from.

    Parameters
    ----------
    subject, selection, deck
        What the presentation speaks of, what of it, and the result.
    key
        Everything it depends on.
    """

    subject: Subject
    selection: Selection
    deck: Deck
    key: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document.

    Parameters
    ----------
    key, label, icon
        Identifier, French name, material symbol.
    stem, suffix, mime
        Of the file.
    make
        Writes it, telling its progress.
    """

    key: str
    label: str
    icon: str
    stem: str
    suffix: str
    mime: str
    make: Callable[[Source, Progress], bytes]


def _deck(source: Source, progress: Progress) -> bytes:
    return write_deck(source.deck, presenting.ground(presenting.template()), progress)


def _note(source: Source, progress: Progress) -> bytes:
    kept = tuple(key for key in source.selection.keys if key in NOTE_KEYS) or NOTE_KEYS
    return note_pdf(source.subject, Selection(kept, source.selection.edits), progress)


def _workbook(source: Source, progress: Progress) -> bytes:
    """Write the computed workbook; a scenario stands beside data, not beside itself."""
    about = source.subject
    beside = about.scenarios if about.known is None else ()
    return computed_workbook(
        computed.Subject(
            about.board, about.reading, about.fiscal_year, about.need_source, about.stamp, beside
        ),
        progress,
    )


DOCUMENTS = (
    Document(
        "pptx",
        "PowerPoint",
        ":material/slideshow:",
        "presentation",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _deck,
    ),
    Document(
        "pdf",
        "PDF des diapositives",
        ":material/picture_as_pdf:",
        "diapositives",
        "pdf",
        "application/pdf",
        lambda source, _: deck_pdf(source.deck),
    ),
    Document("note", "Note PDF", ":material/description:", "note", "pdf", "application/pdf", _note),
    Document(
        "page",
        "Page autonome",
        ":material/tablet_mac:",
        "seance",
        "html",
        "text/html",
        lambda source, _: session_page(source.deck),
    ),
    Document(
        "classeur",
        "Classeur calculé",
        ":material/table:",
        "classeur",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _workbook,
    ),
)


def exports(source: Source) -> None:
    """Offer each document: one press makes it, the next one takes it away.

    Parameters
    ----------
    source
        What they are made from.
    """
    cells = st.container(horizontal=True, key="exports")
    below = st.empty()
    making = st.session_state.pop(state.MAKING, "")
    for document in DOCUMENTS:
        if document.key == making:
            with below.container():
                is_made = _make(document, source)
            if is_made:
                below.empty()
    ready: dict[str, str] = st.session_state.get(state.MADE, {})
    with cells:
        for document in DOCUMENTS:
            _offer(document, source, is_ready=ready.get(document.key) == _key(source, document))


def _offer(document: Document, source: Source, *, is_ready: bool) -> None:
    """Show the button that makes a document, or the one that takes it away."""
    if is_ready:
        _download(document, _kept(_key(source, document), lambda: document.make(source, silent)))
        return
    st.button(
        document.label,
        icon=document.icon,
        key=f"make-{document.key}",
        on_click=state.choose,
        args=(state.MAKING, document.key),
    )


def _key(source: Source, document: Document) -> str:
    given = presenting.template() if document.key == "pptx" else None
    return repr((*source.key, document.key, given.key if given else ""))


def _make(document: Document, source: Source) -> bool:
    """Make a document; tell whether it is there to be taken."""
    content = made(document.label, lambda progress: document.make(source, progress), key="cancel-making")
    if content is None:
        return False
    key = _key(source, document)
    _kept(key, lambda: content)
    state.choose(state.MADE, {**st.session_state.get(state.MADE, {}), document.key: key})
    return True


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    """Keep a document on the server; made anew when it was let go."""
    return loading.once_long((key, "document"), make)


def _download(document: Document, content: bytes) -> None:
    # Two different contents never share a file name (ARCHITECTURE, trap 6).
    stamp = hashlib.sha256(content).hexdigest()[:8]
    st.download_button(
        f"Télécharger : {document.label}",
        content,
        file_name=f"maynum-{document.stem}-{stamp}.{document.suffix}",
        mime=document.mime,
        key=f"download-{document.key}",
        icon=":material/download:",
        type="primary",
        on_click=exporting.note,
        args=(f"Présentation : {document.label}",),
    )

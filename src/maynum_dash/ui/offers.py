"""What a page lets the user take away, in one place: the title line."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from maynum_dash.analysis.money.subsidies import subsidies
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.errors import SupposedSubsidiesError
from maynum_dash.rendering import formats
from maynum_dash.rendering.computed.book import computed_workbook
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.rendering.opendata.subsidies import subsidies_csv
from maynum_dash.rendering.opendata.territories import Values, territories_geojson
from maynum_dash.rendering.slides.catalogue import Progress
from maynum_dash.sources.publisher import load_publisher
from maynum_dash.ui import exporting, loading, state
from maynum_dash.ui.components.making import made, silent

if TYPE_CHECKING:
    from maynum_dash.ui.frame import Context

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Offer:
    """One document that a page offers.

    Parameters
    ----------
    key
        Identifier, and stem of the file.
    label
        French name.
    about
        French sentence: what it holds.
    suffix, mime
        Of the file.
    write
        Writes it from the view, telling its progress.
    warn
        What must be known before it is used, in French; empty for nothing.
    """

    key: str
    label: str
    about: str
    suffix: str
    mime: str
    write: Callable[["Context", Progress], bytes]
    warn: Callable[["Context"], str] = lambda _: ""


def _computed(context: "Context", progress: Progress) -> bytes:
    filters = context.filters
    beside = None if context.edition.supposed is None else ()
    return computed_workbook(
        Subject(
            context.board,
            filters.reading,
            filters.fiscal_year,
            context.need_source,
            context.stamp,
            beside,
        ),
        progress,
    )


def _grants(context: "Context", _: Progress) -> bytes:
    """Write the subsidies; open data are facts, and a scenario is none."""
    if context.edition.supposed is not None:
        raise SupposedSubsidiesError(context.edition.supposed.scenario.name)
    return subsidies_csv(subsidies(context.board), load_publisher(), context.stamp)


def _left_out(context: "Context") -> str:
    """Say which posts cannot be published, by reason."""
    found = subsidies(context.board)
    if not found.left_out:
        return ""
    reasons: dict[str, list[str]] = {}
    for anomaly in found.left_out:
        reasons.setdefault(anomaly.message, []).append(str(anomaly.row))
    lines = [f"{message} Lignes du classeur : {', '.join(rows)}." for message, rows in reasons.items()]
    posts = formats.count(found.posts_left_out, "poste laissé de côté", "postes laissés de côté")
    return "\n\n".join([f"{posts}.", *lines])


def _boundaries(level: Level) -> Callable[["Context", Progress], bytes]:
    def write(context: "Context", _: Progress) -> bytes:
        filters = context.filters
        values = Values(context.board, level, context.need_source, filters.reading, filters.fiscal_year)
        return territories_geojson(values, context.stamp)

    return write


COMPUTED = Offer(
    "classeur",
    "Classeur calculé (Excel)",
    "Données, synthèse en formules, graphiques ; tous les postes, quels que soient les filtres.",
    "xlsx",
    _WORKBOOK,
    _computed,
)
GRANTS = Offer(
    "subventions",
    "Subventions, données ouvertes (CSV)",
    "Schéma SCDL « subventions » 2.1.1 : une ligne par décision et par structure, à publier.",
    "csv",
    "text/csv",
    _grants,
    _left_out,
)
EPCI_SHAPES = Offer(
    "intercommunalites",
    "Intercommunalités (GeoJSON)",
    "Contours, besoin, offre et part du Département de l’exercice choisi.",
    "geojson",
    "application/geo+json",
    _boundaries(Level.EPCI),
)
COMMUNE_SHAPES = Offer(
    "communes",
    "Communes (GeoJSON)",
    "Contours, besoin, postes et part du Département de l’exercice choisi.",
    "geojson",
    "application/geo+json",
    _boundaries(Level.COMMUNES),
)


def draw(context: "Context", offers: Sequence[Offer]) -> None:
    """Show the « Exporter » button of a page; nothing is made before a document is asked for.

    Parameters
    ----------
    context
        The view.
    offers
        What the page offers; none shows nothing.
    """
    if offers and len(context.board.posts):
        _place(context, offers)


@st.fragment
def _place(context: "Context", offers: Sequence[Offer]) -> None:
    with (
        st.container(horizontal=True, horizontal_alignment="right"),
        st.popover("Exporter", icon=":material/download:", key="export"),
    ):
        chosen = st.radio(
            "Document à exporter",
            offers,
            format_func=lambda offer: offer.label,
            captions=[offer.about for offer in offers],
            key="export-choice",
        )
        asked = st.button("Préparer le fichier", icon=":material/build:", key="export-make")
        key = (*context.key, context.stamp, chosen.key)
        if asked and _make(context, chosen, key):
            st.session_state[state.PREPARED] = repr(key)
        if st.session_state.get(state.PREPARED) == repr(key):
            _give(context, chosen, key)


def _make(context: "Context", offer: Offer, key: tuple[object, ...]) -> bool:
    """Make the document; tell whether it is there to be taken."""
    place = st.empty()
    with place.container():
        content = made(offer.label, lambda progress: offer.write(context, progress), key="export-cancel")
    if content is None:
        return False
    _kept(key, lambda: content)
    place.empty()
    return True


def _kept(key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    """Keep a document on the server; made anew when it was let go."""
    return loading.once_long((*key, "file"), make)


def _give(context: "Context", offer: Offer, key: tuple[object, ...]) -> None:
    """Let the user take the document, and say what she must know of it first."""
    content = _kept(key, lambda: offer.write(context, silent))
    warning = loading.once((*key, "warning"), lambda: offer.warn(context))
    if warning:
        st.warning(markdown_lines(warning), icon=":material/warning:")
    # Two different contents never share a file name (ARCHITECTURE, trap 6).
    stamp = hashlib.sha256(content).hexdigest()[:8]
    st.download_button(
        "Télécharger",
        content,
        file_name=f"maynum-{offer.key}-{stamp}.{offer.suffix}",
        mime=offer.mime,
        key=f"export-{offer.key}",
        icon=":material/download:",
        type="primary",
        on_click=exporting.note,
        args=(offer.label,),
    )


def markdown_lines(text: str) -> str:
    """Write paragraphs for Markdown, letter for letter."""
    return "\n\n".join(markdown_text(line) for line in text.split("\n\n"))

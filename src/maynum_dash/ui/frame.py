"""The frame that every page calls first: menu, workbook in view, filters; errors are caught here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.coverage import Department, department_row
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering import formats, moves
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import (
    address,
    consultation,
    editions,
    filters,
    loading,
    offers,
    opening,
    registry,
    results,
)
from maynum_dash.ui.editions import Edition, Kind
from maynum_dash.ui.filters import Filters, Usual

DEMO = "Données de démonstration"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a page is drawn from.

    Parameters
    ----------
    board
        The data in view and what is computed from them.
    edition
        Which data they are.
    filters
        Shared filters.
    usual
        Choices shown until the user makes hers.
    """

    board: Board
    edition: Edition
    filters: Filters
    usual: Usual

    @property
    def today(self) -> date:
        """Day of the view."""
        return self.edition.today

    def with_reading(self, reading: Reading) -> "Context":
        """The same view in another reading, for a page that offers the choice itself."""
        return replace(self, filters=replace(self.filters, reading=reading))

    @property
    def key(self) -> tuple[object, ...]:
        """What every result of this view depends on."""
        return (self.board.key, self.filters, self.today)

    @property
    def posts(self) -> pd.DataFrame:
        """Posts that the filters keep."""
        return loading.once(
            (*self.key, "posts"), lambda: self.board.posts[self.filters.keeps(self.board.posts)]
        )

    @property
    def anywhere(self) -> "Context":
        """The same view over every territory."""
        return replace(self, filters=replace(self.filters, epci=filters.EVERYWHERE))

    @property
    def movements(self) -> pd.DataFrame:
        """Movements of those posts, in the four readings."""
        movements = self.board.movements
        return loading.once(
            (*self.key, "movements"), lambda: movements[movements["row"].isin(self.posts["row"])]
        )

    @property
    def need_source(self) -> NeedSource:
        """Official when the workbook brings it, else the estimate."""
        needs = self.board.matched.needs
        return NeedSource.OFFICIAL if needs["is_retained"].any() else NeedSource.ESTIMATED

    @property
    def need_source_name(self) -> str:
        """Source of the need, in one French word."""
        return {NeedSource.OFFICIAL: "officielle", NeedSource.ESTIMATED: "estimée"}[self.need_source]

    @property
    def coverage(self) -> pd.DataFrame:
        """Need against offer by EPCI, over all the posts."""
        return results.coverage(self.board, self.need_source)

    @property
    def department(self) -> Department:
        """Totals of the coverage."""
        board = self.board
        return loading.once(
            (*self.key, "department"),
            lambda: department_row(self.coverage, board.posts, board.matched.served),
        )

    @property
    def stamp(self) -> Stamp:
        """What a document made from this view bears."""
        source, snapshot, supposed = self.edition.source, self.edition.snapshot, self.edition.supposed
        # What is supposed is said before what is invented.
        warnings = (
            "" if supposed is None else moves.title(supposed.scenario),
            f"{DEMO} : montants et dates inventés" if self.board.workbook.is_demo else "",
        )
        return Stamp(
            source=f"{source[0].upper()}{source[1:]}",
            day=self.today,
            fingerprint="" if snapshot is None else snapshot.fingerprint,
            warning=" · ".join(filter(None, warnings)),
        )

    @property
    def source(self) -> str:
        """French source line of everything computed from the workbook; text, not HTML."""
        kind = f"{DEMO} (montants et dates inventés), " if self.board.workbook.is_demo else ""
        source = f"{kind}{self.edition.source}"
        return source[0].upper() + source[1:]


def show(key: str) -> None:
    """Draw a page, whole.

    Parameters
    ----------
    key
        Key of the page in the registry.
    """
    page = registry.page(key)
    st.set_page_config(f"{page.title} · MayNum", str(_FOLDER / "icon.svg"), layout="wide")
    st.html(_dress(), unsafe_allow_javascript=True)
    address.begin()
    try:
        view = import_module(f"maynum_dash.ui.views.{key}")
        context = _open(page, getattr(view, "OFFERS", ()))
        view.draw(context)
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
    address.write()


@cache
def _dress() -> str:
    style = (_FOLDER / "style.css").read_text(encoding="utf-8")
    script = (_FOLDER / "frame.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


def _open(page: registry.Page, offered: Sequence[offers.Offer]) -> Context:
    with st.sidebar:
        _menu()
        edition = consultation.current()
        usual = _usual(edition)
        board = loading.board(edition)
        chosen = filters.draw(
            _fiscal_years(board), _epci_names(board), usual, offers_reading=not page.offers_reading
        )
        opening.draw(edition, board)
    context = Context(board, edition, chosen, usual)
    opening.notice()
    _banner(context)
    _title(page, context, offered)
    return context


def _menu() -> None:
    st.html(
        '<p class="mn-brand"><span></span><b>Conseiller May Num'
        f"<small>{html_text(perimeter().publisher)}</small></b></p>"
    )
    for page in registry.PAGES:
        st.page_link(page.path, label=page.title, icon=page.icon)


def _usual(edition: Edition) -> Usual:
    """Choices made for the user until she makes hers: those sealed with a state, else today's."""
    sealed = {} if edition.snapshot is None else edition.snapshot.parameters
    return Usual(
        fiscal_year=int(sealed.get("exercice", edition.today.year)),
        reading=Reading(sealed.get("lecture", Reading.TRANCHE)),
    )


def _banner(context: Context) -> None:
    """Say, above everything, that these are not the data of everyone."""
    edition = context.edition
    if edition.kind is Kind.PREVIEW:
        said = (
            f"Aperçu de « {edition.name} » : vous seul voyez ce classeur, il n’est pas importé. "
            "Page Imports : confirmez-le, ou écartez-le."
        )
    elif edition.kind is Kind.PAST:
        said = f"Vous consultez l’{edition.source} : ce ne sont pas les données courantes."
    elif edition.supposed is not None:
        said = f"{edition.source}. Toutes les pages montrent ce que le scénario suppose."
    elif edition.snapshot is not None:
        said = (
            f"Vous consultez l’{editions.sealed_name(edition.snapshot)} ; données, barème et territoires "
            f"figés au {formats.day_long(edition.today)}."
        )
        if results.differs_from_sealed(edition.snapshot, context.board):
            said += (
                f" Attention : le logiciel a changé depuis (version {edition.snapshot.software_version}), et "
                "certains chiffres ne sont plus ceux qui ont été scellés."
            )
    else:
        return
    st.html(f'<p class="mn-banner" role="status">{html_text(said)}</p>')


def _title(page: registry.Page, context: Context, offered: Sequence[offers.Offer]) -> None:
    demo = f' <span class="mn-demo">{DEMO}</span>' if context.board.workbook.is_demo else ""
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        st.html(f'<h1 class="mn-title">{html_text(page.title)}{demo}</h1>')
        offers.draw(context, offered)
    if context.filters.narrows:
        names = _epci_names(context.board)
        kept = " · ".join(context.filters.words(names))
        st.html(f'<p class="mn-filtered"><b>Filtres : {html_text(kept)}.</b> {html_text(page.scope)}</p>')


def _fiscal_years(board: Board) -> list[int]:
    return sorted({int(year) for year in board.movements["fiscal_year"].unique()})


def _epci_names(board: Board) -> dict[str, str]:
    epci = board.reference.epci
    return dict(zip(epci["code"], epci["short_name"], strict=True))

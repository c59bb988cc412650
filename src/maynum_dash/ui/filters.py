"""The filters shared by every page, kept from page to page and in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from maynum_dash.domain.posts import EmployerCategory, Reading, Status
from maynum_dash.rendering.slides.words import with_capital
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import state

EVERYWHERE = ""
READING_NAMES = {
    Reading.SIGNATURE: "À la signature (AE)",
    Reading.TRANCHE: "Par tranche annuelle",
    Reading.PRORATA: "Au prorata des jours",
    Reading.PAYMENT: "Au paiement (CP)",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the user wants to see.

    Parameters
    ----------
    fiscal_year
        Exercice in view.
    epci
        SIREN, or ``EVERYWHERE``.
    statuses, categories
        Values kept; all of them when none is chosen.
    reading
        How money is placed in fiscal years.
    """

    fiscal_year: int
    epci: str
    statuses: tuple[Status, ...]
    categories: tuple[EmployerCategory, ...]
    reading: Reading

    def keeps(self, posts: pd.DataFrame) -> pd.Series:
        """Mask of the posts kept, by the employer's EPCI, the status and the category."""
        mask = posts["status"].isin(self.statuses) & posts["category"].isin(self.categories)
        return (
            mask if self.epci == EVERYWHERE else mask & posts["epci_code"].eq(self.epci).fillna(value=False)
        )

    @property
    def selection(self) -> tuple[object, ...]:
        """What decides which posts are kept; the exercice and the reading do not."""
        return (self.epci, self.statuses, self.categories)

    def words(self, epci_names: dict[str, str]) -> list[str]:
        """Name what is kept, for the reminder above the page."""
        kept = [epci_names[self.epci]] if self.epci else []
        if len(self.statuses) < len(Status):
            kept += [status.value for status in self.statuses]
        if len(self.categories) < len(EmployerCategory):
            kept += [category.value for category in self.categories]
        return kept

    @property
    def narrows(self) -> bool:
        """Whether some posts may be left out."""
        return (
            bool(self.epci)
            or len(self.statuses) < len(Status)
            or len(self.categories) < len(EmployerCategory)
        )


@dataclass(frozen=True, slots=True)
class Usual:
    """What is shown until the user chooses.

    Parameters
    ----------
    fiscal_year
        Exercice in view.
    reading
        Reading in view.
    """

    fiscal_year: int
    reading: Reading


def draw(
    fiscal_years: Sequence[int], epci_names: dict[str, str], usual: Usual, *, offers_reading: bool
) -> Filters:
    """Draw the filters in the sidebar and read them.

    Parameters
    ----------
    fiscal_years
        Exercices in which money moves.
    epci_names
        Name by SIREN.
    usual
        Default choices.
    offers_reading
        Whether the reading is chosen here; a page that offers it itself is not redrawn whole.
    """
    years = sorted({*fiscal_years, usual.fiscal_year})
    places = [EVERYWHERE, *epci_names]
    st.markdown("**Filtres**")
    year = state.one(state.FISCAL_YEAR, years, usual.fiscal_year)
    st.selectbox("Exercice", years, **state.wiring(state.FISCAL_YEAR), filter_mode=None)
    epci = state.one(state.EPCI, places, EVERYWHERE)
    st.selectbox(
        "Territoire",
        places,
        format_func=lambda code: epci_names.get(code, with_capital(perimeter().entire)),
        **state.wiring(state.EPCI),
        filter_mode=None,
    )
    reading = state.one(state.READING, list(Reading), usual.reading)
    if offers_reading:
        st.selectbox(
            "Lecture du budget",
            list(Reading),
            format_func=READING_NAMES.__getitem__,
            **state.wiring(state.READING),
            filter_mode=None,
        )
    statuses = state.several(state.STATUSES, list(Status))
    st.pills("Statut", list(Status), selection_mode="multi", **state.wiring(state.STATUSES))
    categories = state.several(state.CATEGORIES, list(EmployerCategory))
    st.pills(
        "Catégorie d’employeur",
        list(EmployerCategory),
        selection_mode="multi",
        **state.wiring(state.CATEGORIES),
    )
    return Filters(
        fiscal_year=year,
        epci=epci,
        statuses=tuple(statuses or Status),
        categories=tuple(categories or EmployerCategory),
        reading=reading,
    )

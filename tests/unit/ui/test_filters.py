"""The shared filters: what they keep, what they say, and what a link can make them do."""

from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.domain.posts import EmployerCategory, Reading, Status
from maynum_dash.ui.filters import EVERYWHERE, READING_NAMES, Filters

PAGE = """
import streamlit as st
from maynum_dash.domain.posts import Reading
from maynum_dash.ui import address, filters
address.begin()
usual = filters.Usual(2026, Reading.TRANCHE)
chosen = filters.draw([2025, 2024], {"1": "Ernée", "2": "Laval"}, usual, offers_reading=True)
st.session_state["seen"] = chosen
address.write()
"""
ALL = (tuple(Status), tuple(EmployerCategory))


def posts() -> pd.DataFrame:
    rows = [
        ("1", "Occupé", "Public"),
        ("2", "Vacant", "Privé"),
        (None, "Occupé", "Public bonifié"),
        ("1", "Rendu", "Privé"),
    ]
    return pd.DataFrame(rows, columns=["epci_code", "status", "category"]).astype("str")


def filters(
    epci: str = EVERYWHERE,
    statuses: tuple[Status, ...] = ALL[0],
    categories: tuple[EmployerCategory, ...] = ALL[1],
) -> Filters:
    return Filters(2026, epci, statuses, categories, Reading.TRANCHE)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (filters(), [True, True, True, True]),
        (filters(epci="1"), [True, False, False, True]),
        (filters(epci="9"), [False, False, False, False]),
        (filters(statuses=(Status.OCCUPIED,)), [True, False, True, False]),
        (filters(categories=(EmployerCategory.PRIVATE,)), [False, True, False, True]),
        (filters("1", (Status.RETURNED,), (EmployerCategory.PRIVATE,)), [False, False, False, True]),
    ],
)
def test_posts_are_kept_by_territory_status_and_category(chosen: Filters, kept: list[bool]) -> None:
    mask = chosen.keeps(posts())
    assert mask.tolist() == kept
    assert len(posts()[mask]) == sum(kept)


def test_no_post_is_no_error() -> None:
    assert filters(epci="1").keeps(posts().head(0)).tolist() == []


@pytest.mark.parametrize(
    ("chosen", "narrows"),
    [
        (filters(), False),
        (filters(epci="1"), True),
        (filters(statuses=(Status.OCCUPIED,)), True),
        (filters(categories=(EmployerCategory.PUBLIC,)), True),
    ],
)
def test_filters_say_whether_they_leave_posts_out(chosen: Filters, narrows: bool) -> None:
    assert chosen.narrows is narrows


def test_the_exercice_and_the_reading_select_no_post() -> None:
    other = replace(filters(), fiscal_year=2025, reading=Reading.PAYMENT)
    assert other.selection == filters().selection


@pytest.mark.parametrize(
    "chosen",
    [filters(epci="1"), filters(statuses=(Status.OCCUPIED,)), filters(categories=(EmployerCategory.PUBLIC,))],
)
def test_another_choice_of_posts_is_another_selection(chosen: Filters) -> None:
    assert chosen.selection != filters().selection


def test_every_reading_has_a_french_name() -> None:
    assert set(READING_NAMES) == set(Reading)
    assert len(set(READING_NAMES.values())) == len(Reading)


def run(**parameters: str) -> AppTest:
    app = AppTest.from_string(PAGE)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def test_the_first_view_is_the_current_exercice_of_the_whole_departement() -> None:
    app = run()
    assert app.session_state["seen"] == Filters(2026, EVERYWHERE, *ALL, Reading.TRANCHE)
    assert dict(app.query_params) == {}
    assert app.selectbox(key="widget-exercice-sidebar").options == ["2024", "2025", "2026"]
    assert app.selectbox(key="widget-epci-sidebar").options == ["Toute la Mayenne", "Ernée", "Laval"]


def test_a_link_opens_the_same_view() -> None:
    app = run(exercice="2024", epci="2", statut="Vacant,Rendu", categorie="Privé", lecture="paiement")
    expected = Filters(
        2024, "2", (Status.VACANT, Status.RETURNED), (EmployerCategory.PRIVATE,), Reading.PAYMENT
    )
    assert app.session_state["seen"] == expected
    again = run(**dict(app.query_params.items()))
    assert again.session_state["seen"] == expected


def test_a_link_to_what_does_not_exist_opens_the_first_view() -> None:
    app = run(exercice="1850", epci="<b>", statut="Perdu", categorie="Roi", lecture="autre", intrus="x")
    assert app.session_state["seen"] == Filters(2026, EVERYWHERE, *ALL, Reading.TRANCHE)
    assert dict(app.query_params) == {}


def test_choosing_in_the_sidebar_changes_the_view_and_the_address() -> None:
    app = run()
    app.selectbox(key="widget-exercice-sidebar").set_value(2024).run()
    app.selectbox(key="widget-epci-sidebar").set_value("1").run()
    assert (app.session_state["seen"].fiscal_year, app.session_state["seen"].epci) == (2024, "1")
    assert dict(app.query_params) == {"exercice": "2024", "epci": "1"}


def test_no_status_chosen_means_all_of_them() -> None:
    app = run(statut="Vacant")
    app.button_group(key="widget-statut-sidebar").set_value([]).run()
    assert app.session_state["seen"].statuses == tuple(Status)
    assert dict(app.query_params) == {}

"""Choices: read from the address once, kept afterwards, written back, never outside what is offered."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.ui import state

ONE = """
import streamlit as st
from maynum_dash.ui import address, state
address.begin()
st.session_state["seen"] = state.one("niveau", ["", "epci", "communes"], "epci")
st.selectbox("Niveau", ["", "epci", "communes"], **state.wiring("niveau", "page"))
address.write()
"""
SEVERAL = """
import streamlit as st
from maynum_dash.ui import address, state
address.begin()
st.session_state["seen"] = state.several("statut", ["Occupé", "Vacant", "Rendu"])
st.pills("Statut", ["Occupé", "Vacant", "Rendu"], selection_mode="multi", **state.wiring("statut"))
address.write()
"""
NUMBER = """
import streamlit as st
from maynum_dash.ui import address, state
address.begin()
st.session_state["seen"] = state.number("densite", 0.1, 5.0, 1.0)
address.write()
"""
TEXT = """
import streamlit as st
from maynum_dash.ui import address, state
address.begin()
st.session_state["seen"] = state.text("seuils")
address.write()
"""
SHRINKING = """
import streamlit as st
from maynum_dash.ui import address, state
address.begin()
offered = st.session_state.get("offered", ["taux", "densite"])
st.session_state["seen"] = state.one("indicateur", offered, "taux")
address.write()
"""


def run(script: str, **parameters: str) -> AppTest:
    app = AppTest.from_string(script)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def parameters(app: AppTest) -> dict[str, object]:
    return dict(app.query_params)


@pytest.mark.parametrize(
    ("arrived", "seen", "written"),
    [
        ({}, "epci", {}),
        ({"niveau": "communes"}, "communes", {"niveau": "communes"}),
        ({"niveau": "epci"}, "epci", {}),
        ({"niveau": "cantons"}, "epci", {}),
        ({"niveau": "<script>"}, "epci", {}),
        # An empty token is no choice, even when an option has one.
        ({"niveau": ""}, "epci", {}),
    ],
)
def test_one_option_is_read_from_the_address_or_else_the_default(
    arrived: dict[str, str], seen: str, written: dict[str, object]
) -> None:
    app = run(ONE, **arrived)
    assert app.session_state["seen"] == seen
    assert app.selectbox(key="widget-niveau-page").value == seen
    assert parameters(app) == written


def test_a_choice_is_kept_and_written_whatever_the_address_said() -> None:
    app = run(ONE, niveau="communes")
    app.selectbox(key="widget-niveau-page").set_value("").run()
    assert app.session_state["seen"] == ""
    app.selectbox(key="widget-niveau-page").set_value("epci").run()
    assert (app.session_state["seen"], parameters(app)) == ("epci", {})
    app.run()
    assert app.session_state["seen"] == "epci"


def test_a_choice_no_longer_offered_gives_way_to_the_default() -> None:
    app = run(SHRINKING, indicateur="densite")
    assert app.session_state["seen"] == "densite"
    app.session_state["offered"] = ["taux"]
    app.run()
    assert (app.session_state["seen"], parameters(app)) == ("taux", {})


@pytest.mark.parametrize(
    ("arrived", "seen", "written"),
    [
        ({}, [], {}),
        ({"statut": "Vacant"}, ["Vacant"], {"statut": "Vacant"}),
        # In the order offered, without what is not offered.
        ({"statut": "Rendu,Inconnu,Occupé"}, ["Occupé", "Rendu"], {"statut": "Occupé,Rendu"}),
        ({"statut": ",,"}, [], {}),
    ],
)
def test_several_options_are_read_from_the_address(
    arrived: dict[str, str], seen: list[str], written: dict[str, object]
) -> None:
    app = run(SEVERAL, **arrived)
    assert app.session_state["seen"] == seen
    assert parameters(app) == written


def test_several_options_are_kept_and_may_be_emptied() -> None:
    app = run(SEVERAL, statut="Vacant")
    app.button_group(key="widget-statut-sidebar").set_value(["Rendu", "Occupé"]).run()
    assert app.session_state["seen"] == ["Occupé", "Rendu"]
    assert parameters(app) == {"statut": "Occupé,Rendu"}
    app.button_group(key="widget-statut-sidebar").set_value([]).run()
    assert (app.session_state["seen"], parameters(app)) == ([], {})


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("2.5", 2.5),
        ("0.1", 0.1),
        ("5", 5.0),
        ("5.01", 1.0),
        ("-1", 1.0),
        ("", 1.0),
        ("deux", 1.0),
        ("nan", 1.0),
        ("inf", 1.0),
        ("1e9", 1.0),
    ],
)
def test_a_number_stays_within_its_bounds(typed: str, seen: float) -> None:
    app = run(NUMBER, densite=typed)
    assert app.session_state["seen"] == seen
    assert parameters(app) == ({} if seen == 1.0 else {"densite": f"{seen:g}"})


def test_a_text_is_kept_and_cut() -> None:
    assert run(TEXT, seuils="15 ; 20").session_state["seen"] == "15 ; 20"
    assert len(run(TEXT, seuils="9" * 5000).session_state["seen"]) == 200
    assert parameters(run(TEXT)) == {}


def test_no_two_choices_have_one_name_in_the_address() -> None:
    names = [value for name, value in vars(state).items() if name.isupper() and isinstance(value, str)]
    assert len(set(names)) == len(names)


def test_no_choice_is_named_twice_in_the_code() -> None:
    written = Path(state.__file__).read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+) = ", written, re.MULTILINE)
    assert len(set(named)) == len(named)

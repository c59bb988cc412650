"""The address says what is chosen, nothing else, and is read once."""

from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st
from maynum_dash.ui import address
address.begin()
for name, value in st.session_state.get("wanted", {}).items():
    address.put(name, value)
st.session_state["seen"] = [address.arrived("exercice"), address.arrived("autre")]
address.write()
"""


def app(wanted: dict[str, str], **arrived: str) -> AppTest:
    page = AppTest.from_string(PAGE)
    for name, value in arrived.items():
        page.query_params[name] = value
    page.session_state["wanted"] = wanted
    return page.run()


def parameters(page: AppTest) -> dict[str, object]:
    return dict(page.query_params)


def test_what_the_user_arrived_with_is_remembered_after_the_address_changed() -> None:
    page = app({"exercice": "2027"}, exercice="2026")
    page.run()
    assert page.session_state["seen"] == ["2026", ""]
    assert parameters(page) == {"exercice": "2027"}


def test_a_parameter_that_nobody_reads_leaves_the_address() -> None:
    assert parameters(app({"exercice": "2026"}, intrus="x", exercice="2026")) == {"exercice": "2026"}


def test_an_empty_value_is_left_out() -> None:
    page = app({"exercice": "2026", "epci": ""})
    assert parameters(page) == {"exercice": "2026"}
    page.session_state["wanted"] = {"exercice": ""}
    page.run()
    assert parameters(page) == {}


def test_each_drawing_collects_anew() -> None:
    page = app({"exercice": "2026", "epci": "1"})
    page.session_state["wanted"] = {"exercice": "2026"}
    page.run()
    assert parameters(page) == {"exercice": "2026"}

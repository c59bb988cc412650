"""Every name kept in ``st.session_state``: the choices of one user, never data.

A widget forgets its value when it leaves the screen. Each choice therefore has a permanent key, and the
widget a key of its own that is copied when it changes (ARCHITECTURE, trap 4). The permanent key is also
the name of the parameter in the address.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

import streamlit as st

from maynum_dash.ui import address

FISCAL_YEAR = "exercice"
EPCI = "epci"
STATUSES = "statut"
CATEGORIES = "categorie"
READING = "lecture"
TERRITORY = "territoire"
LEVEL = "niveau"
INDICATOR = "indicateur"
METHOD = "classes"
CLASS_COUNT = "nombre"
THRESHOLDS = "seuils"
NEED_SOURCE = "besoin"
VIEW = "vue"
GROUPING = "regroupement"
DENSITY = "densite"
POST = "poste"
FUNDER = "financeur"
CONSULTED = "consulte"  # number of a past import, or fingerprint of a sealed state
SECTION = "rubrique"
BEFORE = "avant"
AFTER = "apres"
COMPARED_YEAR = "annee"
AXIS = "par"
SEARCH = "cherche"
PANEL = "volet"  # section of the Budget page
DELAY = "delai"  # days allowed to pay what is due
DETAILED = "detail"  # territory or structure whose rows are shown
URGENCY = "urgence"
SEVERITY = "gravite"
SHEET = "feuille"
KIND = "anomalie"
MAP_VIEW = "representation"
TINT = "palette"
DEPARTMENT = "departement"  # whose communes are drawn
POINTS = "points"  # whether places are drawn on the map
ASPECT = "aspect"  # part of the page Couverture
LEAF = "feuillet"  # section of the page Postes
RADIUS = "rayon"  # kilometres
HOSTS = "lieux"
ADDED = "ajouts"  # communes where a place is tried
PLACES_WANTED = "combien"
TIER = "echelle"  # size of the territories ranked
WEIGHT = "poids"  # followed by the name of a component
SHEET_TIER = "fiche"  # size of the territory of the sheet
SHEET_CODE = "code"
BASE = "base"  # source of the need that the others are measured against
FORMER = "compare"  # import or sealed state beside the data in view
PART = "partie"  # of the page Scénarios
SCENARIOS = "scenarios"  # compared side by side
SIDE = "lignes"  # what makes the lines of their comparison
PLAYED = "cascade"  # scenario whose cascade is shown
HORIZON = "jusque"  # last exercice looked at
EMPLOYER = "employeur"  # category of a simulated post
SERVED = "pour"  # its EPCI
START = "debut"
DECISION = "decision"
FTE = "etp"
WANTED = "etp-voulus"
SLIDES = "diapos"  # parts of the presentation that are kept, in order
SLIDE = "diapo"  # part whose words are being edited
SUPPOSED = "suppose"  # scenarios that the presentation shows beside the data
EARLIER = "depuis"  # earlier state that the presentation compares with

OPENED = "opened"  # key of the workbook that this user opened
EXPORT = "export"  # key of the export of the State that this user gave
OPENING = "opening"  # whether a file is being read: still there afterwards, it was stopped
NOTICE = "notice"  # what the last opening of a file had to say
REFUSED = "refused"  # key of the workbook that was refused for its columns
TO_OPEN = "to_open"  # path of the file of the shared folder that this user asked to open
TRIED = "tried"  # decisions on columns of which this user has seen the effect
UPLOADS = "uploads"  # counts uploads, so that the widget empties itself after each one
DRAFT = "draft"  # scenario that this user is composing
DRAFT_NAME = "draft-name"
DRAFT_ID = "draft-id"  # saved scenario that the draft changes
DRAFT_FORMS = "draft-forms"  # counts the forms of moves, so that each starts anew
DRAFT_CHANGED = "draft-changed"  # rank of the move that is being changed
PREPARED = "prepared"  # document that this user asked for, by what it depends on
SLIDE_ORDER = "slide-order"  # every part, in the order of the user
EDITS = "edits"  # words of the user, by part
TEMPLATE = "template"  # key of the template that this user gave
MAKING = "making"  # document asked for
MADE = "made"  # documents ready to be downloaded, by what they depend on
AUTHOR = "author"  # name that this user typed for the register; not in the address

Option = TypeVar("Option")
_YEARS: Final = range(2020, 2061)


def wiring(name: str, place: str = "sidebar") -> dict[str, Any]:
    """Arguments that tie a widget to a choice read before on this page.

    Parameters
    ----------
    name
        One of the names above.
    place
        Where the widget stands, when the same choice is offered in two places.
    """
    key = f"widget-{name}-{place}"
    st.session_state[key] = st.session_state[name]
    return {"key": key, "on_change": keep, "args": (name, place)}


def typed(name: str, place: str = "page") -> dict[str, Any]:
    """Arguments that tie a text field to a choice that stays out of the address."""
    st.session_state.setdefault(name, "")
    return wiring(name, place)


def keep(name: str, place: str = "sidebar") -> None:
    """Copy what a widget holds to its permanent key; used as ``on_change``."""
    st.session_state[name] = st.session_state[f"widget-{name}-{place}"]


def one(
    name: str, options: Sequence[Option], default: Option, token: Callable[[Option], str] = str
) -> Option:
    """Read a choice of one option, and write it in the address.

    Parameters
    ----------
    name
        One of the names above.
    options
        What can be chosen now; a kept value that is no longer among them gives way to the default.
    default
        Value when nothing was chosen; it is left out of the address.
    token
        Writing of an option in the address.
    """
    if name in st.session_state:
        value: Option = st.session_state[name]
    else:
        # Nothing in the address is not the option whose token is empty.
        arrived = address.arrived(name)
        value = next((option for option in options if arrived and token(option) == arrived), default)
    if value not in options:
        value = default
    return _settle(name, value, "" if value == default else token(value))


def several(name: str, options: Sequence[Option], token: Callable[[Option], str] = str) -> list[Option]:
    """Read a choice of several options; none chosen means all of them.

    Parameters
    ----------
    name, options, token
        As for ``one``; the address holds the tokens separated by commas.
    """
    if name in st.session_state:
        kept = st.session_state[name]
    else:
        tokens = address.arrived(name).split(",")
        kept = [option for option in options if token(option) in tokens]
    value = [option for option in options if option in kept]
    return _settle(name, value, ",".join(token(option) for option in value))


def number(name: str, lowest: float, highest: float, default: float) -> float:
    """Read a number between two bounds; anything else gives way to the default."""
    kept = st.session_state.get(name, address.arrived(name))
    try:
        value = float(kept)
    except ValueError:
        value = default
    value = value if lowest <= value <= highest else default
    return _settle(name, value, "" if value == default else f"{value:g}")


def day(name: str, default: date) -> date:
    """Read a day written AAAA-MM-JJ in the address; anything else gives way to the default."""
    kept = st.session_state.get(name, address.arrived(name))
    try:
        value = kept if isinstance(kept, date) else date.fromisoformat(str(kept))
    except ValueError:
        value = default
    value = value if value.year in _YEARS else default
    return _settle(name, value, "" if value == default else value.isoformat())


def text(name: str) -> str:
    """Read a text typed by the user."""
    value = str(st.session_state.get(name, address.arrived(name)))[:200]
    return _settle(name, value, value)


def page_key(name: str) -> str:
    """Key of the widget that turns the pages of a long table."""
    return f"page-{name}"


def page(name: str) -> int:
    """Page of a long table that this user has turned to, from 1; the first one to begin with."""
    turned: int = st.session_state.get(page_key(name), 1)
    return turned


def choose(name: str, value: object) -> None:
    """Set a choice from elsewhere than its widget."""
    st.session_state[name] = value


def _settle(name: str, value: Option, parameter: str) -> Option:
    st.session_state[name] = value
    address.put(name, parameter)
    return value

"""Who is looking, and what she may change; asked again at every rerun and inside every action that writes.

Without configuration the dashboard serves one office: everyone belongs to the team and says her own name.
``MAYNUM_IDENTITE`` names the HTTP header in which the reverse proxy gives the identity that it checked;
``MAYNUM_EQUIPE`` is the file that lists the identities of the team, one a line.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from maynum_dash.domain.errors import AccessError, MissingAuthorError
from maynum_dash.ui import state

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is looking.

    Parameters
    ----------
    name
        Identity given by the proxy, else the name that she typed; may be empty.
    is_known
        Whether the proxy vouches for the name.
    is_team
        Whether she may import, restore, seal and change settings.
    """

    name: str
    is_known: bool
    is_team: bool


def visitor() -> Visitor:
    """Tell who is looking now; a name struck from the team's file loses its rights at the next rerun."""
    header = os.environ.get("MAYNUM_IDENTITE", "")
    known = _header(header) if header else ""
    typed = "" if header else str(st.session_state.get(state.AUTHOR, "")).strip()
    return Visitor(known or typed, bool(known), _is_team(known))


def author(action: str) -> str:
    """Name under which an action is written in the register.

    Parameters
    ----------
    action
        What is about to be done, in French, as an infinitive.

    Raises
    ------
    AccessError
        When she is not of the team.
    MissingAuthorError
        When nobody is named.
    """
    who = visitor()
    if not who.is_team:
        raise AccessError(action, who.name if who.is_known else "")
    if not who.name:
        raise MissingAuthorError
    return who.name


def ask_name() -> None:
    """Let her say her name, where no proxy does."""
    if os.environ.get("MAYNUM_IDENTITE"):
        return
    st.text_input(
        "Votre nom, pour le registre",
        max_chars=_LONGEST,
        placeholder="Prénom et nom, ou service",
        **state.typed(state.AUTHOR),
    )


def _header(name: str) -> str:
    return " ".join(str(st.context.headers.get(name) or "").split())[:_LONGEST]


def _is_team(known: str) -> bool:
    listed = os.environ.get("MAYNUM_EQUIPE")
    if not listed:
        return True
    try:
        lines = Path(listed).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        # A list that cannot be read lets nobody write.
        return False
    return bool(known) and known.casefold() in {" ".join(line.split()).casefold() for line in lines}

"""The store for the time of a command, and what a command says of itself there: who, and on which day."""

import getpass
import os
from argparse import Namespace
from contextlib import closing
from datetime import date, datetime

from maynum_dash.sources.basis import Basis, load_basis, with_namings, with_scale
from maynum_dash.sources.lessons import Lesson
from maynum_dash.store.base import Store
from maynum_dash.store.lessons import lessons_of
from maynum_dash.store.namings import namings_of
from maynum_dash.store.opening import has_memory, open_store
from maynum_dash.store.scales import scale_in_force

_UNKNOWN = "ligne de commande"


def opened() -> "closing[Store]":
    """Open the store of the dashboard; it closes with the ``with`` block.

    Raises
    ------
    StoreError
        When it cannot be used.
    """
    return closing(open_store())


def known_lessons() -> tuple[Lesson, ...]:
    """Give the headings that the team taught; none where there is no memory yet, which is not created.

    Raises
    ------
    StoreError
        When the memory is there and cannot be used: figures would differ without a word.
    """
    if not has_memory():
        return ()
    with opened() as store:
        return lessons_of(store)


def basis_at(store: Store, at: datetime | None = None) -> Basis:
    """Give the territories of today with the scale and the names decided at an instant; now without any."""
    saved, basis = scale_in_force(store, at), with_namings(load_basis(), namings_of(store, at))
    return basis if saved is None else with_scale(basis, saved.content.encode())


def known_basis() -> Basis:
    """Give scale and territories of today; those of the data folder where there is no memory yet.

    Raises
    ------
    StoreError
        When the memory is there and cannot be used: figures would differ without a word.
    """
    if not has_memory():
        return load_basis()
    with opened() as store:
        return basis_at(store)


def author(options: Namespace) -> str:
    """Tell who gives the command: the name typed, else the one of the session of the computer.

    Parameters
    ----------
    options
        With ``auteur``, which may be ``None``.
    """
    if options.auteur is not None:
        typed: str = options.auteur
        return typed
    try:
        return " ".join(getpass.getuser().split()) or _UNKNOWN
    except (ImportError, KeyError, OSError):
        # No name in the environment, and no list of accounts (Windows) or none for this number (a container).
        return _UNKNOWN


def today() -> date:
    """Day of the command; ``MAYNUM_AUJOURDHUI`` (ISO) replays another one, as in the pages."""
    replayed = os.environ.get("MAYNUM_AUJOURDHUI")
    return date.fromisoformat(replayed) if replayed else date.today()  # noqa: DTZ011 -- the office's own calendar

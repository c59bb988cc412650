"""Every cache of the application.

Keys hold the fingerprint of the workbook and the choices that the result depends on, nothing about who is
looking. Tables are shared between sessions, therefore never changed by anybody.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.coverage import coverage_table
from maynum_dash.analysis.needs import needs_table
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.rendering.template import template_workbook
from maynum_dash.sources.basis import Basis, load_basis
from maynum_dash.sources.folder import METHOD
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.ui.shelf import Item, Shelf, changed_on

_KEPT = 32  # workbooks
_RESULTS = 2000  # tables and figures

Result = TypeVar("Result")


def today() -> date:
    """Day of the view; ``MAYNUM_AUJOURDHUI`` (ISO) replays another one, for tests and screenshots."""
    replayed = os.environ.get("MAYNUM_AUJOURDHUI")
    return date.fromisoformat(replayed) if replayed else date.today()  # noqa: DTZ011 -- the office's own calendar


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """Workbooks opened on this server."""
    return Shelf()


@st.cache_resource(show_spinner=False)
def basis() -> Basis:
    """Scale and territories of today."""
    return load_basis()


def from_file(path: Path) -> Item:
    """Workbook of a file; read again only when the file changes."""
    status = path.stat()
    return _from_file(str(path), status.st_mtime_ns, status.st_size)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _from_file(path: str, changed: int, size: int) -> Item:  # noqa: ARG001 -- keys of the cache
    file = Path(path)
    return shelf().put(file.name, file.read_bytes(), changed_on(file))


@st.cache_resource(show_spinner="Lecture du classeur…", max_entries=_KEPT)
def _board(sha256: str, _item: Item) -> Board:  # noqa: ARG001 -- the fingerprint is the key of the cache
    return build_board(read_workbook(_item.content, _item.name), basis())


def board(item: Item) -> Board:
    """Everything computed from a workbook; raises ``MaynumError`` when it cannot be read."""
    return _board(item.sha256, item)


@st.cache_resource(show_spinner=False, max_entries=_RESULTS)
def _once(key: str, _compute: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001 -- as wide as what it keeps
    return _compute()


def once(key: tuple[object, ...], compute: Callable[[], Result]) -> Result:
    """Compute a table or a figure the first time its key is met.

    Parameters
    ----------
    key
        Everything the result depends on, the fingerprint of the workbook first.
    compute
        What to do the first time; nobody changes what it returns.
    """
    result: Result = _once(repr(key), compute)
    return result


def coverage(shown: Board, source: NeedSource) -> pd.DataFrame:
    """Need against offer by EPCI, from one source of needs."""

    def compute() -> pd.DataFrame:
        needs = needs_table(source, shown.reference, shown.matched.needs)
        return coverage_table(needs, shown.posts, shown.matched.served)

    return once((shown.key, "coverage", source), compute)


@st.cache_resource(show_spinner=False)
def method_text() -> str:
    """Definitions, formulas and limits, written once for the screen and for the documentation."""
    return METHOD.read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def template() -> bytes:
    """Empty workbook to fill in."""
    return template_workbook(basis().reference.epci["name"].tolist())

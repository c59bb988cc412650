"""Every cache of the application.

Keys hold the fingerprint of the data and the choices that the result depends on, nothing about who is
looking. Tables are shared between sessions, therefore never changed by anybody.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from maynum_dash.analysis.board import Board, board_again
from maynum_dash.analysis.comparison.changes import Changes, compare
from maynum_dash.analysis.scenario.outcome import Outcome, fingerprint, play, supposed_board
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering.template import template_workbook
from maynum_dash.sources.basis import Basis, load_basis, with_namings, with_scale
from maynum_dash.sources.folder import METHOD
from maynum_dash.sources.inbox import Inbox
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.namings import Named
from maynum_dash.sources.watch import Watch
from maynum_dash.store.base import Store
from maynum_dash.store.imports import read_import
from maynum_dash.store.lessons import lessons_of
from maynum_dash.store.namings import namings_of
from maynum_dash.store.opening import open_store
from maynum_dash.store.scales import scale_in_force
from maynum_dash.store.snapshots import check_snapshot, write_documents
from maynum_dash.ui.boards import make, origin_of
from maynum_dash.ui.collector import spare
from maynum_dash.ui.shelf import Item, Shelf, changed_on

if TYPE_CHECKING:
    from maynum_dash.ui.editions import Edition

_KEPT = 12  # boards
_OUTCOMES = 24  # scenarios played, up to 15 MiB each with 4 000 posts
_RESULTS = 2000  # tables and figures
_LONG_RESULTS = 40  # tables of thousands of rows, about 1 MiB each
_COMPARISONS = 6  # up to 150 MiB each, when every one of 4 000 posts differs

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
def inbox() -> Inbox:
    """What this server saw of the shared folder."""
    return Inbox()


@st.cache_resource(show_spinner=False)
def _shipped() -> Basis:
    """Scale and territories of the data folder."""
    return load_basis()


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _adapted(content: str | None, namings: tuple[Named, ...]) -> Basis:
    """The same with a scale that the team saved, and names that it decided."""
    named = with_namings(_shipped(), namings)
    return named if content is None else with_scale(named, content.encode())


def basis(at: datetime | None = None) -> Basis:
    """Scale and territories: scale and decided names in force at an instant, now when none is given."""
    saved = scale_in_force(store(), at)
    return _adapted(None if saved is None else saved.content, namings_of(store(), at))


def from_file(path: Path) -> Item:
    """Workbook of a file; read again only when the file changes."""
    status = path.stat()
    return _from_file(str(path), status.st_mtime_ns, status.st_size)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _from_file(path: str, changed: int, size: int) -> Item:  # noqa: ARG001 -- keys of the cache
    file = Path(path)
    return shelf().put(file.name, file.read_bytes(), changed_on(file))


@st.cache_resource(show_spinner="Ouverture de la mémoire du tableau de bord…")
def _store(url: str, folder: str) -> Store:  # noqa: ARG001 -- keys of the cache
    return open_store()


def store() -> Store:
    """Imports, sealed states and register; a refusal is not kept, the next rerun tries again."""
    return _store(os.environ.get("MAYNUM_DATABASE_URL", ""), os.environ.get("MAYNUM_DOSSIER", ""))


@st.cache_resource(show_spinner="Vérification de l’état scellé…", max_entries=_KEPT)
def _sealed_basis(fingerprint: str) -> Basis:
    """Scale and territories frozen with a sealed state, after checking that nothing of it has changed."""
    check_snapshot(store(), fingerprint)
    with TemporaryDirectory(prefix="maynum-") as folder:
        write_documents(store(), fingerprint, Path(folder))
        return load_basis(Path(folder))


@st.cache_resource(show_spinner="Lecture du classeur…", max_entries=_KEPT)
def _board(
    origin: str,  # noqa: ARG001 -- key of the cache
    sha256: str,  # noqa: ARG001 -- key of the cache
    basis_sha256: str,  # noqa: ARG001 -- key of the cache
    _make: Callable[[], Board],
) -> Board:
    made = _make()
    spare()
    return made


def _basis_of(edition: "Edition") -> Basis:
    """Scale and territories of an edition: sealed with it, or in force when a past import was made."""
    if edition.snapshot is not None:
        return _sealed_basis(edition.snapshot.fingerprint)
    return basis(edition.scaled_at)


def board(edition: "Edition") -> Board:
    """Everything computed from an edition; raises ``MaynumError`` when it cannot be read."""
    if edition.supposed is not None:
        start = board(edition.base)
        found = outcome(start, edition.supposed.scenario, edition.today)
        return _supposed(f"{start.key} {fingerprint(found.scenario)} {edition.today}", found)
    item, record = edition.item, edition.record
    frozen = _basis_of(edition)
    if item is not None:
        known = lessons()
        origin = origin_of(known)
        return _board(origin, item.sha256, frozen.sha256, lambda: make(item, frozen, known, Watch()))
    if record is None:
        raise ValueError(edition)
    origin = f"import {record.rows_of}"
    return _board(
        origin,
        record.sha256,
        frozen.sha256,
        lambda: board_again(
            _announced().pop(record.sha256, None), read_import(store(), record.rows_of), frozen, origin
        ),
    )


@st.cache_resource(show_spinner="Calcul du scénario…", max_entries=_OUTCOMES)
def _outcome(key: str, _board: Board, _scenario: Scenario, _today: date) -> Outcome:  # noqa: ARG001 -- key of the cache
    return play(_board, [_scenario], _today)[0]


def outcome(start: Board, scenario: Scenario, day: date) -> Outcome:
    """What a scenario changes in some data."""
    return _outcome(f"{start.key} {fingerprint(scenario)} {day}", start, scenario, day)


@st.cache_resource(show_spinner="Calcul du scénario…", max_entries=_KEPT)
def _supposed(key: str, _outcome: Outcome) -> Board:  # noqa: ARG001 -- key of the cache
    return supposed_board(_outcome)


def lessons() -> tuple[Lesson, ...]:
    """Headings that the team taught; asked again at every rerun, as another user may teach one."""
    return lessons_of(store())


def settle(item: Item, frozen: Basis, known: tuple[Lesson, ...], made: Board) -> None:
    """Keep what `make` gave, for everybody who looks at the same bytes."""
    _board(origin_of(known), item.sha256, frozen.sha256, lambda: made)


@st.cache_resource(show_spinner=False)
def _announced() -> dict[str, Board]:
    """The last board that was about to be imported, by the fingerprint of its workbook."""
    return {}


def announce(made: Board) -> None:
    """Say that a board is about to be imported: it is kept until then, not computed again."""
    place = _announced()
    place.clear()
    place[made.workbook.fingerprint] = made


def changes(before: "Edition", after: "Edition") -> Changes:
    """Differences between two editions."""
    old, new = board(before), board(after)
    return _changes(f"{old.key} {new.key}", old, new)


@st.cache_resource(show_spinner="Comparaison des deux états…", max_entries=_COMPARISONS)
def _changes(key: str, _old: Board, _new: Board) -> Changes:  # noqa: ARG001 -- key of the cache
    return compare(_old, _new)


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


@st.cache_resource(show_spinner=False, max_entries=_LONG_RESULTS)
def _once_long(key: str, _compute: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001 -- as wide as what it keeps
    return _compute()


def once_long(key: tuple[object, ...], compute: Callable[[], Result]) -> Result:
    """Compute a table of thousands of rows, or its file, the first time its key is met; few of them are kept.

    Parameters
    ----------
    key, compute
        As for ``once``.
    """
    result: Result = _once_long(repr(key), compute)
    return result


@st.cache_resource(show_spinner=False)
def method_text() -> str:
    """Definitions, formulas and limits, written once for the screen and for the documentation."""
    return METHOD.read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def template() -> bytes:
    """Empty workbook to fill in."""
    return template_workbook(_shipped().reference.epci["name"].tolist())

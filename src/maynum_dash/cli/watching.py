"""The command that watches a folder: each new file is checked once, and imported when that is asked for."""

import time
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from maynum_dash.analysis.quality.completion import filled_table
from maynum_dash.analysis.totals import import_totals
from maynum_dash.cli.answers import DONE
from maynum_dash.cli.attaching import awaited, standing
from maynum_dash.cli.console import complain, say
from maynum_dash.cli.editions import of_workbook
from maynum_dash.cli.files import read_file, shown
from maynum_dash.cli.gathering import gathered
from maynum_dash.cli.opening import opened
from maynum_dash.domain.errors import (
    MaynumError,
    NothingToCompleteError,
    StoreError,
    UnreadableFileError,
    WatchedFolderError,
)
from maynum_dash.rendering.formats import count
from maynum_dash.sources.exports import Export
from maynum_dash.sources.inbox import Dropped, Inbox, Standing
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, import_completed_by, import_of_file
from maynum_dash.store.lessons import lessons_of
from maynum_dash.store.refusals import refusal_of, refusals, refuse

AUTHOR = "Dossier surveillé"


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a file, and what it waits for: it is taken again once this has changed."""

    said: str
    awaiting: tuple[object, ...] | None = None


def watch(options: Namespace) -> int:
    """Look at the folder until it is stopped, or twice when one pass is asked for."""
    folder: Path = options.folder
    if not folder.is_dir():
        raise WatchedFolderError(shown(folder), is_there=folder.exists())
    inbox, told = Inbox(), dict[str, _Fate]()
    inbox.look(folder)
    while True:
        time.sleep(options.intervalle)
        # The oldest first: what was dropped last is what stays current.
        for dropped in reversed(inbox.look(folder)):
            if dropped.standing is Standing.READY:
                fate = _try(dropped, options, told.get(dropped.sha256))
                told |= {} if fate is None else {dropped.sha256: fate}
        if options.une_fois:
            return DONE


def _try(dropped: Dropped, options: Namespace, before: _Fate | None) -> _Fate | None:
    """Take one file, and say what became of it; ``None`` when the memory is busy or full, to try again."""
    name = shown(Path(dropped.path.name))
    try:
        with opened() as store:
            if before is not None and before.awaiting in {None, standing(store)}:
                return before
            fate = _take(store, dropped, options)
    except StoreError as error:
        if options.une_fois:
            raise
        complain(f"{name} : {error} Nouvel essai au prochain regard.")
        return None
    if before is None or before.said != fate.said:
        say(f"{name} : {fate.said}\n")
    return fate


def _take(store: Store, dropped: Dropped, options: Namespace) -> _Fate:
    """Check one file, import it when that is asked for, and say what became of it."""
    who = options.auteur or AUTHOR
    known = _known(store, dropped.sha256)
    if known:
        return _Fate(known)
    try:
        document = _read(dropped, lessons_of(store))
        if isinstance(document, Export):
            filled_table(document)
    except MaynumError as error:
        refuse(store, dropped.sha256, str(error), who)
        return _Fate(f"refusé. {error}")
    if isinstance(document, Export):
        return _attach(store, document, who, is_asked=options.importer)
    board = of_workbook(gathered(store, document)).board
    totals = import_totals(board)
    counts = f"{count(totals.rows_accepted, 'ligne acceptée', 'lignes acceptées')}, "
    counts += f"{count(totals.rows_rejected, 'rejetée')}"
    if not options.importer:
        return _Fate(f"nouveau fichier à confirmer, page Imports ({counts}).")
    record, is_new = add_import(store, board.workbook, totals, who, board.basis.sha256)
    fate = "importé" if is_new else "déjà importé"
    return _Fate(f"{fate}, import n°\u00a0{record.id} ({counts}).")


def _known(store: Store, sha256: str) -> str:
    """Say what became of a file before; empty for a new one."""
    refused = refusal_of(refusals(store), sha256)
    if refused:
        return f"déjà refusé, il n’est pas relu. {refused}"
    record = import_of_file(store, sha256)
    if record is not None:
        return f"déjà l’import n°\u00a0{record.id}."
    record = import_completed_by(store, sha256)
    return "" if record is None else f"complète déjà l’import n°\u00a0{record.id}."


def _attach(store: Store, export: Export, who: str, *, is_asked: bool) -> _Fate:
    """Complete the current data with an export that leaves nothing to decide."""
    try:
        board = of_workbook(gathered(store, export)).board
    except NothingToCompleteError as error:
        return _Fate(f"en attente. {error}", standing(store))
    lacking = awaited(store, export, board)
    if lacking:
        said = f"{export.label}, en attente d’une décision, page Imports : {lacking}."
        return _Fate(f"{said} Les données courantes ne changent pas.", standing(store))
    if not is_asked:
        return _Fate(f"{export.label}, rien à décider : à confirmer, page Imports.")
    totals = import_totals(board)
    record, _ = add_import(store, board.workbook, totals, who, board.basis.sha256)
    return _Fate(f"{export.label}, complète les données courantes, import n°\u00a0{record.id}.")


def _read(dropped: Dropped, lessons: tuple[Lesson, ...]) -> Workbook | Export:
    """Read one file; refused when no row could be accepted."""
    name = shown(Path(dropped.path.name))
    document = read_document(read_file(dropped.path), name, lessons=lessons)
    if not any(sheet.rows_accepted for sheet in document.sheets):
        reason, remedy = "aucune de ses lignes n'a pu être acceptée", "« maynum verifier » dit pourquoi"
        raise UnreadableFileError(name, reason, remedy)
    return document

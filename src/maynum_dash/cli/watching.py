"""The command that watches a folder: each new file is checked once, and imported when that is asked for."""

import time
from argparse import Namespace
from pathlib import Path

from maynum_dash.analysis.totals import import_totals
from maynum_dash.cli.answers import DONE
from maynum_dash.cli.console import complain, say
from maynum_dash.cli.editions import of_workbook
from maynum_dash.cli.files import read_file, shown
from maynum_dash.cli.gathering import gathered
from maynum_dash.cli.opening import opened
from maynum_dash.domain.errors import MaynumError, StoreError, UnreadableFileError, WatchedFolderError
from maynum_dash.rendering.formats import count
from maynum_dash.sources.exports import Export
from maynum_dash.sources.inbox import Dropped, Inbox, Standing
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, import_of_file
from maynum_dash.store.lessons import lessons_of
from maynum_dash.store.refusals import refusal_of, refusals, refuse

AUTHOR = "Dossier surveillé"


def watch(options: Namespace) -> int:
    """Look at the folder until it is stopped, or twice when one pass is asked for."""
    folder: Path = options.folder
    if not folder.is_dir():
        raise WatchedFolderError(shown(folder), is_there=folder.exists())
    inbox, told = Inbox(), set[str]()
    inbox.look(folder)
    while True:
        time.sleep(options.intervalle)
        for dropped in inbox.look(folder):
            if dropped.standing is Standing.READY and dropped.sha256 not in told:
                said = _try(dropped, options)
                told |= {dropped.sha256} if said else set()
        if options.une_fois:
            return DONE


def _try(dropped: Dropped, options: Namespace) -> bool:
    """Take one file, and say what became of it; a memory that is busy or full is tried again later."""
    name = shown(Path(dropped.path.name))
    try:
        with opened() as store:
            say(f"{name} : {_take(store, dropped, options)}\n")
    except StoreError as error:
        if options.une_fois:
            raise
        complain(f"{name} : {error} Nouvel essai au prochain regard.")
        return False
    return True


def _take(store: Store, dropped: Dropped, options: Namespace) -> str:
    """Check one file, import it when that is asked for, and say what became of it."""
    who = options.auteur or AUTHOR
    known = refusal_of(refusals(store), dropped.sha256)
    if known:
        return f"déjà refusé, il n’est pas relu. {known}"
    record = import_of_file(store, dropped.sha256)
    if record is not None:
        return f"déjà l’import n°\u00a0{record.id}."
    try:
        document = _read(dropped, lessons_of(store))
    except MaynumError as error:
        refuse(store, dropped.sha256, str(error), who)
        return f"refusé. {error}"
    if isinstance(document, Export):
        return f"{document.label} : à ouvrir dans les pages."
    edition = of_workbook(gathered(store, document))
    totals = import_totals(edition.board)
    counts = f"{count(totals.rows_accepted, 'ligne acceptée', 'lignes acceptées')}, "
    counts += f"{count(totals.rows_rejected, 'rejetée')}"
    if not options.importer:
        return f"nouveau fichier à confirmer, page Imports ({counts})."
    record, is_new = add_import(store, edition.board.workbook, totals, who, edition.board.basis.sha256)
    fate = "importé" if is_new else "déjà importé"
    return f"{fate}, import n°\u00a0{record.id} ({counts})."


def _read(dropped: Dropped, lessons: tuple[Lesson, ...]) -> Workbook | Export:
    """Read one file; refused when no row could be accepted."""
    name = shown(Path(dropped.path.name))
    document = read_document(read_file(dropped.path), name, lessons=lessons)
    if not any(sheet.rows_accepted for sheet in document.sheets):
        reason, remedy = "aucune de ses lignes n'a pu être acceptée", "« maynum verifier » dit pourquoi"
        raise UnreadableFileError(name, reason, remedy)
    return document

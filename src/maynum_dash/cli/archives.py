"""The commands that save the whole memory in an archive, and bring it back, over a damaged one too."""

from argparse import Namespace
from pathlib import Path

from maynum_dash.cli.answers import DONE
from maynum_dash.cli.console import say
from maynum_dash.cli.files import check_target, shown
from maynum_dash.cli.opening import author, opened
from maynum_dash.domain.errors import StoreError, UnwritableFileError
from maynum_dash.rendering.formats import count
from maynum_dash.store.archive import write_archive
from maynum_dash.store.audit import Action, record
from maynum_dash.store.imports import list_imports
from maynum_dash.store.restoration import read_archive, rebuild


def save(options: Namespace) -> int:
    """Write the whole memory in an archive."""
    path: Path = options.output
    if path.suffix.lower() != ".zip" and not path.is_dir():
        raise UnwritableFileError(
            shown(path), "c'est une archive zip qui est écrite", "Donnez un nom qui finit par « .zip »"
        )
    is_there = check_target(path)
    with opened() as store:
        write_archive(store, path.resolve())
        record(store, author(options), Action.BACKUP, "Archive complète")
        found = len(list_imports(store))
    say(f"Archive {'remplacée' if is_there else 'écrite'} : {shown(path)} ({count(found, 'import')})\n")
    return DONE


def restore(options: Namespace) -> int:
    """Put an archive in the place of the memory, which is kept aside."""
    path: Path = options.archive
    aside = _restore(path, author(options), replace=options.remplacer)
    with opened() as store:
        found = len(list_imports(store))
    if aside is not None:
        say(f"La base qui ne s’ouvrait plus est gardée à côté : {shown(aside)}\n")
    say(f"La mémoire est restaurée depuis « {shown(Path(path.name))} » : {count(found, 'import')}.\n")
    return DONE


def _restore(path: Path, who: str, *, replace: bool) -> Path | None:
    """Restore in the present database, or in a new one when it can no longer be read.

    Returns
    -------
    pathlib.Path or None
        Where the file that could not be read stands now.
    """
    try:
        with opened() as store:
            read_archive(store, path, who, replace=replace)
    except StoreError as error:
        # Backups are named for a file that can no longer be read only: a busy one is never replaced.
        if error.backup is None:
            raise
        return rebuild(Path(error.place), path, who)
    return None

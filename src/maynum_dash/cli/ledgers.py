"""The command that writes the tracking workbook, with its figures as formulas."""

from argparse import Namespace
from pathlib import Path

from maynum_dash.cli.answers import DONE
from maynum_dash.cli.console import say
from maynum_dash.cli.editions import chosen
from maynum_dash.cli.files import shown, write_file
from maynum_dash.domain.errors import UnwritableFileError
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.ledger.book import ledger_workbook
from maynum_dash.rendering.ledger.subject import Subject


def write(options: Namespace) -> int:
    """Write the workbook, in the reading and the exercice asked for."""
    check_name(options.sortie, ".xlsx", "un classeur Excel", options.workbook)
    edition = chosen(options)
    reading = edition.reading if options.lecture is None else Reading(options.lecture)
    year = edition.fiscal_year if options.exercice is None else options.exercice
    subject = Subject(edition.board, reading, year, edition.need_source, edition.stamp)
    verb = "remplacé" if write_file(options.sortie, ledger_workbook(subject)) else "écrit"
    say(f"Classeur {verb} : {shown(options.sortie)}\n")
    return DONE


def check_name(target: Path, suffix: str, what: str, source: Path | None) -> None:
    """Refuse a name that says another format, or that of the file that is read.

    Parameters
    ----------
    target
        File to write.
    suffix
        End of its name.
    what
        What is written, in French.
    source
        Workbook that is read; ``None`` for an import or a sealed state.

    Raises
    ------
    UnwritableFileError
        When the name is not right.
    """
    if target.suffix.lower() != suffix and not target.is_dir():
        raise UnwritableFileError(
            shown(target), f"c'est {what} qui est écrit", f"Donnez un nom qui finit par « {suffix} »"
        )
    if source is not None and target.exists() and source.exists() and target.samefile(source):
        raise UnwritableFileError(
            shown(target), "c'est le classeur lu, qui serait perdu", "Donnez un autre nom"
        )

"""The command that writes the tracking workbook, with its figures as formulas."""

from argparse import Namespace

from maynum_dash.cli.answers import DONE
from maynum_dash.cli.console import follow, say
from maynum_dash.cli.files import check_name, shown, write_file
from maynum_dash.cli.supposing import chosen_or_supposed
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.computed.book import computed_workbook
from maynum_dash.rendering.computed.subject import Subject


def write(options: Namespace) -> int:
    """Write the workbook, in the reading and the exercice asked for."""
    check_name(options.sortie, ".xlsx", "un classeur Excel", options.workbook)
    edition = chosen_or_supposed(options)
    reading = edition.reading if options.lecture is None else Reading(options.lecture)
    year = edition.fiscal_year if options.exercice is None else options.exercice
    # A scenario stands beside data, not beside itself.
    beside = None if edition.scenario is None else ()
    subject = Subject(edition.board, reading, year, edition.need_source, edition.stamp, beside)
    content = computed_workbook(subject, follow("Classeur"))
    verb = "remplacé" if write_file(options.sortie, content) else "écrit"
    say(f"Classeur {verb} : {shown(options.sortie)}\n")
    return DONE

"""What each command does: read, compute, print; refusals are raised and written by ``main``."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from maynum_dash.analysis.need.coverage import coverage_table, department_row
from maynum_dash.analysis.need.needs import needs_table, shown_label
from maynum_dash.cli import reports
from maynum_dash.cli.answers import DONE, REFUSED, answer, answer_from
from maynum_dash.cli.console import complain, say
from maynum_dash.cli.editions import chosen, document_of, of_workbook
from maynum_dash.cli.files import read_file, shown, write_file
from maynum_dash.cli.server import serve
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import UnwritableFileError
from maynum_dash.domain.posts import Grouping, Reading
from maynum_dash.rendering.annotation import annotate, suffix
from maynum_dash.rendering.demo import demo_workbook
from maynum_dash.rendering.payloads import coverage_payload, schedule_payload
from maynum_dash.rendering.reference import build_reference
from maynum_dash.rendering.template import template_workbook
from maynum_dash.rendering.verification import export_payload, verification_payload
from maynum_dash.sources.exports import Export
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import load_reference


def launch(options: Namespace) -> int:
    """Run the dashboard until it is stopped."""
    serve(options.port)
    return DONE


def template(options: Namespace) -> int:
    """Write the empty workbook."""
    return _write(options.output, template_workbook(load_reference().epci["name"].tolist()))


def demo(options: Namespace) -> int:
    """Write the demonstration workbook."""
    return _write(options.output, demo_workbook(load_reference().epci["name"].tolist()))


def verify(options: Namespace) -> int:
    """Print what reading a workbook finds, give it back marked; refused when no row could be accepted."""
    document = document_of(options.workbook, options.profil)
    if isinstance(document, Export):
        payload = export_payload(document)
        text = reports.export(payload) + _annotated(options, document.name, document.anomalies)
        answer(payload, text, as_json=options.json)
    else:
        edition = of_workbook(document)
        payload = verification_payload(edition.board)
        text = reports.verification(payload) + _annotated(options, document.name, edition.board.anomalies)
        answer_from(edition, payload, text, as_json=options.json)
    if payload["lignes_acceptees"]:
        return DONE
    complain(f"aucune ligne de « {document.name} » n'a pu être acceptée.")
    return REFUSED


def schedule(options: Namespace) -> int:
    """Print amounts by fiscal year, in one reading."""
    edition = chosen(options)
    board = edition.board
    grouping = Grouping(options.par)
    movements = board.movements
    if grouping is Grouping.EMPLOYER:
        structures = board.posts.set_index("row")["structure"]
        movements = movements.assign(employer=movements["row"].map(structures))
    reading = edition.reading if options.lecture is None else Reading(options.lecture)
    payload = schedule_payload(movements, reading, grouping)
    names = dict(zip(board.reference.epci["code"], board.reference.epci["short_name"], strict=True))
    text = reports.schedule(payload, grouping, names if grouping is Grouping.EPCI else {})
    answer_from(edition, payload, text, as_json=options.json)
    return DONE


def coverage(options: Namespace) -> int:
    """Print the offer beside the need of each EPCI."""
    edition = chosen(options)
    board = edition.board
    needs = board.matched.needs
    source = edition.need_source if options.source is None else NeedSource(options.source)
    table = coverage_table(needs_table(source, board.reference, needs), board.posts, board.matched.served)
    department = department_row(table, board.posts, board.matched.served)
    payload = coverage_payload(source, table, department)
    answer_from(edition, payload, reports.coverage(payload, shown_label(table)), as_json=options.json)
    return DONE


def build(options: Namespace) -> int:
    """Rebuild the reference data."""
    if options.sortie.exists() and not options.sortie.is_dir():
        raise UnwritableFileError(
            shown(options.sortie),
            "ce n'est pas un dossier",
            "Donnez le nom d'un dossier, existant ou nouveau",
        )
    try:
        built = build_reference(options.sources, options.sortie, code=perimeter().code)
    except OSError:
        raise UnwritableFileError(
            shown(options.sortie), "le système le refuse", "Choisissez un dossier où vous pouvez écrire"
        ) from None
    say(reports.reference(built) + "\n")
    return DONE


def _annotated(options: Namespace, name: str, anomalies: Sequence[Anomaly]) -> str:
    """Write the workbook with its faults marked when that is asked for; say so."""
    source, target = options.workbook, options.annoter
    if target is None:
        return ""
    if target.exists() and target.samefile(source):
        raise UnwritableFileError(
            shown(target), "c'est le classeur vérifié, qui serait perdu", "Donnez un autre nom"
        )
    content = annotate(read_file(source), name, anomalies)
    expected = suffix(content)
    if target.suffix.lower() != expected and not target.is_dir():
        raise UnwritableFileError(
            shown(target),
            "le classeur annoté reste du format du classeur vérifié",
            f"Donnez un nom qui finit par « {expected} »",
        )
    verb = "remplacé" if write_file(target, content) else "écrit"
    return f"\n\nClasseur annoté {verb} : {shown(target)}"


def _write(path: Path, content: bytes) -> int:
    if path.suffix.lower() != ".xlsx" and not path.is_dir():
        raise UnwritableFileError(
            shown(path), "c'est un classeur Excel qui est écrit", "Donnez un nom qui finit par « .xlsx »"
        )
    verb = "remplacé" if write_file(path, content) else "écrit"
    say(f"Classeur {verb} : {shown(path)}\n")
    return DONE

"""The commands that give a workbook to the dashboard, list what it was given, and come back to it."""

from argparse import Namespace

from maynum_dash.analysis.totals import import_totals
from maynum_dash.cli import history as lines
from maynum_dash.cli.answers import DONE, REFUSED, answer
from maynum_dash.cli.console import complain, say
from maynum_dash.cli.editions import document_of, find_record, of_workbook
from maynum_dash.cli.gathering import gathered
from maynum_dash.cli.opening import author, opened
from maynum_dash.store.imports import add_import, current_import, list_imports, restore_import
from maynum_dash.store.snapshots import list_snapshots


def give(options: Namespace) -> int:
    """Import a workbook, or complete the current data with an export; refused when no row is accepted."""
    document = document_of(options.workbook, options.profil)
    with opened() as store:
        whole = gathered(store, document, without_complements=options.sans_complements)
    edition = of_workbook(whole)
    board = edition.board
    totals = import_totals(board)
    if not totals.rows_accepted:
        complain(
            f"aucune ligne de « {board.workbook.name} » n'a pu être acceptée, rien n'est importé. "
            "« maynum verifier » dit pourquoi."
        )
        return REFUSED
    with opened() as store:
        record, is_new = add_import(store, board.workbook, totals, author(options), board.basis.sha256)
        latest = current_import(store)
    payload = lines.import_payload(record, latest)
    text = lines.given(
        payload, is_new=is_new, is_shown=latest is not None and latest.rows_of == record.rows_of
    )
    answer({"deja_importe": not is_new, **payload}, text, as_json=options.json, warning=edition.warning)
    return DONE


def history(options: Namespace) -> int:
    """List the imports, the latest first."""
    with opened() as store:
        payload = lines.history_payload(list_imports(store), list_snapshots(store))
    answer(payload, lines.history(payload), as_json=options.json)
    return DONE


def restore(options: Namespace) -> int:
    """Make a past import the current data again, as a new import."""
    with opened() as store:
        wanted = find_record(store, options.import_name)
        before = current_import(store)
        record = restore_import(store, wanted.id, author(options))
    say(lines.restored(wanted, record, is_new=record != before) + "\n")
    return DONE

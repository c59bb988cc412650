"""What is imported when a file is given: the file itself, and what completes the current data."""

from maynum_dash.analysis.quality.completion import carry, complete
from maynum_dash.cli.opening import today
from maynum_dash.domain.complements import STATE_POST
from maynum_dash.domain.errors import NothingToCompleteError
from maynum_dash.sources.exports import Export
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import current_import, read_import
from maynum_dash.store.matches import list_matches


def gathered(store: Store, document: Workbook | Export, *, without_complements: bool = False) -> Workbook:
    """Give a workbook with what completes the current data, or these with an export.

    Parameters
    ----------
    store
        Memory that holds the current data.
    document
        File as read.
    without_complements
        Whether a workbook comes alone.

    Raises
    ------
    NothingToCompleteError
        When an export comes before any workbook.
    CompletionError
        When an export fills no table.
    """
    record = current_import(store)
    decisions = {one.written: one.code for one in list_matches(store) if one.kind == STATE_POST}
    if isinstance(document, Export):
        if record is None:
            raise NothingToCompleteError(document.name, document.label)
        current = read_import(store, record.id)
        is_attached = any(one.sha256 == document.sha256 for one in current.complements)
        return current if is_attached else complete(current, document, decisions, today())
    if record is None or record.completed_by is None or without_complements:
        return document
    return carry(document, read_import(store, record.id), decisions)

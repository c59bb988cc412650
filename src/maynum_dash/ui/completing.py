"""Exports that complete the current data: read, linked and reconciled once for everybody who looks."""

import pandas as pd

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.quality.completion import carry, complete
from maynum_dash.analysis.quality.completion import relinked as relink
from maynum_dash.analysis.quality.reconciliation import reconcile
from maynum_dash.domain.complements import STATE_POST
from maynum_dash.domain.posts import Reading
from maynum_dash.sources.exports import Export
from maynum_dash.sources.relay import read_document_apart
from maynum_dash.sources.watch import Watch
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.imports import ImportRecord, read_import
from maynum_dash.store.matches import list_matches
from maynum_dash.ui import loading
from maynum_dash.ui.shelf import Item

_PREVIEW = "aperçu"


def document(item: Item, profile: str | None = None) -> Workbook | Export:
    """What a file is, by its headings or as the user said; raises ``MaynumError`` when nothing settles it."""
    known = loading.lessons()
    return loading.once_long(
        (item.key, profile, known, "document"),
        lambda: read_document_apart(item.content, item.name, known, Watch(), profile),
    )


def decisions() -> dict[str, str]:
    """What the team decided of the rows of the State: a row, the post of the workbook that it stands for."""
    return {one.written: one.code for one in list_matches(loading.store()) if one.kind == STATE_POST}


def completed(record: ImportRecord, export: Export) -> Board:
    """The current data completed by an export, not yet imported."""
    known, basis = decisions(), loading.basis()

    def compute() -> Board:
        current = read_import(loading.store(), record.id)
        return build_board(complete(current, export, known, loading.today()), basis, _PREVIEW)

    key = (record.rows_of, record.sha256, export.sha256, export.profile, loading.today())
    return loading.once_long((*key, sorted(known.items()), basis.sha256, "completed"), compute)


def carried(record: ImportRecord, fresh: Board) -> Board:
    """A workbook about to be imported, with what completes the current data."""
    known = decisions()

    def compute() -> Board:
        current = read_import(loading.store(), record.id)
        return build_board(carry(fresh.workbook, current, known), fresh.basis, _PREVIEW)

    key = (record.rows_of, record.sha256, fresh.key, sorted(known.items()), "carried")
    return loading.once_long(key, compute)


def relinked(record: ImportRecord, shown: Board) -> Board:
    """The current data, with the decisions taken since applied to the rows of the State."""
    known = decisions()
    key = (record.rows_of, shown.key, sorted(known.items()), "relinked")
    return loading.once_long(key, lambda: build_board(relink(shown.workbook, known), shown.basis, _PREVIEW))


def reconciliation(shown: Board) -> pd.DataFrame:
    """State money of the workbook beside the one of the State, post by post."""

    def compute() -> pd.DataFrame:
        net = of_reading(shown.movements, Reading.SIGNATURE)
        return reconcile(shown.posts, shown.plans, net, shown.workbook.state_posts)

    return loading.once_long((shown.key, "reconciliation"), compute)

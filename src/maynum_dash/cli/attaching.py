"""An export that completes the current data while nobody looks: only when it leaves nothing to decide."""

from collections.abc import Iterator

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.quality.naming import name_questions
from maynum_dash.analysis.quality.statelinks import NONE, decision_key
from maynum_dash.domain.complements import STATE_POST
from maynum_dash.rendering.formats import count
from maynum_dash.sources.exports import Export
from maynum_dash.store.base import Store
from maynum_dash.store.imports import current_import
from maynum_dash.store.matches import list_matches
from maynum_dash.store.namings import namings_of

_SHOWN = 3


def awaited(store: Store, export: Export, board: Board) -> str:
    """Say in French what must be decided before an export completes the current data.

    Parameters
    ----------
    store
        Memory that holds what the team decided.
    export
        As read.
    board
        Current data with the export.

    Returns
    -------
    str
        Empty when nothing is awaited.
    """
    return " ; ".join(_awaited(store, export, board))


def standing(store: Store) -> tuple[object, ...]:
    """Give what an export that waits depends on: it is looked at again once this has changed."""
    record = current_import(store)
    return None if record is None else record.id, list_matches(store), namings_of(store)


def _awaited(store: Store, export: Export, board: Board) -> Iterator[str]:
    rejected = sum(sheet.rows_rejected for sheet in export.sheets)
    if rejected:
        yield f"{count(rejected, 'ligne rejetée', 'lignes rejetées')}, à corriger ou à confirmer"
    decided = {one.written for one in list_matches(store) if one.kind == STATE_POST and one.code == NONE}
    rows = board.workbook.state_posts
    alone = rows[rows["post_id"].isna()]
    unknown = [
        f"{post} ({structure})" if isinstance(structure, str) else str(post)
        for post, structure in zip(alone["state_post_id"], alone["structure"], strict=True)
        if decision_key(post, structure) not in decided
    ]
    if unknown:
        yield (
            f"{count(len(unknown), 'ligne de l’État sans poste', 'lignes de l’État sans poste')} : "
            + _listed(unknown)
        )
    mine = (one for one in board.anomalies if one.sheet.startswith(f"{export.name} "))
    names = [one.written for one in name_questions(mine, board.reference, board.basis.aliases)]
    if names:
        yield (
            f"{count(len(names), 'nom de territoire inconnu', 'noms de territoires inconnus')} : "
            + _listed(names)
        )


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" et {count(more, 'autre')}" if more > 0 else "")

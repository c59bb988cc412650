"""What a file would give if some headings were taught: read for a look, kept nowhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.money import euros_text
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.exports import Export
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.schemas import STATE_POSTS


@dataclass(frozen=True, slots=True)
class Trial:
    """What a reading gave.

    Parameters
    ----------
    figures
        French name of a figure → as written; empty when the file is refused.
    refusal
        Why it is refused, in French; empty when it is read.
    """

    figures: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


def attempt(content: bytes, name: str, basis: Basis, lessons: tuple[Lesson, ...]) -> Trial:
    """Read a file with some lessons, and sum up what comes out.

    Parameters
    ----------
    content, name
        The file.
    basis
        Scale and territories.
    lessons
        What is decided already, and what is tried.
    """
    try:
        document = read_document(content, name, lessons=lessons)
        if isinstance(document, Export):
            return Trial({**_rows(document.sheets), **_state_money(document), **_found(document.anomalies)})
        board = build_board(document, basis)
    except MaynumError as error:
        return Trial(refusal=str(error))
    totals = import_totals(board)
    money = {
        "Postes": str(totals.posts),
        "Part du Département sur trois ans": euros_text(totals.department_cents),
    }
    return Trial({**_rows(document.sheets), **money, **_found(board.anomalies)})


def _rows(sheets: Sequence[object]) -> dict[str, str]:
    counts = {"Lignes lues": "rows_read", "Acceptées": "rows_accepted", "Rejetées": "rows_rejected"}
    return {label: str(sum(getattr(sheet, name) for sheet in sheets)) for label, name in counts.items()}


def _state_money(document: Export) -> dict[str, str]:
    posts = document.tables.get(STATE_POSTS)
    if posts is None:
        return {}
    return {
        "Conventionné par l’État": euros_text(int(posts["contracted_cents"].sum())),
        "Versé par l’État": euros_text(int(posts["paid_cents"].sum())),
    }


def _found(anomalies: Sequence[Anomaly]) -> dict[str, str]:
    counts = Counter(one.severity for one in anomalies)
    return {
        "Anomalies bloquantes": str(counts[Severity.BLOCKING]),
        "Avertissements": str(counts[Severity.WARNING]),
    }

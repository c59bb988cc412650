"""Files of the watched folder that were refused: said once in the register, and not tried again."""

from typing import Final

from sqlalchemy import select

from maynum_dash.store.audit import Action, record
from maynum_dash.store.base import Store
from maynum_dash.store.tables import EVENTS

_SUBJECT: Final = "Fichier refusé, empreinte "
_LONGEST: Final = 500
_DIGITS: Final = 16


def refuse(store: Store, sha256: str, sentence: str, author: str) -> None:
    """Write that a file is refused.

    Parameters
    ----------
    store
        Where.
    sha256
        Fingerprint of its bytes.
    sentence
        Why, in French; it names sheets and columns, never the value of a cell.
    author
        Who watches the folder.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    record(store, author, Action.IMPORT, f"{_SUBJECT}{sha256[:_DIGITS]}", sentence[:_LONGEST])


def refusals(store: Store) -> dict[str, str]:
    """Give the files that were refused: first digits of the fingerprint → why.

    Parameters
    ----------
    store
        Where.
    """
    query = select(EVENTS.c.subject, EVENTS.c.detail).where(EVENTS.c.subject.startswith(_SUBJECT))
    with store.reading() as connection:
        return {subject.removeprefix(_SUBJECT): detail for subject, detail in connection.execute(query)}


def refusal_of(known: dict[str, str], sha256: str) -> str:
    """Tell why a file was refused; empty when it was not."""
    return known.get(sha256[:_DIGITS], "")

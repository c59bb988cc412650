"""Contacts of people, which are neither stored nor shown."""

import re
from collections.abc import Iterable

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.values import Doubt, Parsed, text

_REMOVED = "[coordonnées retirées]"
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\d)(?:(?:\+|00)33[\s.\-]?(?:\(0\))?|0)[1-9](?:[\s.\-]?\d{2}){4}(?!\d)"
)


def without_contacts(written: str) -> str:
    """Replace e-mail addresses and French telephone numbers in a text.

    Parameters
    ----------
    written
        Any text.

    Examples
    --------
    >>> without_contacts("appeler le 02 43 00 00 00")
    'appeler le [coordonnées retirées]'
    """
    # Neither can exist without one of these: the long expression is worth trying on few texts only.
    if "@" not in written and "0" not in written:
        return written
    return _CONTACT.sub(_REMOVED, written)


def remark(cell: Cell) -> Parsed:
    """Read a free remark, without the contacts that it may hold."""
    value, doubt = text(cell)
    if not isinstance(value, str):
        return value, doubt
    kept = without_contacts(value)
    return kept, None if kept == value else Doubt(Code.CONTACT_REMOVED)


def hold_contacts(cells: Iterable[Cell]) -> bool:
    """Tell whether a column nobody knows holds e-mail addresses or telephone numbers."""
    return any(isinstance(cell, str) and _CONTACT.search(cell) is not None for cell in cells)

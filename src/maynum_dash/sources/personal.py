"""Contacts of people, which are neither stored nor shown."""

import re
from collections.abc import Iterable
from typing import Final

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.values import Doubt, Parsed, fold, text

REMOVED: Final = "[donnée personnelle retirée]"
_REMOVED = "[coordonnées retirées]"
# Words that no heading of anything else holds.
_WORDS: Final = re.compile(
    r"\b(?:prenoms?|e?mails?|mels?|courriels?|telephones?|tels?|gsm|contacts?|messagerie|civilite"
    r"|adresses? (?:electroniques?|personnelles?)|date de naissance|numero de portable)\b"
)
_ROLE: Final = (
    r"(?:conseill(?:er|ere)|tut(?:eur|rice)|referente?|agente?|salariee?|titulaire|responsable|superieure?"
    r"|coordinat(?:eur|rice)|coordo|cnfs|candidate?|interlocut(?:eur|rice)|signataire|gestionnaire"
    r"|direct(?:eur|rice)|chef(?:fe)?|remplacante?|mediat(?:eur|rice)|occupante?|correspondante?"
    r"|intervenante?|chargee? de mission)"
)
# « Nom du conseiller », « Tuteur », never « Nom de la structure » nor « Conseillers », which may be counted.
_NAME: Final = re.compile(
    rf"noms?(?: (?:et|ou|d|de|des|du|l|la|le|les))* (?:{_ROLE}|personne|famille|naissance|usage)s?\b"
    r"(?!.*\b(?:structure|organisme|commune)).*"
    rf"|{_ROLE}(?: (?:numerique|hierarchique|(?:du|en) poste|actuel(?:le)?|recrutee?))?"
    r"|noms?|initiales"
)
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


def sounds_personal(heading: str) -> bool:
    """Tell whether a heading nobody knows announces names or contacts of people.

    Parameters
    ----------
    heading
        As written.

    Examples
    --------
    >>> sounds_personal("Prénom du supérieur hiérarchique"), sounds_personal("Code postal")
    (True, False)
    """
    words = fold(heading)
    return _WORDS.search(words) is not None or _NAME.fullmatch(words) is not None


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

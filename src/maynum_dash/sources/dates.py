"""Dates as spreadsheets store them and as people write them in French."""

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell, Flaw
from maynum_dash.sources.values import PLAIN, Doubt, Parsed, Parser, flawed

FIRST_YEAR, LAST_YEAR = 1980, 2100
_CENTURY = 2000
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIAL = re.compile(r"([2-7][0-9]{4})(?:[.,][0-9]+)?")
# Serial numbers of both systems stay below this for every date before the year 2119.
_LARGEST_SERIAL = 80_000

_MONTHS = {
    spelling: month
    for month, spellings in enumerate(
        (
            ("janvier", "janv", "jan"),
            ("fevrier", "fevr", "fev"),
            ("mars", "mar"),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juil"),
            ("aout",),
            ("septembre", "sept", "sep"),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for spelling in spellings
}
_WEEKDAYS = r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*[.,]? )?"
# A time of day may follow a date; alone it is no date.
_CLOCK = r"(?:(?: (?:a )?|t)(?:[01]?[0-9]|2[0-3]) ?[:h] ?(?:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?)?"
_CLOCK += r"(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
# One separator between two parts, the same one everywhere.
_BETWEEN = r" ?([/.-]) ?| "
_AROUND = r"(?:\.? ?([/-]) ?|\. ?| )?"
_ISO = re.compile(rf"([0-9]{{4}})(?:{_BETWEEN})([0-9]{{1,2}})(?:{_BETWEEN})([0-9]{{1,2}}){_CLOCK}")
_DAY = re.compile(
    rf"{_WEEKDAYS}([0-9]{{1,2}})(?:{_BETWEEN})([0-9]{{1,2}})(?:{_BETWEEN})([0-9]{{4}}|[0-9]{{2}}){_CLOCK}"
)
_WORDS = re.compile(
    rf"{_WEEKDAYS}([0-9]{{1,2}})(?:er)?{_AROUND}([a-z]+){_AROUND}([0-9]{{4}}|[0-9]{{2}}){_CLOCK}"
)
_MONTH_WORD = re.compile(rf"([a-z]+){_AROUND}([0-9]{{4}}|[0-9]{{2}})")
_MONTH_NUMBER = re.compile(rf"([0-9]{{1,2}})(?:{_BETWEEN})([0-9]{{4}})")
_YEAR_MONTH = re.compile(rf"([0-9]{{4}})(?:{_BETWEEN})([0-9]{{1,2}})")

_UNREADABLE: Parsed = (None, Doubt(Code.DATE_UNREADABLE))
_UNLIKELY: Parsed = (None, Doubt(Code.DATE_UNLIKELY))


def day_parser(*, epoch_1904: bool) -> Parser:
    """Make the parser of dates.

    Parameters
    ----------
    epoch_1904
        Whether the workbook counts its days from 1 January 1904 (old Macintosh files).

    Returns
    -------
    Parser
        Gives `datetime.date`; a month without a day gives its first day and a doubt.
    """
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900

    def parse(cell: Cell) -> Parsed:
        if isinstance(cell, date):
            return _likely(cell.date() if isinstance(cell, datetime) else cell)
        if isinstance(cell, str):
            # A text in columns writes the number of the day as it stands in the cell.
            serial = _SERIAL.fullmatch(cell)
            return _likely(epoch + timedelta(days=int(serial[1]))) if serial else _written(cell)
        if isinstance(cell, Flaw):
            return None, flawed(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < _LARGEST_SERIAL:
            return _likely(epoch + timedelta(days=int(cell)))
        return _UNREADABLE if cell is not None else (None, None)

    return parse


def _likely(day: date) -> Parsed:
    """Refuse a date that only a typing mistake can give: the number 2026 is a day of 1905."""
    return (day, None) if FIRST_YEAR <= day.year < LAST_YEAR else _UNLIKELY


def _written(text: str) -> Parsed:
    """Read a date written as text, French order first."""
    words = _plain(text)
    if parts := _parts(_ISO, words):
        return _calendar(*parts)
    if parts := _parts(_DAY, words):
        day, month, year = parts
        return _calendar(year, month, day)
    parts = _parts(_WORDS, words)
    if parts and parts[1] in _MONTHS:
        day, month, year = parts
        return _calendar(year, str(_MONTHS[month]), day)
    return _month(words)


def _plain(text: str) -> str:
    """Forget accents, case and kinds of spaces; keep the punctuation, which tells a date from a time."""
    split = unicodedata.normalize("NFKD", text.translate(PLAIN)).casefold()
    return " ".join("".join(letter for letter in split if not unicodedata.combining(letter)).split())


def _parts(pattern: re.Pattern[str], words: str) -> tuple[str, str, str] | None:
    """Split a date in three around one separator used twice."""
    found = pattern.fullmatch(words)
    if found is None or found[2] != found[4]:
        return None
    return found[1], found[3], found[5]


def _month(words: str) -> Parsed:
    """Read a month without a day."""
    found = _MONTH_WORD.fullmatch(words)
    if found and found[1] in _MONTHS:
        return _first_day(found[3], str(_MONTHS[found[1]]))
    if found := _MONTH_NUMBER.fullmatch(words):
        return _first_day(found[3], found[1])
    if found := _YEAR_MONTH.fullmatch(words):
        return _first_day(found[1], found[3])
    return _UNREADABLE


def _first_day(year: str, month: str) -> Parsed:
    """Keep the first day of a month, and say so."""
    day, doubt = _calendar(year, month, "1")
    if not isinstance(day, date):
        return day, doubt
    return day, Doubt(Code.DATE_MONTH_ONLY, {"day": f"{day:%d/%m/%Y}"})


def _calendar(year: str, month: str, day: str) -> Parsed:
    """Check that a day exists; two digits of a year are in this century."""
    whole = int(year) if len(year) == len("2026") else _CENTURY + int(year)
    if not 1 <= int(month) <= len(calendar.month_name) - 1:
        return None, Doubt(Code.DATE_IMPOSSIBLE, {"reason": f"il n'y a pas de mois {int(month)}"})
    try:
        return _likely(date(whole, int(month), int(day)))
    except ValueError:
        reason = f"il n'y a pas de jour {int(day)} dans ce mois"
        return None, Doubt(Code.DATE_IMPOSSIBLE, {"reason": reason})

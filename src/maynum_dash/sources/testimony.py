"""The rows of a sheet as openpyxl gives them, read several times faster where its XML is plain.

openpyxl takes five microseconds for a cell: too long for a hundred thousand rows. What Excel, LibreOffice
and the usual libraries write is so regular that one expression recognises a whole cell.
Every byte between the first row and the last one is accounted for: anything else, a comment, a rich text, a
cell out of order, a value that does not convert, and openpyxl reads the sheet instead. Strings, styles and
dates are openpyxl's own, never those of the first reader.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import IO, Any, Final

from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import _cast_number  # type: ignore[attr-defined]

from maynum_dash.sources.grid import LAST_ROW, column_number

Row = Sequence[object]

_CHUNK: Final = 2**18
# Longer, a row or what stands before the first one is no longer plain.
_LONGEST: Final = 2**23
_REMEMBERED: Final = 10_000  # numbers of a sheet
_BEGIN: Final = re.compile(rb"<sheetData\s*(/?)>")
_END: Final = re.compile(rb"\s*</sheetData\s*>")
_OPEN: Final = re.compile(rb"\s*<row((?:\s[^<>]*?)?)(/?)>")
_NUMBER: Final = re.compile(rb'\sr="([1-9][0-9]{0,6})"')
_CELL: Final = re.compile(
    rb'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="(0|[1-9][0-9]{0,5})")?(?: t="([A-Za-z]{1,9})")?'
    rb"(?:/>|>(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?"
    rb"(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>))"
)
_ENTITY: Final = re.compile(r"&([^;]*);?")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _UnusualError(Exception):
    """The XML holds something that only a whole parser understands."""


def second_rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 -- see `_plain_rows`
    """Give the rows of a sheet, from row 1.

    Parameters
    ----------
    sheet
        Sheet of a workbook that openpyxl opened to read values only, of which the guard saw the XML.

    Returns
    -------
    iterator of sequence
        What ``sheet.iter_rows(values_only=True)`` gives, ``None`` at the end of a row aside; what stands
        after the last row is not looked at where the rows are plain.

    Raises
    ------
    Exception
        What openpyxl raises on the same rows.
    """
    given = 0
    try:
        for row in _plain_rows(sheet):
            yield row
            given += 1
    except _UnusualError:
        yield from islice(sheet.iter_rows(values_only=True), given, None)


def _plain_rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 -- what openpyxl keeps for itself is not typed
    """Read the rows while they are plain, each blank one included."""
    values = _Values(sheet)
    last = 0
    with sheet._get_source() as source:  # noqa: SLF001 -- openpyxl opens no part otherwise
        for number, body in _bodies(source):
            if number is None:
                number = last + 1  # noqa: PLW2901 -- as a row without a number is counted
            if not last < number <= LAST_ROW:
                raise _UnusualError
            row = values.row(number, body)
            for _ in range(last + 1, number):
                yield ()
            yield row
            last = number


def _bodies(source: IO[bytes]) -> Iterator[tuple[int | None, bytes]]:
    """Cut the rows out of the XML of a sheet; whatever stands between two of them is white space."""
    text = _Text(source)
    begin = text.search(_BEGIN)
    if b"<!--" in text.before(begin):
        raise _UnusualError
    text.leave(begin.end())
    if begin[1]:
        return
    while (opening := text.match(_OPEN, _END)) is not None:
        number = _NUMBER.search(opening[1])
        if number is None and b"r=" in opening[1]:
            raise _UnusualError
        found = None if number is None else int(number[1])
        text.leave(opening.end())
        if opening[2]:
            yield found, b""
        else:
            yield found, text.until(b"</row>")


class _Text:
    """A part that is read chunk by chunk, and forgotten as it is understood."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._held = b""
        self._at = 0

    def search(self, pattern: "re.Pattern[bytes]") -> "re.Match[bytes]":
        """Look further for a pattern."""
        while (found := pattern.search(self._held)) is None:
            self._more()
        return found

    def before(self, found: "re.Match[bytes]") -> bytes:
        """Give what stands before a pattern."""
        return self._held[: found.start()]

    def leave(self, position: int) -> None:
        """Forget what stands before a position."""
        self._at = position

    def match(self, pattern: "re.Pattern[bytes]", end: "re.Pattern[bytes]") -> "re.Match[bytes] | None":
        """Recognise what comes now; ``None`` for the end."""
        while (found := pattern.match(self._held, self._at)) is None:
            if end.match(self._held, self._at):
                return None
            self._more()
        return found

    def until(self, mark: bytes) -> bytes:
        """Take what comes before a mark, and leave the mark behind."""
        while (position := self._held.find(mark, self._at)) < 0:
            self._more()
        taken = self._held[self._at : position]
        self._at = position + len(mark)
        return taken

    def _more(self) -> None:
        """Read a chunk."""
        chunk = self._source.read(_CHUNK)
        self._held = self._held[self._at :] + chunk
        self._at = 0
        if not chunk or len(self._held) > _LONGEST:
            raise _UnusualError


class _Values:
    """How the cells of one sheet become values: as in ``WorkSheetParser.parse_cell`` of openpyxl."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 -- see `_plain_rows`
        self._strings = sheet._shared_strings  # noqa: SLF001 -- openpyxl's own, which is the point
        book = sheet.parent
        self._epoch = book.epoch
        self._dates = {str(style).encode() for style in book._date_formats}  # noqa: SLF001 -- likewise
        self._lengths = {str(style).encode() for style in book._timedelta_formats}  # noqa: SLF001 -- likewise
        self._columns: dict[bytes, int] = {}
        self._numbers: dict[tuple[bytes, bytes], object] = {}
        self._readers: dict[bytes, Callable[[str], object]] = {
            b"b": lambda text: bool(int(text)),
            b"e": str,
            b"str": str,
            b"d": from_ISO8601,
        }

    def row(self, number: int, body: bytes) -> Row:
        """Read the cells of one row."""
        values: list[object] = []
        told, length, strings, columns = b"%d" % number, 0, self._strings, self._columns
        try:
            for whole, letters, digits, style, kind, text, inline in _CELL.findall(body):
                length += len(whole)
                column = columns.get(letters) or self._column(letters)
                missing = column - len(values) - 1
                if missing < 0 or digits != told:
                    raise _UnusualError
                if missing:
                    values.extend([None] * missing)
                if kind == b"s":
                    values.append(strings[int(text)] if text else None)
                elif not kind or kind == b"n":
                    values.append(self._number(text, style) if text else None)
                else:
                    values.append(self._other(kind, text, inline))
        except (ValueError, LookupError, OverflowError, TypeError):
            raise _UnusualError from None
        if length != len(body) and length != len(body.strip()):
            raise _UnusualError
        return values

    def _column(self, letters: bytes) -> int:
        """Number a column."""
        found = self._columns[letters] = column_number(letters.decode("ascii"))
        return found

    def _number(self, text: bytes, style: bytes) -> object:
        """Read a number, or the day that its style makes of it; most are met many times."""
        key = (text, style)
        if key in self._numbers:
            return self._numbers[key]
        value = _cast_number(text.decode("ascii"))
        if (style or b"0") in self._dates:
            value = from_excel(value, self._epoch, timedelta=(style or b"0") in self._lengths)
        if len(self._numbers) < _REMEMBERED:
            self._numbers[key] = value
        return value

    def _other(self, kind: bytes, text: bytes, inline: bytes) -> object:
        """Read a value of a rarer kind."""
        if kind == b"inlineStr":
            return None if text else _unescaped(inline)
        return self._readers[kind](_unescaped(text)) if text else None


def _unescaped(text: bytes) -> str:
    """Read a text of XML, which holds no element."""
    written = text.decode("utf-8")
    if "\r" in written:
        # XML knows one end of line; a carriage return that is meant is an entity.
        written = written.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, written) if "&" in written else written


def _character(found: "re.Match[str]") -> str:
    """Read one entity; the guard let none through but those of XML."""
    name = found[1]
    if not name.startswith("#"):
        return _NAMED[name]
    return chr(int(f"0{name[1:]}", 16) if name.startswith("#x") else int(name[1:]))

"""Texts in columns (CSV): their separator is found by consistency, their values stay as written."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.cells import Cell, Flaw, FlawKind, clean, show
from maynum_dash.sources.decoding import decode
from maynum_dash.sources.grid import LAST_COLUMN, LAST_ROW
from maynum_dash.sources.headings import heading_key, known_headings

# Of two that explain a text as well, the first: commas stand in prose.
SEPARATORS: Final = (";", "\t", ",")
# A last line that nothing but an open quotation mark can swallow.
END: Final = "\x00"

_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t|])"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_SAMPLE: Final = 1 << 17
_SAMPLE_ROWS: Final = 100
# What one cell of Excel holds: beyond, a quotation mark was never closed.
_LONGEST_CELL: Final = 32_767
_LONGEST_HEADING: Final = 200
_LARGEST: Final = 6_000_000
# Above this share of rows of one width, a wider row is a row shifted by a separator in a text.
_REGULAR: Final = 0.8
_FEWEST_KNOWN: Final = 2
# Below this many columns, a text in two lines would too easily look like two rows.
_FEWEST_SWALLOWED: Final = 3
_QUOTES = "Fermez ce guillemet, ou doublez ceux qui sont dans un texte, puis recommencez"
_LIGHTEN = "Supprimez les lignes et colonnes inutiles, puis enregistrez"
_EXPORT = "Enregistrez le tableau au format « Classeur Excel (.xlsx) »"


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text in columns.

    Parameters
    ----------
    text
        What it says, without the line that only names its separator.
    encoding
        Python name of its encoding.
    separator
        Character between two columns.
    width
        Columns of most rows.
    regular
        Whether nearly every row has that many columns or fewer: a wider one is then shifted.
    """

    text: str
    encoding: str
    separator: str
    width: int
    regular: bool


def open_delimited(content: bytes) -> Delimited:
    """Find the encoding and the separator of a text, and check it whole.

    Parameters
    ----------
    content
        Bytes of the file.

    Raises
    ------
    UnreadableFileError
        When it is no text, has no columns, or leaves a quotation mark open.
    """
    text, encoding = decode(content)
    announced = _SEPARATOR_LINE.match(text)
    if announced:
        text, separator = text[announced.end() :], announced[1]
    else:
        separator = sniff(text)
    widths = _widths(text, separator)
    filled = widths.total()
    width, times = widths.most_common(1)[0] if filled else (1, 0)
    if width == 1 and max(widths, default=1) == 1:
        reason = "c'est un texte sans colonnes : aucun point-virgule, virgule ou tabulation ne les sépare"
        raise UnreadableFileError("", reason, _EXPORT)
    return Delimited(text, encoding, separator, width, regular=times >= _REGULAR * filled)


def records(found: Delimited) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows that hold something.

    Parameters
    ----------
    found
        The text, checked.

    Returns
    -------
    iterator
        (number of the row as Excel shows it, cells); texts are never turned into numbers, dates or
        formulas, and the cells of a shifted row are flawed.
    """
    reader = csv.reader(StringIO(found.text, newline=""), delimiter=found.separator)
    line = 0
    for number, record in enumerate(reader, start=1):
        if reader.line_num > line + 1 and _swallows(record, found):
            raise unclosed(line + 1)
        line = reader.line_num
        cells = row_cells(record, found.width if found.regular else LAST_COLUMN)
        if cells:
            yield number, cells


def row_cells(record: Sequence[str], width: int) -> list[Cell]:
    """Clean the cells of a row; those of a row wider than the others are flawed: which ones moved is unknown.

    Parameters
    ----------
    record
        Cells as written.
    width
        Columns that a row may have.
    """
    cells = [clean(written) for written in record]
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) <= width:
        return cells
    return [None if cell is None else Flaw(FlawKind.SHIFT, show(cell)) for cell in cells]


def _swallows(record: Sequence[str], found: Delimited) -> bool:
    """Recognise whole rows within one cell, from a lone quotation mark to the next one."""
    if found.width < _FEWEST_SWALLOWED:
        return False
    for index, cell in enumerate(record):
        first, *others = cell.splitlines()[:_SAMPLE_ROWS] or [""]
        counts = [line.count(found.separator) for line in others]
        if (
            counts
            and index + first.count(found.separator) == found.width - 1
            and (counts[0] == found.width - 1 or counts[-1] + len(record) - index == found.width)
        ):
            return True
    return False


def sniff(text: str) -> str:
    """Choose the separator: the one that splits known headings, else the one that makes regular rows.

    Parameters
    ----------
    text
        The beginning of a text, or the whole.
    """
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r"), 0) + 1] or sample
    return max(SEPARATORS, key=lambda separator: _likelihood(sample, separator))


def known_columns(cells: Iterable[str]) -> int:
    """Count the cells that are a heading of one of the known profiles."""
    known = known_headings()
    return len(
        {key for cell in cells if len(cell) <= _LONGEST_HEADING and (key := heading_key(cell)) in known}
    )


def _likelihood(sample: str, separator: str) -> tuple[int, float]:
    """Measure how well a separator explains a sample."""
    rows = []
    try:
        for row in _reader(StringIO(sample, newline=""), separator):
            if any(row):
                rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0, 0.0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0.0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    known = max(known_columns(row) for row in rows)
    return (known if known >= _FEWEST_KNOWN else 0), (width - 1) * times / len(rows)


def _reader(lines: Iterable[str], separator: str, *, strict: bool = False) -> Iterator[list[str]]:
    """Read rows as Excel does."""
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=separator, strict=strict)


def _widths(text: str, separator: str) -> Counter[int]:
    """Count the widths of the filled rows, checking limits and quotation marks on the way."""
    orthodox = _is_orthodox(text, separator)
    widths: Counter[int] = Counter()
    cells, began, number = 0, 1, 0
    reader = csv.reader(_with_end(text), delimiter=separator)
    try:
        for number, row in enumerate(reader, start=1):
            if row and row[-1].endswith(END):
                if row != [END]:
                    raise unclosed(began)
                break
            if not orthodox and any(separator in cell and ("\n" in cell or "\r" in cell) for cell in row):
                raise unclosed(began)
            _check_size(len(row), number, cells := cells + len(row))
            if any(row):
                widths[len(row)] += 1
            began = reader.line_num + 1
    except csv.Error:
        reason = f"une cellule de la ligne {began} compte plus de {_LONGEST_CELL} caractères"
        raise UnreadableFileError("", f"{reason} (guillemet jamais refermé ?)", _QUOTES) from None
    return widths


def _is_orthodox(text: str, separator: str) -> bool:
    """Tell whether each quotation mark stands where the format wants it."""
    try:
        for _ in _reader(StringIO(text, newline=""), separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _with_end(text: str) -> Iterator[str]:
    """Give the lines, then one that only an open quotation mark can swallow."""
    yield from StringIO(text, newline="")
    yield END


def _check_size(width: int, number: int, cells: int) -> None:
    """Refuse what no sheet could hold."""
    if width > LAST_COLUMN:
        reason = f"la ligne {number} compte plus de {LAST_COLUMN} colonnes"
    elif number > LAST_ROW:
        reason = f"il compte plus de {LAST_ROW} lignes"
    elif cells > _LARGEST:
        reason = f"il compte plus de {_LARGEST} cellules"
    else:
        return
    raise UnreadableFileError("", reason, _LIGHTEN)


def unclosed(line: int) -> UnreadableFileError:
    """Refuse a text of which a quotation mark swallows the rows that follow."""
    reason = (
        f"un guillemet ouvert à la ligne {line} n'est pas refermé : les lignes suivantes y seraient prises"
    )
    return UnreadableFileError("", reason, _QUOTES)

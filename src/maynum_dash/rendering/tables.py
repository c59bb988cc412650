"""A table for people: French cells, sortable headings, total row; as HTML and as CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import csv_text, html_text


class Kind(StrEnum):
    """What a column holds, which decides how its cells are written, aligned and sorted."""

    TEXT = "text"
    EUROS = "euros"
    DIFFERENCE = "difference"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    field
        Column of the DataFrame; amounts in integer cents, percentages in percent.
    heading
        French heading, unit included when the cells do not carry it.
    kind
        What it holds.
    digits
        Decimals of ``Kind.DECIMAL`` and ``Kind.PERCENT``.
    is_wide
        Whether its cells hold names, which need room.
    """

    field: str
    heading: str
    kind: Kind = Kind.TEXT
    digits: int = 1
    is_wide: bool = False


_TALL = 30  # rows: a longer table scrolls in its own box
_WRITERS: dict[Kind, Callable[[object, int], str]] = {
    Kind.TEXT: lambda value, _: formats.MISSING if pd.isna(value) else str(value),  # type: ignore[call-overload]
    Kind.EUROS: lambda value, _: formats.euros(value),  # type: ignore[arg-type]
    Kind.DIFFERENCE: lambda value, _: formats.euros_signed(value),  # type: ignore[arg-type]
    Kind.INTEGER: lambda value, _: formats.integer(value),  # type: ignore[arg-type]
    Kind.DECIMAL: formats.decimal,  # type: ignore[dict-item]
    Kind.PERCENT: formats.percent,  # type: ignore[dict-item]
    Kind.DAY: lambda value, _: formats.day_short(value),  # type: ignore[arg-type]
}


def html_table(
    frame: pd.DataFrame, columns: Sequence[Column], caption: str, total: pd.Series | None = None
) -> str:
    """Write a table as HTML; every text of a file is escaped.

    Parameters
    ----------
    frame
        Rows in the order shown first.
    columns
        What to show.
    caption
        Title of the table, with unit, period and source.
    total
        Values of the total row by field; a field it lacks is left blank.
    """
    head = "".join(
        f'<th scope="col" aria-sort="none"{_class(column)}>'
        f'<button type="button">{html_text(column.heading)}</button></th>'
        for column in columns
    )
    written = [_each(frame[column.field], column, _cell) for column in columns]
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*written, strict=True))
    tall = " tall" if len(frame) > _TALL else ""
    foot = "" if total is None else f"<tfoot><tr>{_total(total, columns)}</tr></tfoot>"
    return (
        f'<div class="mn-scroll{tall}" tabindex="0" role="region" aria-label="{html_text(caption)}">'
        f'<table class="mn-table"><caption>{html_text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>"
    )


def written(values: pd.Series, column: Column) -> list[str]:
    """Write the cells of a column as text.

    Parameters
    ----------
    values
        Cells.
    column
        How they are written.
    """
    return _each(values, column, lambda value, described: _WRITERS[described.kind](value, described.digits))


def _class(column: Column) -> str:
    if column.is_wide:
        return ' class="wide"'
    return "" if column.kind in (Kind.TEXT, Kind.DAY) else ' class="num"'


def _each(values: pd.Series, column: Column, write: Callable[[object, Column], str]) -> list[str]:
    """Write the cells of a column; a value met before, as most are in a long table, is not written again."""
    known: dict[tuple[type, object], str] = {}
    cells = []
    for value in values:
        # Python says that 1 and True are equal; a table does not.
        key = (type(value), value)
        cell = known.get(key)
        if cell is None:
            cell = known[key] = write(value, column)
        cells.append(cell)
    return cells


def _cell(value: object, column: Column) -> str:
    text = html_text(_WRITERS[column.kind](value, column.digits))
    if column.kind is Kind.TEXT:
        return f'<td class="wide">{text}</td>' if column.is_wide else f"<td>{text}</td>"
    # A browser reads an empty key as zero; « NaN » is a number that stands after all others.
    key = "NaN" if pd.isna(value) else _sort_key(value, column)  # type: ignore[call-overload]
    return f'<td{_class(column)} data-sort="{key}">{text}</td>'


def _sort_key(value: object, column: Column) -> str:
    if column.kind is Kind.DAY:
        return str(pd.Timestamp(value).toordinal())  # type: ignore[arg-type]
    return str(value)


def _total(total: pd.Series, columns: Sequence[Column]) -> str:
    cells = []
    for column in columns:
        value = total.get(column.field, "")
        if isinstance(value, str):
            cells.append(f"<td>{html_text(value)}</td>")
        else:
            cells.append(_cell(value, column))
    return "".join(cells)


def csv_table(frame: pd.DataFrame, columns: Sequence[Column], notes: Sequence[str] = ()) -> bytes:
    """Write the same rows as CSV for a French spreadsheet.

    Semicolons, UTF-8 with BOM, decimal comma, dates jj/mm/aaaa, no thousands separator; texts that a
    spreadsheet would run as a formula are neutralised. The notes (title, source, date) follow an empty line.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([csv_text(column.heading) for column in columns])
    written = [_each(frame[column.field], column, _plain) for column in columns]
    writer.writerows(zip(*written, strict=True))
    if notes:
        writer.writerow([])
        writer.writerows([csv_text(note)] for note in notes)
    return buffer.getvalue().encode("utf-8-sig")


def _plain(value: object, column: Column) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column.kind is Kind.TEXT:
        return csv_text(str(value))
    if column.kind is Kind.DAY:
        return formats.day_short(value)  # type: ignore[arg-type]
    if column.kind in (Kind.EUROS, Kind.DIFFERENCE):
        return str(Decimal(int(value)).scaleb(-2).quantize(Decimal("0.01"))).replace(".", ",")  # type: ignore[call-overload]
    digits = 0 if column.kind is Kind.INTEGER else column.digits
    return formats.decimal(value, digits).replace("\u202f", "").replace("\u2212", "-")  # type: ignore[arg-type]

"""Typed tables, counts and anomalies of a workbook, to the rows of the database and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from sqlalchemy import Connection, RowMapping, Select, Table, delete, insert, select

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.complements import Complement
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import SheetCount, Workbook
from maynum_dash.store.tables import ANOMALIES, COMPLEMENTS, ROWS, SHEETS
from maynum_dash.store.text import storable

CONTENT: Final[dict[str, Table]] = {
    **ROWS,
    **{table.name: table for table in (SHEETS, ANOMALIES, COMPLEMENTS)},
}
_KEYS: Final = ("import_id", "position")


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What an import holds.

    Parameters
    ----------
    tables
        Table → its rows, as `sources.frames.frame` makes them.
    sheets
        Counts per table read.
    anomalies
        What was found, in its order.
    complements
        The files that completed the workbook.
    """

    tables: Mapping[str, pd.DataFrame]
    sheets: tuple[SheetCount, ...]
    anomalies: tuple[Anomaly, ...]
    complements: tuple[Complement, ...]


def write_content(connection: Connection, import_id: int, workbook: Workbook) -> None:
    """Write everything that a workbook holds.

    Parameters
    ----------
    connection
        Writing transaction.
    import_id
        Import that holds the rows.
    workbook
        Its typed tables; text is made `storable`.
    """
    for name, table in ROWS.items():
        _write(connection, table, import_id, _columns(getattr(workbook, name)))
    _write(connection, SHEETS, import_id, _turned([_sheet_values(one) for one in workbook.sheets]))
    _write(connection, ANOMALIES, import_id, _turned([_anomaly_values(one) for one in workbook.anomalies]))
    complements = [_complement_values(one) for one in workbook.complements]
    _write(connection, COMPLEMENTS, import_id, _turned(complements))


def read_content(connection: Connection, import_id: int) -> Content:
    """Read everything that an import holds, in its order and with its types.

    Parameters
    ----------
    connection
        Transaction.
    import_id
        Import that holds the rows.
    """
    tables = {name: _frame(connection, table, import_id) for name, table in ROWS.items()}
    sheets = connection.execute(content_of(SHEETS, import_id)).mappings()
    anomalies = connection.execute(content_of(ANOMALIES, import_id)).mappings()
    complements = connection.execute(content_of(COMPLEMENTS, import_id)).mappings()
    return Content(
        tables,
        tuple(map(_sheet, sheets)),
        tuple(map(_anomaly, anomalies)),
        tuple(map(_complement, complements)),
    )


def delete_content(connection: Connection, import_id: int) -> None:
    """Delete everything that an import holds, its line of history excepted.

    Parameters
    ----------
    connection
        Writing transaction.
    import_id
        Import that holds the rows.
    """
    for table in CONTENT.values():
        connection.execute(delete(table).where(table.c.import_id == import_id))


def _columns(table: pd.DataFrame) -> dict[str, list[object]]:
    """Turn columns into lists of plain values; ``None`` stands for every kind of absence."""
    return {str(name): _plain(table[name]) for name in table.columns}


def _plain(column: pd.Series) -> list[object]:
    absent = column.isna().tolist()
    if isinstance(column.dtype, pd.StringDtype):
        values = ["" if gone else storable(value) for value, gone in zip(column, absent, strict=True)]
    elif column.dtype.kind == "M":
        values = column.dt.date.tolist()
    else:
        values = column.tolist()
    return [None if gone else value for value, gone in zip(values, absent, strict=True)]


def _turned(records: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    """Turn records into columns."""
    return {name: [one[name] for one in records] for name in records[0]} if records else {}


def _write(
    connection: Connection, table: Table, import_id: int, columns: Mapping[str, Sequence[object]]
) -> None:
    """Insert the rows of one table, numbered in their order."""
    names = tuple(columns)
    records = [
        {"import_id": import_id, "position": position, **dict(zip(names, values, strict=True))}
        for position, values in enumerate(zip(*columns.values(), strict=True))
    ]
    if records:
        connection.execute(insert(table), records)


def content_of(table: Table, import_id: int) -> Select[tuple[object, ...]]:
    """Select what an import holds of a table, in its order and without its keys.

    Parameters
    ----------
    table
        One of `CONTENT`.
    import_id
        Import that holds the rows.
    """
    columns = [column for column in table.columns if column.name not in _KEYS]
    return select(*columns).where(table.c.import_id == import_id).order_by(table.c.position)


def _frame(connection: Connection, table: Table, import_id: int) -> pd.DataFrame:
    found = connection.execute(content_of(table, import_id))
    names = tuple(found.keys())
    rows = found.all()
    return frame(
        table.name, dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else None
    )


def _sheet_values(one: SheetCount) -> dict[str, object]:
    return {
        "sheet": storable(one.sheet),
        "content": one.table,
        "heading_row": one.heading_row,
        "rows_read": one.rows_read,
        "rows_accepted": one.rows_accepted,
        "rows_rejected": one.rows_rejected,
        "unknown_columns": json.dumps(list(map(storable, one.unknown_columns)), ensure_ascii=False),
    }


def _sheet(row: RowMapping) -> SheetCount:
    unknown = tuple(json.loads(row["unknown_columns"]))
    counts = (row["heading_row"], row["rows_read"], row["rows_accepted"], row["rows_rejected"])
    return SheetCount(row["sheet"], row["content"], *counts, unknown)


def _anomaly_values(one: Anomaly) -> dict[str, object]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "sheet": storable(one.sheet),
        "row": one.row,
        "column": storable(one.column),
        "value": storable(one.value),
        "message": storable(one.message),
        "stake_cents": one.stake_cents,
    }


def _complement_values(one: Complement) -> dict[str, object]:
    values = {"content": one.table, "profile": one.profile, "label": one.label, "sha256": one.sha256}
    return {**values, "name": storable(one.name), "given_on": one.given_on}


def _complement(row: RowMapping) -> Complement:
    names = ("content", "profile", "label", "name", "sha256", "given_on")
    return Complement(*(row[name] for name in names))


def _anomaly(row: RowMapping) -> Anomaly:
    return Anomaly(**{**row, "severity": Severity(row["severity"])})

"""Rows typed in the application, judged as those of a sheet, in the place of the rows of a workbook."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pandas import DataFrame

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.errors import EntryError
from maynum_dash.sources.blocks import Block, Column
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.fields import TABLES, parsers
from maynum_dash.sources.frames import frame
from maynum_dash.sources.rows import read_rows
from maynum_dash.sources.rules import linked_rules
from maynum_dash.sources.workbook import SheetCount, Workbook

# Tables that may be typed: name of the sheet, and heading of each field.
ENTERED: Final = {
    "envelopes": (
        "Enveloppes (saisie)",
        {
            "fiscal_year": "Exercice",
            "authorisation": "Type",
            "vote": "Vote",
            "amount_cents": "Montant",
            "voted_on": "Date",
        },
    ),
    "payments": (
        "Versements (saisie)",
        {
            "post_id": "ID Poste",
            "paid_on": "Date",
            "amount_cents": "Montant",
            "kind": "Nature",
            "order_number": "N° mandat",
        },
    ),
}
_MARK: Final = ", saisie du tableau de bord"


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Rows that were typed, and what is doubtful in them.

    Parameters
    ----------
    table
        Which table.
    rows
        As `sources.frames.frame` makes them; ``row`` counts the rows typed, from 1.
    anomalies
        Points to know: none of them rejects a row.
    """

    table: str
    rows: DataFrame
    anomalies: tuple[Anomaly, ...]


def read_entries(table: str, cells: Sequence[Sequence[Cell]], posts: DataFrame) -> Entries:
    """Judge typed rows by the rules of their sheet.

    Parameters
    ----------
    table
        One of `ENTERED`.
    cells
        Rows, in the order of the fields; a row without any value is left out.
    posts
        Posts that payments may name.

    Raises
    ------
    EntryError
        When a row cannot be counted; it names each row, and says what to do.
    """
    sheet, headings = ENTERED[table]
    columns = tuple(
        Column(index, headings[field.name], field.name) for index, field in enumerate(TABLES[table])
    )
    block = Block(table, 0, columns, (), rows=[(row, list(line)) for row, line in enumerate(cells, start=1)])
    known = {post_id.casefold(): post_id for post_id in posts["post_id"]}
    read = read_rows(sheet, block, parsers(epoch_1904=False), linked_rules(table, known))
    if read.rejected:
        accepted = set(read.columns["row"])
        faults = [one for one in read.anomalies if one.row not in accepted]
        raise EntryError([(one.row or 0, one.message) for one in faults])
    return Entries(table, frame(table, read.columns), tuple(read.anomalies))


def with_entries(workbook: Workbook, entries: Entries, based_on: int) -> Workbook:
    """Put typed rows in the place of those of a workbook; everything else stays.

    Parameters
    ----------
    workbook
        Data in force.
    entries
        Typed rows.
    based_on
        Number of the import that holds these data: the same rows typed over another one are another workbook.

    Returns
    -------
    Workbook
        Its fingerprint is that of the former, the number and the rows, so that it can be computed again.
    """
    sheet, _ = ENTERED[entries.table]
    typed = {entries.table: entries.rows}
    former = {count.sheet for count in workbook.sheets if count.table == entries.table}
    count = len(entries.rows)
    return replace(
        workbook,
        name=workbook.name.removesuffix(_MARK) + _MARK,
        sha256=_fingerprint(workbook.sha256, entries, based_on),
        sheets=(
            *(one for one in workbook.sheets if one.table != entries.table),
            SheetCount(sheet, entries.table, 0, count, count, 0, ()),
        ),
        anomalies=(
            *(one for one in workbook.anomalies if one.sheet not in former),
            *entries.anomalies,
        ),
        envelopes=typed.get("envelopes", workbook.envelopes),
        payments=typed.get("payments", workbook.payments),
    )


def _fingerprint(former: str, entries: Entries, based_on: int) -> str:
    rows = json.loads(entries.rows.to_json(orient="values", date_format="iso"))
    told = json.dumps([former, based_on, entries.table, rows], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).hexdigest()

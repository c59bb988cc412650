"""The demonstration workbook: 22 posts on real territories, with invented amounts and dates."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from maynum_dash.rendering import dress
from maynum_dash.rendering.archive import workbook_bytes
from maynum_dash.rendering.grid import draw
from maynum_dash.rendering.layout import Kind, Sheet, Value, readme, sheets
from maynum_dash.rendering.template import start_workbook
from maynum_dash.sources.folder import DEMO_WORKBOOK

_TABLES = {
    "posts": "postes.csv",
    "payments": "versements.csv",
    "envelopes": "enveloppes.csv",
    "criteria": "criteres.csv",
    "places": "lieux.csv",
    "elected": "elus.csv",
}
_WRITTEN_AT = datetime(2026, 11, 20, tzinfo=UTC)


def demo_workbook(epci: Sequence[str], folder: Path = DEMO_WORKBOOK.parent) -> bytes:
    """Write the demonstration workbook, the same on every run.

    Parameters
    ----------
    epci
        Names of the EPCI offered in the lists.
    folder
        Where its tables stand: CSV files with the headings of the workbook, ISO dates, decimal points.
        A sheet without a table stays empty: « Illectronisme » does, so that the estimate is shown.
    """
    draft = start_workbook(epci, demonstration=True)
    words = readme()
    for sheet in sheets():
        name = _TABLES.get(sheet.table)
        rows = [] if name is None else _read(folder / name, sheet)
        draw(draft, sheet, rows, f"{words.demo_title}.")
        draft.workbook[sheet.name]["A2"].font = dress.WARNING
    return workbook_bytes(draft.workbook, f"{words.title} – {words.demo_title}", _WRITTEN_AT)


def _read(path: Path, sheet: Sheet) -> list[dict[str, Value]]:
    kinds = {column.heading: column.kind for column in sheet.columns}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {heading: _value(text, kinds[heading]) for heading, text in row.items()}
            for row in csv.DictReader(file)
        ]


def _value(text: str, kind: Kind) -> Value:
    if not text:
        return None
    if kind is Kind.TEXT:
        return text
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    number = float(text)
    return int(number) if number.is_integer() else number

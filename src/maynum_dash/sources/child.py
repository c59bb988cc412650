"""The process that opens the file: guard and readers under limits, cells written to standard output.

One JSON value per line: what the workbook is, then each sheet, its rows, and how they were confirmed.
Nothing that can execute crosses the border.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import BinaryIO

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources import legacy
from maynum_dash.sources.cells import Cell, encode
from maynum_dash.sources.delimited import open_delimited, records
from maynum_dash.sources.guard import inspect
from maynum_dash.sources.inspection import Inspection
from maynum_dash.sources.natures import Container, Nature
from maynum_dash.sources.readers import FAILURES, Readers, Report
from maynum_dash.sources.recovery import split_back
from maynum_dash.sources.signature import check_signature

_LARGEST_OUTPUT = 256 * 2**20


def main(memory: int, cpu: int, witness: float, *, first: bool) -> None:
    """Read a workbook from standard input and write its cells to standard output.

    Parameters
    ----------
    memory
        Address space allowed, in bytes.
    cpu
        Processor time allowed, in seconds.
    witness
        Seconds after which the second reader stops.
    first
        Whether the first reader may be used.
    """
    _limit(memory, cpu)
    out = sys.stdout.buffer
    try:
        content = sys.stdin.buffer.read()
        container = check_signature(content, "")
        if container is Container.TEXT:
            _read_text(content, _Writer(out))
        else:
            found = legacy.inspect(content, "") if container is Container.OLE2 else inspect(content, "")
            readers = Readers(content, found, time.monotonic() + witness, first=first)
            _read_workbook(found, readers, _Writer(out))
    except UnreadableFileError as error:
        _write(out, {"refus": [error.reason, error.remedy]})
    out.flush()


class _Writer:
    """What is written of a workbook, and how much of it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._written = 0

    def fact(self, **facts: object) -> None:
        """Write what concerns a workbook or a sheet."""
        _write(self._out, facts)

    def rows(self, rows: Iterator[tuple[int, list[Cell]]]) -> int:
        """Write rows; give the number of the last one."""
        number = 0
        for number, cells in rows:
            self._written += _write(self._out, [number, [encode(cell) for cell in cells]])
            if self._written > _LARGEST_OUTPUT:
                raise _verbose()
        return number


def _read_text(content: bytes, writer: _Writer) -> None:
    """Write a text in columns as a workbook of one sheet, which its reader names."""
    found = open_delimited(content)
    writer.fact(
        nature=Nature.CSV,
        epoch_1904=False,
        macros=False,
        external_links=False,
        encoding=found.encoding,
        delimiter=found.separator,
    )
    writer.fact(sheet="", hidden=False, hidden_rows=0, hidden_columns=0, merges=0, filtered=False)
    last = writer.rows(records(found))
    writer.fact(witness=Report().witness, last=last, split="")
    writer.fact(end=True)


def _read_workbook(found: Inspection, readers: Readers, writer: _Writer) -> None:
    """Write the whole workbook."""
    writer.fact(
        nature=found.nature,
        epoch_1904=found.epoch_1904,
        macros=found.macros,
        external_links=found.external_links,
    )
    for sheet, scan in found.sheets:
        if not sheet.path:
            continue
        writer.fact(
            sheet=sheet.name,
            hidden=sheet.hidden,
            hidden_rows=scan.hidden_rows,
            hidden_columns=scan.hidden_columns,
            merges=scan.merges,
            filtered=scan.filtered,
        )
        report = Report()
        rows = readers.rows(sheet.name, scan, report)
        if rows is None:
            raise _illegible(sheet.name)
        split = ""
        try:
            if scan.last_column == 1:
                split, rows = split_back(rows)
            writer.rows(rows)
        except FAILURES:
            raise _illegible(sheet.name) from None
        writer.fact(witness=report.witness, last=report.last, split=split)
    writer.fact(end=True)


def _verbose() -> UnreadableFileError:
    """Refuse a small file that says a great deal: one text shared by thousands of cells."""
    reason = f"ses cellules contiennent plus de {_LARGEST_OUTPUT // 2**20} Mo de texte"
    return UnreadableFileError("", reason, "Raccourcissez les textes et supprimez les lignes inutiles")


def _illegible(sheet: str) -> UnreadableFileError:
    """Refuse a workbook of which a sheet resists both readers."""
    reason = f"la feuille « {sheet} » est endommagée"
    remedy = "Ouvrez le classeur dans Excel, acceptez la réparation, puis enregistrez-le"
    return UnreadableFileError("", reason, remedy)


def _write(out: BinaryIO, value: object) -> int:
    """Write one line; give its size."""
    return out.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n")


def _limit(memory: int, cpu: int) -> None:
    """Bound memory and processor time where the system can; the wall limit of the parent always holds."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (does not exist on Windows)

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

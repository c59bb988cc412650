"""The process that opens the file: guard and readers under limits, cells written to standard output.

One JSON value per line: what the workbook is, then each sheet, its rows, and how they were confirmed.
Nothing that can execute crosses the border.
"""

import json
import sys
import time
from typing import BinaryIO

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.cells import encode
from maynum_dash.sources.guard import inspect
from maynum_dash.sources.readers import FAILURES, Readers, Report

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
        _read(sys.stdin.buffer.read(), time.monotonic() + witness, out, first=first)
    except UnreadableFileError as error:
        _write(out, {"refus": [error.reason, error.remedy]})
    out.flush()


def _read(content: bytes, deadline: float, out: BinaryIO, *, first: bool) -> None:
    """Write the whole workbook."""
    found = inspect(content, "")
    _write(
        out,
        {
            "epoch_1904": found.epoch_1904,
            "macros": found.macros,
            "external_links": found.external_links,
        },
    )
    written = 0
    readers = Readers(content, found, deadline, first=first)
    for sheet, scan in found.sheets:
        if not sheet.path:
            continue
        _write(
            out,
            {
                "sheet": sheet.name,
                "hidden": sheet.hidden,
                "hidden_rows": scan.hidden_rows,
                "hidden_columns": scan.hidden_columns,
                "merges": scan.merges,
                "filtered": scan.filtered,
            },
        )
        report = Report()
        rows = readers.rows(sheet.name, scan, report)
        if rows is None:
            raise _illegible(sheet.name)
        try:
            for number, cells in rows:
                written += _write(out, [number, [encode(cell) for cell in cells]])
                if written > _LARGEST_OUTPUT:
                    raise _verbose()
        except FAILURES:
            raise _illegible(sheet.name) from None
        _write(out, {"witness": report.witness.value, "last": report.last})
    _write(out, {"end": True})


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

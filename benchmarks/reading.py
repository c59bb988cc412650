"""How long a file takes to read, and the memory it takes, beside pandas on the same file in the same run.

Each measure is a fresh interpreter. « read_raw » gives the cells, checked, from a process under limits;
« read_workbook » gives them typed, with their anomalies; « read_apart » does so in one more process above
1 MiB, as the pages do, so that other users do not wait. Peak memory is of the process that asks, and of the
one that it starts to open the file. The machine is shared: only the ratios mean something.
Usage: ``make bench``, or ``python -m benchmarks.reading 25 5000``.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import openpyxl

SIZES: Final = (25, 5_000, 100_000)
HEADINGS: Final = (
    *("ID Poste", "Structure", "Catégorie employeur", "Commune", "EPCI", "ETP", "Statut"),
    *("Date de décision", "Début de convention", "Fin de convention", "Fin de convention État"),
    *("Département A1", "Département A2", "Département A3", "ANCT A1", "ANCT A2", "ANCT A3"),
    *("Référence de décision", "Remarques", "Colonne libre"),
)
FIRST: Final = date(2026, 1, 1)
_OURS = """
from maynum_dash.domain.errors import MaynumError
from maynum_dash.sources.{module} import {name} as read
def run(path):
    try:
        read(path.read_bytes(), path.name)
    except MaynumError as error:
        return str(error)
"""
_RELAY = """
from maynum_dash.domain.errors import MaynumError
from maynum_dash.sources.relay import read_apart
from maynum_dash.sources.watch import Watch
def run(path):
    try:
        read_apart(path.read_bytes(), path.name, (), Watch())
    except MaynumError as error:
        return str(error)
"""
_PANDAS = """
import pandas
def run(path):
    pandas.{call}
"""
_PROGRAM = """
import json, resource, sys, time
from pathlib import Path
{setup}
path = Path(sys.argv[1])
both = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
processor = lambda: sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, both))
began, used = time.perf_counter(), processor()
refusal = run(path)
seconds = time.perf_counter() - began, processor() - used
peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in both]
print(json.dumps([*seconds, *peaks, refusal]))
"""
OURS: Final = {
    "read_raw": _OURS.format(module="isolation", name="read_raw"),
    "read_workbook": _OURS.format(module="workbook", name="read_workbook"),
    "read_apart": _RELAY,
}
SUBJECTS: Final = {
    ".xlsx": {
        **OURS,
        "pandas.read_excel": _PANDAS.format(call="read_excel(path)"),
        "pandas.read_excel, calamine": _PANDAS.format(call='read_excel(path, engine="calamine")'),
    },
    ".csv": {**OURS, "pandas.read_csv": _PANDAS.format(call='read_csv(path, sep=";", encoding="cp1252")')},
}


def rows(count: int) -> Iterator[list[object]]:
    """Give posts of twenty columns, all of them acceptable."""
    for rank in range(count):
        start = FIRST + timedelta(days=rank % 700)
        yield [
            *(
                f"P{rank:06}",
                f"Structure {rank % 97}",
                "Public bonifié",
                "53130",
                "Laval Agglomération",
                1,
                "Occupé",
            ),
            *(start, start, None, None),
            *(3500, 5000, 6500, 17500, 12500, 12500),
            *(f"CD-{rank:06}", "sans objet", rank / 8),
        ]


def write_xlsx(path: Path, count: int) -> None:
    """Write them as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Postes")
    for row in (HEADINGS, *rows(count)):
        sheet.append(row)
    book.save(path)


def write_csv(path: Path, count: int) -> None:
    """Write them as a French Excel saves a text."""
    with path.open("w", encoding="cp1252", newline="") as out:
        for row in (HEADINGS, *rows(count)):
            out.write(";".join(map(written, row)) + "\r\n")


def written(cell: object) -> str:
    """Write a value as Excel does in French."""
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)


WRITERS: Final[dict[str, Callable[[Path, int], None]]] = {".xlsx": write_xlsx, ".csv": write_csv}


def measure(setup: str, path: Path) -> str:
    """Run one reading in a fresh interpreter, and write what it took on one line."""
    program = _PROGRAM.format(setup=setup)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, check=True, text=True
    )
    seconds, processor, own, child, refusal = json.loads(done.stdout)
    return f"{seconds:>8.2f} {processor:>8.2f} {own:>9} {child or '–':>10}  {refusal or ''}"


def main(sizes: tuple[int, ...]) -> None:
    """Write one line per size, format and reader."""
    heads = f"{'seconds':>8} {'of CPU':>8} {'peak MiB':>9} {'child MiB':>10}"
    print(f"{'rows':>7}  {'file':<5} {'MiB':>5}  {'reader':<28} {heads}")
    with TemporaryDirectory() as folder:
        for count, (suffix, subjects) in product(sizes, SUBJECTS.items()):
            path = Path(folder) / f"postes-{count}{suffix}"
            WRITERS[suffix](path, count)
            weight = path.stat().st_size / 2**20
            for name, setup in subjects.items():
                line = measure(setup, path)
                print(f"{count:>7}  {suffix:<5} {weight:>5.1f}  {name:<28} {line}", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)

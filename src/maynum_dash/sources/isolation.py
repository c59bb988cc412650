"""Start the reading process, hold it to its limits, and take back what it read."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from threading import Event, Timer
from typing import IO, Any, Final, cast

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.cells import Cell, decode_row
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.signature import check_signature
from maynum_dash.sources.watch import Step, Watch

_PACKAGES = Path(__file__).parents[2]
# openpyxl works without these two, and starts three times faster.
_START = """
import json, sys
sys.modules["numpy"] = sys.modules["PIL"] = None
from maynum_dash.sources.child import main
main(**json.loads(sys.argv[1]))
"""
_LIGHTEN = (
    "Si le serveur est très occupé, recommencez dans quelques minutes ; sinon, supprimez les feuilles, "
    "lignes et mises en forme inutiles, puis enregistrez"
)
_REPAIR = "Ouvrez-le dans Excel, enregistrez-le sous un nouveau nom au format .xlsx, puis recommencez"


@dataclass(frozen=True, slots=True)
class Budget:
    """What the reading process may consume.

    Parameters
    ----------
    wall
        Seconds on the clock, for all attempts together.
    cpu
        Seconds of processor.
    memory
        Bytes of address space.
    witness
        Seconds after which the second reader stops, so that large files are still read in time.
    """

    wall: float = 20.0
    cpu: int = 20
    memory: int = 2**30
    witness: float = 7.0


BUDGET: Final = Budget()


@dataclass(slots=True)
class RawSheet:
    """The cells of one sheet, before anybody gives them a meaning.

    Parameters
    ----------
    name
        Name on its tab.
    hidden, filtered
        Whether the tab is hidden, whether a filter is active.
    hidden_rows, hidden_columns, merges
        Counts.
    rows
        (Excel row number, cells from column A); blank rows are left out.
    witness
        How far the second reader confirmed (see `readers.Witness`).
    last
        Last row confirmed.
    split
        Separator of the columns that all stood in column A; empty for any other sheet.
    """

    name: str
    hidden: bool
    hidden_rows: int
    hidden_columns: int
    merges: int
    filtered: bool
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)
    witness: str = ""
    last: int = 0
    split: str = ""


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """Every cell of a workbook, and what concerns it as a whole.

    Parameters
    ----------
    sheets
        Sheets in order.
    epoch_1904
        Whether days are counted from 1904.
    macros, external_links
        Whether it holds some.
    nature
        What the file is, told by its content.
    encoding, delimiter
        Python name of the encoding, and the separator, of a text; empty for a workbook.
    """

    sheets: tuple[RawSheet, ...]
    epoch_1904: bool
    macros: bool
    external_links: bool
    nature: Nature = Nature.XLSX
    encoding: str = ""
    delimiter: str = ""


def read_raw(content: bytes, name: str, budget: Budget = BUDGET, watch: Watch | None = None) -> RawWorkbook:
    """Read the cells of a workbook, or of a text in columns, in a separate process.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        File name as the user knows it.
    budget
        What the process may consume.
    watch
        Follows the steps, and may stop the process.

    Raises
    ------
    UnreadableFileError
        When the file is refused, or brings its reader down.
    StoppedReadingError
        When somebody stopped it.
    """
    seen = watch or Watch()
    seen.enter(Step.GUARD)
    check_signature(content, name)
    end = time.monotonic() + budget.wall
    for first in (True, False):
        attempt = replace(budget, wall=max(end - time.monotonic(), 0.1))
        try:
            values = _run(content, attempt, seen, first=first)
        except TimeoutError:
            reason = f"sa lecture prend plus de {budget.wall:.0f} secondes"
            raise UnreadableFileError(name, reason, _LIGHTEN) from None
        if values is not None:
            return _assemble(values, name)
    reason = "le lecteur n'a pas pu l'ouvrir en sécurité (contenu endommagé ou trop lourd)"
    raise UnreadableFileError(name, reason, _REPAIR)


def _run(content: bytes, budget: Budget, watch: Watch, *, first: bool) -> list[Any] | None:
    """Run one attempt, and give what its lines hold; ``None`` when the process died before its last one.

    Raises
    ------
    TimeoutError
        When it takes too long.
    """
    order = {"memory": budget.memory, "cpu": budget.cpu, "witness": budget.witness, "first": first}
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(part for part in (str(_PACKAGES), inherited) if part)
    process = subprocess.Popen(  # noqa: S603 (our own interpreter, constant program, data on its input)
        [sys.executable, "-P", "-c", _START, json.dumps(order)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    clock = Timer(budget.wall, end)
    clock.start()
    try:
        with watch.over(process):
            values = _exchange(process, content, watch)
    finally:
        clock.cancel()
    if late.is_set():
        raise TimeoutError
    return values if process.returncode == 0 and values else None


def _exchange(process: "subprocess.Popen[bytes]", content: bytes, watch: Watch) -> list[Any]:
    """Give the file to the process, and take its lines; the first one comes once the guard is satisfied."""
    given, taken = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    # A process that dies at once reads nothing: its end says so.
    with suppress(BrokenPipeError), given:
        given.write(content)
    values: list[Any] = []
    with taken:
        for line in taken:
            if not values:
                watch.enter(Step.READ)
            if not line.endswith(b"\n"):
                return []
            # Understood as it comes, while the process reads on.
            value = json.loads(line)
            values.append((value[0], decode_row(value[1])) if isinstance(value, list) else value)
    process.wait()
    return values


def _assemble(values: list[Any], name: str) -> RawWorkbook:
    """Build the workbook from what the process said."""
    if "refus" in values[-1]:
        raise UnreadableFileError(name, *values[-1]["refus"])
    flow = iter(values)
    head = next(flow)
    nature = Nature(head.pop("nature"))
    sheets = tuple(_sheets(flow))
    if nature is Nature.CSV:
        sheets[0].name = PurePath(name.replace("\\", "/")).stem or "CSV"
    return RawWorkbook(sheets, nature=nature, **head)


def _sheets(flow: Iterator[Any]) -> Iterator[RawSheet]:
    """Group by sheet: its facts, its rows, how far they were confirmed."""
    for facts in flow:
        if "end" in facts:
            return
        sheet = RawSheet(facts.pop("sheet"), **facts)
        while isinstance(value := next(flow), tuple):
            sheet.rows.append(value)
        sheet.witness, sheet.last, sheet.split = value["witness"], value["last"], value["split"]
        yield sheet

"""What becomes of spreadsheets that nobody prepared for us: opened, refused in French, or a fault.

Every workbook of a folder is read as a file dropped in the pages would be. A refusal is an answer; another
exception, an answer after 25 seconds or a reader that brings the process down is a fault. Usage:
``python -m benchmarks.corpus FOLDER``.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from maynum_dash.domain.errors import MaynumError
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.reception import read_document

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
LONGEST: Final = 25.0  # seconds to an answer
_WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one file.

    Parameters
    ----------
    path
        File.
    seconds
        Until its cells were given or refused.
    refusal
        French sentence, without the name of the file; empty when it was opened.
    fault
        Exception that is no answer; empty without.
    """

    path: Path
    seconds: float
    refusal: str = ""
    fault: str = ""


def fate(path: Path) -> Fate:
    """Read one file, its cells first, then as what its headings say."""
    content, began = path.read_bytes(), time.monotonic()
    refusal = fault = ""
    try:
        read_raw(content, path.name)
    except MaynumError as error:
        refusal = str(error).replace(path.name, "…")
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted as a fault
        fault = repr(error)
    seconds = time.monotonic() - began
    if not refusal and not fault:
        try:
            read_document(content, path.name)
        except MaynumError:
            pass  # Opened, and not one of the tables that are known here: that is an answer too.
        except Exception as error:  # noqa: BLE001 -- as above
            fault = repr(error)
    return Fate(path, seconds, refusal, fault)


def lines(fates: list[Fate]) -> Iterator[str]:
    """Write the report: by format, then the refusals by their sentence, then each fault."""
    for suffix in sorted(SUFFIXES):
        mine = [one for one in fates if one.path.suffix.lower() == suffix]
        if mine:
            opened = sum(not one.refusal and not one.fault for one in mine)
            slowest = max(one.seconds for one in mine)
            share = 100 * opened / len(mine)
            told = f"{opened:>6} opened {share:>5.1f} %  slowest {slowest:.1f} s"
            yield f"{suffix:<6} {len(mine):>6} files {told}"
    for sentence, count in Counter(one.refusal for one in fates if one.refusal).most_common():
        yield f"{count:>6}  {sentence}"
    slow = [one for one in fates if one.seconds > LONGEST]
    yield from (f"SLOW   {one.path}: {one.seconds:.0f} s" for one in slow)
    yield from (f"FAULT  {one.path}: {one.fault}" for one in fates if one.fault)
    yield f"{sum(bool(one.fault) for one in fates)} faults, {len(slow)} slow"


def main(folder: Path) -> None:
    """Read every workbook of a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    with ThreadPoolExecutor(_WORKERS) as pool:
        print("\n".join(lines(list(pool.map(fate, paths)))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

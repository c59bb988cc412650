"""A file read and understood in a process of its own, so that the server goes on answering meanwhile.

Understanding a hundred thousand rows takes seconds of one processor, during which every other user would
wait. The relay never opens the file: it hands it to the reading process (`isolation`), which only gives cells
back, and understands these cells. What it answers is ours, hence pickled.
"""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Final, cast

from maynum_dash.domain.errors import MaynumError, UnreadableFileError
from maynum_dash.sources.exports import Export
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.watch import Step, Watch
from maynum_dash.sources.workbook import Workbook, read_workbook

# Below this size, starting a process takes longer than understanding.
LARGE_BYTES: Final = 2**20

_PACKAGES: Final = Path(__file__).parents[2]
_START: Final = "from maynum_dash.sources.relay import main; main()"
_DONE: Final = b"\n"


def read_apart(content: bytes, name: str, lessons: tuple[Lesson, ...], watch: Watch) -> Workbook:
    """Read a workbook of the canonical profile, elsewhere when it is large; see `read_workbook`.

    Parameters
    ----------
    content, name, lessons
        As for `read_workbook`.
    watch
        Follows the steps, and may stop it all.

    Raises
    ------
    MaynumError
        As `read_workbook`.
    StoppedReadingError
        When somebody stopped it.
    """
    if len(content) < LARGE_BYTES:
        return read_workbook(content, name, lessons, watch)
    found: Workbook = _ask("workbook", content, name, lessons, watch)
    return found


def read_document_apart(
    content: bytes, name: str, lessons: tuple[Lesson, ...], watch: Watch, profile: str | None = None
) -> Workbook | Export:
    """Read any file that is known, elsewhere when it is large; see `read_document`.

    Parameters
    ----------
    content, name, profile, lessons
        As for `read_document`.
    watch
        Follows the steps, and may stop it all.

    Raises
    ------
    MaynumError
        As `read_document`.
    StoppedReadingError
        When somebody stopped it.
    """
    if len(content) < LARGE_BYTES:
        return read_document(content, name, profile, lessons, watch)
    found: Workbook | Export = _ask("document", content, name, lessons, watch, profile)
    return found


def _ask(  # noqa: PLR0913, PLR0917 -- what is asked, and the file
    what: str,
    content: bytes,
    name: str,
    lessons: tuple[Lesson, ...],
    watch: Watch,
    profile: str | None = None,
) -> Any:  # noqa: ANN401 -- a workbook or an export, as asked
    """Start the relay, follow its steps, and give what it answers or raise what it raises."""
    order = {"what": what, "name": name, "profile": profile, "size": len(content)}
    told = {**order, "lessons": [[one.profile, one.table, one.field, one.heading] for one in lessons]}
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(part for part in (str(_PACKAGES), inherited) if part)
    watch.enter(Step.GUARD)
    process = subprocess.Popen(  # noqa: S603 (our own interpreter, constant program, data on its input)
        [sys.executable, "-P", "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
    with watch.over(process, leads=True):
        given, taken = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        try:
            with given:
                given.write(json.dumps(told).encode() + b"\n")
                given.write(content)
        except BrokenPipeError:
            pass
        with taken:
            for line in taken:
                if line == _DONE:
                    break
                watch.enter(Step[line.decode().strip()])
            answer = taken.read()
    if process.returncode != 0 or not answer:
        reason = "sa lecture s'est interrompue (contenu trop lourd pour la mémoire du serveur)"
        raise UnreadableFileError(name, reason, "Supprimez les feuilles et les lignes inutiles")
    found = pickle.loads(answer)  # noqa: S301 -- written by our own process, which opens no file
    if isinstance(found, MaynumError):
        raise found
    return found


class _Told(Watch):
    """Says each step to the process that asked."""

    def enter(self, step: Step) -> None:
        """Say it, then go on."""
        super().enter(step)
        sys.stdout.buffer.write(step.name.encode() + b"\n")
        sys.stdout.buffer.flush()


def main() -> None:
    """Read what standard input asks for, and answer on standard output."""
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    lessons = tuple(Lesson(*one) for one in order["lessons"])
    answer: object
    try:
        if order["what"] == "workbook":
            answer = read_workbook(content, order["name"], lessons, _Told())
        else:
            answer = read_document(content, order["name"], order["profile"], lessons, _Told())
    except MaynumError as error:
        answer = error
    sys.stdout.buffer.write(_DONE)
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()

"""A large file is read elsewhere, the same to the byte; it can be stopped, and leaves no process behind."""

import os
import pickle
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from maynum_dash.domain.errors import (
    LessonError,
    LessonFault,
    MaynumError,
    MissingColumnError,
    StoppedReadingError,
    UnreadableFileError,
)
from maynum_dash.sources import relay
from maynum_dash.sources.fields import TABLES
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.relay import read_apart, read_document_apart
from maynum_dash.sources.watch import Step, Watch
from maynum_dash.sources.workbook import read_workbook

PostsBook = Callable[..., bytes]


@pytest.fixture
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "LARGE_BYTES", 0)


class Noting(Watch):
    """Remembers the steps."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []

    def enter(self, step: Step) -> None:
        super().enter(step)
        self.steps.append(step)


@pytest.mark.usefixtures("_apart")
def test_a_file_read_elsewhere_is_the_same_workbook(posts_book: PostsBook) -> None:
    content = posts_book({"Porteur": "A", "Département A1": "3 500,00 €", "Remarques": "à voir"})
    lessons = (Lesson("classeur", "posts", "decision_reference", "Porteur"),)
    here, watch = read_workbook(content, "suivi.xlsx", lessons), Noting()
    there = read_apart(content, "suivi.xlsx", lessons, watch)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))
    assert (here.sheets, here.anomalies, here.sha256) == (there.sheets, there.anomalies, there.sha256)
    assert list(dict.fromkeys(watch.steps)) == [Step.GUARD, Step.READ, Step.CHECK]


@pytest.mark.usefixtures("_apart")
def test_a_refusal_crosses_with_its_sentence_and_its_facts(write: Callable[..., bytes]) -> None:
    with pytest.raises(MissingColumnError, match="Structure") as refused:
        read_apart(write({"Postes": [["ID Poste", "EPCI", "Statut"], [1, 2, 3]]}), "a.xlsx", (), Watch())
    assert refused.value.sheet == "Postes"
    with pytest.raises(UnreadableFileError, match=r"« a\.xlsx »"):
        read_document_apart(b"PK\x03\x04 rien", "a.xlsx", (), Watch())


@pytest.mark.parametrize(
    "error",
    [
        LessonError("Statut", LessonFault.CONTRADICTION, {"known": "Statut", "wanted": "Structure"}),
        UnreadableFileError("a", "b", "c"),
        MissingColumnError("Postes", ("A",), ("B",)),
        StoppedReadingError(),
    ],
)
def test_every_refusal_survives_a_process(error: MaynumError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- written just before
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.usefixtures("_apart")
def test_a_relay_that_dies_gives_a_french_refusal(
    posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "_START", "import os; os.abort()")
    with pytest.raises(UnreadableFileError, match="s'est interrompue"):
        read_apart(posts_book(), "suivi.xlsx", (), Watch())


@pytest.mark.usefixtures("_apart")
def test_a_reading_that_is_stopped_leaves_no_process(
    posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = tmp_path / "pid"
    child = f"import os, time; open({str(said)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    monkeypatch.setattr(relay, "_START", start)
    watch, raised = Watch(), []

    def read() -> None:
        try:
            read_apart(posts_book(), "suivi.xlsx", (), watch)
        except StoppedReadingError as error:
            raised.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    deadline = time.monotonic() + 30
    while not (said.exists() and said.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    watch.stop()
    thread.join(30)
    assert raised
    number = int(said.read_text())
    while time.monotonic() < deadline and _lives(number):
        time.sleep(0.05)
    assert not _lives(number), "the process started by the relay outlives the reading"


def test_a_reading_stopped_before_it_begins_never_opens_the_file(posts_book: PostsBook) -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(StoppedReadingError):
        read_apart(posts_book(), "suivi.xlsx", (), watch)
    assert watch.step is None


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rsplit(") ", 1)[1][0]
    return state != "Z"

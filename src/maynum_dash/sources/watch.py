"""A long reading, followed step by step and stopped on demand."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import partial
from threading import Lock

from maynum_dash.domain.errors import StoppedReadingError


class Step(StrEnum):
    """What a reading is doing, in French, in its order."""

    GUARD = "Contrôle de sécurité du fichier"
    READ = "Lecture des cellules"
    CHECK = "Contrôle des valeurs"
    MATCH = "Rapprochement avec les territoires"
    COMPUTE = "Calculs"


class Watch:
    """Where a reading is, and the process that works for it.

    One thread reads; any other may look, and stop it: its process is killed at once.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._step: Step | None = None
        self._kill: Callable[[], None] | None = None
        self._is_stopped = False

    @property
    def step(self) -> Step | None:
        """What it is doing; ``None`` before it began."""
        return self._step

    def enter(self, step: Step) -> None:
        """Go on to a step.

        Raises
        ------
        StoppedReadingError
            When somebody stopped the reading.
        """
        with self._lock:
            if self._is_stopped:
                raise StoppedReadingError
            self._step = step

    @contextmanager
    def over(self, process: "subprocess.Popen[bytes]", *, leads: bool = False) -> Iterator[None]:
        """Watch over a process for the time of a block; it never outlives the block.

        Parameters
        ----------
        process
            Process that works.
        leads
            Whether it leads a session of its own, with processes that it starts.

        Raises
        ------
        StoppedReadingError
            When somebody stopped the reading, before or meanwhile.
        """
        kill = partial(_kill_group, process) if leads else process.kill
        with self._lock:
            self._kill = kill
            if self._is_stopped:
                kill()
        try:
            yield
        finally:
            with self._lock:
                self._kill = None
            kill()
            process.wait()
        if self._is_stopped:
            raise StoppedReadingError

    def stop(self) -> None:
        """Stop the reading; nothing happens when it is over."""
        with self._lock:
            self._is_stopped = True
            if self._kill is not None:
                self._kill()


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process with those that it started."""
    if sys.platform == "win32":
        process.kill()
    elif process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

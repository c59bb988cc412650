"""Processes that are made to be killed, and say until when they lived."""

import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Final, NoReturn

Say = Callable[[str], None]
Work = Callable[[Say], None]

_DEATHS: Final = frozenset({-signal.SIGKILL, -signal.SIGXFSZ})


def limited(work: Work, size: int) -> Work:
    """Have the system kill what makes a file larger than so many bytes, in the midst of a page."""

    def start(say: Say) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        work(say)

    return start


class Victim:
    """A forked process that works until it is killed.

    Parameters
    ----------
    work
        What it does; it is given a way to say lines, which outlive it once said.
    """

    def __init__(self, work: Work) -> None:
        self._said, mouth = os.pipe()
        self._heard = b""
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._said)
            _live(work, mouth)
        os.close(mouth)

    def wait_for(self, word: str, times: int = 1) -> None:
        """Wait until it has said so many lines that begin with a word."""
        while self._times(word) < times:
            self._hear()

    def wait_for_more(self, word: str) -> None:
        """Wait until it says, from now on, two lines that begin with a word."""
        while select.select([self._said], [], [], 0)[0]:
            self._hear()
        self.wait_for(word, self._times(word) + 2)

    def kill(self, after_seconds: float = 0) -> list[str]:
        """Kill it with the signal that nothing can catch, and give all that it had said.

        A victim that failed before, or that ended by itself, is a fault of the campaign.
        """
        time.sleep(after_seconds)
        os.kill(self.pid, signal.SIGKILL)
        return self._end()

    def finish(self) -> list[str]:
        """Let it work to the end, and give all that it has said."""
        self.wait_for("over")
        return self.kill()

    def outlive(self) -> list[str]:
        """Wait until it dies by itself, or has worked to the end; give all that it has said."""
        while not self._times("over"):
            chunk = os.read(self._said, 65536)
            if not chunk:
                return self._end()
            self._heard += chunk
        return self.kill()

    def _end(self) -> list[str]:
        _, status = os.waitpid(self.pid, 0)
        while chunk := os.read(self._said, 65536):
            self._heard += chunk
        os.close(self._said)
        assert os.waitstatus_to_exitcode(status) in _DEATHS, self._lines()
        return self._lines()

    def _hear(self) -> None:
        chunk = os.read(self._said, 65536)
        if not chunk:
            self._end()  # it failed: says so
            raise AssertionError(self._lines())
        self._heard += chunk

    def _times(self, word: str) -> int:
        return sum(line.startswith(word) for line in self._lines())

    def _lines(self) -> list[str]:
        return self._heard.decode().splitlines()


def _live(work: Work, mouth: int) -> NoReturn:
    """Work in the child, then wait to be killed; nothing of the parent is run on the way out."""
    try:
        work(lambda line: _say(mouth, line))
        _say(mouth, "over")
        signal.pause()
    finally:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def _say(mouth: int, line: str) -> None:
    os.write(mouth, f"{line}\n".encode())

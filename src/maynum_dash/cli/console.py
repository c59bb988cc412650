"""The two streams of the console: what is written there arrives, or is refused in French."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from maynum_dash.domain.errors import UnwritableFileError

_OUTPUT = "sortie standard"
# A console obeys these instead of showing them; a name of file or a cell may hold some.
_OBEYED = dict.fromkeys([*range(32), *range(127, 160)], " ")


def write_utf8() -> None:
    """Make the streams able to write French whatever the console says it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def check_output() -> None:
    """Refuse an output closed by the caller, before any work is done for it.

    Raises
    ------
    UnwritableFileError
        When there is no output; Python then has no stream at all.
    """
    if sys.stdout is None:
        raise UnwritableFileError(_OUTPUT, "elle est fermée", "Relancez la commande sans la fermer")


def say(text: str) -> None:
    """Write to the output, at once.

    Parameters
    ----------
    text
        What to write, line ends included.

    Raises
    ------
    UnwritableFileError
        When the output is closed or full.
    BrokenPipeError
        When its reader left.
    """
    check_output()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        raise UnwritableFileError(
            _OUTPUT, "le système le refuse", "Vérifiez la place sur le disque où vous l'envoyez"
        ) from None


def harmless(text: str, kept: str = "") -> str:
    r"""Take out what a console would obey instead of showing.

    Parameters
    ----------
    text
        Any text.
    kept
        Characters left as they are: the line feed, in a text of several lines.

    Examples
    --------
    >>> harmless("a\x1b[2J\nb")
    'a [2J b'
    """
    return text.translate({code: blank for code, blank in _OBEYED.items() if chr(code) not in kept})


def complain(sentence: str) -> None:
    """Write a refusal beside the output, where there is a place for it.

    Parameters
    ----------
    sentence
        French sentence with its full stop.
    """
    # Nobody can be told that the last stream is lost too: the exit status says it.
    with suppress(AttributeError, OSError):
        sys.stderr.write(f"maynum : {harmless(sentence)}\n")
        sys.stderr.flush()


def follow(what: str) -> Callable[[int, int], None]:
    """Tell a terminal how far a long work is, on one line; a file or a pipe is told nothing.

    Parameters
    ----------
    what
        What is being made, in French.

    Returns
    -------
    Callable
        Takes the steps done and the steps in all.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        return lambda _done, _whole: None

    def tell(done: int, whole: int) -> None:
        ending = f"\r{' ' * len(_told(what, whole, whole))}\r" if done + 1 >= whole else ""
        with suppress(OSError):
            sys.stderr.write(f"\r{_told(what, done, whole)}{ending}")
            sys.stderr.flush()

    return tell


def _told(what: str, done: int, whole: int) -> str:
    return f"{what} : {done} sur {whole} (Ctrl-C pour annuler)"


def settle() -> None:
    """Empty both streams, so that Python finds nothing to complain about when it ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _settle(stream)


def _settle(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError:
        # What could not be written is given up: it goes where everything fits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        stream.flush()

"""Floor 4: the command line, in French; exit status 0 done, 1 refused, 2 wrong usage."""

import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from maynum_dash.cli.commands import DONE, REFUSED
from maynum_dash.cli.parser import build_parser
from maynum_dash.cli.words import speak_french
from maynum_dash.domain.errors import MaynumError

# What a shell expects from a program that was interrupted.
INTERRUPTED = 128 + signal.SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        Words after ``maynum``; those of the process when ``None``.

    Returns
    -------
    int
        Exit status.
    """
    _write_utf8()
    speak_french()
    options = build_parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except MaynumError as error:
        sys.stderr.write(f"maynum : {error}\n")
        return REFUSED
    except BrokenPipeError:
        # The reader of our output left (« | head »): nothing more to say, not even when closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("maynum : interrompu.\n")
        return INTERRUPTED
    return status


def _write_utf8() -> None:
    """Make the streams able to write French whatever the console says it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

"""Floor 4: the command line, in French; exit status 0 done, 1 refused, 2 wrong usage."""

import signal
from collections.abc import Sequence

from maynum_dash.cli.answers import DONE, REFUSED
from maynum_dash.cli.console import check_output, complain, settle, write_utf8
from maynum_dash.cli.grammar.tree import build_parser
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
    write_utf8()
    speak_french()
    try:
        return _run(arguments)
    except MaynumError as error:
        complain(str(error))
        return REFUSED
    except BrokenPipeError:
        # The reader of our output left (« | head »): nothing more to say.
        return DONE
    except KeyboardInterrupt:
        complain("interrompu.")
        return INTERRUPTED
    finally:
        settle()


def _run(arguments: Sequence[str] | None) -> int:
    options = build_parser().parse_args(arguments)
    check_output()
    status: int = options.run(options)
    return status

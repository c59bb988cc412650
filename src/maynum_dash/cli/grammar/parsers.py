"""How the command line is described: parsers in French, the table of commands, help with an example."""

import argparse
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from maynum_dash.cli.console import say

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

Run: TypeAlias = Callable[[argparse.Namespace], int]
Actions: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 -- argparse names its type privately

# The colon that argparse adds is glued to the title: its no-break space comes with the title.
_COMMANDS = "commandes\u00a0"
# At least as long as the names of the commands and their indent, or argparse breaks their lines.
_COMMAND = "NOM_COMMANDE"


class Parser(argparse.ArgumentParser):
    """A parser that says what it does in a sentence, and wants whole option names."""

    def __init__(self, **facts: Any) -> None:  # noqa: ANN401 -- passed on as they are
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **facts)

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Write the help; argparse would keep silent about an output that does not take it."""
        if file is None:
            say(self.format_help())
        else:
            super().print_help(file)


class Version(argparse.Action):
    """The option that writes the version, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Write the version, and end."""
        say(f"maynum, version {version('maynum-dash')}\n")
        parser.exit()


def later(module: str, name: str) -> Run:
    """Name the function that runs a command; its module is loaded when the command is run.

    Loading all that the commands compute with takes longer than most of them do.

    Parameters
    ----------
    module
        Module of ``cli``.
    name
        Function of this module.
    """

    def run(asked: argparse.Namespace) -> int:
        command: Run = getattr(import_module(f"maynum_dash.cli.{module}"), name)
        return command(asked)

    return run


def add_commands(parser: Parser) -> Actions:
    """Open a list of commands; one is required, which is said only after the unknown options were named.

    Parameters
    ----------
    parser
        What the commands are given to.
    """

    def ask(_: argparse.Namespace) -> NoReturn:
        parser.error(f"il manque : {_COMMAND}")

    parser.set_defaults(run=ask)
    return parser.add_subparsers(title=_COMMANDS, metavar=_COMMAND)


def add_command(actions: Actions, name: str, summary: str, line: str, notes: str = "") -> Parser:
    """Describe a command.

    Parameters
    ----------
    actions
        List that it joins.
    name
        As typed.
    summary
        What it does, in French, without capital nor full stop.
    line
        A whole command line, as an example.
    notes
        What follows the example.
    """
    sentence = f"{summary[0].upper()}{summary[1:]}."
    return actions.add_parser(name, help=summary, description=sentence, epilog=example(line) + notes)


def example(line: str) -> str:
    """Write the example of a help.

    Parameters
    ----------
    line
        A whole command line.
    """
    return f"exemple :\n  {line}\n"

"""The commands that write documents, their options and their help."""

from maynum_dash.cli import ledgers, options
from maynum_dash.cli.grammar import Actions, add_command


def add_to(actions: Actions) -> None:
    """Describe the commands that write documents.

    Parameters
    ----------
    actions
        List that they join.
    """
    _add_ledger(actions)


def _add_ledger(actions: Actions) -> None:
    command = add_command(
        actions,
        "classeur",
        "écrit le classeur de suivi calculé : données, synthèse en formules, graphiques",
        "maynum classeur --import courant -o suivi-calcule.xlsx",
        options.READINGS,
    )
    command.set_defaults(run=ledgers.write)
    options.add_edition(command)
    options.add_reading(command)
    options.add_fiscal_year(command)
    options.add_output(command, "SORTIE.xlsx")

"""The command of the scenarios, its options and its help."""

from argparse import Namespace

from maynum_dash.cli.grammar import options
from maynum_dash.cli.grammar.parsers import Actions, Parser, Run, add_command, later


def add_to(actions: Actions) -> None:
    """Describe the command.

    Parameters
    ----------
    actions
        List that it joins.
    """
    command = add_command(
        actions,
        "scenario",
        "calcule un scénario enregistré ou prêt à l’emploi, ou celui d’un fichier, et le compare aux données",
        "maynum scenario 'Tout est renouvelé' --import courant --lecture paiement\n"
        "  maynum scenario scenario.json suivi.xlsx --json\n  maynum scenario --liste",
        options.READINGS,
    )
    command.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO",
        help="numéro d’un scénario enregistré, nom d’un scénario enregistré ou prêt à l’emploi, ou fichier "
        "« .json » exporté par la page Scénarios",
    )
    command.add_argument(
        "--liste",
        action="store_true",
        help="liste les scénarios enregistrés et ceux qui sont prêts à l’emploi",
    )
    options.add_edition(command, required=False)
    options.add_reading(command)
    options.add_json(command)
    command.set_defaults(run=_choosing(command))


def _choosing(command: Parser) -> Run:
    """Choose what to do by the options: argparse cannot require some of them for a part of the uses only."""

    def run(given: Namespace) -> int:
        has_edition = any((given.workbook, given.import_name, given.sceau))
        if given.liste:
            if given.scenario or has_edition:
                command.error("l’argument --liste ne va avec aucun scénario ni fichier")
            return later("scenarios", "show")(given)
        if not given.scenario:
            command.error("il manque : SCENARIO, ou --liste")
        if not has_edition:
            command.error("il manque : FICHIER, --import N ou --sceau EMPREINTE")
        return later("scenarios", "compute")(given)

    return run

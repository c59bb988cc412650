"""The commands, their options and their help."""

import argparse
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from maynum_dash.cli import commands
from maynum_dash.cli.console import say
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.payloads import Grouping
from maynum_dash.sources.folder import REFERENCE

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_Run: TypeAlias = Callable[[argparse.Namespace], int]
_Actions: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 -- argparse names its type privately

_DESCRIPTION = "Pilote le dispositif « Conseiller May Num » : couverture des besoins et budget."
# The colon that argparse adds is glued to the title: its no-break space comes with the title.
_COMMANDS = "commandes\u00a0"
# At least as long as the names of the commands and their indent, or argparse breaks their lines.
_COMMAND = "NOM_COMMANDE"
_READINGS = """
lectures :
  signature  tout l’engagement, l’année de la décision (AE)
  tranche    chaque année de convention, l’année où elle commence (par défaut)
  prorata    au jour près
  paiement   acompte au début de chaque année de convention, solde à la fin (CP)
"""
_SOURCES = """
sources :
  officielle  taux de la feuille « Illectronisme » (par défaut si elle est remplie)
  estimee     estimation synthétique, non produite par l’Insee (par défaut sinon)
  uniforme    le même taux partout, celui de la région
"""
_LARGEST_PORT = 65535


class _Parser(argparse.ArgumentParser):
    """A parser that says what it does in a sentence, and wants whole option names."""

    def __init__(self, **facts: Any) -> None:  # noqa: ANN401 -- passed on as they are
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **facts)

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Write the help; argparse would keep silent about an output that does not take it."""
        if file is None:
            say(self.format_help())
        else:
            super().print_help(file)


class _Version(argparse.Action):
    """The option that writes the version, and ends."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        say(f"maynum, version {version('maynum-dash')}\n")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """Describe the whole command line."""
    parser = _Parser(prog="maynum", description=_DESCRIPTION, epilog=_example("maynum lancer"))
    parser.add_argument("--version", action=_Version, nargs=0, help="affiche la version")
    actions = _add_commands(parser)
    _add_outputs(actions)
    _add_schedule(actions)
    _add_coverage(actions)
    _add_reference(actions)
    return parser


def _add_commands(parser: _Parser) -> _Actions:
    """Open a list of commands; one is required, which is said only after the unknown options were named."""

    def ask(_: argparse.Namespace) -> NoReturn:
        parser.error(f"il manque : {_COMMAND}")

    parser.set_defaults(run=ask)
    return parser.add_subparsers(title=_COMMANDS, metavar=_COMMAND)


def _add_outputs(actions: _Actions) -> None:
    launch = _add(actions, "lancer", commands.launch, "ouvre le tableau de bord", "maynum lancer --port 8600")
    launch.add_argument(
        "--port",
        type=_port,
        metavar="N",
        help="port du serveur ; par défaut, le premier libre à partir de 8501",
    )
    template = _add(
        actions, "modele", commands.template, "écrit le classeur de suivi vide", "maynum modele suivi.xlsx"
    )
    demo = _add(
        actions, "demo", commands.demo, "écrit le classeur de démonstration", "maynum demo essai.xlsx"
    )
    for command in (template, demo):
        command.add_argument("output", type=_path, metavar="SORTIE.xlsx", help="fichier à écrire")
    verify = _add(
        actions,
        "verifier",
        commands.verify,
        "contrôle un classeur et liste ses anomalies",
        "maynum verifier suivi.xlsx",
    )
    _add_workbook(verify)


def _add_schedule(actions: _Actions) -> None:
    command = _add(
        actions,
        "echeancier",
        commands.schedule,
        "répartit les montants par exercice",
        "maynum echeancier suivi.xlsx --lecture paiement --par epci",
        _READINGS,
    )
    _add_workbook(command)
    command.add_argument(
        "--lecture",
        choices=[reading.value for reading in Reading],
        default=Reading.TRANCHE.value,
        help="façon de placer les montants dans les exercices",
    )
    command.add_argument(
        "--par",
        choices=[grouping.value for grouping in Grouping],
        default=Grouping.POST.value,
        help="regroupement des lignes ; par défaut, le poste",
    )


def _add_coverage(actions: _Actions) -> None:
    command = _add(
        actions,
        "couverture",
        commands.coverage,
        "compare l’offre au besoin par EPCI",
        "maynum couverture suivi.xlsx --source estimee",
        _SOURCES,
    )
    _add_workbook(command)
    command.add_argument("--source", choices=[source.value for source in NeedSource], help="source du besoin")


def _add_reference(actions: _Actions) -> None:
    example = "maynum reference construire --sources ../shared/sources -o data/reference"
    summary = "recalcule les données de référence à partir des fichiers officiels"
    group = actions.add_parser(
        "reference", help=summary, description=_sentence(summary), epilog=_example(example)
    )
    steps = _add_commands(group)
    command = _add(steps, "construire", commands.build, summary, example)
    command.add_argument(
        "--sources", type=_path, required=True, metavar="DOSSIER", help="dossier des fichiers officiels"
    )
    command.add_argument(
        "-o",
        "--sortie",
        type=_path,
        default=REFERENCE,
        metavar="DOSSIER",
        help="dossier à écrire ; par défaut, celui du projet",
    )


def _add(  # noqa: PLR0913, PLR0917 -- one line of the table of commands
    actions: _Actions, name: str, run: _Run, summary: str, example: str, notes: str = ""
) -> _Parser:
    command = actions.add_parser(
        name, help=summary, description=_sentence(summary), epilog=_example(example) + notes
    )
    command.set_defaults(run=run)
    return command


def _add_workbook(command: _Parser) -> None:
    command.add_argument("workbook", type=_path, metavar="FICHIER", help="classeur de suivi (.xlsx)")
    command.add_argument("--json", action="store_true", help="écrit un objet JSON, montants en centimes")


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."


def _example(line: str) -> str:
    return f"exemple :\n  {line}\n"


def _path(text: str) -> Path:
    if not text.strip():
        message = "le nom est vide : un fichier ou un dossier est attendu"
        raise argparse.ArgumentTypeError(message)
    return Path(text)


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= _LARGEST_PORT:
        return int(text)
    message = f"« {text} » n’est pas un port : un nombre de 1 à {_LARGEST_PORT} est attendu"
    raise argparse.ArgumentTypeError(message)

"""The commands, their options and their help."""

from maynum_dash.cli.grammar import arguments, committee, documents, memory, options, scenarios, steering
from maynum_dash.cli.grammar.parsers import (
    Actions,
    Parser,
    Version,
    add_command,
    add_commands,
    example,
    later,
)
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Grouping
from maynum_dash.sources.folder import REFERENCE

_DESCRIPTION = "Pilote le dispositif « Conseiller May Num » : couverture des besoins et budget."
_SOURCES = """
sources :
  officielle  taux de la feuille « Illectronisme » (par défaut si elle est remplie)
  estimee     estimation synthétique, non produite par l’Insee (par défaut sinon)
  uniforme    le même taux partout, celui de la région
"""


def build_parser() -> Parser:
    """Describe the whole command line."""
    parser = Parser(prog="maynum", description=_DESCRIPTION, epilog=example("maynum lancer"))
    parser.add_argument("--version", action=Version, nargs=0, help="affiche la version")
    actions = add_commands(parser)
    _add_launch(actions)
    _add_outputs(actions)
    _add_schedule(actions)
    _add_coverage(actions)
    committee.add_to(actions)
    documents.add_to(actions)
    steering.add_to(actions)
    scenarios.add_to(actions)
    memory.add_to(actions)
    _add_reference(actions)
    return parser


def _add_launch(actions: Actions) -> None:
    launch = add_command(actions, "lancer", "ouvre le tableau de bord", "maynum lancer --port 8600")
    launch.set_defaults(run=later("commands", "launch"))
    launch.add_argument(
        "--port",
        type=arguments.port,
        metavar="N",
        help="port du serveur ; par défaut, le premier libre à partir de 8501",
    )


def _add_outputs(actions: Actions) -> None:
    template = add_command(actions, "modele", "écrit le classeur de suivi vide", "maynum modele suivi.xlsx")
    template.set_defaults(run=later("commands", "template"))
    demo = add_command(actions, "demo", "écrit le classeur de démonstration", "maynum demo essai.xlsx")
    demo.set_defaults(run=later("commands", "demo"))
    for command in (template, demo):
        command.add_argument("output", type=arguments.path, metavar="SORTIE.xlsx", help="fichier à écrire")
    verify = add_command(
        actions,
        "verifier",
        "contrôle un classeur, ou un export des outils de l’État, et liste ses anomalies",
        "maynum verifier suivi.xlsx --annoter a-corriger.xlsx",
    )
    verify.set_defaults(run=later("commands", "verify"))
    options.add_workbook(verify)
    options.add_json(verify)
    verify.add_argument(
        "--annoter",
        type=arguments.path,
        metavar="SORTIE.xlsx",
        help="écrit le classeur vérifié, ses cellules en cause coloriées et commentées",
    )
    options.add_profile(verify)


def _add_schedule(actions: Actions) -> None:
    command = add_command(
        actions,
        "echeancier",
        "répartit les montants par exercice",
        "maynum echeancier suivi.xlsx --lecture paiement --par epci",
        options.READINGS,
    )
    command.set_defaults(run=later("commands", "schedule"))
    options.add_edition(command)
    options.add_json(command)
    options.add_reading(command)
    command.add_argument(
        "--par",
        choices=[grouping.value for grouping in Grouping],
        default=Grouping.POST.value,
        help="regroupement des lignes ; par défaut, le poste",
    )


def _add_coverage(actions: Actions) -> None:
    command = add_command(
        actions,
        "couverture",
        "compare l’offre au besoin par EPCI",
        "maynum couverture suivi.xlsx --source estimee",
        _SOURCES,
    )
    command.set_defaults(run=later("commands", "coverage"))
    options.add_edition(command)
    options.add_json(command)
    command.add_argument("--source", choices=[source.value for source in NeedSource], help="source du besoin")


def _add_reference(actions: Actions) -> None:
    line = "maynum reference construire --sources ../shared/sources -o data/reference"
    summary = "recalcule les données de référence à partir des fichiers officiels"
    steps = add_commands(add_command(actions, "reference", summary, line))
    command = add_command(steps, "construire", summary, line)
    command.set_defaults(run=later("commands", "build"))
    command.add_argument(
        "--sources",
        type=arguments.path,
        required=True,
        metavar="DOSSIER",
        help="dossier des fichiers officiels",
    )
    command.add_argument(
        "-o",
        "--sortie",
        type=arguments.path,
        default=REFERENCE,
        metavar="DOSSIER",
        help="dossier à écrire ; par défaut, celui du projet",
    )

"""Options that several commands share."""

from typing import Final

from maynum_dash.cli.grammar import arguments
from maynum_dash.cli.grammar.parsers import Parser
from maynum_dash.domain.posts import Reading

READINGS: Final = """
lectures :
  signature  tout l’engagement, l’année de la décision (AE)
  tranche    chaque année de convention, l’année où elle commence (par défaut)
  prorata    au jour près
  paiement   acompte au début de chaque année de convention, solde à la fin (CP)
"""
_WORKBOOK: Final = "classeur de suivi (.xlsx)"


def add_workbook(command: Parser) -> None:
    """Ask for a workbook."""
    command.add_argument("workbook", type=arguments.path, metavar="FICHIER", help=_WORKBOOK)


def add_profile(command: Parser) -> None:
    """Let the user say what a file is."""
    command.add_argument(
        "--profil",
        metavar="PROFIL",
        help="ce qu’est le fichier, au lieu de le reconnaître à ses en-têtes : « postes-min », « idposte »…",
    )


def add_edition(command: Parser, *, required: bool = True) -> None:
    """Ask for a workbook, an import or a sealed state."""
    group = command.add_mutually_exclusive_group(required=required)
    group.add_argument("workbook", type=arguments.path, nargs="?", metavar="FICHIER", help=_WORKBOOK)
    group.add_argument(
        "--import",
        type=arguments.import_name,
        dest="import_name",
        metavar="N",
        help=f"numéro d’un import (voir « maynum imports »), ou « {arguments.CURRENT} »",
    )
    group.add_argument(
        "--sceau",
        type=arguments.fingerprint,
        metavar="EMPREINTE",
        help="empreinte d’un état scellé (voir « maynum sceller --liste ») ; ses choix sont repris",
    )


def add_scenario(command: Parser) -> None:
    """Offer to apply a scenario to the data."""
    command.add_argument(
        "--scenario",
        dest="supposed",
        metavar="SCENARIO",
        help="numéro ou nom d’un scénario, ou fichier « .json » : le document montre ce qu’il "
        "suppose, et le dit partout",
    )


def add_json(command: Parser) -> None:
    """Offer JSON."""
    command.add_argument("--json", action="store_true", help="écrit un objet JSON, montants en centimes")


def add_reading(command: Parser) -> None:
    """Offer the choice of a reading; `READINGS` explains its values."""
    command.add_argument(
        "--lecture",
        choices=[reading.value for reading in Reading],
        help="façon de placer les montants dans les exercices",
    )


def add_fiscal_year(command: Parser) -> None:
    """Offer the choice of an exercice."""
    command.add_argument(
        "--exercice",
        type=arguments.fiscal_year,
        metavar="AAAA",
        help="exercice mis en avant ; par défaut, celui du jour ou de l’état scellé",
    )


def add_output(command: Parser, name: str) -> None:
    """Ask for the file to write."""
    command.add_argument(
        "-o",
        "--sortie",
        type=arguments.path,
        required=True,
        metavar=name,
        help="fichier à écrire",
    )


def add_author(command: Parser) -> None:
    """Offer to say who gives the command."""
    command.add_argument(
        "--auteur",
        type=arguments.author,
        metavar="NOM",
        help="nom inscrit au registre ; par défaut, celui de la session de l’ordinateur",
    )

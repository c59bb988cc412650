"""The commands of the memory, their options and their help."""

import argparse

from maynum_dash.cli.grammar import arguments, options
from maynum_dash.cli.grammar.parsers import Actions, Parser, Run, add_command, later

_WATCHED = """
Un fichier est pris quand deux regards le trouvent de même taille et de même date, et qu’il n’est pas ouvert
dans Excel. Un fichier refusé n’est pas relu : corrigez-le, il sera repris sous sa nouvelle forme.
"""
_SIDES = """
A et B : le numéro d’un import, l’empreinte d’un état scellé, ou « courant »
"""


def add_to(actions: Actions) -> None:
    """Describe the commands of the memory.

    Parameters
    ----------
    actions
        List that they join.
    """
    _add_import(actions)
    _add_watch(actions)
    _add_differences(actions)
    _add_seal(actions)
    _add_restore(actions)
    _add_save(actions)
    _add_lessons(actions)


def _add_import(actions: Actions) -> None:
    give = add_command(
        actions,
        "importer",
        "importe un classeur : il devient les données courantes ; un export de l’État les complète",
        "maynum importer suivi.xlsx --auteur 'Service budget'",
    )
    give.set_defaults(run=later("imports", "give"))
    options.add_workbook(give)
    options.add_profile(give)
    give.add_argument(
        "--sans-complements",
        action="store_true",
        help="ne garde pas les exports qui complètent les données courantes",
    )
    options.add_author(give)
    options.add_json(give)
    history = add_command(
        actions, "imports", "liste les imports, du plus récent au plus ancien", "maynum imports"
    )
    history.set_defaults(run=later("imports", "history"))
    options.add_json(history)


def _add_watch(actions: Actions) -> None:
    command = add_command(
        actions,
        "surveiller",
        "prend les nouveaux fichiers d’un dossier, une fois chacun",
        "maynum surveiller /srv/depot --importer",
        _WATCHED,
    )
    command.set_defaults(run=later("watching", "watch"))
    command.add_argument("folder", type=arguments.path, metavar="DOSSIER", help="dossier où l’on dépose")
    command.add_argument(
        "--importer",
        action="store_true",
        help="chaque classeur devient les données courantes, sans confirmation, et un export de l’État qui "
        "ne laisse rien à décider les complète ; sinon ils sont contrôlés, et se confirment page Imports",
    )
    command.add_argument(
        "--une-fois", action="store_true", help="regarde deux fois puis s’arrête, pour un planificateur"
    )
    command.add_argument(
        "--intervalle",
        type=arguments.seconds,
        default=10.0,
        metavar="SECONDES",
        help="temps entre deux regards ; par défaut, 10",
    )
    options.add_author(command)


def _add_differences(actions: Actions) -> None:
    command = add_command(
        actions,
        "ecarts",
        "dit ce qui a changé d’un état à un autre, au centime près",
        "maynum ecarts 3 courant --lecture paiement",
        _SIDES + options.READINGS,
    )
    command.set_defaults(run=later("differences", "show"))
    command.add_argument("before", type=arguments.edition_name, metavar="A", help="état d’avant")
    command.add_argument("after", type=arguments.edition_name, metavar="B", help="état d’après")
    options.add_reading(command)
    options.add_json(command)


def _add_seal(actions: Actions) -> None:
    command = add_command(
        actions,
        "sceller",
        "fige un import pour un comité, avec son barème et ses territoires",
        "maynum sceller courant --comite 2026-12-12",
        options.READINGS,
    )
    group = command.add_mutually_exclusive_group(required=True)
    _add_import_name(group, "import à figer")
    group.add_argument("--liste", action="store_true", help="liste les états scellés")
    command.add_argument(
        "--comite", type=arguments.day, metavar="AAAA-MM-JJ", help="date du comité ; il la faut pour sceller"
    )
    command.add_argument(
        "--exercice",
        type=arguments.fiscal_year,
        metavar="N",
        help="exercice montré d’abord ; par défaut, l’année en cours",
    )
    options.add_reading(command)
    options.add_author(command)
    options.add_json(command)
    command.set_defaults(run=_sealing(command))


def _sealing(command: Parser) -> Run:
    """Choose what to do by the options: argparse cannot require one of them for a part of the uses only."""

    def run(chosen: argparse.Namespace) -> int:
        if chosen.liste and chosen.comite is not None:
            command.error("l’argument --comite ne va pas avec --liste")
        if chosen.liste:
            return later("seals", "show")(chosen)
        if chosen.comite is None:
            command.error("il manque : --comite AAAA-MM-JJ")
        return later("seals", "freeze")(chosen)

    return run


def _add_restore(actions: Actions) -> None:
    command = add_command(
        actions,
        "restaurer",
        "remet un import passé comme données courantes, ou toute la mémoire depuis une archive",
        "maynum restaurer 3\n  maynum restaurer --archive memoire.zip --remplacer",
    )
    group = command.add_mutually_exclusive_group(required=True)
    _add_import_name(group, "import à remettre comme données courantes")
    group.add_argument(
        "--archive",
        type=arguments.path,
        metavar="FICHIER",
        help="archive de « maynum sauvegarder » (.zip), ou copie du dossier « sauvegardes » (.db)",
    )
    command.add_argument(
        "--remplacer",
        action="store_true",
        help="avec --archive : remplace la mémoire présente, mise de côté d’abord",
    )
    options.add_author(command)
    command.set_defaults(run=_restoring(command))


def _restoring(command: Parser) -> Run:
    """Choose what to do by the options."""

    def run(chosen: argparse.Namespace) -> int:
        if chosen.archive is not None:
            return later("archives", "restore")(chosen)
        if chosen.remplacer:
            command.error("l’argument --remplacer ne va qu’avec --archive")
        return later("imports", "restore")(chosen)

    return run


def _add_save(actions: Actions) -> None:
    command = add_command(
        actions,
        "sauvegarder",
        "écrit toute la mémoire du tableau de bord dans une archive",
        "maynum sauvegarder memoire.zip",
    )
    command.set_defaults(run=later("archives", "save"))
    command.add_argument("output", type=arguments.path, metavar="SORTIE.zip", help="archive à écrire")
    options.add_author(command)


def _add_lessons(actions: Actions) -> None:
    command = add_command(
        actions,
        "titres",
        "liste les titres de colonnes que l’équipe a appris au tableau de bord, ou en propose",
        "maynum titres\n  maynum titres --proposer suivi.xlsx",
    )
    command.set_defaults(run=later("lessons", "run"))
    group = command.add_mutually_exclusive_group()
    files = {
        "--proposer": ("FICHIER", "compare les colonnes inconnues de ce fichier aux champs qui lui manquent"),
        "--exporter": ("SORTIE.csv", "écrit les titres appris, dans la forme de data/entetes.csv"),
        "--importer": (
            "FICHIER.csv",
            "apprend les titres de ce fichier ; refuse ce que le logiciel contredit",
        ),
    }
    for name, (metavar, summary) in files.items():
        group.add_argument(name, type=arguments.path, metavar=metavar, help=summary)
    group.add_argument("--oublier", metavar="TITRE", help="oublie ce titre")
    options.add_author(command)
    options.add_json(command)


def _add_import_name(group: "argparse._MutuallyExclusiveGroup", summary: str) -> None:
    group.add_argument(
        "import_name",
        type=arguments.import_name,
        nargs="?",
        metavar="IMPORT",
        help=f"{summary} : son numéro, ou « {arguments.CURRENT} »",
    )

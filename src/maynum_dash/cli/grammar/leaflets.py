"""The commands of the leaflets, their options and their help."""

from typing import Final

from maynum_dash.cli.grammar import arguments, options
from maynum_dash.cli.grammar.parsers import Actions, Parser, add_command, add_commands, later
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.domain.priority import Tier

_EMPLOYER: Final = "maynum fiche employeur --import courant --epci Ernée -o fiche.pdf"
_TERRITORY: Final = "maynum fiche territoire --import courant --territoire Ernée -o fiche.pptx"


def add_to(actions: Actions) -> None:
    """Describe the commands.

    Parameters
    ----------
    actions
        List that they join.
    """
    summary = "écrit une fiche d’une page, en PDF ou en diapositive"
    steps = add_commands(add_command(actions, "fiche", summary, _EMPLOYER))
    employer = add_command(steps, "employeur", "écrit la fiche d’un employeur", _EMPLOYER)
    employer.set_defaults(run=later("leaflets", "employer"))
    employer.add_argument(
        "--categorie",
        choices=[category.value for category in EmployerCategory],
        default=EmployerCategory.PUBLIC_WITH_BONUS.value,
        help="catégorie d’employeur ; par défaut, « Public bonifié »",
    )
    employer.add_argument("--epci", required=True, metavar="NOM", help="nom ou SIREN de l’intercommunalité")
    employer.add_argument(
        "--debut", type=arguments.day, metavar="AAAA-MM-JJ", help="premier jour ; par défaut, le jour même"
    )
    territory = add_command(steps, "territoire", "écrit la fiche d’un territoire", _TERRITORY)
    territory.set_defaults(run=later("leaflets", "territory"))
    territory.add_argument("--territoire", required=True, metavar="NOM", help="nom ou code du territoire")
    territory.add_argument(
        "--niveau",
        choices=[tier.value for tier in Tier],
        default=Tier.EPCI.value,
        help="taille du territoire ; par défaut, une intercommunalité",
    )
    for command in (employer, territory):
        _add_shared(command)


def _add_shared(command: Parser) -> None:
    options.add_edition(command)
    options.add_scenario(command)
    options.add_output(command, "SORTIE.pdf|.pptx")

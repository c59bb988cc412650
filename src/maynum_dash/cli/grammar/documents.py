"""The commands that write documents, their options and their help."""

from maynum_dash.cli.grammar import leaflets, options
from maynum_dash.cli.grammar.parsers import Actions, add_command, later
from maynum_dash.domain.coverage import Level

_GRANTS = """
Une ligne par décision et par structure. Une subvention sans SIRET ou sans date de décision n’est pas écrite :
elle est listée. Le SIRET du Département se change dans « data/donnees-ouvertes.toml ».
"""


def add_to(actions: Actions) -> None:
    """Describe the commands that write documents.

    Parameters
    ----------
    actions
        List that they join.
    """
    _add_computed(actions)
    _add_grants(actions)
    _add_boundaries(actions)
    leaflets.add_to(actions)


def _add_computed(actions: Actions) -> None:
    command = add_command(
        actions,
        "classeur",
        "écrit le classeur de suivi calculé : données, synthèse en formules, graphiques",
        "maynum classeur --import courant -o suivi-calcule.xlsx",
        options.READINGS,
    )
    command.set_defaults(run=later("computed", "write"))
    options.add_edition(command)
    options.add_scenario(command)
    options.add_reading(command)
    options.add_fiscal_year(command)
    options.add_output(command, "SORTIE.xlsx")


def _add_grants(actions: Actions) -> None:
    command = add_command(
        actions,
        "scdl",
        "écrit les subventions en données ouvertes (SCDL « subventions » 2.1.1)",
        "maynum scdl --import courant -o subventions.csv",
        _GRANTS,
    )
    command.set_defaults(run=later("publication", "grants"))
    options.add_edition(command)
    options.add_scenario(command)
    options.add_output(command, "SORTIE.csv")


def _add_boundaries(actions: Actions) -> None:
    command = add_command(
        actions,
        "geojson",
        "écrit les territoires et leurs chiffres en GeoJSON",
        "maynum geojson --import courant --niveau epci -o epci.geojson",
        options.READINGS,
    )
    command.set_defaults(run=later("publication", "boundaries"))
    options.add_edition(command)
    options.add_scenario(command)
    command.add_argument(
        "--niveau",
        choices=[level.value for level in Level],
        default=Level.EPCI.value,
        help="taille des territoires ; par défaut, les EPCI",
    )
    options.add_reading(command)
    options.add_fiscal_year(command)
    options.add_output(command, "SORTIE.geojson")

"""The commands that steer the budget, their options and their help."""

from maynum_dash.cli.grammar import arguments, options
from maynum_dash.cli.grammar.parsers import Actions, Parser, add_command, later
from maynum_dash.domain.allotment import PAYMENT_DAYS
from maynum_dash.domain.exhaustion import ASSUMPTION


def add_to(actions: Actions) -> None:
    """Describe the commands.

    Parameters
    ----------
    actions
        List that they join.
    """
    envelope = add_command(
        actions,
        "enveloppe",
        "compare ce qui est voté, engagé, mandaté et prévu",
        "maynum enveloppe suivi.xlsx --exercice 2026",
        f"\nprojection :\n  {ASSUMPTION}\n",
    )
    envelope.set_defaults(run=later("steering", "envelope"))
    envelope.add_argument(
        "--exercice", type=arguments.fiscal_year, metavar="AAAA", help="exercice ; par défaut, celui du jour"
    )
    alerts = add_command(
        actions,
        "alertes",
        "liste ce qu’il faut décider ou faire, le plus pressant d’abord",
        "maynum alertes suivi.xlsx --json",
    )
    alerts.set_defaults(run=later("steering", "alerts"))
    for command in (envelope, alerts):
        options.add_edition(command)
        options.add_json(command)
        _add_delay(command)


def _add_delay(command: Parser) -> None:
    command.add_argument(
        "--delai",
        type=arguments.delay,
        default=PAYMENT_DAYS,
        metavar="JOURS",
        help=f"jours admis après l’échéance d’un versement ; par défaut, {PAYMENT_DAYS}",
    )

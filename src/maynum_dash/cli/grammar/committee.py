"""The commands that write what a committee is shown: slides, note, stand-alone page."""

from argparse import ArgumentTypeError, Namespace
from dataclasses import dataclass
from typing import Final

from maynum_dash.cli.grammar import arguments, options
from maynum_dash.cli.grammar.parsers import Actions, Parser, Run, add_command, later
from maynum_dash.rendering.slides.parts import KEYS, NAMES, NOTE_KEYS

_PARTS: Final = "\nparties :\n" + "".join(f"  {key:<21} {name}\n" for key, name in NAMES.items())


@dataclass(frozen=True, slots=True)
class _Command:
    """What one command writes."""

    name: str
    summary: str
    line: str
    suffixes: tuple[str, ...]
    keys: tuple[str, ...]


_COMMANDS: Final = (
    _Command(
        "diaporama",
        "écrit les diapositives du comité (PowerPoint, ou PDF selon le nom donné)",
        "maynum diaporama --import courant --depuis 7F3K-92QD -o comite.pptx",
        (".pptx", ".pdf"),
        KEYS,
    ),
    _Command(
        "note",
        "écrit la note du comité, en PDF accessible",
        "maynum note suivi.xlsx --lecture paiement -o note.pdf",
        (".pdf",),
        NOTE_KEYS,
    ),
    _Command(
        "page",
        "écrit la séance en une page autonome, lisible sans réseau sur une tablette",
        "maynum page --sceau 7F3K-92QD -o seance.html",
        (".html", ".htm"),
        KEYS,
    ),
)


def add_to(actions: Actions) -> None:
    """Describe the commands that write documents.

    Parameters
    ----------
    actions
        List that they join.
    """
    for one in _COMMANDS:
        _add_document(actions, one)


def _add_document(actions: Actions, one: _Command) -> None:
    command = add_command(actions, one.name, one.summary, one.line, options.READINGS + _PARTS)
    command.set_defaults(run=_checking(command), name=one.name, suffixes=one.suffixes, parts=one.keys)
    options.add_edition(command)
    options.add_scenario(command)
    options.add_reading(command)
    options.add_fiscal_year(command)
    _add_choices(command)
    options.add_output(command, f"SORTIE{one.suffixes[0]}")
    if one.name == "diaporama":
        command.add_argument(
            "--modele",
            type=arguments.path,
            metavar="MODELE.potx",
            help="modèle PowerPoint (.pptx, .potx) dont reprendre mises en page, polices et couleurs",
        )


def _checking(command: Parser) -> Run:
    """Refuse options that do not go together: a scenario is compared with the data that it starts from."""

    def run(asked: Namespace) -> int:
        if asked.supposed is not None and asked.depuis is not None:
            command.error("l’argument --depuis ne va pas avec --scenario, qui se compare aux données")
        return later("committee", "write")(asked)

    return run


def _add_choices(command: Parser) -> None:
    command.add_argument(
        "--depuis",
        type=arguments.edition_name,
        metavar="ÉTAT",
        help="import ou empreinte avec quoi comparer",
    )
    command.add_argument(
        "--diapos",
        type=_parts,
        metavar="PARTIES",
        help="parties à montrer, dans cet ordre, séparées par des virgules ; par défaut, toutes",
    )


def _parts(text: str) -> tuple[str, ...]:
    """Read the names of parts; one that is unknown is refused, one said twice is shown once."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in NAMES:
            message = f"« {name} » n’est pas une partie : l’aide les liste"
            raise ArgumentTypeError(message)
    return tuple(dict.fromkeys(names)) or KEYS

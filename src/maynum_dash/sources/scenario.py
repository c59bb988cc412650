"""A scenario as JSON, and back: what is saved, exported and given again."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from maynum_dash.domain.errors import ScenarioError
from maynum_dash.domain.moves import (
    Authorisation,
    BonusEnd,
    Cap,
    Chosen,
    Envelope,
    GiveBack,
    Indexation,
    Move,
    NewPosts,
    Renewal,
    ScaleChange,
    Scenario,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.sources.move_cells import (
    YEARS,
    Cell,
    day,
    day_or_none,
    decimals,
    flag,
    number,
    post_ids,
    refused,
    siren,
    version,
    whole,
    word,
    write_version,
)

FORMAT: Final = "maynum-scenario"
LONGEST_NAME: Final = 80
MOST_MOVES: Final = 50
_LARGEST_BYTES: Final = 2_000_000
_LARGEST_CENTS: Final = 10**12

_ISO: Final = date.isoformat
_PCT: Final = number(Decimal(0), Decimal(100), "un pourcentage de 0 à 100, deux décimales au plus")
_YEAR: Final = whole(YEARS[0], YEARS[-1], "une année, de 2000 à 2100")
_CENTS: Final = whole(-_LARGEST_CENTS, _LARGEST_CENTS, "un montant en centimes entiers")
_CELLS: Final[Mapping[type[Move], tuple[str, Mapping[str, Cell]]]] = {
    ScaleChange: ("bareme", {"version": Cell("version", version, write_version)}),
    Indexation: (
        "indexation",
        {
            "pct": Cell(
                "pct_par_an", number(Decimal(-50), Decimal(50), "un pourcentage de −50 à 50"), decimals
            ),
            "first_year": Cell("premier_exercice", _YEAR),
        },
    ),
    Cap: (
        "plafond",
        {
            "cents": Cell("montant_centimes", whole(0, _LARGEST_CENTS, "des centimes, 0 ou plus")),
            "decided_from": Cell("decisions_depuis", day, _ISO),
        },
    ),
    NewPosts: (
        "postes_nouveaux",
        {
            "count": Cell("nombre", whole(1, 200, "un nombre de postes, de 1 à 200")),
            "category": Cell("categorie", word(EmployerCategory), str),
            "epci_code": Cell("epci", siren),
            "start": Cell("debut", day, _ISO),
            "fte": Cell("etp", number(Decimal("0.01"), Decimal(1), "un nombre d’ETP, de 0,01 à 1"), decimals),
        },
    ),
    Renewal: (
        "renouvellement",
        {
            "until": Cell("fins_jusqu_au", day, _ISO),
            "chosen": Cell("choix", word(Chosen), str),
            "pct": Cell("pct", _PCT, decimals),
            "post_ids": Cell("postes", post_ids, list),
        },
    ),
    GiveBack: ("rendu", {"post_ids": Cell("postes", post_ids, list), "day": Cell("le", day, _ISO)}),
    Vacate: (
        "vacance",
        {
            "post_ids": Cell("postes", post_ids, list),
            "day": Cell("depuis", day, _ISO),
            "is_given_back": Cell("rendu_apres_six_mois", flag),
        },
    ),
    BonusEnd: (
        "fin_bonification",
        {"day": Cell("le", day, _ISO), "department_pct": Cell("part_departement_pct", _PCT, decimals)},
    ),
    StateEnd: (
        "fin_etat",
        {
            "day": Cell("le", day_or_none, lambda day: day and day.isoformat()),
            "department_pct": Cell("part_departement_pct", _PCT, decimals),
        },
    ),
    Envelope: (
        "enveloppe",
        {
            "authorisation": Cell("type_enveloppe", word(Authorisation), str),
            "fiscal_year": Cell("exercice", _YEAR),
            "cents": Cell("montant_centimes", _CENTS),
        },
    ),
}
_KINDS: Final = {name: kind for kind, (name, _) in _CELLS.items()}


def scenario_table(scenario: Scenario) -> dict[str, Any]:
    """Write a scenario as JSON knows it; `read_scenario` gives the same one back.

    Parameters
    ----------
    scenario
        The scenario.
    """
    moves = []
    for move in scenario.moves:
        name, cells = _CELLS[type(move)]
        moves.append(
            {"type": name, **{cell.key: cell.write(getattr(move, field)) for field, cell in cells.items()}}
        )
    return {"format": FORMAT, "nom": scenario.name, "mouvements": moves}


def scenario_bytes(scenario: Scenario) -> bytes:
    """Write a scenario as the file that a user takes away."""
    return (json.dumps(scenario_table(scenario), ensure_ascii=False, indent=2) + "\n").encode()


def read_scenario(table: object) -> Scenario:
    """Read a scenario, checked whole.

    Parameters
    ----------
    table
        What JSON gave.

    Raises
    ------
    ScenarioError
        When anything is missing, unknown or out of bounds; the sentence says which move.
    """
    cells = _keys("", table, ("format", "nom", "mouvements"))
    if cells["format"] != FORMAT:
        raise ScenarioError(
            "", "ce fichier n’est pas un scénario", "Donnez un fichier exporté par la page Scénarios"
        )
    name, moves = cells["nom"], cells["mouvements"]
    if not isinstance(name, str) or not 1 <= len(" ".join(name.split())) <= LONGEST_NAME:
        raise refused("Nom", name, f"un nom de 1 à {LONGEST_NAME} caractères")
    if not isinstance(moves, list) or len(moves) > MOST_MOVES:
        raise ScenarioError("Mouvements", "la liste manque ou est trop longue", f"{MOST_MOVES} au plus")
    return Scenario(
        " ".join(name.split()), tuple(_move(f"Mouvement n° {rank}", one) for rank, one in enumerate(moves, 1))
    )


def parse_scenario(content: bytes) -> Scenario:
    """Read a scenario from the bytes of its file; see `read_scenario`."""
    refusal = ScenarioError(
        "", "ce n’est pas un fichier JSON de scénario", "Donnez un fichier exporté par la page Scénarios"
    )
    if len(content) > _LARGEST_BYTES:
        raise refusal
    try:
        table = json.loads(content.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise refusal from error
    return read_scenario(table)


def _move(place: str, table: object) -> Move:
    given = table.get("type") if isinstance(table, dict) else None
    kind = _KINDS.get(given) if isinstance(given, str) else None
    if kind is None:
        where, expected = f"{place}, « type »", "l’un de " + ", ".join(f"« {one} »" for one in _KINDS)
        raise refused(where, given, expected)
    cells = _CELLS[kind][1]
    found = _keys(place, table, ("type", *(cell.key for cell in cells.values())))
    values = {name: cell.read(f"{place}, « {cell.key} »", found[cell.key]) for name, cell in cells.items()}
    move: Move = kind(**values)
    return move


def _keys(place: str, value: object, expected: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ScenarioError(place, "un objet JSON est attendu", "Reprenez un fichier exporté")
    wrong = set(value) ^ set(expected)
    if wrong:
        one = min(wrong)
        found = f"« {one} » est inconnu" if one in value else f"« {one} » manque"
        raise ScenarioError(place, found, "Il faut " + ", ".join(f"« {key} »" for key in expected))
    return value

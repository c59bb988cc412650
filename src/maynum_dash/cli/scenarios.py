"""The command that lists the saved scenarios, and computes one on a workbook, an import or a sealed state."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any, Final

from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.scenario.outcome import play
from maynum_dash.cli import editions
from maynum_dash.cli.answers import DONE, answer, answer_from
from maynum_dash.cli.columns import aligned
from maynum_dash.cli.opening import opened
from maynum_dash.cli.supposing import find_scenario, ready_names
from maynum_dash.domain.errors import ScenarioError
from maynum_dash.domain.moves import Scenario
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.formats import count, day_short, decimal, euros, euros_signed
from maynum_dash.rendering.moves import REAL, title
from maynum_dash.rendering.scenarios import saved_payload, scenario_payload
from maynum_dash.sources.scenario import read_scenario
from maynum_dash.store.scenarios import Scenario as Saved
from maynum_dash.store.scenarios import list_scenarios

_SHOWN: Final = (Funder.DEPARTMENT, Funder.STATE, Funder.BONUS, Funder.EMPLOYER)


def show(given: Namespace) -> int:
    """List the saved scenarios."""
    with opened() as store:
        saved = list_scenarios(store)
    ready = ready_names()
    payload = {
        "scenarios": [saved_payload(one, _readable(one)) for one in saved],
        "prets": [{"mot": token, "nom": name} for token, name in ready.items()],
    }
    rows = [
        [str(one.id), one.name, one.author, day_short(one.at.astimezone().date()), _moves(_readable(one))]
        for one in saved
    ]
    found = count(len(saved), "scénario enregistré", "scénarios enregistrés")
    headings = ["N°", "Nom", "Auteur", "Enregistré le", "Contenu"]
    text = f"{found}\n\n{aligned(headings, rows, texts=5)}" if rows else "Aucun scénario n’est enregistré."
    offered = "\n".join(f"- {name}" for name in ready.values())
    answer(payload, f"{text}\n\nPrêts à l’emploi :\n{offered}", as_json=given.json)
    return DONE


def compute(given: Namespace) -> int:
    """Compute a scenario."""
    supposed = find_scenario(given.scenario)
    edition = editions.chosen(given)
    scenario = supposed(edition)
    (outcome,) = play(edition.board, [scenario], edition.day)
    board = edition.board
    reading = edition.reading if given.lecture is None else Reading(given.lecture)
    needs = needs_table(edition.need_source, board.reference, board.matched.needs)
    payload = scenario_payload(outcome, needs, reading)
    answer_from(edition, payload, _report(scenario, payload), as_json=given.json)
    return DONE


def _readable(saved: Saved) -> Scenario | None:
    try:
        return read_scenario(saved.content)
    except ScenarioError:
        return None


def _moves(scenario: Scenario | None) -> str:
    return "illisible par cette version" if scenario is None else count(len(scenario.moves), "mouvement")


def _report(scenario: Scenario, payload: Mapping[str, Any]) -> str:
    """Write a scenario for people: what it supposes, then euros by funder, then the FTE in place."""
    said = [f"- {move['phrase']}" for move in payload["mouvements"]] or ["- rien"]
    if payload["postes_inconnus"]:
        said.append(f"- Postes inconnus, laissés de côté : {', '.join(payload['postes_inconnus'])}.")
    tables = [_euros(payload, funder) for funder in _SHOWN]
    coverage = aligned(
        ["31 décembre", f"ETP, {REAL.lower()}", "ETP, scénario"],
        [
            [str(one["exercice"]), decimal(one["etp_avant"], 2), decimal(one["etp_apres"], 2)]
            for one in payload["couverture"]
        ],
    )
    heading = f"{title(scenario)}, lecture « {payload['lecture']} »"
    return "\n\n".join([heading, "\n".join(said), *tables, coverage])


def _euros(payload: Mapping[str, Any], funder: Funder) -> str:
    sums: dict[str, list[int]] = {}
    for line in payload["lignes"]:
        if line["financeur"] == funder.value:
            cells = sums.setdefault(str(line["exercice"]), [0, 0])
            cells[0] += line["avant_centimes"]
            cells[1] += line["ecart_centimes"]
    sums["Total"] = [sum(cells[0] for cells in sums.values()), sum(cells[1] for cells in sums.values())]
    rows = [
        [year, euros(before), euros_signed(gap), euros(before + gap)] for year, (before, gap) in sums.items()
    ]
    return f"{funder.value}\n\n{aligned(['Exercice', REAL, 'Écart', 'Scénario'], rows)}"

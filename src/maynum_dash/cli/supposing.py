"""Data as a scenario leaves them: what the option « --scenario » asks for."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.scenario.outcome import play, supposed_board
from maynum_dash.analysis.scenario.presets import least_covered, presets
from maynum_dash.cli.editions import Edition, chosen
from maynum_dash.cli.files import read_file
from maynum_dash.cli.opening import opened, today
from maynum_dash.domain.errors import UnknownScenarioError
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering.moves import title
from maynum_dash.sources.scenario import parse_scenario, read_scenario
from maynum_dash.store.scenarios import list_scenarios

# What a scenario supposes may depend on the data that it starts from.
Supposed: TypeAlias = Callable[[Edition], Scenario]


def chosen_or_supposed(options: Namespace) -> Edition:
    """Give the edition that a command is asked for, a scenario applied to it when one is named.

    Parameters
    ----------
    options
        As for ``editions.chosen``, with ``supposed``.
    """
    # What cannot be found is said before thousands of rows are read.
    supposed = None if options.supposed is None else find_scenario(options.supposed)
    edition = chosen(options)
    return edition if supposed is None else suppose(edition, supposed(edition))


def suppose(edition: Edition, scenario: Scenario) -> Edition:
    """Apply a scenario: what comes out bears its name, and no seal.

    Parameters
    ----------
    edition
        What it starts from.
    scenario
        What is supposed.
    """
    (outcome,) = play(edition.board, [scenario], edition.day)
    return replace(
        edition,
        board=supposed_board(outcome),
        name=f"{title(scenario)}, à partir de : {edition.origin}",
        facts={"scenario": scenario.name},
        scenario=scenario,
        known=edition.board,
    )


def find_scenario(name: str) -> Supposed:
    """Read a file of that name, else find a scenario, saved or ready-made; a saved name comes first.

    Parameters
    ----------
    name
        Number, name, or word that stands for a ready-made one in an address, as the user writes it.

    Raises
    ------
    UnknownScenarioError
        When there is none, or several of that name.
    ScenarioError
        When it cannot be read.
    """
    path = Path(name)
    if path.suffix.lower() == ".json":
        given = parse_scenario(read_file(path))
        return lambda _: given
    with opened() as store:
        saved = list_scenarios(store)
    wanted = [one for one in saved if str(one.id) == name] or [one for one in saved if one.name == name]
    ready = next((token for token, known in ready_names().items() if name in {token, known}), None)
    if not wanted and ready is not None:
        return lambda edition: presets(edition.day, _least_covered(edition))[ready]
    if len(wanted) != 1:
        raise UnknownScenarioError(name)
    found = read_scenario(wanted[0].content)
    return lambda _: found


def ready_names() -> Mapping[str, str]:
    """Name the ready-made scenarios, by the word that stands for each in an address."""
    return {token: scenario.name for token, scenario in presets(today(), "").items()}


def _least_covered(edition: Edition) -> str:
    board = edition.board
    needs = needs_table(edition.need_source, board.reference, board.matched.needs)
    return least_covered(coverage_table(needs, board.posts, board.matched.served))

"""Data as a scenario leaves them: what the option « --scenario » asks for."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from maynum_dash.analysis.scenario.outcome import play, supposed_board
from maynum_dash.cli.editions import Edition, chosen
from maynum_dash.cli.files import read_file
from maynum_dash.cli.opening import opened
from maynum_dash.domain.errors import UnknownScenarioError
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering.moves import title
from maynum_dash.sources.scenario import parse_scenario, read_scenario
from maynum_dash.store.scenarios import list_scenarios


def chosen_or_supposed(options: Namespace) -> Edition:
    """Give the edition that a command is asked for, a scenario applied to it when one is named.

    Parameters
    ----------
    options
        As for ``editions.chosen``, with ``supposed``.
    """
    # What cannot be found is said before thousands of rows are read.
    scenario = None if options.supposed is None else find_scenario(options.supposed)
    edition = chosen(options)
    return edition if scenario is None else suppose(edition, scenario)


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


def find_scenario(name: str) -> Scenario:
    """Read a file of that name, else find a saved scenario by its number, else by its name.

    Parameters
    ----------
    name
        As the user writes it.

    Raises
    ------
    UnknownScenarioError
        When there is none, or several of that name.
    ScenarioError
        When it cannot be read.
    """
    path = Path(name)
    if path.suffix.lower() == ".json":
        return parse_scenario(read_file(path))
    with opened() as store:
        saved = list_scenarios(store)
    wanted = [one for one in saved if str(one.id) == name] or [one for one in saved if one.name == name]
    if len(wanted) != 1:
        raise UnknownScenarioError(name)
    return read_scenario(wanted[0].content)

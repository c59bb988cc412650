"""Scenarios are kept, replaced and forgotten."""

from maynum_dash.store.audit import list_events
from maynum_dash.store.base import Store
from maynum_dash.store.scenarios import delete_scenario, list_scenarios, save_scenario

CONTENT = {"fin ANCT": "2027-01-01", "taux": 0.1, "postes": [{"id": "P1", "rendu": None}], "nul": "\0"}


def test_a_scenario_is_kept_as_it_was(store: Store) -> None:
    made = save_scenario(store, "Fin de l'aide", CONTENT, "Équipe")
    assert list_scenarios(store) == (made,)
    assert (made.name, made.author, made.content) == ("Fin de l'aide", "Équipe", CONTENT)


def test_two_scenarios_may_have_one_name_and_are_listed_in_order(store: Store) -> None:
    second = save_scenario(store, "b", {}, "Équipe")
    third = save_scenario(store, "b", {}, "Direction")
    first = save_scenario(store, "B", {}, "Équipe")
    assert list_scenarios(store) == (first, second, third)


def test_a_scenario_is_replaced_under_its_number(store: Store) -> None:
    made = save_scenario(store, "avant", CONTENT, "Équipe")
    again = save_scenario(store, "après", {}, "Direction", made.id)
    assert list_scenarios(store) == (again,)
    assert (again.id, again.name, again.author, again.content) == (made.id, "après", "Direction", {})


def test_a_scenario_deleted_meanwhile_is_saved_anew(store: Store) -> None:
    made = save_scenario(store, "a", {}, "Équipe")
    delete_scenario(store, made.id, "Direction")
    again = save_scenario(store, "a", {}, "Équipe", made.id)
    assert list_scenarios(store) == (again,)
    assert again.id > made.id


def test_what_was_done_is_told_without_the_content(store: Store) -> None:
    made = save_scenario(store, "Madame X", CONTENT, "Équipe")
    delete_scenario(store, made.id, "Direction")
    events = list_events(store)
    delete_scenario(store, made.id, "Direction")
    assert list_events(store) == events
    told = [(event.author, event.subject, event.detail) for event in events[:2]]
    assert told == [("Direction", "Scénario n° 1", "supprimé"), ("Équipe", "Scénario n° 1", "enregistré")]

"""Decisions on written names are remembered, one per writing."""

from maynum_dash.store.audit import list_events
from maynum_dash.store.base import Store
from maynum_dash.store.matches import delete_match, list_matches, save_match


def test_the_last_decision_holds(store: Store) -> None:
    save_match(store, "epci", "CC Ernée", "200000001", "Équipe")
    other = save_match(store, "commune", "CC Ernée", "53096", "Équipe")
    last = save_match(store, "epci", "CC Ernée", "200083392", "Direction")
    assert list_matches(store) == (other, last)
    assert (last.code, last.author) == ("200083392", "Direction")


def test_a_decision_is_forgotten_once(store: Store) -> None:
    save_match(store, "epci", "CC Ernée", "200083392", "Équipe")
    delete_match(store, "commune", "CC Ernée", "Équipe")
    assert len(list_matches(store)) == 1
    delete_match(store, "epci", "CC Ernée", "Équipe")
    assert list_matches(store) == ()
    assert [event.detail for event in list_events(store)[:-1]] == ["oublié", "200083392"]


def test_the_register_does_not_tell_what_was_written(store: Store) -> None:
    save_match(store, "structure", "Chez Madame X", "20008339200012", "Équipe")
    delete_match(store, "structure", "Chez Madame X", "Équipe")
    assert not any("Madame" in f"{event.subject}{event.detail}" for event in list_events(store))

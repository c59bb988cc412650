"""Profiles are kept, one per name."""

from maynum_dash.store.audit import list_events
from maynum_dash.store.base import Store
from maynum_dash.store.profiles import delete_profile, list_profiles, save_profile


def test_the_last_profile_of_a_name_holds(store: Store) -> None:
    other = save_profile(store, "autre", {}, "Équipe")
    save_profile(store, "Export", {"colonnes": ["A"]}, "Équipe")
    last = save_profile(store, "Export", {"colonnes": ["A", "É"]}, "Direction")
    save_profile(store, "Zone", {}, "Équipe")
    delete_profile(store, "Zone", "Équipe")
    assert list_profiles(store) == (last, other)
    assert (last.content, last.author) == ({"colonnes": ["A", "É"]}, "Direction")


def test_a_profile_is_forgotten_once(store: Store) -> None:
    save_profile(store, "Export", {}, "Équipe")
    delete_profile(store, "Export", "Équipe")
    delete_profile(store, "Export", "Équipe")
    assert list_profiles(store) == ()
    assert [event.detail for event in list_events(store)[:-1]] == ["supprimé", "enregistré"]
    assert list_events(store)[0].subject == "Profil « Export »"

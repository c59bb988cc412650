"""A scale that is saved is in force from that instant; earlier ones stay for what was before."""

from datetime import timedelta

from maynum_dash.sources.scale import load_scale
from maynum_dash.sources.scale_text import scale_text
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.scales import list_scales, save_scale, scale_in_force

CONTENT = scale_text(load_scale())


def test_before_any_was_saved_the_data_folder_decides(store: Store) -> None:
    assert list_scales(store) == ()
    assert scale_in_force(store) is None


def test_each_is_kept_and_the_latest_is_in_force(store: Store) -> None:
    first = save_scale(store, CONTENT, "Délibération", "Équipe")
    second = save_scale(store, CONTENT + "#\n", "", "Direction")
    assert list_scales(store) == (second, first)
    assert first.content == CONTENT
    assert scale_in_force(store) == second


def test_an_instant_has_the_scale_of_its_time(store: Store) -> None:
    first = save_scale(store, CONTENT, "", "Équipe")
    assert scale_in_force(store, first.at - timedelta(microseconds=1)) is None
    assert scale_in_force(store, first.at) == first


def test_the_register_says_who_and_why(store: Store) -> None:
    save_scale(store, CONTENT, "Délibération du 12", "Équipe")
    event = list_events(store)[0]
    assert (event.author, event.action, event.subject) == ("Équipe", Action.PARAMETER, "Barème n° 1")
    assert event.detail == "Délibération du 12"

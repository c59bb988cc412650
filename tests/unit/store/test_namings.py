"""A decision on a name is in force from its instant, taken back from another, and told in the register."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from maynum_dash.sources.namings import NOWHERE, Named, Naming
from maynum_dash.store.archive import write_archive
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.namings import decide, list_decided, namings_of, withdraw
from maynum_dash.store.opening import open_store
from maynum_dash.store.restoration import read_archive

ERNEE = Named(Naming.EPCI, "Pays d'Ernnée", "245300355")
VITRE = Named(Naming.COMMUNE, "Vitré", NOWHERE)
MOMENT = timedelta(microseconds=1)


def test_nothing_is_decided_at_first(store: Store) -> None:
    assert list_decided(store) == ()
    withdraw(store, ERNEE, "Équipe")
    assert [event.action for event in list_events(store)] == [Action.MIGRATION]


def test_a_decision_is_kept_once_and_may_change(store: Store) -> None:
    assert decide(store, [ERNEE, VITRE], "Équipe") == 2
    assert decide(store, [ERNEE], "Direction") == 0
    assert [(one.named, one.author) for one in list_decided(store)] == [(VITRE, "Équipe"), (ERNEE, "Équipe")]
    changed = Named(Naming.EPCI, "PAYS D'ERNNÉE", "200083392")
    assert decide(store, [changed], "Direction") == 1
    assert namings_of(store) == (VITRE, changed)


def test_an_instant_has_the_decisions_of_its_time(store: Store) -> None:
    decide(store, [ERNEE], "Équipe")
    (made,) = list_decided(store)
    withdraw(store, Named(Naming.EPCI, "pays d'ernnee", ""), "Équipe")
    assert namings_of(store) == ()
    assert namings_of(store, made.at) == (ERNEE,)
    assert namings_of(store, made.at - MOMENT) == ()


def test_the_register_tells_what_was_decided_and_taken_back(store: Store) -> None:
    decide(store, [ERNEE, VITRE], "Équipe")
    withdraw(store, ERNEE, "Direction")
    told = [(one.author, one.action, one.subject, one.detail) for one in list_events(store)[2::-1]]
    assert told == [
        ("Équipe", Action.PARAMETER, "Nom d'un territoire (epci)", "245300355"),
        ("Équipe", Action.PARAMETER, "Nom d'un territoire (commune)", "aucun territoire"),
        ("Direction", Action.PARAMETER, "Nom d'un territoire (epci)", "retiré"),
    ]


def test_an_archive_takes_the_decisions_along(
    store: Store, new_database: Callable[[], str], tmp_path: Path
) -> None:
    decide(store, [ERNEE, VITRE], "Équipe")
    withdraw(store, VITRE, "Équipe")
    write_archive(store, tmp_path / "memoire.zip")
    with closing(open_store(new_database())) as other:
        read_archive(other, tmp_path / "memoire.zip", "Équipe")
        assert list_decided(other) == list_decided(store)
        assert decide(other, [VITRE], "Équipe") == 1, "the numbers go on after those that were loaded"

"""The register is read from the latest line to the first."""

from datetime import UTC, datetime, timedelta

from maynum_dash.store.audit import Action, list_events, record
from maynum_dash.store.base import Store


def test_a_line_is_read_as_it_was_written(store: Store) -> None:
    before = datetime.now(UTC)
    record(store, "Équipe", Action.EXPORT, "suivi.xlsx", "22 postes")
    last = list_events(store)[0]
    assert (last.author, last.action, last.subject, last.detail) == (
        "Équipe",
        Action.EXPORT,
        "suivi.xlsx",
        "22 postes",
    )
    assert before <= last.at <= datetime.now(UTC)
    assert last.at.utcoffset() == timedelta(0)


def test_the_latest_lines_come_first_and_no_more_than_asked(store: Store) -> None:
    for rank in range(5):
        record(store, "Équipe", Action.BACKUP, str(rank))
    assert [event.subject for event in list_events(store, limit=3)] == ["4", "3", "2"]


def test_every_action_is_read_back(store: Store) -> None:
    for action in Action:
        record(store, "Équipe", action, "")
    assert [event.action for event in list_events(store, len(Action))] == list(Action)[::-1]


def test_text_that_no_database_holds_is_mended(store: Store) -> None:
    record(store, "É\0quipe", Action.EXPORT, "\ud83d", "a\0")
    last = list_events(store)[0]
    assert (last.author, last.subject, last.detail) == ("Équipe", "\ufffd", "a")

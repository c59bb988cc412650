"""What the databases do not keep by themselves."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import insert, select

from maynum_dash.store.base import Store
from maynum_dash.store.tables import EVENTS

PARIS = timezone(timedelta(hours=2))


def test_an_instant_comes_back_in_utc_whatever_its_zone(store: Store) -> None:
    noon = datetime(2026, 6, 12, 12, 0, 0, 123456, tzinfo=PARIS)
    line = {"author": "", "action": "Export", "subject": "", "detail": ""}
    with store.writing() as connection:
        connection.execute(insert(EVENTS).values(at=noon, **line))
        at = connection.scalar(select(EVENTS.c.at).order_by(EVENTS.c.id.desc()))
    assert at == noon
    assert at.tzinfo is UTC
    assert at.hour == 10

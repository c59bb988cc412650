"""Many at once, on PostgreSQL."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., dict[str, Any]]


def test_everyone_is_served_and_the_dead_take_nothing_with_them(
    campaign: Run, new_database: Callable[[], str]
) -> None:
    url = new_database().replace("postgres@", "postgres:motdepasse@")
    report = campaign("crowds", url, "--kills", 60, "--seed", 20261)
    assert report["killed"]["kills"] == 60
    assert report["killed"]["while importing"] >= 20
    assert report["different"]["readings"] > 0

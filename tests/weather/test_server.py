"""A PostgreSQL server that stops in the middle of imports."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., dict[str, Any]]


def test_a_server_that_stops_is_said_and_nothing_is_lost(
    campaign: Run, new_database: Callable[[], str], postgresql_control: tuple[str, ...]
) -> None:
    url = new_database().replace("postgres@", "postgres:motdepasse@")
    report = campaign("servers", url, *postgresql_control, "--cuts", 3)
    assert report["cut"]["cuts"] == 3
    assert report["cut"]["refusals"]["UNREACHABLE"] >= 3

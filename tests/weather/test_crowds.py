"""Many at once, on SQLite."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., dict[str, Any]]


def test_everyone_is_served_and_the_dead_take_nothing_with_them(campaign: Run, tmp_path: Path) -> None:
    report = campaign("crowds", f"sqlite:///{tmp_path / 'maynum.db'}", "--kills", 50, "--seed", 20261130)
    assert report["different"]["imports"] == 48
    assert report["different"]["readings"] > 0
    assert report["killed"]["while importing"] >= 15

"""A migration that is interrupted, and stores of other versions of the software."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., dict[str, Any]]


def test_an_interrupted_migration_is_done_again_at_the_next_opening(campaign: Run, tmp_path: Path) -> None:
    report = campaign("upgrades", tmp_path, "--kills", 50, "--seed", 20261128)
    assert "store-0001" in report["kills"]
    for met in report["kills"].values():
        assert met["killed before the end"] >= 20
        assert met["journal left"] >= 5
    assert "7.2.1" in report["refusal"]

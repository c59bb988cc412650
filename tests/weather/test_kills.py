"""Kill -9 while something is written: what was acknowledged is there, nothing stands by halves."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("scene", "kills", "copies"),
    [("import", 330, 41), ("large import", 30, 3), ("purge", 40, 0)],
)
def test_an_import_is_whole_or_absent(
    campaign: Run, tmp_path: Path, scene: str, kills: int, copies: int
) -> None:
    report = campaign("kills", scene, tmp_path, "--kills", kills, "--seed", 20261123)
    assert report["kills"] == kills
    assert report["where"]["writing"] + report["where"]["committing"] >= kills / 2
    assert report["where"]["committing"] >= kills / 20
    assert report["left"]["journal"] >= kills / 5
    assert report["left"]["copy"] >= copies

"""Kill -9 while the store is created, copied, restored, sealed or replaced."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]


def test_a_store_that_is_being_created_is_empty_or_absent(campaign: Run, tmp_path: Path) -> None:
    report = campaign("kills", "creation", tmp_path, "--kills", 60, "--seed", 20261124)
    assert report["where"]["asking"] >= 15
    assert report["left"]["journal"] >= 10


def test_a_copy_that_is_being_made_is_never_taken_for_one(campaign: Run, tmp_path: Path) -> None:
    report = campaign("kills", "backup", tmp_path, "--kills", 50, "--seed", 20261125)
    assert report["left"]["copy"] >= 6


@pytest.mark.parametrize("scene", ["restoration", "seal"])
def test_a_restoration_and_a_seal_are_whole_or_absent(campaign: Run, tmp_path: Path, scene: str) -> None:
    report = campaign("kills", scene, tmp_path, "--kills", 50, "--seed", 20261126)
    assert report["where"]["writing"] + report["where"]["committing"] >= 25
    assert report["where"]["committing"] >= 3
    assert report["left"]["journal"] >= 10


def test_a_store_that_is_being_replaced_is_the_old_or_the_new(campaign: Run, tmp_path: Path) -> None:
    report = campaign("replacements", tmp_path, "--kills", 25, "--seed", 20261127)
    assert report["loading"]["old"] >= 5
    assert report["rebuilding"]["refused, then made anew"] >= 5

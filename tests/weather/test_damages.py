"""A file that is damaged, and one that others hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., dict[str, Any]]


def test_a_damaged_file_is_refused_or_harmless_and_its_backup_is_named(campaign: Run, tmp_path: Path) -> None:
    report = campaign("damages", tmp_path, "--seed", 20261129)
    assert report["damages"] >= 200
    met = report["met"]
    for kind in ("table page", "index page"):
        for damage in (f"{kind} head", f"{kind}, zeros", f"{kind}, noise"):
            assert set(met[damage]) == {"refused: DAMAGED"}, damage
    for damage in ("cut anywhere", "cut after a page"):
        assert set(met[damage]) == {"refused: DAMAGED"}, damage
    for damage in ("emptied", "gone", "short text"):
        assert set(met[damage]) == {"refused: EMPTIED"}, damage
    for damage in ("header", "text", "zeros"):
        assert set(met[damage]) == {"refused: NOT_A_DATABASE"}, damage
    assert met["index cell"]["refused when read: DamagedImportError"] >= 1


def test_a_file_that_others_hold_is_refused_soon_and_readers_are_not_disturbed(
    campaign: Run, tmp_path: Path
) -> None:
    report = campaign("locks", tmp_path)
    assert set(report) == {"exclusive", "reserved", "shared", "older", "kept", "together", "seconds"}

"""A disk that is full or read-only, a folder without rights."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., dict[str, Any]]
OWN_MOUNTS = (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount"))


@pytest.fixture(scope="module")
def own_mounts() -> tuple[str, ...]:
    """Start of a command that may mount disks for itself; empty when this machine lets nobody do so."""
    for prefix in OWN_MOUNTS:
        mount = [*prefix, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        try:
            if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
                return prefix
        except FileNotFoundError:
            return ()
    return ()


def test_a_full_disk_refuses_in_french_and_leaves_nothing_by_halves(
    campaign: Run, tmp_path: Path, own_mounts: tuple[str, ...]
) -> None:
    if own_mounts:
        report = campaign("disks", tmp_path, "--real", "--steps", 6, prefix=own_mounts)
        assert set(report["faults"]) <= {"FULL", "FOLDER"}
    else:
        report = campaign("disks", tmp_path, "--steps", 6)
    assert report["refusals"] >= 40
    for act in ("creation", "import", "restoration", "migration", "seal"):
        assert sum(count for point, count in report["points"].items() if point.startswith(act)) >= 1, act
    for point in ("import: backup", "import: commit", "migration: backup", "creation: commit"):
        assert report["points"][point] >= 1, point


def test_files_that_may_not_grow_refuse_in_french_and_leave_nothing_by_halves(
    campaign: Run, tmp_path: Path
) -> None:
    assert campaign("disks", tmp_path, "--steps", 2)["refusals"] >= 30


def test_what_may_not_be_written_may_be_read_or_is_refused_in_french(campaign: Run, tmp_path: Path) -> None:
    report = campaign("rights", tmp_path)
    assert len(report) == 10


def test_a_read_only_disk_may_be_read(campaign: Run, tmp_path: Path, own_mounts: tuple[str, ...]) -> None:
    if own_mounts:
        report = campaign("rights", tmp_path, "--disk", prefix=own_mounts)["read-only disk"]
        assert set(report) == {"import", "restoration", "setting", "register", "seal"}
    else:
        assert "folder and file" in campaign("rights", tmp_path)

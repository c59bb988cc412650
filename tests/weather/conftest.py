"""Campaigns run in processes of their own, which may be killed, limited or shut in a small disk."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., dict[str, Any]]


@pytest.fixture
def campaign() -> Run:
    """Run a campaign of this folder and give its report, which says its seed and what was met."""

    def run(name: str, *options: str | Path, prefix: tuple[str, ...] = ()) -> dict[str, Any]:
        command = [*prefix, sys.executable, "-m", f"tests.weather.{name}", *map(str, options)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        sys.stdout.write(done.stdout)
        if done.returncode:
            pytest.fail(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
        # What the library of a database says in English would reach the console of the user.
        assert not done.stderr, done.stderr
        report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return report

    return run

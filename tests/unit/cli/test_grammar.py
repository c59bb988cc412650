"""The command line is described without what its commands compute with, and each command leads somewhere."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from re import findall

import pytest

from maynum_dash.cli import grammar

HEAVY = ("pandas", "numpy", "sqlalchemy", "openpyxl", "scipy", "babel", "plotly")


def named() -> Iterator[tuple[str, str]]:
    """Read every command that the grammar names, module and function."""
    for path in Path(grammar.__file__).parent.glob("*.py"):
        yield from findall(r'later\("(\w+)", "(\w+)"\)', path.read_text(encoding="utf-8"))


def test_the_help_loads_nothing_that_computes() -> None:
    look = f"import sys; from maynum_dash.cli import main; print(*set({HEAVY}) & set(sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)

    assert loaded.stdout.split() == []


@pytest.mark.parametrize(("module", "name"), sorted(set(named())))
def test_each_command_that_is_named_is_there(module: str, name: str) -> None:
    assert callable(getattr(import_module(f"maynum_dash.cli.{module}"), name))


def test_the_commands_are_named() -> None:
    assert len(set(named())) >= 20

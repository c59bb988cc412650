"""The configuration that is shipped: what RELIABILITY asks of the server, before any reverse proxy."""

import re
import tomllib
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[1]
WANTED = {
    ("server", "enableStaticServing"): False,
    ("server", "enableAgentApi"): False,
    ("server", "enableXsrfProtection"): True,
    ("server", "enableCORS"): True,
    ("client", "showErrorDetails"): "none",
    ("client", "showSidebarNavigation"): False,
    ("client", "toolbarMode"): "minimal",
    ("browser", "gatherUsageStats"): False,
    ("logger", "hideWelcomeMessage"): True,
}


@pytest.fixture(scope="module")
def configuration() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("section", "option"), WANTED)
def test_an_option_is_set(configuration: dict[str, dict[str, object]], section: str, option: str) -> None:
    assert configuration[section][option] == WANTED[section, option]


def test_uploads_are_small(configuration: dict[str, dict[str, object]]) -> None:
    # The upload endpoint accepts files before any login: they only ever fill memory this much.
    assert configuration["server"]["maxUploadSize"] == 25


def test_entity_attacks_are_refused_by_the_library_that_parses_xml() -> None:
    assert openpyxl.DEFUSEDXML


def test_requirements_end_with_the_project_itself() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").split()
    assert lines[-2:] == ["-e", "."]


def test_every_requirement_has_an_exact_tested_version() -> None:
    def names(file: str) -> set[str]:
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if line and not line.startswith(("-", "#"))]
        # A name ends where its extras or its bounds begin.
        return {re.split(r"[\[<>=]", line)[0].strip().lower().replace("_", "-") for line in kept}

    assert names("requirements.txt") | names("requirements-dev.txt") <= names("constraints.txt")


LONGEST = 260  # lines of a module


def test_modules_are_short_enough_to_be_read_at_once() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from maynum_dash.sources.folder import DEMO_WORKBOOK

Maynum = Callable[..., Any]


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """The demonstration, of which one date cannot be read."""
    book = openpyxl.load_workbook(DEMO_WORKBOOK)
    book["Versements"]["B4"] = "un jour"
    path = tmp_path / "suivi d'été.xlsx"
    book.save(path)
    return path


def test_the_workbook_is_given_back_beside_the_report(maynum: Maynum, spoiled: Path, tmp_path: Path) -> None:
    target = tmp_path / "à corriger.xlsx"
    before = spoiled.read_bytes()
    answer = maynum("verifier", spoiled, "--annoter", target)
    assert (answer.status, answer.complained) == (0, "")
    assert answer.said.endswith(f"\nClasseur annoté écrit : {target}\n")
    book = openpyxl.load_workbook(BytesIO(target.read_bytes()))
    assert book["Versements"]["B4"].comment is not None
    assert book.sheetnames[-1] == "Anomalies"
    assert spoiled.read_bytes() == before
    assert "Classeur annoté remplacé" in maynum("verifier", spoiled, "--annoter", target).said


def test_with_json_nothing_else_is_printed(maynum: Maynum, spoiled: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    with_it = json.loads(maynum("verifier", spoiled, "--json", "--annoter", target).said)
    assert with_it == json.loads(maynum("verifier", spoiled, "--json").said)
    assert target.is_file()
    again = json.loads(maynum("verifier", target, "--json").said)
    assert again["anomalies"] == with_it["anomalies"]


def test_the_workbook_that_is_checked_is_never_replaced(maynum: Maynum, spoiled: Path) -> None:
    before = spoiled.read_bytes()
    answer = maynum("verifier", spoiled, "--annoter", spoiled)
    assert (answer.status, answer.said) == (1, "")
    assert "qui serait perdu. Donnez un autre nom." in answer.complained
    assert spoiled.read_bytes() == before


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a", "absent/a.xlsx"])
def test_an_output_of_another_kind_is_refused(
    maynum: Maynum, spoiled: Path, tmp_path: Path, name: str
) -> None:
    answer = maynum("verifier", spoiled, "--annoter", tmp_path / name)
    assert (answer.status, answer.said) == (1, "")
    assert answer.complained.startswith("maynum : Impossible d'écrire")
    assert not (tmp_path / name).exists()

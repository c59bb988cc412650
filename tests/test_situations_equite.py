"""Situations that a budget officer can read: a need, an offer, and how fair the sharing is."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.need.equity import equity

FOLDER = Path(__file__).parent / "situations_equite"
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any]) -> None:
    assert situation.keys() == {"nom", "territoire", "attendu"}
    rows = situation["territoire"]
    coverage = pd.DataFrame(
        {"people": [row.get("besoin") for row in rows], "fte": [row["etp"] for row in rows]}, dtype="float64"
    )
    found, expected = equity(coverage), situation["attendu"]
    assert found.units == expected["unites"]
    assert found.gini == (pytest.approx(expected["gini"]) if "gini" in expected else None)
    assert found.moved_fte == pytest.approx(expected["a_deplacer"])
    assert [[x * 100, y * 100] for x, y in found.points] == [
        pytest.approx(point) for point in expected["courbe"]
    ]


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 5

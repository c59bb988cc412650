"""Situations that a budget officer can read: territories, weights, and the ranking expected."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.need.priorities import Facts, Variant, prepare, priorities_table
from maynum_dash.domain.priority import Component, Tier

FOLDER = Path(__file__).parent / "situations_priorites"
KEYS = {"nom", "poids", "territoire", "attendu", "non_classes"}
FIGURES = {"rang": "rank", "score": "score", "bas": "rank_low", "haut": "rank_high"}
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]


def read(territories: list[dict[str, Any]]) -> tuple[Facts, list[Variant]]:
    rows = [
        {"epci_code": territory["nom"], "canton_code": None, **commune}
        for territory in territories
        for commune in territory["communes"]
    ]
    communes = pd.DataFrame(rows).assign(
        code=[f"{rank:05}" for rank in range(len(rows))],
        name="",
        distance_km=[float(row["km"]) for row in rows],
        population_15_plus=[float(row["population"]) for row in rows],
    )
    people = pd.Series([row.get("personnes") for row in rows], dtype="float64")
    names = pd.Series({territory["nom"]: territory["nom"] for territory in territories})
    offer = {
        key: pd.Series({one["nom"]: float(one.get(key, 0)) for one in territories})
        for key in ("etp", "vacants")
    }
    facts = Facts(communes, names, Tier.EPCI, offer["etp"], offer["vacants"])
    tried = max(len(row.get("autres", ())) for row in rows)
    others = [
        Variant(f"hypothèse {rank}", pd.Series([row["autres"][rank] for row in rows], dtype="float64"))
        for rank in range(tried)
    ]
    return facts, [Variant("besoin affiché", people), *others]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any]) -> None:
    assert situation.keys() <= KEYS
    weights = {Component(name): weight for name, weight in situation["poids"].items()}
    table = priorities_table(prepare(*read(situation["territoire"])), weights)

    ranked = table[table["rank"].notna()]
    assert ranked["name"].tolist() == [expected["nom"] for expected in situation["attendu"]]
    for expected in situation["attendu"]:
        row = table.set_index("name").loc[expected["nom"]]
        for name, figure in expected.items():
            if name != "nom":
                assert row[FIGURES.get(name, name)] == pytest.approx(figure, abs=0.005), (expected, name)
    unranked = table[table["rank"].isna()]
    assert unranked["name"].tolist() == situation.get("non_classes", [])
    assert unranked[["score", "rank_low", "rank_high"]].isna().all(axis=None)


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 8

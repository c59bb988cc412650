"""Situations that a budget officer can read: what the map says of a canton, added up by hand."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.need.indicators import Choice, aside, indicators_table
from maynum_dash.analysis.territory.levels import canton_codes, canton_needs_table
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.reference import Reference, load_reference

FOLDER = Path(__file__).parent / "situations_cantons"
CHOICE = Choice(Reading.TRANCHE, 2026)
KEYS = {"nom", "commune", "poste", "attendu", "hors_carte"}
FIGURES = {
    "population": "population",
    "quinze_ans_et_plus": "population_15_plus",
    "personnes": "people",
    "taux_pct": "rate_pct",
    "occupes": "posts_occupied",
    "vacants": "posts_vacant",
    "rendus": "posts_returned",
    "euros_par_habitant": "euros_per_inhabitant",
}
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]


def reference_of(situation: dict[str, Any]) -> Reference:
    communes = pd.DataFrame(situation["commune"])
    cantons = [one["canton"] for one in situation["attendu"]]
    cut = [bool(one.get("coupe")) for one in situation["attendu"]]
    nothing = pd.Series(float("nan"), communes.index)
    return replace(
        load_reference(),
        communes=pd.DataFrame(
            {
                "code": communes["nom"],
                "name": communes["nom"],
                "epci_code": "200000001",
                "canton_code": communes["canton"].replace("", None).astype("str"),
                "population": communes["population"],
                "population_15_plus": communes["quinze_ans_et_plus"].astype("float64"),
                "estimated_rate_pct": communes["taux_pct"],
                "rate_low_pct": nothing,
                "rate_high_pct": nothing,
            }
        ),
        cantons=pd.DataFrame(
            {
                "code": cantons,
                "name": cantons,
                "population": pd.array([pd.NA if one else 1 for one in cut], dtype="Int64"),
            }
        ),
    )


def money_of(situation: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    posts = pd.DataFrame(situation["poste"])
    rows = pd.Series(range(2, 2 + len(posts)))
    movements = pd.DataFrame(
        {
            "row": rows,
            "reading": Reading.TRANCHE.value,
            "funder": Funder.DEPARTMENT.value,
            "fiscal_year": 2026,
            "amount_cents": [round(100 * amount) for amount in posts["euros"]],
        }
    )
    seated = pd.DataFrame(
        {"row": rows, "commune_code": posts["siege"], "status": posts["statut"], "fte": 1.0}
    )
    return seated, movements


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_map_says_of_each_canton_what_is_added_up_by_hand(situation: dict[str, Any]) -> None:
    assert set(situation) == KEYS
    reference = reference_of(situation)
    posts, movements = money_of(situation)
    posts["canton_code"] = canton_codes(posts, reference)
    needs = canton_needs_table(NeedSource.ESTIMATED, reference)
    table = indicators_table(Level.CANTONS, needs, posts, movements, CHOICE).set_index("code")

    for expected in situation["attendu"]:
        row = table.loc[expected["canton"]]
        if expected.get("coupe"):
            assert set(expected) == {"canton", "coupe"}
            assert row[[*FIGURES.values(), "euros_cents"]].isna().all()
            continue
        assert set(expected) == {"canton", "euros", *FIGURES}
        assert row["euros_cents"] == round(100 * expected["euros"])
        for french, column in FIGURES.items():
            assert row[column] == pytest.approx(expected[french], abs=0.005), french
    lost = aside(Level.CANTONS, needs, posts, movements, CHOICE)
    assert (lost.posts, lost.euros_cents) == (
        situation["hors_carte"]["postes"],
        round(100 * situation["hors_carte"]["euros"]),
    )
    known = int(table["euros_cents"].fillna(0).sum())
    assert known + lost.euros_cents == round(100 * sum(one["euros"] for one in situation["poste"]))

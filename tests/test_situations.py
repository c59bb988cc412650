"""Situations that a budget officer can read: one post, and the money expected from it."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas import DataFrame

from maynum_dash.analysis.money.anomalies import budget_anomalies
from maynum_dash.analysis.money.budget import movements_table
from maynum_dash.domain.money import parse_cents
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading, Status
from maynum_dash.domain.scale import FundingScale, PaymentClause
from maynum_dash.domain.schedule import MovementKind
from maynum_dash.sources.scale import load_scale

FOLDER = Path(__file__).parent / "situations"
REQUIRED = {"nom", "source", "debut", "categorie", "attendu"}
OPTIONAL = {
    "decision",
    "rendu",
    "statut",
    "montants_deliberes",
    "clause_premier_jour_pct",
    "anomalies",
    "mouvements",
}
MOVEMENT_KEYS = {"lecture", "financeur", "jour", "nature", "montant"}
# French name of a funder in the situations, and beginning of its columns in the posts table.
FUNDERS = {
    "anct": (Funder.STATE, "state"),
    "bonification": (Funder.BONUS, "bonus"),
    "departement": (Funder.DEPARTMENT, "department"),
    "employeur": (Funder.EMPLOYER, "employer"),
}


def load() -> list[Any]:
    return [
        pytest.param(situation, id=f"{path.stem} : {situation.get('nom', rank)}")
        for path in sorted(FOLDER.glob("*.toml"))
        for rank, situation in enumerate(
            tomllib.loads(path.read_text(encoding="utf-8"))["situation"], start=1
        )
    ]


SITUATIONS = load()


def cents(euros: str) -> int:
    return parse_cents(Decimal(euros.replace(",", ".")))


def euros(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100},{abs(amount) % 100:02d}"


def check_keys(situation: dict[str, Any]) -> None:
    """Refuse a key that nobody reads: a misspelt expectation must not pass."""
    assert situation.keys() >= REQUIRED, f"clés manquantes : {REQUIRED - situation.keys()}"
    assert situation.keys() <= REQUIRED | OPTIONAL, (
        f"clés inconnues : {situation.keys() - REQUIRED - OPTIONAL}"
    )
    assert situation["attendu"], "rien n'est attendu"
    for lecture, by_funder in situation["attendu"].items():
        assert lecture in set(Reading), f"lecture inconnue : {lecture}"
        for funder, amounts in by_funder.items():
            assert funder in FUNDERS, f"financeur inconnu : {funder}"
            assert amounts, f"{lecture}, {funder} : rien n'est attendu"
            wrong = [key for key in amounts if key != "total" and not (key.isdigit() and len(key) == 4)]
            assert not wrong, f"exercices inconnus : {wrong}"
    for movement in situation.get("mouvements", []):
        assert movement.keys() == MOVEMENT_KEYS, f"mouvement : il faut exactement {MOVEMENT_KEYS}"
        assert movement["financeur"] in FUNDERS
        assert movement["nature"] in set(MovementKind)
        assert movement["lecture"] in set(Reading)


def post(situation: dict[str, Any]) -> DataFrame:
    """Write the situation as the line of a workbook."""
    line: dict[str, Any] = {
        "row": pd.array([2], dtype="int64"),
        "post_id": pd.array(["1"], dtype="str"),
        "employer": pd.array(["Structure de démonstration"], dtype="str"),
        "category": pd.array([EmployerCategory(situation["categorie"]).value], dtype="str"),
        "status": pd.array([Status(situation.get("statut", "Occupé")).value], dtype="str"),
    }
    for column, key in (("start", "debut"), ("decided_on", "decision"), ("returned_on", "rendu")):
        line[column] = pd.Series([situation.get(key)], dtype="datetime64[s]")
    deliberated = dict(situation.get("montants_deliberes", {}))
    for funder, (_, prefix) in FUNDERS.items():
        for year in (1, 2, 3):
            amount = deliberated.pop(f"{funder}_a{year}", None)
            line[f"{prefix}_y{year}_cents"] = pd.array(
                [None if amount is None else cents(amount)], dtype="Int64"
            )
    assert not deliberated, f"montants délibérés inconnus : {sorted(deliberated)}"
    return DataFrame(line)


def scale_of(situation: dict[str, Any]) -> FundingScale:
    scale = load_scale()
    if "clause_premier_jour_pct" not in situation:
        return scale
    clause = PaymentClause(Fraction(situation["clause_premier_jour_pct"].replace(",", ".")))
    return FundingScale(tuple(replace(version, clause=clause) for version in scale.versions))


def computed(movements: DataFrame, lecture: str, funder: str) -> dict[str, str]:
    """Amount of each fiscal year, as a situation writes it; years that net to nothing are left out."""
    kept = movements[(movements["reading"] == lecture) & (movements["funder"] == FUNDERS[funder][0].value)]
    sums = kept.groupby("fiscal_year")["amount_cents"].sum()
    amounts = {str(year): euros(int(amount)) for year, amount in sums.items() if amount}
    return {**amounts, "total": euros(int(sums.sum()))}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any]) -> None:
    name = situation.get("nom", "situation sans nom")
    check_keys(situation)
    posts, scale = post(situation), scale_of(situation)
    movements = movements_table(posts, scale)
    for lecture, by_funder in situation["attendu"].items():
        for funder, amounts in by_funder.items():
            found = computed(movements, lecture, funder)
            total = euros(sum(cents(text) for key, text in amounts.items() if key != "total"))
            assert found == {"total": total, **amounts}, f"{name} — {lecture}, {funder}"
    if "anomalies" in situation:
        codes = [anomaly.code for anomaly in budget_anomalies(posts, scale)]
        assert codes == situation["anomalies"], name
    described = movements[["reading", "funder", "kind", "amount_cents"]].assign(day=movements["day"].dt.date)
    lines = {tuple(line) for line in described.to_numpy()}
    for movement in situation.get("mouvements", []):
        funder_name = FUNDERS[movement["financeur"]][0].value
        day: date = movement["jour"]
        expected = (movement["lecture"], funder_name, movement["nature"], cents(movement["montant"]), day)
        assert expected in lines, f"{name} — mouvement du {day:%d/%m/%Y}"


def test_names_are_unique_and_situations_are_many() -> None:
    names = [parameter.values[0]["nom"] for parameter in SITUATIONS]
    assert len(names) >= 15
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "change",
    [
        {"rendus": date(2027, 1, 1)},
        {"attendu": {"tranches": {}}},
        {"attendu": {"tranche": {"region": {}}}},
        {"attendu": {"tranche": {"anct": {"26": "1,00"}}}},
        {"attendu": {"tranche": {"anct": {}}}},
        {"attendu": {}},
        {"mouvements": [{"lecture": "tranche"}]},
    ],
)
def test_a_misspelt_situation_fails(change: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check_keys({**SITUATIONS[0].values[0], **change})


def test_a_misspelt_deliberated_amount_fails() -> None:
    with pytest.raises(AssertionError, match="departement_A1"):
        post({**SITUATIONS[0].values[0], "montants_deliberes": {"departement_A1": "1,00"}})

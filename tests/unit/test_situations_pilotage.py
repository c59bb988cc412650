"""Situations that a budget officer can read: payments, envelopes, exhaustion, alerts."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.steering.alerts import find_alerts
from maynum_dash.analysis.steering.burndown import payment_burndown
from maynum_dash.analysis.steering.envelopes import yearly_table
from maynum_dash.analysis.steering.ledger import build_ledger
from maynum_dash.analysis.steering.position import AMOUNTS, position
from maynum_dash.analysis.steering.watch import build_watch
from maynum_dash.domain.alerts import AlertCode, Urgency
from maynum_dash.domain.money import parse_cents

ROOT = Path(__file__).parents[1]
ALWAYS = {"nom", "source"}
# Folder → keys that its situations must have, and may have.
FOLDERS = {
    "situations_versements": ({"debut", "jour", "versements", "attendu", "sans_echeance"}, {"rendu"}),
    "situations_enveloppes": (
        {"postes"},
        {"exercice", "versements", "attendu", "exercices", "enveloppes"},
    ),
    "situations_epuisement": ({"exercice", "jour", "postes", "enveloppes", "attendu"}, {"versements"}),
    "situations_alertes": (
        {"alerte", "postes", "jours"},
        {"versements", "criteres", "enveloppes", "anciens"},
    ),
}
POST = {
    "poste": "post_id",
    "structure": "employer",
    "epci": "epci",
    "debut": "start",
    "decision": "decided_on",
    "statut": "status",
    "vacant_depuis": "vacant_since",
    "rendu": "returned_on",
    "departement_a1": "department_y1_cents",
    "departement_a2": "department_y2_cents",
    "departement_a3": "department_y3_cents",
}
PAYMENT = {"poste": "post_id", "date": "paid_on", "montant": "amount_cents", "nature": "kind"}
ENVELOPE = {
    "exercice": "fiscal_year",
    "type": "authorisation",
    "vote": "vote",
    "montant": "amount_cents",
    "date": "voted_on",
}
CRITERION = {"poste": "post_id", "critere": "criterion", "etat": "state", "piece": "document"}
COLUMNS = {
    "engage": "committed_cents",
    "avant": "paid_before_cents",
    "mandate": "paid_cents",
    "reste": "due_cents",
    "n1": "next_cents",
    "n2": "after_cents",
    "au_dela": "beyond_cents",
    "sans_echeance": "unallotted_cents",
    "a_financer": "to_finance_cents",
}
Make = Callable[..., Board]


def situations(folder: str) -> list[Any]:
    return [
        pytest.param(one, id=f"{path.stem} : {one.get('nom')}")
        for path in sorted((ROOT / folder).glob("*.toml"))
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
    ]


def check(situation: dict[str, Any], folder: str) -> None:
    """Refuse a key that nobody reads: a misspelt expectation must not pass."""
    required, optional = FOLDERS[folder]
    required = required | ALWAYS
    assert situation.keys() >= required, f"clés manquantes : {required - situation.keys()}"
    assert situation.keys() <= required | optional, (
        f"clés inconnues : {situation.keys() - required - optional}"
    )


def cents(euros: str) -> int:
    return parse_cents(Decimal(euros.replace(",", ".")))


def euros(amount: object) -> str:
    if pd.isna(amount):  # type: ignore[call-overload]
        return "–"
    whole = int(amount)  # type: ignore[call-overload]
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 100},{abs(whole) % 100:02d}"


def lines(given: Iterable[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    written = []
    for line in given:
        assert line.keys() <= names.keys(), f"colonnes inconnues : {line.keys() - names.keys()}"
        named = {names[key]: value for key, value in line.items()}
        written.append(
            {key: cents(value) if key.endswith("_cents") else value for key, value in named.items()}
        )
    return written


def board(make_board: Make, situation: dict[str, Any]) -> Board:
    posts = lines(situation["postes"], POST)
    for post in posts:
        post.setdefault("decided_on", post["start"])
        post.setdefault("end", last_day(post["start"]))
    return make_board(
        posts,
        payments=lines(situation.get("versements", []), PAYMENT),
        envelopes=lines(situation.get("enveloppes", []), ENVELOPE),
        criteria=lines(situation.get("criteres", []), CRITERION),
    )


def last_day(start: date) -> date:
    return date.fromordinal(start.replace(year=start.year + 3).toordinal() - 1)


@pytest.mark.parametrize("situation", situations("situations_versements"))
def test_payments(situation: dict[str, Any], make_board: Make) -> None:
    check(situation, "situations_versements")
    post = {"poste": "1", "debut": situation["debut"]}
    if "rendu" in situation:
        post |= {"rendu": situation["rendu"], "statut": "Rendu"}
    paid = [{"poste": "1", **line} for line in situation["versements"]]
    made = board(make_board, {"postes": [post], "versements": paid})
    ledger = build_ledger(made.posts, made.movements, made.workbook.payments, situation["jour"], 30)
    found = [
        {
            "echeance": line["due_on"].date(),
            "nature": line["kind"],
            "montant": euros(line["amount_cents"]),
            "verse": euros(line["paid_cents"]),
            "etat": line["state"],
        }
        for line in ledger.instalments.to_dict(orient="records")
    ]
    assert found == situation["attendu"]
    assert euros(ledger.unallotted["amount_cents"].sum()) == situation["sans_echeance"]
    total = sum(cents(line["montant"]) for line in paid)
    assert total == sum(cents(line["verse"]) for line in situation["attendu"]) + cents(
        situation["sans_echeance"]
    )


@pytest.mark.parametrize("situation", situations("situations_enveloppes"))
def test_envelopes(situation: dict[str, Any], make_board: Make) -> None:
    check(situation, "situations_enveloppes")
    assert {"attendu", "exercices"} & situation.keys(), "rien n'est attendu"
    made = board(make_board, situation)
    if "attendu" in situation:
        year = situation["exercice"]
        found = position(
            made.posts, made.scale, made.workbook.payments, year, today=date(year, 12, 31), days=30
        ).table
        names = made.reference.epci.set_index("code")["name"].to_dict()
        labels = {"total": "Total", "epci": "Sans territoire connu", "structure": "Sans structure connue"}
        shown = {}
        for line in found.to_dict(orient="records"):
            name = line["structure"] if line["level"] == "structure" else names.get(line["epci_code"])
            key = name if isinstance(name, str) else labels[line["level"]]
            amounts = {word: euros(line[column]) for word, column in COLUMNS.items()}
            shown[key] = amounts
        expected = {key: {"sans_echeance": "0,00", **line} for key, line in situation["attendu"].items()}
        assert list(COLUMNS.values()) == list(AMOUNTS)
        assert shown == expected
    if "exercices" in situation:
        workbook = made.workbook
        table = yearly_table(workbook.envelopes, made.movements, workbook.payments).set_index("fiscal_year")
        for year, expected in situation["exercices"].items():
            exercice = table.loc[int(year)]
            rate = exercice["rate_pct"]
            assert {
                "ae_votee": euros(exercice["ae_voted_cents"]),
                "ae_engagee": euros(exercice["ae_committed_cents"]),
                "ae_disponible": euros(exercice["ae_left_cents"]),
                "cp_vote": euros(exercice["cp_voted_cents"]),
                "mandate": euros(exercice["cp_paid_cents"]),
                "taux": "–" if pd.isna(rate) else f"{rate:.1f}".replace(".", ","),
                "reste_a_mandater": euros(exercice["cp_left_cents"]),
            } == expected, year


@pytest.mark.parametrize("situation", situations("situations_epuisement"))
def test_exhaustion(situation: dict[str, Any], make_board: Make) -> None:
    check(situation, "situations_epuisement")
    made = board(make_board, situation)
    today = situation["jour"]
    ledger = build_ledger(made.posts, made.movements, made.workbook.payments, today, 30)
    track = payment_burndown(made.workbook.envelopes, ledger, situation["exercice"], today)
    found: dict[str, object] = {
        "vote": euros(track.voted_cents),
        "verse": euros(track.spent_cents),
        "prevu": euros(track.forecast_cents),
        "reste": euros(track.gap_cents),
    }
    if track.exhausted_on is not None:
        found["epuise_le"] = track.exhausted_on
    assert found == situation["attendu"]


@pytest.mark.parametrize("situation", situations("situations_alertes"))
def test_alerts(situation: dict[str, Any], make_board: Make) -> None:
    check(situation, "situations_alertes")
    code = AlertCode(situation["alerte"])
    made = board(make_board, situation)
    history = None
    if "anciens" in situation:
        history = board(make_board, {"postes": situation["anciens"]}).workbook.posts
    for expected in situation["jours"]:
        watch = build_watch(made, expected["jour"], history=history)
        found = [alert for alert in find_alerts(watch) if alert.code is code]
        if expected.get("absente"):
            assert found == [], expected["jour"]
            continue
        assert len(found) == 1, expected["jour"]
        (alert,) = found
        assert alert.urgency == Urgency(expected["urgence"]), expected["jour"]
        assert alert.due_on == expected.get("echeance"), expected["jour"]
        assert alert.rows
        if "euros" in expected:
            assert euros(alert.stake_cents) == expected["euros"], expected["jour"]
        assert expected.keys() <= {"jour", "urgence", "echeance", "euros"}


def test_each_alert_has_its_boundaries() -> None:
    told = {parameter.values[0]["alerte"] for parameter in situations("situations_alertes")}
    assert told == {code.value for code in AlertCode}
    for code in AlertCode:
        days = [
            day
            for parameter in situations("situations_alertes")
            if parameter.values[0]["alerte"] == code.value
            for day in parameter.values[0]["jours"]
        ]
        assert any(day.get("absente") for day in days), code
        assert any(not day.get("absente") for day in days), code


@pytest.mark.parametrize("folder", FOLDERS)
def test_names_are_unique(folder: str) -> None:
    names = [parameter.values[0]["nom"] for parameter in situations(folder)]
    assert len(set(names)) == len(names) > 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_misspelt_situation_fails(folder: str) -> None:
    first = situations(folder)[0].values[0]
    with pytest.raises(AssertionError):
        check({**first, "attendus": {}}, folder)
    with pytest.raises(AssertionError):
        check({key: value for key, value in first.items() if key != "nom"}, folder)


def test_a_misspelt_column_fails() -> None:
    with pytest.raises(AssertionError, match="postee"):
        lines([{"postee": "1"}], POST)

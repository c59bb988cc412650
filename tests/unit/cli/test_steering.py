"""The commands « enveloppe » and « alertes »: from a file, an import or a sealed state."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.domain.alerts import AlertCode
from maynum_dash.sources.folder import DEMO_WORKBOOK

Maynum = Callable[..., Any]


def test_envelopes_add_up(maynum: Maynum) -> None:
    told = json.loads(maynum("enveloppe", DEMO_WORKBOOK, "--json").said)
    assert told["exercice"] == 2026
    total = told["territoires"][-1]
    assert total["niveau"] == "total"
    for key, cents in total.items():
        if key.endswith("_centimes") or key == "postes":
            for level in ("epci", "structure"):
                parts = [line[key] for line in told["territoires"] if line["niveau"] == level]
                assert sum(parts) == cents, key
    year = next(line for line in told["exercices"] if line["exercice"] == 2026)
    assert year["cp_vote_centimes"] == 8_500_000
    assert year["cp_mandate_centimes"] == total["mandate_centimes"] == 7_137_596
    assert year["cp_reste_a_mandater_centimes"] == 8_500_000 - 7_137_596
    assert year["taux_execution_pct"] == 84.0
    assert told["cp"]["epuisement"] == "2026-12-31"
    assert told["cp"]["solde_prevu_centimes"] == 8_500_000 - told["cp"]["prevu_centimes"]


def test_an_exercice_without_vote_is_not_zero(maynum: Maynum) -> None:
    told = json.loads(maynum("enveloppe", DEMO_WORKBOOK, "--exercice", "2028", "--json").said)
    assert told["cp"]["vote_centimes"] is None
    assert told["cp"]["epuisement"] is None
    said = maynum("enveloppe", DEMO_WORKBOOK, "--exercice", "2028").said
    assert "CP 2028 : rien n’est voté." in said
    assert "Total" in said


def test_alerts_are_told_to_people_and_to_programs(maynum: Maynum) -> None:
    answer = maynum("alertes", DEMO_WORKBOOK, "--json")
    told = json.loads(answer.said)
    assert answer.status == 0
    assert told["jour"] == "2026-11-23"
    assert {alert["code"] for alert in told["alertes"]} <= {code.value for code in AlertCode}
    urgencies = [alert["urgence"] for alert in told["alertes"]]
    assert urgencies == sorted(urgencies, key=["Urgent", "À prévoir", "À vérifier"].index)
    assert all(alert["lignes"] for alert in told["alertes"])
    said = maynum("alertes", DEMO_WORKBOOK).said
    assert f"{len(told['alertes'])}\u00a0alertes au 23 novembre 2026" in said
    assert "À faire : Mandater : les critères sont remplis." in said


def test_the_delay_moves_the_alert(maynum: Maynum) -> None:
    def overdue(*words: str) -> list[str]:
        told = json.loads(maynum("alertes", DEMO_WORKBOOK, "--json", *words).said)
        return [a["echeance"] for a in told["alertes"] if a["code"] == AlertCode.OVERDUE]

    assert overdue() == ["2026-03-31"]
    assert overdue("--delai", "0") == ["2026-03-01"]
    assert overdue("--delai", "365") == []


@pytest.mark.parametrize("words", [("--delai", "-1"), ("--delai", "366"), ("--delai", "deux")])
def test_a_delay_that_is_none_is_refused(words: tuple[str, str], maynum: Maynum) -> None:
    answer = maynum("alertes", DEMO_WORKBOOK, *words)
    assert answer.status == 2
    assert "n’est pas un délai" in answer.complained


@pytest.mark.usefixtures("filled")
def test_a_sealed_state_is_read_on_its_own_day(
    maynum: Maynum, monkeypatch: pytest.MonkeyPatch, filled: Path
) -> None:
    assert filled.exists()
    listed = maynum("sceller", "--liste", "--json").said
    fingerprint = json.loads(listed)["etats"][0]["empreinte"]
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2030-01-01")
    told = json.loads(maynum("alertes", "--sceau", fingerprint, "--json").said)
    assert told["jour"] == "2026-11-23"
    assert told["empreinte"] == fingerprint


@pytest.mark.usefixtures("filled")
def test_an_import_counts_the_imports_before_it_in_the_cap(maynum: Maynum) -> None:
    """In the second import a post moved to another structure on the same day: still one convention."""

    def caps(name: str) -> list[tuple[str, int]]:
        told = json.loads(maynum("alertes", "--import", name, "--json").said)["alertes"]
        return [(a["id_poste"], a["enjeu_centimes"]) for a in told if a["code"] == AlertCode.CAP]

    assert caps("1") == caps("2") == [("DEMO-19", 100_000)]

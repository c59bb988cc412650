"""« maynum scenario »: saved or given as a file, on a workbook or an import; text and JSON."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli import main
from maynum_dash.domain.moves import GiveBack, Renewal, Scenario, StateEnd
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scenario import scenario_bytes, scenario_table
from maynum_dash.store.opening import open_store
from maynum_dash.store.scenarios import save_scenario

SCENARIO = Scenario(
    "Fin de l’État",
    (
        Renewal(date(2030, 12, 31)),
        StateEnd(date(2027, 1, 1), Decimal(50)),
        GiveBack(("?",), date(2027, 1, 1)),
    ),
)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.json"
    path.write_bytes(scenario_bytes(SCENARIO))
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    said = capsys.readouterr()
    return status, said.out, said.err


def payload(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    status, out, _ = run(capsys, *words, "--json")
    assert status == 0
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.parametrize("reading", ["signature", "tranche", "prorata", "paiement"])
def test_a_file_is_computed_on_a_workbook_and_reconciles(
    capsys: pytest.CaptureFixture[str], file: Path, reading: str
) -> None:
    found = payload(capsys, "scenario", str(file), str(DEMO_WORKBOOK), "--lecture", reading)
    assert (found["scenario"], found["nature"]) == ("Fin de l’État", "supposition, pas des données réelles")
    assert "démonstration" in found["avertissement"].lower()
    assert [move["ordre"] for move in found["mouvements"]] == [1, 3, 2]
    assert found["postes_inconnus"] == ["?"]
    assert all(
        line["avant_centimes"] + line["ecart_centimes"] == line["apres_centimes"] for line in found["lignes"]
    )
    sums: dict[tuple[str, int], int] = {}
    for line in found["lignes"]:
        key = line["financeur"], line["exercice"]
        sums[key] = sums.get(key, 0) + line["ecart_centimes"]
    for gap in found["ecarts"]:
        key = gap["financeur"], gap["exercice"]
        sums[key] = sums.get(key, 0) - gap["ecart_centimes"]
    assert set(sums.values()) == {0}
    assert found["couverture"][0]["exercice"] == 2026


def test_a_saved_one_is_found_by_number_and_by_name_on_the_current_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with closing(open_store()) as store:
        save_scenario(store, SCENARIO.name, json.loads(json.dumps(scenario_table(SCENARIO))), "Équipe")
    assert run(capsys, "importer", str(DEMO_WORKBOOK), "--auteur", "Équipe")[0] == 0
    by_number = payload(capsys, "scenario", "1", "--import", "courant")
    assert by_number == payload(capsys, "scenario", "Fin de l’État", "--import", "1")
    listed = payload(capsys, "scenario", "--liste")
    assert [one["nom"] for one in listed["scenarios"]] == ["Fin de l’État"]
    _, out, _ = run(capsys, "scenario", "--liste")
    assert "3\u00a0mouvements" in out


def test_the_text_says_first_that_these_are_no_data(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    status, out, _ = run(capsys, "scenario", str(file), str(DEMO_WORKBOOK))
    assert status == 0
    assert "Scénario « Fin de l’État », pas des données réelles" in out
    assert "Conseiller May Num (Département)" in out
    assert "Postes inconnus, laissés de côté : ?." in out


@pytest.mark.parametrize("name", ["9", "Rien de tel"])
def test_one_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str], name: str) -> None:
    status, out, said = run(capsys, "scenario", name, str(DEMO_WORKBOOK))
    assert (status, out) == (1, "")
    assert "Aucun scénario enregistré ou prêt à l’emploi ne porte" in said


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("renouveles", "Tout est renouvelé"),
        ("etat", "L’État s’arrête fin 2026"),
        ("aucun", "Rien n’est renouvelé"),
        ("deux-postes", "Deux postes de plus"),
    ],
)
def test_a_ready_made_one_is_found_by_its_name_and_by_its_word(
    capsys: pytest.CaptureFixture[str], token: str, name: str
) -> None:
    by_name = payload(capsys, "scenario", name, str(DEMO_WORKBOOK))
    assert by_name == payload(capsys, "scenario", token, str(DEMO_WORKBOOK))
    assert by_name["scenario"] == name
    assert {"mot": token, "nom": name} in payload(capsys, "scenario", "--liste")["prets"]
    assert f"- {name}" in run(capsys, "scenario", "--liste")[1]


def test_the_posts_of_a_ready_made_one_go_where_the_offer_is_least(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = payload(capsys, "scenario", "deux-postes", str(DEMO_WORKBOOK))
    rows = payload(capsys, "couverture", str(DEMO_WORKBOOK))["epci"]
    # Only a part of Pays Sabolien is in the département.
    whole = [row for row in rows if "Sabolien" not in row["nom"]]
    least = min(whole, key=lambda row: row["etp_pour_1000"])
    assert least["nom"].removeprefix("CC ") in found["mouvements"][0]["phrase"]


def test_a_saved_name_comes_before_a_ready_made_one(capsys: pytest.CaptureFixture[str]) -> None:
    mine = replace(SCENARIO, name="Tout est renouvelé")
    with closing(open_store()) as store:
        save_scenario(store, mine.name, json.loads(json.dumps(scenario_table(mine))), "Équipe")
    found = payload(capsys, "scenario", mine.name, str(DEMO_WORKBOOK))
    assert len(found["mouvements"]) == len(SCENARIO.moves)


def test_a_file_that_is_no_scenario_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "a.json"
    bad.write_text("[]", encoding="utf-8")
    status, _, said = run(capsys, "scenario", str(bad), str(DEMO_WORKBOOK))
    assert status == 1
    assert "Le scénario est inutilisable" in said


@pytest.mark.parametrize("words", [(), ("1",), ("--liste", "1"), ("--liste", "--import", "1")])
def test_a_command_that_is_not_whole_is_explained(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["scenario", *words])
    assert stop.value.code == 2
    assert "utilisation" in capsys.readouterr().err


def test_nothing_saved_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Aucun scénario n’est enregistré." in run(capsys, "scenario", "--liste")[1]

"""« sceller » and « sceller --liste », on a memory of the test."""

import json
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli.opening import opened
from maynum_dash.store.audit import list_events
from maynum_dash.store.snapshots import list_snapshots

Maynum = Callable[..., Any]
STATE = {"empreinte", "comite", "import", "auteur", "scelle_le", "version", "parametres", "documents"}
FINGERPRINT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def test_no_sealed_state_is_said(maynum: Maynum) -> None:
    answer = maynum("sceller", "--liste")
    assert (answer.status, answer.complained) == (0, "")
    assert answer.said.startswith("Aucun état n’est encore scellé.")
    assert json.loads(maynum("sceller", "--liste", "--json").said) == {"etats": []}


@pytest.mark.usefixtures("filled")
def test_sealing_gives_a_fingerprint_that_is_listed(maynum: Maynum) -> None:
    answer = maynum("sceller", "2", "--comite", "2027-01-15", "--auteur", "Service budget")
    assert (answer.status, answer.complained) == (0, "")
    said = answer.said.splitlines()
    assert said[0] == "Données de démonstration : montants et dates inventés"
    fingerprint = said[2].removeprefix("Empreinte : ")
    assert FINGERPRINT.fullmatch(fingerprint)
    assert said[3] == "L’import n°\u00a02 est scellé pour le comité du 15/01/2027."
    listed = [line for line in maynum("sceller", "--liste").said.splitlines() if FINGERPRINT.match(line)]
    assert len(listed) == 2
    assert listed[0].startswith(f"{fingerprint}  15/01/2027  ")
    assert listed[0].split()[-5:] == ["Service", "budget", "tranche", version("maynum-dash"), "2"]


@pytest.mark.usefixtures("filled")
def test_the_same_thing_is_sealed_once(maynum: Maynum) -> None:
    words = ("sceller", "courant", "--comite", "2027-01-15")
    first = maynum(*words)
    with opened() as store:
        before = list_snapshots(store), list_events(store)
    second = maynum(*words)
    assert second.status == 0
    assert "L’import n°\u00a02 était déjà scellé, à l’identique, pour le comité du 15/01/2027." in second.said
    assert second.said.splitlines()[2] == first.said.splitlines()[2]
    with opened() as store:
        assert (list_snapshots(store), list_events(store)) == before


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "more",
    [["--comite", "2027-01-16"], ["--exercice", "2028"], ["--lecture", "prorata"]],
    ids=["committee", "year", "reading"],
)
def test_another_choice_is_another_state(maynum: Maynum, more: list[str]) -> None:
    words = ["sceller", "2", "--comite", "2027-01-15", "--json"]
    first, second = (json.loads(maynum(*words, *extra).said) for extra in ([], more))
    assert first["empreinte"] != second["empreinte"]
    assert second["deja_scelle"] is False


@pytest.mark.usefixtures("filled")
def test_a_sealed_state_is_one_json_object(maynum: Maynum) -> None:
    words = (
        "sceller",
        "2",
        "--comite",
        "2027-01-15",
        "--lecture",
        "paiement",
        "--exercice",
        "2027",
        "--json",
    )
    answer = json.loads(maynum(*words, "--auteur", "A").said)
    assert set(answer) == {"avertissement", "deja_scelle"} | STATE
    assert (answer["import"], answer["comite"], answer["auteur"]) == (2, "2027-01-15", "A")
    assert answer["parametres"] == {
        "jour": "2026-11-23",
        "exercice": "2027",
        "lecture": "paiement",
        "besoin": "estimee",
    }
    assert "bareme.toml" in answer["documents"]
    listed = json.loads(maynum("sceller", "--liste", "--json").said)["etats"]
    assert all(set(state) == STATE for state in listed)
    assert listed[0] == {name: answer[name] for name in STATE}


@pytest.mark.usefixtures("filled")
def test_the_usual_choices_are_those_of_the_pages(maynum: Maynum) -> None:
    answer = json.loads(maynum("sceller", "2", "--comite", "2027-01-15", "--json").said)
    assert (answer["parametres"]["exercice"], answer["parametres"]["lecture"]) == ("2026", "tranche")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sceller"], "il faut l’un de ces arguments : IMPORT --liste"),
        (["sceller", "1"], "il manque : --comite AAAA-MM-JJ"),
        (["sceller", "1", "--comite", "12/12/2026"], "AAAA-MM-JJ est attendu"),
        (["sceller", "1", "--comite", "2026-02-30"], "AAAA-MM-JJ est attendu"),
        (["sceller", "1", "--comite", "2026-12-12", "--exercice", "26"], "n’est pas un exercice"),
        (["sceller", "--liste", "--comite", "2026-12-12"], "ne va pas avec --liste"),
        (["sceller", "1", "--liste"], "incompatible avec l’argument IMPORT"),
        (["sceller", "un", "--comite", "2026-12-12"], "ne désigne pas un import"),
    ],
)
def test_a_wrong_usage_is_said_before_anything_is_opened(
    maynum: Maynum, memory: Path, words: list[str], said: str
) -> None:
    answer = maynum(*words)
    assert (answer.status, answer.said) == (2, "")
    assert said in answer.complained
    assert not memory.exists()

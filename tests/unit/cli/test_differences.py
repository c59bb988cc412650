"""« ecarts »: words, bridges and posts, which all tell the same amounts."""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.cli.opening import opened
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.store.snapshots import list_snapshots

Maynum = Callable[..., Any]
Cell = tuple[str, str, int]
READINGS = [reading.value for reading in Reading]

pytestmark = pytest.mark.usefixtures("filled")


def compared(maynum: Maynum, *words: str) -> dict[str, Any]:
    answer = maynum("ecarts", *words, "--json")
    assert (answer.status, answer.complained) == (0, "")
    read: dict[str, Any] = json.loads(answer.said)
    return read


def cell(line: dict[str, Any]) -> Cell:
    return line["lecture"], line["financeur"], line["exercice"]


def summed(lines: list[dict[str, Any]], name: str) -> dict[Cell, int]:
    sums: dict[Cell, int] = defaultdict(int)
    for line in lines:
        sums[cell(line)] += line[name]
    return {key: cents for key, cents in sums.items() if cents}


def test_the_differences_explain_the_totals_to_the_cent(maynum: Maynum) -> None:
    found = compared(maynum, "1", "2")
    before, after = (summed(found["totaux"], f"{side}_centimes") for side in ("avant", "apres"))
    steps = summed(found["pont"], "montant_centimes")
    assert {reading for reading, *_ in steps} == set(READINGS)
    reached = {key: before.get(key, 0) + steps.get(key, 0) for key in before.keys() | steps.keys()}
    assert {key: cents for key, cents in reached.items() if cents} == after
    for reading in READINGS:
        for totals, number in ((before, "1"), (after, "2")):
            words = ("echeancier", "--import", number, "--lecture", reading, "--json")
            schedule = json.loads(maynum(*words).said)
            lines = [{**line, "lecture": reading} for line in schedule["lignes"]]
            assert summed(lines, "montant_centimes") == {
                key: cents for key, cents in totals.items() if key[0] == reading
            }


def cents(text: str) -> int:
    kept = "".join(letter for letter in text.replace("\u2212", "-") if letter in "-0123456789")
    return int(kept)


@pytest.mark.parametrize("reading", READINGS)
def test_each_column_of_a_bridge_goes_from_the_old_total_to_the_new(maynum: Maynum, reading: str) -> None:
    text = maynum("ecarts", "1", "2", "--lecture", reading).said
    assert f"lecture « {reading} »" in text
    totals = compared(maynum, "1", "2")["totaux"]
    for title, funders in (("Part du Département", 1), ("Tous financeurs", 4)):
        heading, _, *lines = text.split(f"\n{title}\n\n")[1].split("\n\n")[0].splitlines()
        years = [int(word) for word in heading.split()[:-1]]
        rows = [[cents(part) for part in line.split("  ") if "€" in part] for line in lines]
        assert lines[0].startswith("Total avant")
        assert lines[-1].startswith("Total après")
        assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
        assert all(sum(row[:-1]) == row[-1] for row in rows)
        kept = [
            line
            for line in totals
            if line["lecture"] == reading and (funders > 1 or line["financeur"] == Funder.DEPARTMENT.value)
        ]
        for position, year in enumerate(years):
            of_year = [line for line in kept if line["exercice"] == year]
            assert rows[0][position] == sum(line["avant_centimes"] for line in of_year)
            assert rows[-1][position] == sum(line["apres_centimes"] for line in of_year)


def test_a_comparison_is_told_in_words_then_post_by_post(maynum: Maynum) -> None:
    answer = maynum("ecarts", "1", "courant")
    assert (answer.status, answer.complained) == (0, "")
    text = answer.said.replace("\u00a0", " ").replace("\u202f", " ")
    lines = text.splitlines()
    assert lines[0] == "Données de démonstration : montants et dates inventés"
    assert lines[2].startswith("Avant : import n° 1 du ")
    assert lines[3].startswith("Après : import n° 2 du ")
    assert lines[3].endswith(", classeur « suite.xlsx »")
    assert "- 1 poste rendu à la CC du Pays de Craon, −9 020,55 € en 2027" in lines
    assert "6 écarts sur 4 postes" in lines
    rows = {tuple(part.strip() for part in line.split("  ") if part.strip()) for line in lines}
    centre = "Centre intercommunal d'action sociale de l'Ernée"
    assert ("DEMO-05", centre, "Département A2", "barème", "4 000,00 €") in rows
    assert ("DEMO-06", "Mayenne Communauté", "Poste sorti", "Occupé", "–") in rows


def test_the_object_names_both_sides_and_follows_the_reading(maynum: Maynum) -> None:
    with opened() as store:
        sealed = list_snapshots(store)[0].fingerprint
    found = compared(maynum, sealed, "2", "--lecture", "signature")
    assert found["origine"] == {
        "avant": {"empreinte": sealed, "comite": "2026-12-12", "import": 1},
        "apres": {"import": 2},
    }
    assert found["avant"] == (
        f"état scellé {sealed}, comité du 12/12/2026, import n°\u00a01, classeur « {DEMO_WORKBOOK.name} »"
    )
    assert found["lecture"] == "signature"
    assert found["phrases"] != compared(maynum, sealed, "2")["phrases"]


def test_a_sealed_state_gives_its_reading_when_none_is_asked_for(maynum: Maynum) -> None:
    with opened() as store:
        sealed = list_snapshots(store)[0].fingerprint
    assert compared(maynum, "2", sealed)["lecture"] == "paiement"
    assert compared(maynum, "2", "1")["lecture"] == "tranche"


def test_a_state_does_not_differ_from_itself(maynum: Maynum) -> None:
    with opened() as store:
        sealed = list_snapshots(store)[0].fingerprint
    for words in (("1", "1"), (sealed, "1"), (sealed, sealed)):
        found = compared(maynum, *words)
        assert (found["postes"], found["pont"]) == ([], [])
        assert "Aucun poste ne diffère." in maynum("ecarts", *words).said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ecarts"], "il manque : A, B"),
        (["ecarts", "1"], "il manque : B"),
        (["ecarts", "1", ""], "le nom est vide"),
        (["ecarts", "1", "0"], "ne désigne pas un import"),
        (["ecarts", "1", "2", "--lecture", "annuelle"], "choix inconnu"),
    ],
)
def test_a_wrong_usage_is_said(maynum: Maynum, words: list[str], said: str) -> None:
    answer = maynum(*words)
    assert (answer.status, answer.said) == (2, "")
    assert said in answer.complained


def test_the_memory_is_not_changed(maynum: Maynum, filled: Path) -> None:
    before = (filled / "maynum.db").read_bytes()
    assert maynum("ecarts", "1", "2").status == 0
    assert (filled / "maynum.db").read_bytes() == before

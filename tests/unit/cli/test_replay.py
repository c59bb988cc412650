"""A sealed state gives the same bytes after a newer import, another scale and other territories."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.sources.folder import DATA, DEMO_WORKBOOK

Maynum = Callable[..., Any]
REPLAYED = [
    ["echeancier", "--par", "epci"],
    ["echeancier", "--lecture", "paiement", "--json"],
    ["couverture"],
    ["couverture", "--json"],
]


@pytest.fixture
def other_data(tmp_path: Path) -> Path:
    """Data folder in which the Département pays 500 € less, and Laval has another name."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    for path, before, after in (
        (folder / "bareme.toml", "departement = [3500, 5000, 6500]", "departement = [3000, 5000, 6500]"),
        (folder / "reference" / "epci.csv", "Laval Agglomération", "Grand Laval"),
    ):
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    return folder


@pytest.fixture
def sealed(maynum: Maynum) -> str:
    """Fingerprint of a sealed state of the demonstration, the only import so far."""
    assert maynum("importer", DEMO_WORKBOOK).status == 0
    answer = maynum("sceller", "courant", "--comite", "2026-12-12", "--json")
    fingerprint: str = json.loads(answer.said)["empreinte"]
    return fingerprint


def test_a_replay_gives_the_same_bytes(
    maynum: Maynum, process: Maynum, sealed: str, later: Path, other_data: Path
) -> None:
    before = [maynum(*words, "--sceau", sealed) for words in REPLAYED]
    assert {answer.status for answer in before} == {0}
    assert maynum("importer", later).status == 0
    for words, answer in zip(REPLAYED, before, strict=True):
        after = process(
            *words, "--sceau", sealed, MAYNUM_DATA=str(other_data), MAYNUM_AUJOURDHUI="2028-01-01"
        )
        assert after == answer
    # The same import, not as it was sealed, follows the scale and the territories of the day.
    of_today = (*REPLAYED[0], "--import", "1")
    today, other = (process(*of_today, MAYNUM_DATA=str(folder)).said for folder in (DATA, other_data))
    assert "Laval Agglomération" in today
    assert "Grand Laval" in other
    assert today.replace("Laval Agglomération", "Grand Laval").split() != other.split()


def test_a_scale_that_can_no_longer_be_read_does_not_matter(
    maynum: Maynum, process: Maynum, sealed: str, other_data: Path
) -> None:
    before = maynum(*REPLAYED[1], "--sceau", sealed)
    (other_data / "bareme.toml").write_text("illisible", encoding="utf-8")
    assert process(*REPLAYED[1], "--sceau", sealed, MAYNUM_DATA=str(other_data)) == before
    refused = process("echeancier", "--import", "1", MAYNUM_DATA=str(other_data))
    assert (refused.status, refused.said) == (1, "")
    assert "bareme.toml" in refused.complained


def test_a_new_scale_is_a_difference_with_a_sealed_state(
    process: Maynum, sealed: str, other_data: Path
) -> None:
    answer = process("ecarts", sealed, "1", "--json", MAYNUM_DATA=str(other_data))
    assert (answer.status, answer.complained) == (0, "")
    found = json.loads(answer.said)
    assert {line["cause"] for line in found["pont"]} == {"Barème"}
    ours = [line for line in found["pont"] if line["financeur"] == "Conseiller May Num (Département)"]
    assert all(line["montant_centimes"] < 0 for line in ours if line["lecture"] == "signature")
    unchanged = process("ecarts", sealed, "1", "--json")
    assert json.loads(unchanged.said)["pont"] == []

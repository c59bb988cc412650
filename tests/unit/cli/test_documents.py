"""The commands that write documents: what is written opens, what is refused is said."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

import pptx
import pypdf
import pytest
from openpyxl import load_workbook

from maynum_dash.sources.folder import DEMO_WORKBOOK


class Answer(Protocol):
    """What a command gave back."""

    status: int
    said: str
    complained: str


Maynum: TypeAlias = Callable[..., Answer]
DEMO = str(DEMO_WORKBOOK)


def test_the_workbook_opens_with_the_choices_asked_for(maynum: Maynum, tmp_path: Path) -> None:
    target = tmp_path / "calcule.xlsx"
    answer = maynum("classeur", DEMO, "--lecture", "paiement", "--exercice", "2027", "-o", str(target))
    assert (answer.status, answer.complained) == (0, "")
    assert "Classeur écrit" in answer.said
    sheet = load_workbook(target, data_only=True)["Synthèse"]
    assert (sheet["A6"].value, sheet["B6"].value) == ("Au paiement (CP)", 2027)
    assert sheet["A3"].value == "Données de démonstration : montants et dates inventés"
    assert "Classeur remplacé" in maynum("classeur", DEMO, "-o", str(target)).said


def test_an_interrupted_workbook_leaves_nothing_behind(
    maynum: Maynum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two sheets."""

    def interrupted(_subject: object, progress: Callable[[int, int], None]) -> bytes:
        progress(0, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("maynum_dash.cli.computed.computed_workbook", interrupted)
    answer = maynum("classeur", DEMO, "-o", str(tmp_path / "c.xlsx"))
    assert answer.status == 130
    assert "interrompu" in answer.complained
    assert "Traceback" not in answer.complained
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_state_gives_its_seal_and_its_choices(maynum: Maynum, tmp_path: Path) -> None:
    maynum("importer", DEMO, "--auteur", "Équipe")
    sealed = maynum("sceller", "courant", "--comite", "2026-12-12", "--lecture", "prorata", "--json")
    fingerprint = json.loads(sealed.said)["empreinte"]
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for target in (first, second):
        assert maynum("classeur", "--sceau", fingerprint, "-o", str(target)).status == 0
    sheet = load_workbook(first, data_only=True)["Synthèse"]
    assert sheet["A6"].value == "Au prorata des jours"
    assert fingerprint in sheet["A2"].value
    assert first.read_bytes() == second.read_bytes()


def test_subsidies_are_written_and_the_others_listed(maynum: Maynum, tmp_path: Path) -> None:
    target = tmp_path / "subventions.csv"
    answer = maynum("scdl", DEMO, "-o", str(target))
    assert answer.status == 0
    with target.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 8
    assert "8\N{NO-BREAK SPACE}subventions" in answer.said
    assert "14\N{NO-BREAK SPACE}postes laissés de côté" in answer.said
    assert "(lignes 12, 13, 14" in answer.said
    assert "à ne pas publier" in answer.said


def test_nothing_to_publish_is_refused(maynum: Maynum, tmp_path: Path) -> None:
    book = load_workbook(DEMO_WORKBOOK)
    book["Postes"].delete_rows(4, 8)
    source, target = tmp_path / "sans-siret.xlsx", tmp_path / "subventions.csv"
    book.save(source)
    answer = maynum("scdl", str(source), "-o", str(target))
    assert answer.status == 1
    assert "aucune subvention ne peut être publiée" in answer.complained
    assert "Sans SIRET" in answer.complained
    assert not target.exists()


def test_territories_are_written(maynum: Maynum, tmp_path: Path) -> None:
    target = tmp_path / "epci.geojson"
    assert maynum("geojson", DEMO, "--niveau", "communes", "-o", str(target)).status == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["features"]) == 240


def test_leaflets_are_written_in_both_formats(maynum: Maynum, tmp_path: Path) -> None:
    paper, slide = tmp_path / "a.pdf", tmp_path / "b.pptx"
    assert maynum("fiche", "employeur", DEMO, "--epci", "l'ernee", "-o", str(paper)).status == 0
    assert len(pypdf.PdfReader(paper).pages) == 1
    answer = maynum("fiche", "territoire", DEMO, "--territoire", "245300355", "-o", str(slide))
    assert answer.status == 0
    assert len(pptx.Presentation(str(slide)).slides) == 1
    laval = maynum(
        "fiche", "territoire", DEMO, "--territoire", "Laval", "--niveau", "communes", "-o", str(paper)
    )
    assert "remplacée" in laval.said


def test_a_territory_that_does_not_exist_is_refused(maynum: Maynum, tmp_path: Path) -> None:
    answer = maynum("fiche", "territoire", DEMO, "--territoire", "Brest", "-o", str(tmp_path / "a.pdf"))
    assert (answer.status, "« Brest »" in answer.complained) == (1, True)


@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        ("classeur", "suivi.pdf", "un classeur Excel qui est écrit"),
        ("scdl", "suivi.xlsx", "un fichier CSV qui est écrit"),
        ("geojson", "suivi.json", "un fichier GeoJSON qui est écrit"),
    ],
)
def test_a_name_of_another_format_is_refused(
    command: str, name: str, said: str, maynum: Maynum, tmp_path: Path
) -> None:
    answer = maynum(command, DEMO, "-o", str(tmp_path / name))
    assert (answer.status, said in answer.complained) == (1, True)


def test_the_workbook_that_is_read_is_never_written_over(maynum: Maynum, tmp_path: Path) -> None:
    source = tmp_path / "suivi.xlsx"
    source.write_bytes(DEMO_WORKBOOK.read_bytes())
    answer = maynum("classeur", str(source), "-o", str(source))
    assert answer.status == 1
    assert "serait perdu" in answer.complained
    assert source.read_bytes() == DEMO_WORKBOOK.read_bytes()

"""Slides, note and page written by the command line, from a workbook, an import or a sealed state."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pptx import Presentation

from maynum_dash.sources.folder import DEMO_WORKBOOK

Maynum = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [
        ("diaporama", "comite.pptx", b"PK"),
        ("diaporama", "comite.pdf", b"%PDF"),
        ("note", "note.pdf", b"%PDF"),
        ("page", "seance.html", b"<!DOCTYPE html>"),
    ],
)
def test_a_document_is_written_and_its_size_is_said(
    maynum: Maynum, tmp_path: Path, command: str, name: str, start: bytes
) -> None:
    answer = maynum(command, DEMO_WORKBOOK, "--diapos", "budget,methode", "-o", tmp_path / name)
    assert (answer.status, answer.complained) == (0, "")
    assert f"Fichier écrit : {tmp_path / name}" in answer.said
    assert (tmp_path / name).read_bytes().startswith(start)


def test_the_parts_asked_for_come_in_their_order(maynum: Maynum, tmp_path: Path) -> None:
    target = tmp_path / "c.pptx"
    assert (
        maynum("diaporama", DEMO_WORKBOOK, "--diapos", "methode, ouverture,methode", "-o", target).status == 0
    )
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(target)).slides]
    assert len(titles) == 2
    assert titles[0].startswith("Comment ces chiffres sont faits")


def _seal(maynum: Maynum) -> str:
    """Fingerprint of the only sealed state."""
    said = maynum("sceller", "--liste", "--json").said
    return str(json.loads(said)["etats"][0]["empreinte"])


def test_a_sealed_state_brings_its_day_its_reading_and_its_fingerprint(
    maynum: Maynum, filled: Path, tmp_path: Path
) -> None:
    del filled
    seal = _seal(maynum)
    target = tmp_path / "c.pptx"
    asked = ("--sceau", seal, "--depuis", "2", "--diapos", "budget,ecarts")
    assert maynum("diaporama", *asked, "-o", target).status == 0
    slides = list(Presentation(str(target)).slides)
    texts = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert any("lecture «\u00a0paiement\u00a0»" in text for text in texts)
    assert sum(seal in text for text in texts) >= len(slides) == 2


def test_a_state_is_compared_with_a_committee_by_its_date(
    maynum: Maynum, filled: Path, tmp_path: Path
) -> None:
    del filled
    seal = _seal(maynum)
    target = tmp_path / "note.pdf"
    asked = ("--import", "courant", "--depuis", seal, "--diapos", "ecarts")
    assert maynum("note", *asked, "-o", target).status == 0
    text = pypdf.PdfReader(BytesIO(target.read_bytes())).pages[0].extract_text()
    assert "comité du 12 décembre 2026" in text.replace("\u00a0", " ")


def test_a_template_is_used_or_refused(maynum: Maynum, tmp_path: Path) -> None:
    template, target = tmp_path / "modele.pptx", tmp_path / "c.pptx"
    Presentation().save(str(template))
    asked = ("diaporama", DEMO_WORKBOOK, "--diapos", "budget", "--modele", template, "-o", target)
    assert maynum(*asked).status == 0
    assert Presentation(str(target)).slide_width == 9_144_000
    template.write_bytes(b"PK\x03\x04 rien")
    answer = maynum(*asked)
    assert answer.status == 1
    assert "modele.pptx" in answer.complained


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (("diaporama", DEMO_WORKBOOK, "-o", "c.docx"), 1, "« .pptx » ou « .pdf »"),
        (("note", DEMO_WORKBOOK, "-o", "c.pptx"), 1, "« .pdf »"),
        (("page", DEMO_WORKBOOK, "-o", "absent/c.html"), 1, "le dossier n'existe pas"),
        (("diaporama", DEMO_WORKBOOK), 2, "--sortie"),
        (("page", DEMO_WORKBOOK, "--diapos", "budget,rien", "-o", "c.html"), 2, "« rien » n’est pas une"),
        (("note", "-o", "c.pdf"), 2, "FICHIER"),
    ],
)
def test_what_cannot_be_written_is_refused_in_french(
    maynum: Maynum, words: tuple[Any, ...], status: int, complaint: str
) -> None:
    answer = maynum(*words)
    assert answer.status == status
    assert complaint in answer.complained
    assert "Traceback" not in answer.complained


@pytest.mark.parametrize("command", ["diaporama", "note", "page"])
def test_the_help_gives_an_example_and_the_parts(maynum: Maynum, command: str) -> None:
    answer = maynum(command, "--help")
    assert answer.status == 0
    assert f"maynum {command} " in answer.said
    assert "carte-besoin" in answer.said

"""Both PDF, reopened with a library that reads their tags."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias

import pypdf
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.rendering.slides.catalogue import Selection
from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.typeset.documents import deck_pdf, note_pdf
from maynum_dash.rendering.typeset.glyphs import showable

Tag: TypeAlias = tuple[str, Any]
MakeBoard: TypeAlias = Callable[..., Board]
Speak: TypeAlias = Callable[..., Subject]


@pytest.fixture(scope="module")
def slides(deck: Deck) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(deck_pdf(deck)))


@pytest.fixture(scope="module")
def note(subject: Subject) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(note_pdf(subject)))


def _root(reader: pypdf.PdfReader) -> dict[str, Any]:
    root: dict[str, Any] = reader.root_object
    return root


def _tags(reader: pypdf.PdfReader) -> list[Tag]:
    """List the tags in reading order."""

    def walk(node: object) -> Iterator[Tag]:
        found: Any = node.get_object() if isinstance(node, pypdf.generic.PdfObject) else node
        if isinstance(found, list):
            for child in found:
                yield from walk(child)
        elif isinstance(found, dict):
            if "/S" in found:
                yield str(found["/S"]), found
            if "/K" in found:
                yield from walk(found["/K"])

    return list(walk(_root(reader)["/StructTreeRoot"]))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", ["slides", "note"])
def test_a_document_is_tagged_french_and_says_that_it_is_accessible(
    name: str, deck: Deck, request: pytest.FixtureRequest
) -> None:
    reader = request.getfixturevalue(name)
    root = _root(reader)
    assert root["/Lang"].lower().startswith("fr")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == deck.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("name", ["slides", "note"])
def test_no_font_is_left_to_the_machine_that_reads(name: str, request: pytest.FixtureRequest) -> None:
    reader = request.getfixturevalue(name)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all("SourceSans3" in font for font in fonts), fonts


def test_the_slides_are_one_page_each_with_their_message_as_heading(
    deck: Deck, slides: pypdf.PdfReader
) -> None:
    assert len(slides.pages) == len(deck.slides)
    tags = Counter(tag for tag, _ in _tags(slides))
    assert tags["/H1"] == len(deck.slides)
    for page, slide in zip(slides.pages, deck.slides, strict=True):
        seen = _squeezed(page.extract_text())
        for said in (slide.title, slide.source, deck.stamp.fingerprint, deck.stamp.warning):
            assert _squeezed(said) in seen


def _heights(page: pypdf.PageObject) -> list[tuple[str, float]]:
    """Texts of a page in reading order, each with the height of its foot."""
    seen: list[tuple[str, float]] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            seen.append((_squeezed(text), inner[4] * outer[1] + inner[5] * outer[3] + outer[5]))

    page.extract_text(visitor_text=visit)
    return seen


def test_no_row_of_a_table_runs_into_the_source_below_it(deck: Deck, slides: pypdf.PdfReader) -> None:
    """Letters are as large as the page holds."""
    tables = [
        (page, slide)
        for page, slide in zip(slides.pages, deck.slides, strict=True)
        if isinstance(slide.body, Table)
    ]
    assert len(tables) >= 6
    for page, slide in tables:
        seen = _heights(page)
        start = next(rank for rank, (text, _) in enumerate(seen) if _squeezed(slide.source).startswith(text))
        assert seen[start - 1][1] - seen[start][1] > 16, slide.key


def test_drawings_have_their_alternative_and_tables_their_headings(
    deck: Deck, slides: pypdf.PdfReader
) -> None:
    drawn = [slide.body for slide in deck.slides if isinstance(slide.body, Chart | Map)]
    tags = _tags(slides)
    told = [str(node["/Alt"]) for tag, node in tags if tag == "/Figure"]
    assert told == [body.alt for body in drawn]
    tables = [slide.body for slide in deck.slides if isinstance(slide.body, Table)]
    counted = Counter(tag for tag, _ in tags)
    assert counted["/Table"] == len(tables)
    assert counted["/TH"] == sum(len(body.headings) for body in tables)


def test_the_note_is_short_and_its_headings_make_a_plan(note: pypdf.PdfReader, subject: Subject) -> None:
    assert 2 <= len(note.pages) <= 8
    headings = [tag for tag, _ in _tags(note) if re.fullmatch(r"/H\d", tag)]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert headings.count("/H3") == len(subject.coverage)
    assert headings.index("/H3") > headings.index("/H2")


def test_the_note_has_a_sheet_for_each_territory(note: pypdf.PdfReader, subject: Subject) -> None:
    text = _squeezed("".join(page.extract_text() for page in note.pages))
    for name in subject.coverage["name"]:
        assert _squeezed(name) in text


def test_a_table_longer_than_a_page_repeats_its_headings(make_board: MakeBoard, speak: Speak) -> None:
    posts = [{"employer": f"Structure {rank:03d}", "end": date(2029, 8, 31)} for rank in range(60)]
    board = make_board(posts)
    reader = pypdf.PdfReader(BytesIO(note_pdf(speak(board), Selection(("annexe-structures", "annexe-epci")))))
    text = [page.extract_text() for page in reader.pages]
    rows = [page for page in text if "Structure 0" in page]
    assert len(rows) == 2 or all("Total" in page for page in rows)
    assert "20 autres lignes" in "".join(text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ernée – 3\u202f500\u00a0€", "Ernée – 3\u202f500\u00a0€"),
        ("＋１", "+1"),
        ("ﬁn", "fin"),
        ("日本 🙂", "\ufffd\ufffd \ufffd"),
    ],
)
def test_what_the_font_cannot_show_is_said(text: str, shown: str) -> None:
    assert showable(text) in (text, shown)
    assert showable(text) == shown or text == "ﬁn"


def test_a_name_in_any_script_makes_a_document(make_board: MakeBoard, speak: Speak) -> None:
    board = make_board([{"employer": "Mairie 日本 🙂 א ᚠ", "end": date(2027, 1, 31)}])
    assert note_pdf(speak(board)).startswith(b"%PDF")


def test_the_same_figures_give_the_same_bytes(deck: Deck) -> None:
    few = replace(deck, slides=deck.slides[:3])
    assert deck_pdf(few) == deck_pdf(few)


def test_attacks_are_texts_and_nothing_runs(attacked: tuple[list[str], Deck]) -> None:
    names, deck = attacked
    reader = pypdf.PdfReader(BytesIO(deck_pdf(deck)))
    seen = _squeezed("".join(page.extract_text() for page in reader.pages))
    missing = [name for name in names if _squeezed(showable(name)) not in seen]
    assert not missing
    for page in reader.pages:
        assert "/Annots" not in page
        assert "/AA" not in page
    root = _root(reader)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})

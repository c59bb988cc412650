"""Decks reopened with python-pptx, openpyxl and LibreOffice."""

import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest
from defusedxml import ElementTree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu

from maynum_dash.rendering.powerpoint import sheets
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.slides.model import Deck, KeyFigures, Slide
from maynum_dash.rendering.slides.proofs import Chart, Map, Measure, Series, Shape, Table, Territory

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NO_TABLE = Table("t", ("a",), (), (False,))


@pytest.fixture(scope="module")
def content(deck: Deck) -> bytes:
    return write_deck(deck)


@pytest.fixture(scope="module")
def reopened(content: bytes) -> Any:
    return Presentation(BytesIO(content))


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)


def _one(deck: Deck, body: Any) -> Deck:
    slide = Slide("k", "n", "Un message", body, "Source.", ("Note.",))
    return Deck("Titre", deck.stamp, (slide,))


def test_each_slide_says_its_message_its_source_its_stamp_and_its_notes(deck: Deck, reopened: Any) -> None:
    assert len(reopened.slides) == len(deck.slides)
    for made, said in zip(reopened.slides, deck.slides, strict=True):
        texts = {shape.name: shape.text_frame.text for shape in made.shapes if shape.has_text_frame}
        assert texts["Titre"] == said.title
        assert texts["Source"] == said.source
        assert texts["Mention"] == deck.stamp.words
        assert "7F3K-92QD" in texts["Mention"]
        assert made.notes_slide.notes_text_frame.text == "\n".join(said.notes)
        assert made.element.findall(f".//{A}fld[@type='slidenum']")


def test_every_object_has_an_alternative_a_name_and_a_number_of_its_own(reopened: Any) -> None:
    for slide in reopened.slides:
        facts = slide.element.xpath(".//p:cNvPr")[1:]  # the first one is the tree itself
        assert all(one.get("descr") for one in facts), [one.get("name") for one in facts]
        ids = [one.get("id") for one in slide.element.xpath(".//p:cNvPr")]
        assert len(set(ids)) == len(ids)
        names = [one.get("name") for one in facts]
        assert len(set(names)) == len(names)


def test_every_run_is_french(reopened: Any) -> None:
    for slide in reopened.slides:
        for owner in (slide, slide.notes_slide):
            runs = list(owner.element.iter(f"{A}rPr"))
            assert {run.get("lang") for run in runs} == {"fr-FR"}
            assert len(runs) == len(list(owner.element.iter(f"{A}r", f"{A}fld")))


def test_the_deck_is_wide_and_bears_an_office_not_a_person(deck: Deck, reopened: Any, content: bytes) -> None:
    assert (reopened.slide_width, reopened.slide_height) == (Emu(12_192_000), Emu(6_858_000))
    facts = reopened.core_properties
    assert (facts.title, facts.language) == (deck.title, "fr-FR")
    assert (facts.author, facts.last_modified_by) == ("Département de la Mayenne",) * 2
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]
    assert len(set(names)) == len(names)


def test_the_parts_of_the_deck_hold_together(content: bytes) -> None:
    """What makes PowerPoint offer a repair: a part without a type, a relation to nothing, broken XML."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
        overrides = {one.get("PartName", "").lstrip("/") for one in types if one.tag.endswith("Override")}
        assert overrides <= names
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for relation in ElementTree.fromstring(archive.read(name)):
                    assert relation.get("TargetMode") != "External"
                    assert _resolved(folder, relation.get("Target", "")) in names


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return "/".join(parts)


def test_native_charts_hold_the_amounts_to_the_cent(deck: Deck, reopened: Any) -> None:
    found = 0
    for made, said in zip(reopened.slides, deck.slides, strict=True):
        if not isinstance(said.body, Chart) or said.body.shape is Shape.BRIDGE:
            continue
        chart = next(shape.chart for shape in made.shapes if shape.has_chart)
        assert [one.name for one in chart.plots[0].series] == [one.name for one in said.body.series]
        for drawn, one in zip(chart.plots[0].series, said.body.series, strict=True):
            if said.body.measure is Measure.CENTS:
                assert [Decimal(str(value)) * 100 for value in drawn.values] == list(one.values)
            else:
                assert list(drawn.values) == list(one.values)
        book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
        for place, row in enumerate(rows):
            drawn_row = [series.values[place] for series in chart.plots[0].series]
            # The sheet is written with 16 digits: exact for cents, short of the last bit for a ratio.
            assert list(row[1:]) == (
                drawn_row if said.body.measure is Measure.CENTS else pytest.approx(drawn_row, rel=1e-14)
            )
        found += 1
    assert found == 8


def _floating(chart: Chart) -> list[tuple[float, float]]:
    """Read again from where to where each bar of a cascade goes."""
    data = sheets.bridge(chart)
    columns = {series.name: list(series.values) for series in data}
    support = columns.pop(sheets.SUPPORT)
    spans = []
    for place in range(1, len(support) - 1):
        parts = [values[place] for values in columns.values()]
        low = min(0, sum(value for value in parts if value < 0)) + min(support[place], 0)
        high = max(0, sum(value for value in parts if value > 0)) + max(support[place], 0)
        rises = any(columns[name][place] for name in columns if name.startswith(sheets.RISES))
        start, end = (low, high) if rises else (high, low)
        if support[place] > 0:
            start, end = (support[place], high) if rises else (high, support[place])
        if support[place] < 0:
            start, end = (low, support[place]) if rises else (support[place], low)
        spans.append((start, end))
    return spans


@pytest.mark.parametrize("amounts", [[], [500], [-500], [300, -800, 200], [-300, 800, -100, -400], [1, -1]])
def test_a_cascade_floats_from_one_total_to_the_next(amounts: list[int]) -> None:
    totals = [10_000]
    for cents in amounts:
        totals.append(totals[-1] + cents)
    names = ("Total avant", *(f"Cause {rank}" for rank in range(len(amounts))), "Total après")
    chart = Chart(
        Shape.BRIDGE,
        Measure.CENTS,
        names,
        (Series("Écart", tuple(amounts), "#29598F"),),
        "dit",
        NO_TABLE,
        (*totals, totals[-1]),
    )
    gone = [(total - totals[0]) / 100 for total in totals]
    assert _floating(chart) == list(itertools.pairwise(gone))


def test_the_map_is_one_freeform_for_each_territory_in_the_order_of_the_drawing(
    deck: Deck, reopened: Any
) -> None:
    maps = 0
    for made, said in zip(reopened.slides, deck.slides, strict=True):
        if not isinstance(said.body, Map):
            continue
        maps += 1
        group = next(shape for shape in made.shapes if shape.name == f"Carte : {said.name}")
        assert [shape.name for shape in group.shapes] == [one.name for one in said.body.territories]
        for shape, one in zip(group.shapes, said.body.territories, strict=True):
            assert len(shape.element.findall(f".//{A}path/{A}close")) == len(one.rings)
            assert shape.element.find(".//{*}cNvPr").get("descr") == f"{one.name} : {one.value}"
        legend = [shape.name for shape in made.shapes if shape.name.startswith("Légende : couleur")]
        assert len(legend) == len(said.body.legend)
    assert maps == 2


def test_parts_and_holes_of_a_territory_are_contours_of_one_shape(deck: Deck) -> None:
    square = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0))
    hole = ((20.0, 20.0), (20.0, 40.0), (40.0, 40.0), (20.0, 20.0))
    island = ((200.0, 200.0), (240.0, 200.0), (240.0, 240.0), (200.0, 200.0))
    territory = Territory("1", "Île", "sans donnée", (square, hole, island), "", (50.0, 50.0))
    shown = Map(300, 300, (territory,), "Titre", (), "Carte", NO_TABLE)
    made = Presentation(BytesIO(write_deck(_one(deck, shown)))).slides[0]
    group = next(shape for shape in made.shapes if shape.name == "Carte : n")
    (shape,) = group.shapes
    assert len(shape.element.findall(f".//{A}path/{A}moveTo")) == 3
    assert shape.element.find(f".//{A}pattFill") is not None
    assert (group.left, group.width) == (shape.left, shape.width)


def test_tables_are_native_and_say_every_cell(deck: Deck, reopened: Any) -> None:
    tables = 0
    for made, said in zip(reopened.slides, deck.slides, strict=True):
        if isinstance(said.body, Table):
            grid = next(shape.table for shape in made.shapes if shape.has_table)
            lines = [said.body.headings, *said.body.rows, *([said.body.total] if said.body.total else [])]
            assert [tuple(cell.text for cell in row.cells) for row in grid.rows] == lines
            tables += 1
    assert tables >= 6


def test_nothing_stands_outside_the_slide(reopened: Any) -> None:
    for slide in reopened.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= reopened.slide_width
            assert shape.top + shape.height <= reopened.slide_height, (shape.name, slide.shapes.title.text)


def test_large_numbers_are_those_of_the_model(deck: Deck, reopened: Any) -> None:
    place = next(rank for rank, slide in enumerate(deck.slides) if slide.key == "situation")
    body = deck.slides[place].body
    assert isinstance(body, KeyFigures)
    said = [shape.text_frame.text for shape in reopened.slides[place].shapes if shape.has_text_frame]
    for figure in body.figures:
        assert f"{figure.label}\n{figure.value}\n{figure.note}" in said


def test_attacks_are_texts(attacked: tuple[list[str], Deck]) -> None:
    names, deck = attacked
    made = write_deck(deck)
    shown = {
        text.text for slide in Presentation(BytesIO(made)).slides for text in slide.element.iter(f"{A}t")
    }
    assert set(names) <= shown
    with zipfile.ZipFile(BytesIO(made)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
        rels = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b"hlinkClick" not in whole
    assert b'TargetMode="External"' not in rels


def test_attacks_in_the_sheet_behind_a_chart_are_texts(deck: Deck, attacks: dict[str, list[str]]) -> None:
    names = tuple(name for listed in attacks.values() for name in listed)
    series = Series("=cmd|' /C calc'!A0", tuple(float(rank) for rank in range(len(names))), "#29598F")
    chart = Chart(Shape.GROUPED, Measure.POSTS, names, (series,), "dit", NO_TABLE)
    made = Presentation(BytesIO(write_deck(_one(deck, chart)))).slides[0]
    part = next(shape.chart.part for shape in made.shapes if shape.has_chart)
    blob = part.chart_workbook.xlsx_part.blob
    sheet = load_workbook(BytesIO(blob)).worksheets[0]
    assert [cell.data_type for cell in sheet["A"][1:]] == ["s"] * len(names)
    assert [str(cell.value).lstrip("'") for cell in sheet["A"][1:]] == [name.lstrip("'") for name in names]
    with zipfile.ZipFile(BytesIO(blob)) as archive:
        written = archive.read("xl/worksheets/sheet1.xml")
    assert not re.search(rb"<f>|<f |<hyperlink", written)


def test_progress_is_told_slide_by_slide(deck: Deck) -> None:
    told: list[tuple[int, int]] = []
    write_deck(
        Deck("t", deck.stamp, deck.slides[:3]), progress=lambda done, whole: told.append((done, whole))
    )
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_libreoffice_opens_the_deck_slide_by_slide(
    deck: Deck, content: bytes, libreoffice_each: Callable[..., dict[str, bytes]]
) -> None:
    converted = libreoffice_each({"comite.pptx": content}, "pdf")["comite.pptx"]
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(converted)).pages]
    assert len(pages) == len(deck.slides)
    for page, slide in zip(pages, deck.slides, strict=True):
        seen = re.sub(r"\s", "", page)
        assert re.sub(r"\s", "", slide.title) in seen
        if isinstance(slide.body, Map):
            assert all(re.sub(r"\s", "", one.text) in seen for one in slide.body.legend)

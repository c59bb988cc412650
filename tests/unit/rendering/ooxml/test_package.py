import zipfile
from io import BytesIO

import pytest

from maynum_dash.rendering.ooxml.markup import parse
from maynum_dash.rendering.ooxml.notes import add_notes
from maynum_dash.rendering.ooxml.package import CONTENT_TYPES, STRICT, Package
from maynum_dash.rendering.ooxml.styles import Look, Styles
from maynum_dash.rendering.ooxml.texts import LONGEST, cell_xml, shared_texts

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/Sheet1.xml"
VML = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml"><o:idmap v:ext="edit" data="1"/>
<v:shape id="_x0000_s1025"><br><x:ClientData ObjectType="Button"/></v:shape></xml>"""
COMMENTS = f"""<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>
<comment ref="B2" authorId="0"><text><t>[Fil] Bonjour</t></text></comment></commentList></comments>"""


def relation(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(*lines: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'.encode()


def package(**more: bytes) -> Package:
    parts = {
        CONTENT_TYPES: f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="a"/></Types>'.encode(),
        "_rels/.rels": relations(relation("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'.encode(),
        SHEET: b"<worksheet/>",
        **more,
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return Package(written.getvalue())


def test_parts_are_found_whatever_their_case_and_keep_their_names() -> None:
    book = package()
    assert book.read("XL/Worksheets/sheet1.xml") == b"<worksheet/>"
    book.write("xl/worksheets/sheet1.xml", b"<a/>")
    with zipfile.ZipFile(BytesIO(book.result())) as zipped:
        assert zipped.read(SHEET) == b"<a/>"
        assert zipped.getinfo(SHEET).compress_type == zipfile.ZIP_STORED


def test_a_relation_is_added_and_found_again() -> None:
    book = package()
    first, second = (book.relate(SHEET, "comments", f"xl/comments{rank}.xml") for rank in (1, 2))
    assert (first, second) == ("rId1", "rId2")
    assert book.relations(SHEET)["rId2"] == ("comments", "xl/comments2.xml")
    book.declare_suffix("XML", "b")
    book.declare_suffix("vml", "c")
    assert [node.get("Extension") for node in parse(book.read(CONTENT_TYPES)).children] == ["vml", "xml"]


def test_relative_and_external_targets() -> None:
    lines = relation("a", "comments", "../c/d.xml") + relation("b", "drawing", "/xl/e.xml")
    lines += (
        f'<Relationship Id="c" Type="{OFFICE}/hyperlink" Target="https://example.org" TargetMode="External"/>'
    )
    rels = relations(lines)
    book = package(**{"xl/worksheets/_rels/Sheet1.xml.rels": rels})
    assert book.relations(SHEET) == {"a": ("comments", "xl/c/d.xml"), "b": ("drawing", "xl/e.xml")}


def test_the_strict_dialect_is_kept() -> None:
    book = package(**{"xl/workbook.xml": f'<workbook xmlns="{STRICT.main}"/>'.encode()})
    book.relate(SHEET, "comments", "xl/comments1.xml")
    assert STRICT.relations.encode() in book.read("xl/worksheets/_rels/sheet1.xml.rels")


def test_a_workbook_without_styles_is_given_some() -> None:
    book = package()
    styles = Styles(book)
    assert (styles.filled(0, "FF0000"), styles.filled(7, "FF0000")) == (1, 2)
    assert styles.look(Look(bold=True)) == 3
    styles.save()
    root = parse(book.read(book.related(book.book, "styles")))
    assert {group.name: (group.get("count"), len(group.children)) for group in root.children} == {
        "fonts": ("2", 2),
        "fills": ("3", 3),
        "borders": ("1", 1),
        "cellStyleXfs": ("1", 1),
        "cellXfs": ("4", 4),
    }


def test_a_style_sheet_with_nothing_in_it_is_completed() -> None:
    rels = (
        f'<Relationships xmlns="{RELATIONS}">{relation("s", "styles", "styles.xml")}</Relationships>'.encode()
    )
    bare = f'<styleSheet xmlns="{MAIN}"><dxfs count="0"/></styleSheet>'.encode()
    book = package(**{"xl/_rels/workbook.xml.rels": rels, "xl/styles.xml": bare})
    styles = Styles(book)
    styles.look(Look(colour="FF0000", format="0.00"))
    styles.filled(0, "FF0000")
    styles.save()
    root = parse(book.read("xl/styles.xml"))
    assert [group.name for group in root.children] == ["numFmts", "fonts", "fills", "cellXfs", "dxfs"]
    fills = root.first("fills")
    assert fills is not None
    assert len(fills.children) == 3


def test_controls_and_threads_of_a_sheet_survive() -> None:
    rels = relations(relation("v", "vmlDrawing", "../d.vml"), relation("c", "comments", "../c.xml"))
    book = package(
        **{
            "xl/worksheets/_rels/Sheet1.xml.rels": rels,
            "xl/d.vml": VML,
            "xl/c.xml": COMMENTS.encode(),
        }
    )
    assert add_notes(book, SHEET, "xl/d.vml", {(2, 2): "Non.", (3, 1): "Oui."}) == ""
    drawn, said = book.read("xl/d.vml"), book.read("xl/c.xml").decode()
    assert b"<br>" in drawn
    assert b'data="1,2"' in drawn
    assert drawn.count(b"<x:Row>") == 1
    assert b'id="_x0000_s2049"' in drawn
    assert drawn.endswith(b"</v:shape></xml>")
    assert '<comment ref="B2" authorId="0"><text><t>[Fil] Bonjour</t><r>' in said
    assert "<author>tc={1}</author><author>MayNum Dash</author>" in said
    assert '<comment ref="A3" authorId="1">' in said
    add_notes(book, SHEET, "xl/d.vml", {})
    said = book.read("xl/c.xml").decode()
    assert "[Fil] Bonjour" in said
    assert "Non." not in said
    assert "Oui." not in said
    assert book.read("xl/d.vml").count(b"<v:shape ") == 1


def test_shared_texts_are_joined_without_their_phonetics() -> None:
    runs = "<r><rPr><b/></rPr><t>d</t></r><r><t>eux</t></r><rPh><t>x</t></rPh>"
    xml = f"<sst><si><t>un</t></si><si>{runs}</si><si/></sst>"
    assert shared_texts(xml.encode()) == ["un", "deux", ""]


@pytest.mark.parametrize("text", ["é" * (LONGEST + 9), "_x0041_", "a\r\nb\rc", "</t>"])
def test_a_text_is_written_letter_for_letter(text: str) -> None:
    written = cell_xml("A1", 2, text)
    assert parse(written.encode()).get("t") == "inlineStr"
    assert "\r" not in written
    assert ("_x005F_x0041_" in written) is (text == "_x0041_")
    assert len(written) < LONGEST + 200

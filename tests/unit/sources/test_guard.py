import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.archive import LIMITS, Limits
from maynum_dash.sources.guard import inspect

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
Rewrite = Callable[..., bytes]
PostsBook = Callable[..., bytes]


def archive(*entries: tuple[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in entries:
            target.writestr(zipfile.ZipInfo(name), body)
    return content.getvalue()


def refusal(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        inspect(content, "suivi.xlsx", limits)
    assert str(caught.value).startswith("Le fichier « suivi.xlsx » ne peut pas être lu : ")
    return str(caught.value)


def test_an_honest_workbook_goes_through(posts_book: PostsBook) -> None:
    found = inspect(posts_book(), "suivi.xlsx")
    assert [(sheet.name, sheet.hidden, scan.cells) for sheet, scan in found.sheets] == [("Postes", False, 10)]
    facts = (found.epoch_1904, found.strict, found.macros, found.external_links)
    assert facts == (False, False, False, False)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_truncated_archive_is_refused(posts_book: PostsBook, kept: float) -> None:
    content = posts_book()
    assert "tronquée ou endommagée" in refusal(content[: int(len(content) * kept)])


def test_a_damaged_part_is_refused(posts_book: PostsBook) -> None:
    content = bytearray(posts_book())
    with zipfile.ZipFile(BytesIO(bytes(content))) as zipped:
        entry = zipped.getinfo(SHEET)
    middle = entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2
    content[middle] ^= 0xFF
    assert "endommagé" in refusal(bytes(content))


def test_two_parts_of_one_name_are_refused(posts_book: PostsBook) -> None:
    content = BytesIO(posts_book())
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(content, "a") as target,
    ):
        target.writestr(SHEET, b"<worksheet/>")
    assert "portent le même nom" in refusal(content.getvalue())


def test_two_parts_that_differ_by_case_are_refused(posts_book: PostsBook, rewrite: Rewrite) -> None:
    content = rewrite(posts_book(), {"XL/Worksheets/SHEET1.xml": lambda _: b"<worksheet/>"})
    assert "portent le même nom" in refusal(content)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "xl/../../x", "C:/x", "..\\..\\x"])
def test_a_path_that_leaves_the_archive_is_refused(
    posts_book: PostsBook, rewrite: Rewrite, path: str
) -> None:
    assert "chemin interdit" in refusal(rewrite(posts_book(), {path: lambda _: b"x"}))


@pytest.mark.parametrize(
    "declaration",
    [b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">', b"<!ENTITY a 'b'>"],
)
@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/styles.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_a_doctype_is_refused_in_every_part(
    posts_book: PostsBook, rewrite: Rewrite, part: str, declaration: bytes
) -> None:
    content = rewrite(posts_book(), {part: lambda body: declaration + body})
    assert "DOCTYPE" in refusal(content)


def test_a_doctype_across_two_blocks_is_seen(posts_book: PostsBook, rewrite: Rewrite) -> None:
    for shift in range(12):
        padding = b" " * ((1 << 18) - 3 - shift)
        content = rewrite(
            posts_book(), {"docProps/app.xml": lambda _, padding=padding: padding + b"<!DOCTYPE a>"}
        )
        assert "DOCTYPE" in refusal(content)


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_than_utf_8_are_refused(
    posts_book: PostsBook, rewrite: Rewrite, part: str, encoding: str
) -> None:
    content = rewrite(posts_book(), {part: lambda body: body.decode().encode(encoding)})
    assert "UTF-8" in refusal(content)


def test_a_declared_encoding_other_than_utf_8_is_refused(posts_book: PostsBook, rewrite: Rewrite) -> None:
    declared = b'<?xml version="1.0" encoding="UTF-7"?>'
    assert "UTF-8" in refusal(rewrite(posts_book(), {SHEET: lambda body: declared + body}))


def test_a_bomb_is_refused_while_it_unfolds(posts_book: PostsBook, rewrite: Rewrite) -> None:
    content = rewrite(posts_book(), {"xl/media/image1.png": lambda _: b"\0" * (4 << 20)})
    assert "bombe" in refusal(content, replace(LIMITS, ratio_from=1 << 20))
    assert "décompressé" in refusal(content, replace(LIMITS, part_bytes=1 << 20))
    assert "décompressé" in refusal(content, replace(LIMITS, total_bytes=1 << 20))
    inspect(content, "suivi.xlsx")


def test_a_declared_size_is_not_believed(posts_book: PostsBook, rewrite: Rewrite) -> None:
    size = 4 << 20
    content = rewrite(posts_book(), {"xl/media/image1.png": lambda _: b"\0" * size})
    lie = content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != content
    refusal(lie, replace(LIMITS, part_bytes=1 << 20))


def test_too_many_parts_are_refused(posts_book: PostsBook) -> None:
    assert "plus de 3 parties" in refusal(posts_book(), replace(LIMITS, entries=3))


def test_a_cell_far_away_is_refused(posts_book: PostsBook, rewrite: Rewrite) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = rewrite(posts_book(), {SHEET: lambda body: body.replace(b"</sheetData>", far)})
    assert "XFD1048576" in refusal(content)


def test_cells_are_counted_over_all_the_sheets(posts_book: PostsBook) -> None:
    content = posts_book(None, None, Autre=[[1, 2], [3, 4]])
    inspect(content, "suivi.xlsx", replace(LIMITS, total_box=14))
    assert "trop de cellules" in refusal(content, replace(LIMITS, total_box=13))


def test_an_oversized_list_of_sheets_is_refused(posts_book: PostsBook) -> None:
    assert "démesurée" in refusal(posts_book(), replace(LIMITS, structure_bytes=100))


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")], "(.ods)"),
        ([("word/document.xml", b"<a/>")], "Word"),
        ([("ppt/presentation.xml", b"<a/>")], "PowerPoint"),
        ([("notes.txt", b"bonjour")], "ne contient pas de classeur"),
        ([(BOOK, b"<workbook/>")], "table des feuilles"),
        ([(BOOK, b"<workbook")], "table des feuilles"),
    ],
)
def test_other_archives_are_named(entries: list[tuple[str, bytes]], words: str) -> None:
    assert words in refusal(archive(*entries))


def test_an_encrypted_entry_is_told(posts_book: PostsBook) -> None:
    content = bytearray(posts_book())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(signature)
        content[at + offset] |= 1
    assert "mot de passe" in refusal(bytes(content))


def test_two_sheets_of_one_name_are_refused(posts_book: PostsBook, rewrite: Rewrite) -> None:
    content = posts_book(None, None, Autre=[[1]])
    twins = rewrite(content, {BOOK: lambda body: body.replace(b'name="Autre"', b'name="POSTES"')})
    assert "deux feuilles portent le même nom" in refusal(twins)


def test_macros_links_and_hidden_sheets_are_facts(posts_book: PostsBook, rewrite: Rewrite) -> None:
    content = rewrite(
        posts_book(None, None, Autre=[[1]]),
        {
            "xl/vbaProject.bin": lambda _: b"x",
            "xl/externalLinks/externalLink1.xml": lambda _: b"<externalLink/>",
            BOOK: lambda body: body.replace(
                b'name="Autre" sheetId="2" state="visible"', b'name="Autre" sheetId="2" state="hidden"'
            ),
        },
    )
    found = inspect(content, "suivi.xlsx")
    assert found.macros
    assert found.external_links
    assert [sheet.hidden for sheet, _ in found.sheets] == [False, True]


def test_the_workbook_is_found_by_its_relation(posts_book: PostsBook) -> None:
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(posts_book())) as source,
        zipfile.ZipFile(content, "w") as target,
    ):
        for name in source.namelist():
            body = source.read(name).replace(b"xl/workbook.xml", b"xl/classeur.xml")
            target.writestr(name.replace("workbook.xml", "classeur.xml"), body)
    assert [sheet.name for sheet, _ in inspect(content.getvalue(), "suivi.xlsx").sheets] == ["Postes"]

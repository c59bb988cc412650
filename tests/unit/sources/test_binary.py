import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.cells import Flaw, FlawKind
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.workbook import read_workbook

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while size >= 128:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + body


def text(written: str) -> bytes:
    return struct.pack("<I", len(written)) + written.encode("utf-16-le")


def cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + value)


def words(column: int, written: str) -> bytes:
    return cell(6, column, text(written))


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    flags = b"\0" + bytes([0x10 if hidden else 0]) + b"\0\0\0\0\0"
    return record(0, struct.pack("<IIH", number, 0, 300) + flags) + b"".join(cells)


def sheet(*rows: bytes, after: bytes = b"", before: bytes = b"") -> bytes:
    size = record(148, struct.pack("<IIII", 0, 10, 0, 10))
    return record(129) + size + before + record(145) + b"".join(rows) + record(146) + after + record(130)


def xlsb(*sheets: tuple[str, bytes], state: int = 0, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Write a small binary workbook by hand; the style 1 is a date."""
    listed = b"".join(
        record(156, struct.pack("<II", state, rank) + text(f"rId{rank}") + text(name))
        for rank, (name, _) in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{rank}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{rank}.bin"/>'
        for rank in range(1, len(sheets) + 1)
    )
    styles = [record(47, struct.pack("<HH", 0, form) + b"\0" * 12) for form in (0, 14)]
    everything = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>'.encode(),
        "xl/workbook.bin": record(131)
        + record(153, b"\0" * 12)
        + record(143)
        + listed
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        ).encode(),
        "xl/styles.bin": record(278) + record(617, struct.pack("<I", 2)) + b"".join(styles) + record(618),
        **{f"xl/worksheets/sheet{rank}.bin": body for rank, (_, body) in enumerate(sheets, start=1)},
        **(parts or {}),
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in everything.items():
            target.writestr(name, body)
    return content.getvalue()


HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Département A1")
POST = ("0012", "Asso A", "Ernée", "Occupé")
POSTS = sheet(
    row(0, *(words(column, heading) for column, heading in enumerate(HEADINGS))),
    row(
        1,
        *(words(column, written) for column, written in enumerate(POST)),
        cell(5, 4, struct.pack("<d", 46266.0), style=1),
        cell(5, 5, struct.pack("<d", 3500.5)),
    ),
)


def test_a_binary_workbook_is_read_to_the_cent() -> None:
    workbook = read_workbook(xlsb(("Postes", POSTS)), "suivi.xlsb")
    assert workbook.posts["post_id"].tolist() == ["12"]
    assert workbook.posts["department_y1_cents"].tolist() == [350_050]
    assert str(workbook.posts["start"][0].date()) == "2026-09-01"
    assert [one.code for one in workbook.anomalies if one.code == "RELECTURE_IMPOSSIBLE"]


def test_errors_that_the_reader_shows_as_empty_are_noted() -> None:
    cells = cell(3, 0, b"\x17"), words(1, "a"), cell(11, 2, b"\x2a\0\0" + b"\0" * 8)
    raw = read_raw(xlsb(("Postes", sheet(row(0), row(3, *cells)))), "a.xlsb")
    assert raw.nature is Nature.XLSB
    assert raw.sheets[0].rows == [(4, [Flaw(FlawKind.ERROR, "#REF!"), "a", Flaw(FlawKind.ERROR, "#N/A")])]


def test_what_is_hidden_is_counted() -> None:
    body = sheet(
        row(0, words(0, "a"), words(1, "b"), hidden=True),
        before=record(60, struct.pack("<IIIIH", 1, 1, 2048, 0, 1)),
        after=record(163, b"\0" * 6) + record(176, struct.pack("<IIII", 4, 5, 0, 1)),
    )
    (one,) = read_raw(xlsb(("Caché", body), state=1), "a.xlsb").sheets
    assert (one.name, one.hidden, one.hidden_rows, one.hidden_columns) == ("Caché", True, 1, 1)
    assert (one.merges, one.filtered, one.rows) == (1, True, [(1, ["a", "b"])])


def test_a_large_sheet_comes_in_several_pieces() -> None:
    body = sheet(*(row(number, words(0, f"texte {number}" * 9)) for number in range(5000)))
    (one,) = read_raw(xlsb(("Postes", body)), "a.xlsb").sheets
    assert [number for number, _ in one.rows] == list(range(1, 5001))


FAR = sheet(row(0, words(0, "a")), row(1_048_575, words(16_383, "z")))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (xlsb(("Postes", FAR)), "s'étend de A1 à XFD1048576"),
        (xlsb(("Postes", sheet(row(2**31, words(0, "z"))))), "trop de cellules"),
        (xlsb(("A", POSTS), ("a", POSTS)), "même nom"),
        (xlsb(), "endommagée"),
        (xlsb(("A", POSTS[:-9])), "endommagée"),
        (xlsb(("A", record(0, b"\0"))), "endommagée"),
        (xlsb(("A", b"\x06\xff\xff\xff\xff")), "endommagée"),
        (xlsb(("A", POSTS), parts={"xl/_rels/workbook.bin.rels": b"<a"}), "table des feuilles"),
        (xlsb(("A", POSTS), parts={"xl/../../mal": b""}), "chemin interdit"),
        (xlsb(("A", POSTS), parts={"xl/media/a.png": b"\0" * 40 * 2**20}), "bombe"),
        (xlsb(("A", POSTS))[:-30], "tronquée"),
    ],
)
def test_hostile_archives_are_refused_in_french(content: bytes, expected: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_raw(content, "suivi.xlsb")
    assert expected in str(caught.value)

import struct

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.archive import LIMITS
from maynum_dash.sources.cells import Flaw, FlawKind
from maynum_dash.sources.isolation import read_raw
from maynum_dash.sources.legacy import inspect
from maynum_dash.sources.natures import Nature
from maynum_dash.sources.workbook import read_workbook

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def begin(kind: int = 0x10, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0, 1997, 0, 6))


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 15, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float, style: int = 15) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def book(*sheets: tuple[str, bytes], before: bytes = b"", hidden: int = 0, kind: int = 0) -> bytes:
    """Write the stream of a workbook; the style 16 is a date."""
    styles = b"".join(record(0x00E0, struct.pack("<HH", 0, form) + b"\0" * 16) for form in [0] * 16 + [14])
    heads = [
        struct.pack("<BBBB", hidden, kind, len(name), 1) + name.encode("utf-16-le") for name, _ in sheets
    ]
    front = begin(5) + before + styles
    offset = len(front) + sum(len(head) + 8 for head in heads) + 4
    announced = b""
    for head, (_, body) in zip(heads, sheets, strict=True):
        announced += record(0x0085, struct.pack("<I", offset) + head)
        offset += len(body)
    return front + announced + record(0x000A) + b"".join(body for _, body in sheets)


def sheet(*records: bytes) -> bytes:
    return begin() + b"".join(records) + record(0x000A)


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, FREE if kind != 5 else 1)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
    )


def container(stream: bytes, name: str = "Workbook", *, mini: bool = False) -> bytes:
    """Put a stream in an OLE2 container: table, folder, then the sectors."""
    body = stream if mini else stream.ljust(4096, b"\0")
    unit = 64 if mini else 512
    count = -(-len(body) // unit)
    sectors = -(-len(body) // 512)
    tables = 1
    while tables * 128 < tables + 2 + sectors:
        tables += 1
    small = [*range(1, count), END] if mini else []
    begins = tables + 2
    table = [FAT] * tables + [END, END] + [*range(begins + 1, begins + sectors), END]
    table += [FREE] * (128 * tables - len(table))
    root = entry("Root Entry", 5, begins if mini else END, len(body) if mini else 0)
    folder = (root + entry(name, 2, 0 if mini else begins, len(body))).ljust(512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIII", 0, tables, tables, 0, 4096)
    head += struct.pack("<IIII", tables + 1 if mini else END, int(mini), END, 0)
    head += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    minis = struct.pack("<128I", *small, *[FREE] * (128 - len(small)))
    whole = head + struct.pack(f"<{len(table)}I", *table) + folder + minis
    return whole + body.ljust(512 * sectors, b"\0")


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_raw(content, "suivi.xls")
    return str(caught.value)


HEADINGS = ("ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Département A1")
HEADING_ROW = b"".join(label(0, column, heading) for column, heading in enumerate(HEADINGS))
TEXTS = b"".join(label(1, column, text) for column, text in enumerate(("0012", "Asso A", "Ernée", "Occupé")))
POST = TEXTS + number(1, 4, 46266, style=16) + number(1, 5, 3500.5)
POSTS = sheet(HEADING_ROW, POST)


@pytest.mark.parametrize(
    "content", [container(book(("Postes", POSTS))), container(book(("Postes", POSTS)), mini=True)]
)
def test_a_workbook_of_before_2007_is_read_to_the_cent(content: bytes) -> None:
    workbook = read_workbook(content, "suivi.xls")
    assert workbook.posts["post_id"].tolist() == ["12"]
    assert workbook.posts["department_y1_cents"].tolist() == [350_050]
    assert str(workbook.posts["start"][0].date()) == "2026-09-01"
    assert [one.code for one in workbook.anomalies if one.code == "RELECTURE_IMPOSSIBLE"]


def test_errors_that_the_reader_shows_as_empty_are_noted() -> None:
    failed = record(0x0205, struct.pack("<HHHBB", 0, 0, 15, 0x17, 1))
    truth = record(0x0205, struct.pack("<HHHBB", 0, 1, 15, 1, 0))
    result = struct.pack("<BBBBBBH", 2, 0, 0x2A, 0, 0, 0, 0xFFFF)
    formula = record(0x0006, struct.pack("<HHH", 0, 2, 15) + result + struct.pack("<HIH", 0, 0, 0))
    raw = read_raw(container(book(("Postes", sheet(failed, truth, formula)))), "a.xls")
    assert raw.nature is Nature.XLS
    assert raw.sheets[0].rows == [
        (
            1,
            [
                Flaw(FlawKind.ERROR, "#REF!"),
                True,
                Flaw(FlawKind.ERROR, "#N/A"),
            ],
        )
    ]


def test_what_is_hidden_is_counted() -> None:
    hidden_row = record(0x0208, struct.pack("<HHHHHHI", 0, 0, 2, 255, 0, 0, 0x20))
    hidden_column = record(0x007D, struct.pack("<HHHHHH", 1, 1, 2048, 15, 1, 0))
    merged = record(0x00E5, struct.pack("<HHHHH", 1, 4, 5, 0, 1))
    chart = begin(0x20) + number(9, 9, 1) + record(0x000A)
    body = sheet(hidden_row, hidden_column, label(0, 0, "a"), label(0, 1, "b"), merged, record(0x009B), chart)
    (one,) = read_raw(
        container(book(("Caché", body), hidden=1, before=record(0x0022, b"\1\0"))), "a.xls"
    ).sheets
    assert (one.name, one.hidden, one.hidden_rows, one.hidden_columns) == ("Caché", True, 1, 1)
    assert (one.merges, one.filtered, one.rows) == (1, True, [(1, ["a", "b"])])


def test_a_far_cell_is_refused_before_any_reader() -> None:
    content = container(book(("Postes", sheet(label(0, 0, "a"), number(65535, 255, 1)))))
    with pytest.raises(UnreadableFileError, match="s'étend de A1 à IV65536"):
        inspect(content, "suivi.xls", LIMITS)


UNKNOWN_ERROR = record(0x0205, struct.pack("<HHHBB", 0, 0, 15, 0x99, 1))


def looped() -> bytes:
    content = bytearray(container(book(("Postes", POSTS))))
    content[512 + 4 * 5 : 512 + 4 * 6] = struct.pack("<I", 4)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (container(b"x", "EncryptedPackage"), "protégé par mot de passe"),
        (container(book(("A", POSTS), before=record(0x002F, b"\0" * 6))), "protégé par mot de passe"),
        (container(b"x", "WordDocument"), "Word"),
        (container(b"x", "PowerPoint Document"), "PowerPoint"),
        (container(b"x", "__properties_version1.0"), "Outlook"),
        (container(b"x", "Autre"), "ne contient pas de classeur"),
        (container(begin(5, 0x0500) + record(0x000A)), "très ancien format"),
        (container(begin(5) + record(0x000A)), "endommagé"),
        (container(book(("A", POSTS), ("a", POSTS))), "même nom"),
        (container(book(("A", begin()))), "endommagé"),
        (container(book(("A", POSTS)))[:-2048], "endommagé"),
        (container(book(("A", POSTS)))[:700], "endommagé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "endommagé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2000, b"\xff"), "endommagé"),
        (looped(), "endommagé"),
        (container(book(("A", sheet(UNKNOWN_ERROR)))), "endommagée"),
    ],
)
def test_hostile_containers_are_refused_in_french(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_sheet_of_charts_holds_no_cell() -> None:
    found = inspect(container(book(("Graphique", POSTS), kind=2)), "a.xls", LIMITS)
    assert [(part.path, scan.cells) for part, scan in found.sheets] == [("", 0)]

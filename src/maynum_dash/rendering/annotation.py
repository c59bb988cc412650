"""The user's own workbook given back with its faults marked, and nothing else changed.

The parts of the archive are edited where they stand (`rendering/ooxml`): sheets that hold a fault, styles,
comments and their drawing, relations, list of contents, list of sheets. Every other part is copied.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers.expat import ExpatError

from maynum_dash.domain.annotation import (
    BETWEEN,
    COLUMN,
    LABELS,
    SHEET,
    gravity,
    is_sheet_name,
    row_text,
)
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.errors import UnannotatableFileError
from maynum_dash.rendering.faults import Faults, find_faults
from maynum_dash.rendering.formats import euros
from maynum_dash.rendering.ooxml.markup import Splice, escaped, parse
from maynum_dash.rendering.ooxml.notes import add_notes
from maynum_dash.rendering.ooxml.outline import SheetOutline, read_outline
from maynum_dash.rendering.ooxml.package import CONTENT_TYPES, Package, relation_attribute
from maynum_dash.rendering.ooxml.styles import Look, Styles
from maynum_dash.rendering.ooxml.texts import LONGEST, shared_texts
from maynum_dash.rendering.ooxml.worksheet import Marks, mark_sheet
from maynum_dash.rendering.recap import COLOURS, HEADING, Line, recap_sheet
from maynum_dash.sources.annotations import is_summary
from maynum_dash.sources.grid import column_letters
from maynum_dash.sources.guard import inspect
from maynum_dash.sources.headings import load_headings

_RESAVE = "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le au format « Classeur Excel (.xlsx) »"
_NOT_A_WORKBOOK = "seul un classeur Excel (.xlsx ou .xlsm) peut l'être"
_DAMAGED = "une de ses parties est endommagée"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# A part that is edited stands whole in memory, unlike those that are only read.
_LARGEST_PART: Final = 150 * 2**20
_TOO_LARGE = f"une de ses feuilles dépasse {_LARGEST_PART // 2**20} Mo une fois décompressée"
_LIGHTEN = "Supprimez les lignes et mises en forme inutiles, puis enregistrez"
_ZIP = b"PK\x03\x04"
_WIDTH = 80


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of the workbook, its part and what stands there."""

    name: str
    part: str
    content: bytes
    outline: SheetOutline


def annotate(content: bytes, name: str, anomalies: Sequence[Anomaly]) -> bytes:
    """Mark the faults of a workbook on the workbook itself.

    Parameters
    ----------
    content
        Bytes of the file.
    name
        File name as the user knows it.
    anomalies
        What was found in it.

    Returns
    -------
    bytes
        The same workbook, of the same kind (``.xlsx`` or ``.xlsm``), where each faulty cell is coloured and
        commented, each table with a fault has a column « Anomalie », and a last sheet lists everything.

    Raises
    ------
    UnannotatableFileError
        When the file is no Excel workbook, or one of its parts is damaged.
    UnreadableFileError
        When it is dangerous to open.

    Notes
    -----
    1. A cell that is not faulty keeps the bytes of its XML; a part without a fault, all of them.
    2. An anomaly of a whole sheet or file stands in the last sheet only.
    3. A workbook that was annotated before is annotated anew: texts of ours are replaced.
    """
    if not content.startswith(_ZIP):
        raise UnannotatableFileError(name, _NOT_A_WORKBOOK, _RESAVE)
    found = inspect(content, name)
    package = Package(content)
    if not package.book.endswith(".xml"):
        raise UnannotatableFileError(name, _NOT_A_WORKBOOK, _RESAVE)
    paths = {sheet.name: sheet.path for sheet, _ in found.sheets if sheet.path in package}
    if package.largest > _LARGEST_PART:
        raise UnannotatableFileError(name, _TOO_LARGE, _LIGHTEN)
    try:
        _annotate(package, name, paths, anomalies)
    except (ExpatError, KeyError):
        raise UnannotatableFileError(name, _DAMAGED, _RESAVE) from None
    return package.result()


def suffix(content: bytes) -> str:
    """Give the end of the name that Excel expects for a workbook: ``.xlsm`` when it may hold macros.

    Parameters
    ----------
    content
        Bytes of a file that `annotate` gave.
    """
    return ".xlsm" if b"macroEnabled" in Package(content).read(CONTENT_TYPES) else ".xlsx"


def _annotate(package: Package, name: str, paths: Mapping[str, str], anomalies: Sequence[Anomaly]) -> None:
    """Mark every sheet, then list everything."""
    styles = Styles(package)
    marked = styles.marked(frozenset(COLOURS.values()))
    strings = package.related(package.book, "sharedStrings")
    shared = shared_texts(package.read(strings)) if strings else []
    cells: dict[int, str] = {}
    protected: list[str] = []
    summary = ""
    for title, part in paths.items():
        content = package.read(part)
        sheet = _Sheet(title, part, content, read_outline(content, shared, marked))
        if is_sheet_name(title) and is_summary(title, sheet.outline.rows):
            summary = part
            continue
        mine = [position for position, anomaly in enumerate(anomalies) if anomaly.sheet == title]
        faults = find_faults(title, sheet.outline, [anomalies[one] for one in mine], load_headings())
        for position, (row, column) in faults.places.items():
            cells[mine[position]] = f"{column_letters(column)}{row}"
        if faults.cells and sheet.outline.root.first("sheetProtection") is not None:
            protected.append(title)
        _mark(package, sheet, faults, styles)
    order = sorted(range(len(anomalies)), key=lambda one: gravity(anomalies[one]))
    lines = [Line(anomalies[one], cells.get(one, "")) for one in order]
    page = recap_sheet(name, lines, protected, styles, package.dialect.main)
    if summary:
        package.write(summary, page)
    else:
        _add_sheet(package, page, {title.casefold() for title in _titles(package)})
    styles.save()


def _mark(package: Package, sheet: _Sheet, faults: Faults, styles: Styles) -> None:
    """Put the marks of one sheet, in place of those of another time."""
    marks = Marks(unmarked=sheet.outline.marked)
    for (row, column), found in faults.cells.items():
        marks.fills.setdefault(row, {})[column] = COLOURS[found[0].severity]
    for row, column in faults.headings:
        marks.texts.setdefault(row, {})[column] = (COLUMN, styles.look(HEADING))
        marks.widths[column] = _WIDTH
    for (row, column), found in faults.rows.items():
        text = BETWEEN.join(row_text(anomaly) for anomaly in found)
        look = Look(colour=COLOURS[found[0].severity])
        marks.texts.setdefault(row, {})[column] = (text, styles.look(look))
    for row, column in faults.old:
        marks.emptied.setdefault(row, set()).add(column)
    drawing = sheet.outline.root.first("legacyDrawing")
    relation = "" if drawing is None else relation_attribute(drawing)
    part = package.relations(sheet.part)[relation][1] if relation else ""
    notes = {place: _note(found) for place, found in faults.cells.items()}
    marks.notes = add_notes(package, sheet.part, part, notes)
    if not marks.rows:
        return
    relations = package.dialect.relations
    package.write(sheet.part, mark_sheet(sheet.content, sheet.outline, marks, styles, relations))


def _note(anomalies: Sequence[Anomaly]) -> str:
    """Write the comment of a cell: severity in words, explanation and remedy, euros."""
    paragraphs = []
    for anomaly in anomalies:
        column = f" – {anomaly.column}" if anomaly.column else ""
        stake = "" if anomaly.stake_cents is None else f"\nEuros en jeu : {euros(anomaly.stake_cents)}"
        paragraphs.append(f"{LABELS[anomaly.severity]}{column}\n{anomaly.message}{stake}")
    return "\n\n".join(paragraphs)[:LONGEST]


def _titles(package: Package) -> list[str]:
    """List the names of all the sheets, charts included."""
    groups = parse(package.read(package.book)).named("sheets")
    return [node.get("name") for group in groups for node in group.named("sheet")]


def _add_sheet(package: Package, page: bytes, taken: set[str]) -> None:
    """Add the summary after every other sheet, under a name that none bears."""
    title = next(
        name
        for number in range(1, len(taken) + 2)
        if (name := SHEET if number == 1 else f"{SHEET} ({number})").casefold() not in taken
    )
    part = package.free("xl/worksheets/sheet{}.xml")
    package.write(part, page)
    package.declare(part, _SHEET_TYPE)
    identifier = package.relate(package.book, "worksheet", part)
    content = package.read(package.book)
    group = next(parse(content).named("sheets"))
    number = 1 + max(int(node.get("sheetId")) for node in group.named("sheet"))
    splice = Splice(content)
    splice.append(
        group,
        f'<{group.prefix}sheet name="{escaped(title)}" sheetId="{number}" '
        f'xmlns:r="{package.dialect.relations}" r:id="{identifier}"/>'.encode(),
    )
    package.write(package.book, splice.result())

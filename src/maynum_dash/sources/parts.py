"""The structure of a workbook's archive: which part holds which sheet."""

import posixpath
from collections.abc import Container, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from maynum_dash.sources.scan import ScanError

_DAMAGED = "sa table des feuilles est absente ou endommagée"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of the workbook.

    Parameters
    ----------
    name
        Name on its tab.
    path
        Part that holds its cells, in lower case; empty for a sheet that holds none (chart).
    hidden
        Whether the tab is hidden.
    """

    name: str
    path: str
    hidden: bool


def workbook_part(small: Mapping[str, bytes], parts: Container[str]) -> str | None:
    """Find the part of the workbook itself, by the relation that announces it.

    Parameters
    ----------
    small
        Lower-case path → content of the parts that describe others; the root relations when there are some.
    parts
        Lower-case paths of all the parts.

    Returns
    -------
    str or None
        ``None`` when the archive holds no workbook.
    """
    for relation in _parse(small["_rels/.rels"]) if "_rels/.rels" in small else ():
        path = relation.get("Target", "").lstrip("/").lower()
        if relation.get("Type", "").endswith("/officeDocument") and path in parts:
            return path
    return "xl/workbook.xml" if "xl/workbook.xml" in parts else None


def relations_of(part: str) -> str:
    """Name the part that holds the relations of another one."""
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def sheet_parts(parts: Mapping[str, bytes], book: str) -> tuple[list[SheetPart], bool]:
    """List the sheets in the order of the workbook.

    Parameters
    ----------
    parts
        Lower-case path → content of the small structural parts.
    book
        Part of the workbook.

    Returns
    -------
    tuple
        The sheets, and whether the workbook counts its days from 1904.

    Raises
    ------
    ScanError
        When the structure is damaged, or two sheets bear the same name.
    """
    folder, relations = posixpath.dirname(book), relations_of(book)
    targets = targets_of(parts.get(relations, b""))
    root = _parse(parts[book])
    epoch_1904 = any(
        element.get("date1904") in {"1", "true", "on"} for element in root if _local(element) == "workbookPr"
    )
    sheets = [
        _sheet(element, targets, folder)
        for group in root
        if _local(group) == "sheets"
        for element in group
        if _local(element) == "sheet"
    ]
    if len({sheet.name.casefold() for sheet in sheets}) < len(sheets):
        reason = "deux feuilles portent le même nom"
        raise ScanError(reason)
    if not sheets:
        raise ScanError(_DAMAGED)
    return sheets, epoch_1904


def targets_of(relations: bytes) -> dict[str, Element]:
    """Index relations by their identifier; a part without relations gives none."""
    return {relation.get("Id", ""): relation for relation in (_parse(relations) if relations else ())}


def sheet_path(relation: Element | None, folder: str) -> str:
    """Give the lower-case path of the cells that a relation leads to; empty for a chart."""
    if relation is None or not relation.get("Type", "").endswith("/worksheet"):
        return ""
    target = relation.get("Target", "").replace("\\", "/")
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    return path.lower()


def _sheet(element: Element, targets: Mapping[str, Element], folder: str) -> SheetPart:
    """Resolve the relation of one sheet."""
    identifier = next((value for key, value in element.items() if key.endswith("}id")), "")
    return SheetPart(
        name=element.get("name", ""),
        path=sheet_path(targets.get(identifier), folder),
        hidden=element.get("state", "visible") != "visible",
    )


def _parse(xml: bytes) -> Element:
    """Parse a small part, without entities."""
    try:
        root: Element = fromstring(xml)
    except (ParseError, DefusedXmlException):
        raise ScanError(_DAMAGED) from None
    return root


def _local(element: Element) -> str:
    """Give the tag of an element without its namespace (transitional or strict)."""
    return element.tag.rpartition("}")[2]

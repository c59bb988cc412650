"""What the canonical workbook looks like: its sheets and columns, read from ``template.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from maynum_dash.domain.fiscal import SCHEME_YEARS

Value: TypeAlias = str | int | float | date | None


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    INTEGER = "integer"
    DECIMAL = "decimal"


class Required(StrEnum):
    """Whether a cell of a column may stay empty."""

    ALWAYS = "oui"
    DEPENDS = "selon"
    NEVER = "non"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Parameters
    ----------
    heading
        Canonical heading (EXPORTS §1).
    required
        Whether the cell may stay empty.
    kind
        What the cells hold.
    width
        Width, in characters.
    help
        Hover note of the heading, in French.
    example
        Value of the example row; ``None`` leaves the cell empty.
    choices
        Allowed values, empty when free.
    choices_from
        Where the allowed values stand instead: ``epci``, ``posts``, or empty.
    bounds
        Lowest and highest number, when limited.
    digits
        Exact count of digits of a code, 0 when free.
    unique
        Whether a value may stand only once in the column.
    required_if
        Heading and value that make an empty cell an omission.
    """

    heading: str
    required: Required
    kind: Kind
    width: int
    help: str
    example: Value = None
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    bounds: tuple[float, float] | None = None
    digits: int = 0
    unique: bool = False
    required_if: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook.

    Parameters
    ----------
    table
        Name of the table that the reader makes of it.
    name
        Name on the tab.
    title
        First line of the sheet.
    contents
        What it holds, for « Lisez-moi ».
    use
        When to fill it, for « Lisez-moi ».
    columns
        Columns from left to right.
    """

    table: str
    name: str
    title: str
    contents: str
    use: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled block of « Lisez-moi »."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readme:
    """Words of the « Lisez-moi » sheet; `demo_title` and `demo_text` belong to the demonstration only."""

    name: str
    title: str
    subtitle: str
    epci_title: str
    sheets_title: str
    sheets_headings: tuple[str, ...]
    demo_title: str
    demo_text: str
    sections: tuple[Section, ...]


@cache
def readme() -> Readme:
    """Words of the « Lisez-moi » sheet."""
    words = dict(_document()["readme"])
    sections = tuple(Section(block["title"], tuple(block["lines"])) for block in words.pop("sections"))
    return Readme(**words | {"sheets_headings": tuple(words["sheets_headings"])}, sections=sections)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Sheets of the workbook, in the order of the tabs."""
    return tuple(
        Sheet(
            **sheet | {"columns": tuple(column for entry in sheet["columns"] for column in _columns(entry))}
        )
        for sheet in _document()["sheets"]
    )


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("template.toml").read_text(encoding="utf-8"))


def _columns(entry: Mapping[str, Any]) -> tuple[Column, ...]:
    """Make one column of an entry, or three when it repeats for each year of the scheme."""
    facts = {name: value for name, value in entry.items() if name != "years"}
    facts |= {"required": Required(entry["required"]), "kind": Kind(entry["kind"])}
    facts |= {name: tuple(entry[name]) for name in ("choices", "bounds", "required_if") if name in entry}
    if not entry.get("years"):
        return (Column(**facts),)
    examples = entry.get("example", [None] * len(SCHEME_YEARS))
    return tuple(
        Column(
            **facts | {name: entry[name].format(year) for name in ("heading", "help")} | {"example": example}
        )
        for year, example in zip(SCHEME_YEARS, examples, strict=True)
    )

"""What a file leaves to decide: its unknown columns, and the fields that they may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field that a column may be.

    Parameters
    ----------
    field
        Field of the table.
    score
        From 0 to 100: 65 points for the likeness of the headings, 35 for the share of values that the field
        can read; values that only this field can have give 85 points by themselves.
    fit
        Share of its values that the field can read, % (0 to 100); ``None`` for an empty column.
    """

    field: str
    score: int
    fit: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown column.

    Parameters
    ----------
    sheet, table
        Where it stands.
    heading
        As written.
    letters
        Letters of its column in Excel.
    samples
        A few of its values, without contacts.
    suggestions
        Likely fields, best first.
    chosen
        Field proposed; empty when none is likely enough.
    """

    sheet: str
    table: str
    heading: str
    letters: str
    samples: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Assistance:
    """What a file leaves to decide.

    Parameters
    ----------
    profile
        Profile under which it is read.
    questions
        Unknown columns, in the order of the file.
    missing
        (sheet, table) → required fields that no column gives.
    free
        (sheet, table) → fields that no column gives, required ones first.
    """

    profile: str
    questions: tuple[Question, ...] = ()
    missing: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    free: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

"""The values of a move as JSON writes them, each read back with a French refusal that names its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, TypeAlias, TypeVar

from maynum_dash.domain.errors import ScaleError, ScenarioError
from maynum_dash.domain.scale import ScaleVersion
from maynum_dash.sources.scale import read_version
from maynum_dash.sources.scale_text import version_table

YEARS: Final = range(2000, 2101)
_MOST_POSTS: Final = 500

Words = TypeVar("Words", bound=StrEnum)
Read: TypeAlias = Callable[[str, object], Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """How one value of a move is written and read back.

    Parameters
    ----------
    key
        Its key in the JSON object.
    read
        From its place, named in a refusal, and what JSON gave, the value.
    write
        From the value, what JSON knows.
    """

    key: str
    read: Read
    write: Callable[[Any], Any] = lambda value: value


def refused(place: str, value: object, expected: str) -> ScenarioError:
    """Say what is written in a place, and what is expected there."""
    return ScenarioError(place, f"« {value} » est écrit", f"Il faut {expected}")


def day(place: str, value: object) -> date:
    """Read a date."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else date.min
    except ValueError:
        found = date.min
    if found.year not in YEARS or found.isoformat() != value:
        raise refused(place, value, "une date AAAA-MM-JJ, de 2000 à 2100, par exemple 2027-01-01")
    return found


def day_or_none(place: str, value: object) -> date | None:
    """Read a date, or nothing."""
    return None if value is None else day(place, value)


def number(low: Decimal, high: Decimal, expected: str) -> Read:
    """Make the reader of numbers of two decimals at most, bounds included."""

    def read(place: str, value: object) -> Decimal:
        try:
            found = Decimal(str(value)) if isinstance(value, int | float | str) else Decimal("NaN")
        except InvalidOperation:
            found = Decimal("NaN")
        exact = found.is_finite() and low <= found <= high and found == round(found, 2)
        if isinstance(value, bool) or not exact:
            raise refused(place, value, expected)
        return found.normalize() + 0

    return read


def whole(low: int, high: int, expected: str) -> Read:
    """Make the reader of whole numbers, bounds included."""

    def read(place: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise refused(place, value, expected)
        return value

    return read


def post_ids(place: str, value: object) -> tuple[str, ...]:
    """Read a list of posts, each once."""
    if isinstance(value, list) and len(value) <= _MOST_POSTS and all(isinstance(one, str) for one in value):
        return tuple(dict.fromkeys(one.strip() for one in value if one.strip()))
    raise refused(place, value, f"une liste d’identifiants de postes, {_MOST_POSTS} au plus")


def flag(place: str, value: object) -> bool:
    """Read yes or no."""
    if isinstance(value, bool):
        return value
    raise refused(place, value, "vrai (true) ou faux (false)")


def siren(place: str, value: object) -> str:
    """Read the code of an EPCI."""
    if isinstance(value, str) and re.fullmatch(r"\d{9}", value):
        return value
    raise refused(place, value, "le SIREN d’une intercommunalité, 9 chiffres")


def word(words: type[Words]) -> Read:
    """Make the reader of one of a few words."""

    def read(place: str, value: object) -> Words:
        if value in [word.value for word in words]:
            return words(value)
        raise refused(place, value, "l’un de " + ", ".join(f"« {word} »" for word in words))

    return read


def version(place: str, value: object) -> ScaleVersion:
    """Read a version of the funding scale."""
    table = dict(value) if isinstance(value, dict) else {}
    table["valable_depuis"] = day(place, table.get("valable_depuis"))
    try:
        return read_version(table, "du scénario", "Version proposée")
    except ScaleError as error:
        raise ScenarioError(place, f"{error.place} : {error.reason}", error.remedy) from error


def write_version(version: ScaleVersion) -> dict[str, Any]:
    """Write a version of the funding scale as JSON knows it."""
    return {**version_table(version), "valable_depuis": version.valid_from.isoformat()}


def decimals(number: Decimal) -> str:
    """Write a number without exponent."""
    return f"{number:f}"

"""The headings of every known export, kept as data, and how a written heading is compared with them."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from maynum_dash.domain.errors import MissingReferenceError
from maynum_dash.sources.folder import HEADINGS
from maynum_dash.sources.values import fold

CANONICAL_PROFILE = "classeur"
PERSONAL = "personal"
README = "readme"
SHEET = "sheet"
UNUSED = "unused"
REQUIRED = "required"

# Units and hints that people add to a heading, once folded: « (€) », « (en euros) », « (jj/mm/aaaa) ».
_HINT = re.compile(r" (?:en|eur|euros?|oblig|obligatoire|facultatif|optionnel|jj mm aaaa|14 chiffres|0 a 1)$")
_THOUSANDS = re.compile(r"(?: en)? (?:k|ke|keur|keuros?|k euros?|m|milliers?(?: d)?|millions?(?: d)?)$")
_YEARS = (
    (re.compile(r"\b(?:a|an|annee) ?([123])\b"), r"a\1"),
    (re.compile(r"\b([123]) ?(?:re|er|ere|e|nde?|eme) annee\b"), r"a\1"),
    (re.compile(r"\bpremiere annee\b"), "a1"),
    (re.compile(r"\b(?:deuxieme|seconde) annee\b"), "a2"),
    (re.compile(r"\btroisieme annee\b"), "a3"),
)
# The census names its columns by year: « P21_POP0014 » is written « P##_POP0014 » in the table of headings.
_VINTAGE = re.compile(r"p([0-9]{2}) (?=pop)")
_CENTURY_TURN = 50
_LONGEST = 200


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """What one profile of export calls its sheets and columns.

    Parameters
    ----------
    profile
        Name of the profile, for instance ``"classeur"``.
    sheets
        Compared name of a sheet → table.
    fields
        Table → compared heading → field.
    canonical
        (table, field) → heading of the template, as it is written there.
    personal
        Compared headings of columns that must not be stored.
    unused
        Compared headings of columns that are known and of no use here.
    required
        Table → fields without which the profile is not recognised; empty for the canonical workbook, of which
        `fields.TABLES` says it.
    learned, aside
        (table, compared heading) that the team taught, and that it leaves aside (see `lessons`).
    """

    profile: str
    sheets: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    canonical: Mapping[tuple[str, str], str]
    personal: frozenset[str]
    unused: frozenset[str]
    required: Mapping[str, tuple[str, ...]]
    learned: frozenset[tuple[str, str]] = frozenset()
    aside: frozenset[tuple[str, str]] = frozenset()

    def field(self, table: str, written: str) -> str | None:
        """Find the field that a written heading names in a table."""
        return self.fields[table].get(heading_key(written))

    def name(self, table: str, field: str) -> str:
        """Give the heading of the template for a field."""
        return self.canonical[table, field]


@lru_cache(maxsize=4096)
def heading_key(written: str) -> str:
    r"""Bring a heading to the form under which headings are compared.

    Parameters
    ----------
    written
        Heading as written: any case, accents, spaces, line breaks, marks of required columns, units.

    Examples
    --------
    >>> heading_key("Début  de\nconvention *"), heading_key("Département – Année 2 (en €)")
    ('debut de convention', 'departement a2')
    """
    key = fold(written[:_LONGEST])
    for pattern, replacement in _YEARS:
        key = pattern.sub(replacement, key)
    key = _VINTAGE.sub("p ", key)
    shorter = _HINT.sub("", key)
    while shorter != key:
        key, shorter = shorter, _HINT.sub("", shorter)
    return key


def vintage(written: str) -> int | None:
    """Give the year that a heading of the census bears.

    Parameters
    ----------
    written
        Heading as written.

    Examples
    --------
    >>> vintage("P21_POP0014"), vintage("P99_POP0014"), vintage("Statut")
    (2021, 1999, None)
    """
    found = _VINTAGE.match(fold(written[:_LONGEST]))
    if found is None:
        return None
    return int(found[1]) + (1900 if int(found[1]) > _CENTURY_TURN else 2000)


def in_thousands(written: str) -> str | None:
    """Give the heading without « k€ », « milliers d'euros »; ``None`` when it has no such unit."""
    key = heading_key(written)
    shorter = _THOUSANDS.sub("", key)
    return shorter if shorter != key else None


@lru_cache(maxsize=32)
def load_headings(profile: str = CANONICAL_PROFILE, path: Path = HEADINGS) -> Headings:
    """Read the table of headings for one profile.

    Parameters
    ----------
    profile
        Profile of export.
    path
        CSV file with the columns profile, table, field, heading, canonical.

    Raises
    ------
    MissingReferenceError
        When the file is missing or says nothing about the profile.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if row["profile"] == profile]
    except FileNotFoundError:
        raise MissingReferenceError(path.name) from None
    if not rows:
        raise MissingReferenceError(path.name)
    fields: dict[str, dict[str, str]] = {}
    required: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row["field"] not in {SHEET, PERSONAL, UNUSED}:
            fields.setdefault(row["table"], {})[heading_key(row["heading"])] = row["field"]
        if row["canonical"] == REQUIRED:
            required[row["table"]] = (*required.get(row["table"], ()), row["field"])
    return Headings(
        profile=profile,
        sheets={fold(row["heading"]): row["table"] for row in rows if row["field"] == SHEET},
        fields=fields,
        canonical={(row["table"], row["field"]): row["heading"] for row in rows if row["canonical"]},
        personal=_keys(rows, PERSONAL),
        unused=_keys(rows, UNUSED),
        required=required,
    )


def _keys(rows: Sequence[Mapping[str, str]], field: str) -> frozenset[str]:
    """Give the compared headings of one field, whatever the table."""
    return frozenset(heading_key(row["heading"]) for row in rows if row["field"] == field)


@lru_cache(maxsize=8)
def profile_names(path: Path = HEADINGS) -> tuple[str, ...]:
    """List the profiles of the table of headings, the canonical workbook first.

    Parameters
    ----------
    path
        CSV file of the headings.

    Raises
    ------
    MissingReferenceError
        When the file is missing.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            names = dict.fromkeys(row["profile"] for row in csv.DictReader(lines))
    except FileNotFoundError:
        raise MissingReferenceError(path.name) from None
    return tuple(names)


@lru_cache(maxsize=8)
def known_headings(path: Path = HEADINGS) -> frozenset[str]:
    """Give the compared headings of every profile together.

    Parameters
    ----------
    path
        CSV file of the headings; empty when it is missing, which `load_headings` says.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return frozenset(
                heading_key(row["heading"]) for row in csv.DictReader(lines) if row["field"] != SHEET
            )
    except FileNotFoundError:
        return frozenset()

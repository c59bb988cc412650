"""The headings of every known export, kept as data, and how a written heading is compared with them."""

import csv
import re
from collections.abc import Mapping
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
    """

    profile: str
    sheets: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    canonical: Mapping[tuple[str, str], str]
    personal: frozenset[str]

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
    shorter = _HINT.sub("", key)
    while shorter != key:
        key, shorter = shorter, _HINT.sub("", shorter)
    return key


def in_thousands(written: str) -> str | None:
    """Give the heading without « k€ », « milliers d'euros »; ``None`` when it has no such unit."""
    key = heading_key(written)
    shorter = _THOUSANDS.sub("", key)
    return shorter if shorter != key else None


@lru_cache(maxsize=8)
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
    for row in rows:
        if row["field"] not in {SHEET, PERSONAL}:
            fields.setdefault(row["table"], {})[heading_key(row["heading"])] = row["field"]
    return Headings(
        profile=profile,
        sheets={fold(row["heading"]): row["table"] for row in rows if row["field"] == SHEET},
        fields=fields,
        canonical={(row["table"], row["field"]): row["heading"] for row in rows if row["canonical"] == "yes"},
        personal=frozenset(heading_key(row["heading"]) for row in rows if row["field"] == PERSONAL),
    )


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

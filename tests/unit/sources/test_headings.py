import csv
from pathlib import Path

import pytest

from maynum_dash.domain.errors import MissingReferenceError
from maynum_dash.sources.fields import TABLES
from maynum_dash.sources.folder import HEADINGS
from maynum_dash.sources.headings import heading_key, in_thousands, load_headings


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("Début de convention", "start"),
        ("DEBUT DE CONVENTION", "start"),
        ("Début  de\u00a0convention *", "start"),
        ("Début de\nconvention", "start"),
        ("De\u0301but de convention", "start"),
        ("Date de début de convention (jj/mm/aaaa)", "start"),
        ("Fin de convention", "end"),
        ("Fin de convention (État)", "state_end"),
        ("Fin de convention ANCT", "state_end"),
        ("ID Poste", "post_id"),
        ("id_poste", "post_id"),
        ("N° de poste", "post_id"),
        ("Département A1", "department_y1_cents"),
        ("Département A1 (€)", "department_y1_cents"),
        ("Departement - année 2 (en euros)", "department_y2_cents"),
        ("Département 3e année", "department_y3_cents"),
        ("ANCT A1", "state_y1_cents"),
        ("Bonification ANCT Année 2", "bonus_y2_cents"),
        ("Reste à charge A3", "employer_y3_cents"),
        ("SIRET (14 chiffres)", "siret"),
        ("Structure d’accueil", "employer"),
        ("Structure d'accueil", "employer"),
        ("Couleur préférée", None),
        ("Département", None),
    ],
)
def test_headings_are_recognised_however_they_are_typed(written: str, field: str | None) -> None:
    assert load_headings().field("posts", written) == field


def test_every_field_has_one_canonical_heading_and_every_heading_one_field() -> None:
    headings = load_headings()
    fields = {(table, one.name) for table, columns in TABLES.items() for one in columns}
    sheets = {(table, "sheet") for table in (*TABLES, "readme")}
    assert set(headings.canonical) == fields | sheets
    with HEADINGS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["field"] not in {"sheet", "personal"}]
    claims: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        key = row["profile"], row["table"], heading_key(row["heading"])
        claims.setdefault(key, set()).add(row["field"])
    assert {key: names for key, names in claims.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    "written", ["Département A1 (k€)", "Département A1 (en milliers d'euros)", "Département A1 K€"]
)
def test_amounts_in_thousands_are_told(written: str) -> None:
    assert in_thousands(written) == "departement a1"


def test_amounts_in_euros_are_not_thousands() -> None:
    assert in_thousands("Département A1 (€)") is None


def test_a_missing_or_foreign_table_of_headings_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(MissingReferenceError, match="introuvable"):
        load_headings("classeur", tmp_path / "absent.csv")
    with pytest.raises(MissingReferenceError):
        load_headings("profil-inconnu")

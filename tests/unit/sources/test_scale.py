"""The funding scale as a file: what is read, and what is refused in French."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from maynum_dash.domain.errors import ScaleError
from maynum_dash.domain.plan import funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.sources.scale import load_scale

VERSION = """
[[version]]
valable_depuis = 2020-11-17
base = 25000
plafond_departement = 15000
criteres = ["Structure en Mayenne"]
engagements = ["Accompagnements gratuits"]
[version.paiement]
premier_jour_pct = 70
[version.categories."Public bonifié"]
anct = [17500, 12500, 12500]
bonification = [2500, 5000, 0]
departement = [3500, 5000, 6500]
[version.categories."Public"]
anct = [17500, 12500, 12500]
bonification = [0, 0, 0]
departement = [3500, 5000, 6500]
[version.categories."Privé"]
anct = [20000, 14000, 10000]
bonification = [0, 0, 0]
departement = [3500, 5000, 6500]
[version.sources]
"Base" = "présentation du Département"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "bareme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def changed(old: str, new: str) -> str:
    assert old in VERSION
    return VERSION.replace(old, new, 1)


def test_the_shipped_scale_is_the_published_table() -> None:
    scale = load_scale()
    version = scale.version_on(date(2026, 9, 1))
    assert (version.base_cents, version.cap_cents, version.clause.first_pct) == (2500000, 1500000, 70)
    assert [
        [amount // 100 for amount in funding_plan(version, category, {})[funder]]
        for category in EmployerCategory
        for funder in Funder
    ] == [
        *([17500, 12500, 12500], [2500, 5000, 0], [3500, 5000, 6500], [1500, 2500, 6000]),
        *([17500, 12500, 12500], [0, 0, 0], [3500, 5000, 6500], [4000, 7500, 6000]),
        *([20000, 14000, 10000], [0, 0, 0], [3500, 5000, 6500], [1500, 6000, 8500]),
    ]


def test_the_shipped_scale_lists_criteria_commitments_and_the_source_of_each_category() -> None:
    version = load_scale().versions[0]
    assert len(version.criteria) >= 3
    assert len(version.commitments) >= 3
    assert set(EmployerCategory) <= set(version.sources)
    assert all(source.startswith(("[S]", "[P]", "[A]")) for source in version.sources.values())


def test_versions_are_sorted_by_date_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    later = VERSION.replace("2020-11-17", "2026-07-01").replace("base = 25000", "base = 26000")
    scale = load_scale(write(tmp_path, later + VERSION))
    assert [version.base_cents for version in scale.versions] == [2500000, 2600000]


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("6500", 650000),
        ("6499.35", 649935),
        ('"1234.35"', 123435),
        ('"1 234,35"', 123435),
        ('"6\u202f500"', 650000),
        ("0", 0),
    ],
)
def test_amounts_are_read_exactly_to_the_cent(tmp_path: Path, amount: str, cents: int) -> None:
    path = write(tmp_path, changed("[3500, 5000, 6500]", f"[3500, 5000, {amount}]"))
    amounts = load_scale(path).versions[0].amounts[EmployerCategory.PUBLIC_WITH_BONUS]
    assert amounts[Funder.DEPARTMENT] == (350000, 500000, cents)


@pytest.mark.parametrize(
    ("pct", "expected"),
    [("0", Fraction(0)), ("100", Fraction(100)), ("62.5", Fraction(125, 2)), ('"33,3"', Fraction(333, 10))],
)
def test_the_payment_share_is_exact(tmp_path: Path, pct: str, expected: Fraction) -> None:
    path = write(tmp_path, changed("premier_jour_pct = 70", f"premier_jour_pct = {pct}"))
    assert load_scale(path).versions[0].clause.first_pct == expected


def test_a_byte_order_mark_left_by_an_editor_is_ignored(tmp_path: Path) -> None:
    assert load_scale(write(tmp_path, "\ufeff" + VERSION)).versions[0].cap_cents == 1500000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "« version » manque"),
        ("version = []", "aucune version"),
        ("version = [3]", "Version n° 1 : un bloc nommé"),
        ("base = = 3", "Ligne 1, colonne 8 : l'écriture n'est pas du TOML"),
        ('base = "', "Ensemble du fichier : l'écriture n'est pas du TOML"),
        (VERSION + VERSION, "se chevauchent : elles commencent toutes deux le 17/11/2020"),
        (changed('"Privé"', '"Prive"'), "Version n° 1, « categories » : « Privé » manque"),
        (VERSION + "[version.categories.Autre]\n", "« Autre » est inconnu"),
        (changed("base = 25000\n", ""), "Version n° 1 : « base » manque"),
        (changed("base = 25000", "base = 25000\nbasse = 1"), "« basse » est inconnu"),
        (changed("base = 25000", 'base = "beaucoup"'), "« base » : « beaucoup » n'est pas un nombre"),
        (changed("base = 25000", "base = true"), "« True » n'est pas un nombre"),
        (changed("base = 25000", "base = nan"), "n'est pas un nombre"),
        (changed("base = 25000", "base = 1e400"), "dix milliards"),
        (changed("base = 25000", "base = -1"), "« base » : −1,00 € est négatif"),
        (changed("base = 25000", 'base = "−25000"'), "est négatif"),
        (changed("base = 25000", "base = 25000.001"), "deux décimales au plus"),
        (changed("[17500, 12500, 12500]", "[17500, 12500]"), "« anct » : il faut trois montants"),
        (changed("[17500, 12500, 12500]", "17500"), "« anct » : il faut trois montants"),
        (changed("[2500, 5000, 0]", "[2500, 5000, 6000.01]"), "l'année 3 apportent 25"),
        (changed("[3500, 5000, 6500]", "[3500, 5000, 6500.01]"), "plus que le plafond"),
        (changed("premier_jour_pct = 70", "premier_jour_pct = 101"), "101 n'est pas un pourcentage"),
        (changed("premier_jour_pct = 70", "premier_jour_pct = -1"), "-1 n'est pas un pourcentage"),
        (changed("premier_jour_pct = 70", "jour = 70"), "« premier_jour_pct » manque"),
        (changed("= 2020-11-17", '= "17/11/2020"'), "« 17/11/2020 » n'est pas une date"),
        (changed("= 2020-11-17", "= 2020-11-17T08:00:00"), "n'est pas une date"),
        (changed('["Structure en Mayenne"]', '"Structure"'), "« criteres » : une liste de phrases"),
        (changed('["Structure en Mayenne"]', '["a", " "]'), "« criteres » : une liste de phrases"),
        (changed('["Structure en Mayenne"]', '["a", "a"]'), "deux fois"),
        (
            changed('"Base" = "présentation du Département"', '"Base" = 3'),
            "« sources » : des lignes de texte",
        ),
    ],
)
def test_what_is_not_a_scale_is_refused_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ScaleError) as refusal:
        load_scale(write(tmp_path, text))
    assert sentence in str(refusal.value).replace("\u202f", " ").replace("\u00a0", " ")
    assert str(refusal.value).startswith("Le barème « bareme.toml » est inutilisable. ")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match="ne s'ouvre pas"):
        load_scale(tmp_path / "bareme.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bareme.toml"
    path.write_bytes(VERSION.encode("latin-1"))
    with pytest.raises(ScaleError, match="UTF-8"):
        load_scale(path)

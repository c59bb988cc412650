"""Reading and typing the raw public files."""

from pathlib import Path

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.official import read_official


def test_codes_stay_text_and_numbers_become_numbers(official_folder: Path) -> None:
    official = read_official(official_folder)
    assert official.communes.dtypes.astype(str)[["code", "epci_code", "population"]].tolist() == [
        "str",
        "str",
        "int64",
    ]
    assert official.communes["population"].tolist() == [5000, 2000, 300, 400, 900]
    assert (official.population_year, official.indicator_year) == (2023, 2017)
    assert len(official.parts) == 6
    assert official.parts.crs.to_epsg() == 4326
    assert official.zones["revitalisation_zone"].tolist() == [False, False, True, True, True]
    assert official.movements[["former_code", "code"]].to_numpy().tolist() == [
        ["99005", "99005"],
        ["99006", "99005"],
    ]


def test_the_siren_of_communes_is_optional(official_folder: Path) -> None:
    assert read_official(official_folder).communes["siren"].isna().all()
    path = official_folder / "commune_epci_test_2025.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    sirens = ["siren_commune", "219900018", "219900026", "", "219900042", "219900059"]
    path.write_text("\n".join(f"{a},{b}" for a, b in zip(lines, sirens, strict=True)), encoding="utf-8")
    read = read_official(official_folder).communes["siren"]
    assert read.fillna("–").tolist() == ["219900018", "219900026", "–", "219900042", "219900059"]


@pytest.mark.parametrize(("siren", "expected"), [("21990001", "21990001"), ("219900026", "deux fois")])
def test_a_wrong_siren_is_refused(official_folder: Path, siren: str, expected: str) -> None:
    path = official_folder / "commune_epci_test_2025.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    sirens = ["siren_commune", siren, "219900026", "", "", ""]
    path.write_text("\n".join(f"{a},{b}" for a, b in zip(lines, sirens, strict=True)), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=expected):
        read_official(official_folder)


def test_places_keep_no_contact_detail(official_folder: Path) -> None:
    places = read_official(official_folder).places
    assert set(places.columns) == {
        "kind",
        "name",
        "commune_code",
        "commune_name",
        "longitude",
        "latitude",
        "as_of",
    }
    assert places["as_of"].dt.strftime("%Y-%m-%d").tolist() == ["2024-08-01", "2022-06-01", "2022-06-01"]
    assert places["commune_code"].isna().tolist() == [False, True, True]


def test_a_byte_order_mark_and_stray_spaces_are_understood(official_folder: Path) -> None:
    path = official_folder / "zrr_communes_test_2023.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("99003,1", " 99003 , 1 "), encoding="utf-8-sig")
    assert read_official(official_folder).zones["code"].tolist()[2] == "99003"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("commune_epci_test_2025.csv", "nom_epci", "epci_nom", "nom_epci"),
        ("commune_epci_test_2025.csv", "pop_municipale", "population", "pop_municipale_AAAA"),
        ("commune_epci_test_2025.csv", ",5000", ",", "n'est pas un nombre"),
        ("commune_epci_test_2025.csv", ",5000", ",5000.5", "nombre entier"),
        ("commune_epci_test_2025.csv", "99,200000002", "99,20000002", "20000002"),
        ("indicateurs_rp2017_communes_test.csv", "99004,", "9004,", "9004"),
        ("indicateurs_rp2017_communes_test.csv", "99004,", "99003,", "deux fois"),
        ("indicateurs_rp2017_communes_test.csv", "99004,70", "99004,s", "« s »"),
        ("indicateurs_rp2017_communes_test.csv", "99004,70", "99004,170", "« 170 » n'est pas un taux"),
        ("indicateurs_rp2017_communes_test.csv", "99004,70,35", "99004,70,-1", "« -1 » n'est pas un taux"),
        ("indicateurs_rp2017_communes_test.csv", "99004,70", "99004,inf", "« inf » n'est pas un taux"),
        ("communes_test_2018_ign.geojson", '"nom"', '"libelle"', "nom"),
        ("communes_test_2018_ign.geojson", "99002", "99001", "deux fois"),
        ("communes_test_2018_ign.geojson", '"Polygon"', '"Nuage"', "GeoJSON"),
        ("cantons_test_2018_ign.geojson", "{", "", "GeoJSON"),
    ],
)
def test_a_spoilt_file_is_refused_by_name(
    official_folder: Path, name: str, old: str, new: str, expected: str
) -> None:
    path = official_folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=expected) as caught:
        read_official(official_folder)
    assert f"« {name} »" in str(caught.value)


def test_a_file_that_is_no_text_is_refused(official_folder: Path) -> None:
    (official_folder / "zrr_communes_test_2023.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read_official(official_folder)


def test_a_single_feature_is_a_collection_of_one(official_folder: Path) -> None:
    path = official_folder / "departement_test_2018_ign.geojson"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.removeprefix('{"type": "FeatureCollection", "features": [').removesuffix("]}"), encoding="utf-8"
    )
    assert read_official(official_folder).outline["code"].tolist() == ["99"]

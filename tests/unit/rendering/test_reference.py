"""The whole builder, from a tiny folder of official files to the shipped folder."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from maynum_dash.domain.errors import MaynumError, MissingSourceError, ReferenceCheckError
from maynum_dash.rendering.reference import build_reference
from maynum_dash.sources.reference import load_boundaries, load_reference


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_two_builds_of_the_same_inputs_are_the_same_bytes(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    first = build_reference(official_folder, tmp_path / "a", calibration_file)
    build_reference(official_folder, tmp_path / "b", calibration_file)
    assert [name for name, _ in first.files] == sorted(path.name for path in (tmp_path / "b").iterdir())
    for name, size in first.files:
        content = (tmp_path / "a" / name).read_bytes()
        assert content == (tmp_path / "b" / name).read_bytes()
        assert len(content) == size


def test_what_is_written_is_what_is_loaded(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    built = build_reference(official_folder, tmp_path / "out", calibration_file).reference
    loaded = load_reference(tmp_path / "out")
    for name in ("communes", "epci", "cantons", "places", "former_communes", "sources"):
        assert getattr(built, name).equals(getattr(loaded, name)), name
    assert built.fit == loaded.fit


def test_tables_of_the_tiny_departement(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    reference = build_reference(official_folder, tmp_path / "out", calibration_file).reference

    communes = reference.communes.set_index("code")
    assert communes.index.tolist() == ["99001", "99002", "99003", "99004", "99005"]
    assert communes["population"].tolist() == [5000, 2000, 300, 400, 900]
    assert communes["population_15_plus"].tolist() == [4000, 1600, 240, 320, 720]
    assert communes["canton_code"].tolist()[1:] == ["99904", "99904", "99905", "99905"]
    assert communes["canton_code"].isna().tolist() == [True, False, False, False, False]
    assert communes["revitalisation_zone"].tolist() == [False, False, True, True, True]
    # The merged commune keeps the indicator of the code that survives, not that of 99006.
    assert communes["low_diploma_pct"].tolist() == [40, 50, 60, 70, 65]

    epci = reference.epci.set_index("code")
    assert epci["short_name"].tolist() == ["Ville Agglomération", "Voisins", "Nord"]
    assert epci["is_partial"].tolist() == [False, True, False]
    assert epci["population"].tolist() == [7000, 300, 1300]
    assert epci["communes"].tolist() == [2, 1, 2]
    assert epci["estimated_rate_pct"].iloc[0] == pytest.approx(16, abs=1e-6)
    assert (epci["estimated_people"].sum() / epci["population_15_plus"].sum()) == pytest.approx(0.18)

    cantons = reference.cantons.set_index("code")
    assert cantons["name"].tolist() == ["Ville-1", "Ville-2", "Ville-3", "L'Huis", "Plaine"]
    assert cantons["population"].isna().tolist() == [True, True, True, False, False]
    assert cantons["population"].dropna().tolist() == [2300, 1300]

    # One place by a former code, one by a name typed without accents, one by its point.
    assert reference.places.set_index("name")["commune_code"].to_dict() == {
        "France services Mare": "99005",
        "Mairie": "99004",
        "Médiathèque": "99003",
    }
    assert reference.former_communes.to_numpy().tolist() == [
        ["99005", "Champs", "99005"],
        ["99006", "Mare", "99005"],
    ]


def test_no_contact_detail_comes_along(official_folder: Path, calibration_file: Path, tmp_path: Path) -> None:
    build_reference(official_folder, tmp_path / "out", calibration_file)
    for path in (tmp_path / "out").iterdir():
        assert "@" not in path.read_text(encoding="utf-8")
        assert "0200000000" not in path.read_text(encoding="utf-8")


def test_levels_lie_exactly_over_one_another(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    build_reference(official_folder, tmp_path / "out", calibration_file)
    shapes = {}
    for level in ("communes", "epci", "cantons"):
        features = json.loads(load_boundaries(level, tmp_path / "out"))["features"]
        shapes[level] = {f["id"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features}
        assert all(f["id"] == f["properties"]["code"] and f["properties"]["name"] for f in features)
        assert shapely.coverage_is_valid(list(shapes[level].values()))
    assert shapes["epci"]["200000003"].equals(
        shapely.union(shapes["communes"]["99004"], shapes["communes"]["99005"])
    )
    town = shapely.union_all([shapes["cantons"][code] for code in ("99901", "99902", "99903")])
    assert town.equals(shapes["communes"]["99001"])
    # The lines that stopped short of the southern border were prolonged to it.
    southern = [shapes["cantons"][code].bounds[1] for code in ("99901", "99902", "99903")]
    assert southern == pytest.approx([48.0, 48.0, 48.0])


def test_coordinates_have_four_decimals(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    build_reference(official_folder, tmp_path / "out", calibration_file)
    text = load_boundaries("communes", tmp_path / "out")
    points = np.concatenate(
        [
            shapely.get_coordinates(shapely.from_geojson(json.dumps(feature["geometry"])))
            for feature in json.loads(text)["features"]
        ]
    )
    assert np.array_equal(points, np.round(points, 4))
    assert ": " not in text


def test_next_years_files_replace_this_years(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    older = official_folder / "commune_epci_test_2025.csv"
    text = older.read_text(encoding="utf-8").replace("pop_municipale_2022", "pop_municipale_2024")
    newer = text.replace(",1,5000", ",5100,5000").replace(",1,", ",500,")
    (official_folder / "commune_epci_test_2026.csv").write_text(newer, encoding="utf-8")
    reference = build_reference(official_folder, tmp_path / "out", calibration_file).reference
    assert reference.fit.population_year == 2024
    assert reference.communes["population"].tolist() == [5100, 500, 500, 500, 500]
    assert "commune_epci_test_2026.csv" in reference.sources["file"].tolist()
    assert "commune_epci_test_2025.csv" not in reference.sources["file"].tolist()


def test_every_input_has_its_passport(official_folder: Path, calibration_file: Path, tmp_path: Path) -> None:
    reference = build_reference(official_folder, tmp_path / "out", calibration_file).reference
    assert set(reference.sources["file"]) == {path.name for path in official_folder.iterdir()}
    assert reference.sources["sha256"].str.fullmatch(r"[0-9a-f]{64}").all()
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert all(digest in readme for digest in reference.sources["sha256"])


@pytest.mark.parametrize(
    "case",
    [
        ("commune_epci_test_2025.csv", "99004,Nord", "99007,Nord", "99007"),
        ("commune_epci_test_2025.csv", "99003,Estuaire,99", "99003,Estuaire,98", "plusieurs départements"),
        ("commune_epci_test_2025.csv", "CC du Nord,CC,99,1,400", "CC Autre,CC,99,1,400", "200000003"),
        (
            "commune_epci_test_2025.csv",
            "L'Huis,99,200000001,CA Ville Agglomération,CA",
            "L'Huis,99,200000003,CC du Nord,CC",
            "ne recouvre que",
        ),
        ("mouvements_communes_test_depuis_2013.csv", "Mare,COM,99005", "Mare,COM,99008", "99006"),
        ("indicateurs_rp2017_communes_test.csv", "99004,70,35\n", "", "Nord-la-Forêt (99004)"),
        ("zrr_communes_test_2023.csv", "99001,0\n", "", "zones de revitalisation"),
        ("centroides_communes_test_2025.csv", "99003,-0.65", "99003,-0.75", "99003"),
        ("epci_test_2025_generalise.geojson", "200000003", "200000009", "200000003"),
        ("france_services_test_2024-08.csv", "48.15,-0.65", "48.05,-0.85", "France services Mare"),
        ("lieux_mediation_test_2022-06.csv", "48.05,-0.65", "49.05,-0.65", "Médiathèque"),
    ],
)
def test_files_that_contradict_each_other_are_refused_in_french(
    official_folder: Path, calibration_file: Path, tmp_path: Path, case: tuple[str, str, str, str]
) -> None:
    name, old, new, expected = case
    spoil(official_folder / name, old, new)
    with pytest.raises(ReferenceCheckError) as caught:
        build_reference(official_folder, tmp_path / "out", calibration_file)
    assert expected in str(caught.value)
    assert "Rien n'a été écrit" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_calibration_of_an_unknown_epci_is_refused(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    spoil(calibration_file, "200000001", "200000008")
    with pytest.raises(ReferenceCheckError, match="200000008"):
        build_reference(official_folder, tmp_path / "out", calibration_file)


def test_a_failure_leaves_the_previous_folder_standing(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    build_reference(official_folder, tmp_path / "out", calibration_file)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    spoil(official_folder / "zrr_communes_test_2023.csv", "99001,0\n", "")
    with pytest.raises(MaynumError):
        build_reference(official_folder, tmp_path / "out", calibration_file)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_an_empty_folder_names_the_first_missing_file(calibration_file: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match=r"communes_\*\.geojson"):
        build_reference(tmp_path, tmp_path / "out", calibration_file)


def test_an_older_census_of_the_folder_is_kept_to_be_compared(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    latest = official_folder / "indicateurs_rp2017_communes_test.csv"
    older = official_folder / "indicateurs_rp2012_communes_test.csv"
    older.write_text(
        latest.read_text(encoding="utf-8").replace("99001,40,20", "99001,45,21"), encoding="utf-8"
    )
    plain = build_reference(official_folder, tmp_path / "out", calibration_file)
    loaded = load_reference(tmp_path / "out")

    assert loaded.fit.indicator_year == 2017
    assert loaded.vintages["year"].unique().tolist() == [2012]
    # 99006 merged since: it is no commune of today.
    assert loaded.vintages["code"].tolist() == ["99001", "99002", "99003", "99004", "99005"]
    assert loaded.vintages["low_diploma_pct"].tolist() == [45, 50, 60, 70, 65]
    assert loaded.vintages.equals(plain.reference.vintages)
    assert {latest.name, older.name} <= set(loaded.sources["file"])
    assert "recensements 2012, pour comparer" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")

    older.unlink()
    build_reference(official_folder, tmp_path / "out", calibration_file)
    assert not (tmp_path / "out" / "vintages.csv").exists()
    assert load_reference(tmp_path / "out").vintages.empty


def test_a_later_census_takes_the_place_of_the_one_before(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    text = (official_folder / "indicateurs_rp2017_communes_test.csv").read_text(encoding="utf-8")
    (official_folder / "indicateurs_rp2021_communes_test.csv").write_text(text, encoding="utf-8")
    reference = build_reference(official_folder, tmp_path / "out", calibration_file).reference
    assert reference.fit.indicator_year == 2021
    assert reference.vintages["year"].unique().tolist() == [2017]


def test_an_unreadable_older_census_is_refused_like_the_one_read(
    official_folder: Path, calibration_file: Path, tmp_path: Path
) -> None:
    (official_folder / "indicateurs_rp2012_communes_test.csv").write_text(
        "CODE_INSEE\n99001\n", encoding="utf-8"
    )
    with pytest.raises(MaynumError, match="indicateurs_rp2012"):
        build_reference(official_folder, tmp_path / "out", calibration_file)

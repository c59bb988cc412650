"""The builder away from Mayenne: fewer files, no published rate, one département of several, or several."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Polygon

from maynum_dash.analysis.need.needs import commune_needs_table, needs_table
from maynum_dash.analysis.territory.levels import departments, known_levels
from maynum_dash.analysis.territory.territories import with_indicators
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.errors import ReferenceCheckError
from maynum_dash.rendering.reference import build_reference
from maynum_dash.sources.reference import load_boundaries, load_reference

OPTIONAL = ("cantons", "departement", "epci", "mouvements", "centroides", "zrr", "france_services", "lieux")
FLAT = """
[population_15_plus]
personnes = 800
habitants = 1000
source = "Test"
[uniforme]
taux_pct = 16.5
source = "Test"
"""
# Two départements, 94 and 95, side by side; 94003 is in an EPCI of 95.
LIST = """\
code_insee,commune,departement,siren_epci,nom_epci,nature_epci,departement_siege_epci,pop_municipale_2023
94001,Bourg,94,200000001,CC de Bourg,CC,94,1000
94003,Lisière,94,200000002,CC du Plateau,CC,95,500
95001,Plateau,95,200000002,CC du Plateau,CC,95,3000
"""
RATES = """\
CODE_INSEE,TX_NSCOL15P,TX_65ETPLUS
94001,40,20
94003,50,25
95001,60,30
"""


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    path = tmp_path / "plat.toml"
    path.write_text(FLAT, encoding="utf-8")
    return path


@pytest.fixture
def country(tmp_path: Path) -> Path:
    folder = tmp_path / "pays"
    folder.mkdir()
    (folder / "commune_epci_pays_2025.csv").write_text(LIST, encoding="utf-8")
    (folder / "indicateurs_rp2017_communes_pays.csv").write_text(RATES, encoding="utf-8")
    codes = ["94001", "94004", "94003", "95001"]
    squares = [Polygon([(x, 48), (x + 0.1, 48), (x + 0.1, 48.1), (x, 48.1)]) for x in (-0.1, 0.0, 0.1, 0.2)]
    table = gpd.GeoDataFrame(
        {"code": codes, "nom": ["Bourg", "Écart", "Lisière", "Plateau"]}, geometry=squares, crs="EPSG:4326"
    )
    table.assign(insee2025=["94001", "94001", "94003", "95001"]).to_parquet(folder / "communes_2018.parquet")
    return folder


def test_only_lists_outlines_and_census_are_needed(official_folder: Path, flat: Path, tmp_path: Path) -> None:
    for path in official_folder.iterdir():
        if path.name.startswith(OPTIONAL):
            path.unlink()
    listed = official_folder / "communes_test_2018_ign.geojson"
    # Without movements, a commune of the past must not be in the outlines.
    listed.write_text(listed.read_text(encoding="utf-8").replace("99006", "99999"), encoding="utf-8")
    with pytest.raises(ReferenceCheckError, match="99999"):
        build_reference(official_folder, tmp_path / "out", flat)
    shapes = gpd.read_file(listed)
    shapes[shapes["code"] != "99999"].to_file(listed, driver="GeoJSON")
    built = build_reference(official_folder, tmp_path / "out", flat)

    reference = load_reference(tmp_path / "out")
    assert len(built.absent) == len(OPTIONAL)
    assert len(reference.communes) == 5
    assert reference.cantons.empty
    assert reference.places.empty
    assert known_levels(reference) == (Level.DEPARTMENT, Level.EPCI, Level.COMMUNES)
    assert '"features":[]' in load_boundaries("cantons", tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "Faute de fichier : contours des cantons" in readme
    assert "Mayenne" not in readme.split("## Sources")[0].split("## Chiffres")[0]


def test_without_a_published_rate_the_same_one_is_everywhere(
    official_folder: Path, flat: Path, tmp_path: Path
) -> None:
    reference = build_reference(official_folder, tmp_path / "out", flat).reference
    assert reference.fit.anchor_rate_pct is None
    assert reference.fit.slope == 0
    assert load_reference(tmp_path / "out").fit == reference.fit
    needs = needs_table(NeedSource.ESTIMATED, reference)
    assert needs["rate_pct"].tolist() == pytest.approx([16.5] * 3)
    assert needs["rate_high_pct"].tolist() == pytest.approx([16.5] * 3)
    assert "même taux partout" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_one_departement_of_a_country(country: Path, flat: Path, tmp_path: Path) -> None:
    reference = build_reference(country, tmp_path / "out", flat, code="94").reference
    assert reference.communes["code"].tolist() == ["94001", "94003"]
    assert reference.epci["population"].tolist() == [1000, 500]
    assert reference.epci["is_partial"].tolist() == [False, True]
    assert reference.former_communes["former_name"].tolist() == ["Écart"]
    assert departments(reference) == ()


def test_several_departements_at_once(country: Path, flat: Path, tmp_path: Path) -> None:
    with pytest.raises(ReferenceCheckError, match="plusieurs départements"):
        build_reference(country, tmp_path / "out", flat)
    reference = build_reference(country, tmp_path / "out", flat, code="").reference
    assert departments(reference) == ("94", "95")
    assert reference.epci["population"].tolist() == [1000, 3500]
    # The seat is within the territory: nothing of it is elsewhere.
    assert reference.epci["is_partial"].tolist() == [False, False]


def test_a_commune_without_census_takes_the_mean_of_its_epci() -> None:
    communes = pd.DataFrame(
        {
            "code": ["a", "b", "c", "d"],
            "epci_code": ["1", "1", "1", "2"],
            "population": [100, 300, 50, 10],
        }
    )
    rates = pd.DataFrame(
        {"code": ["a", "b"], "low_diploma_pct": [40.0, 60.0], "share_65_plus_pct": [20.0, 20.0]}
    )
    filled = with_indicators(communes, rates)["low_diploma_pct"]
    # (100 × 40 + 300 × 60) ÷ 400 = 55; the EPCI « 2 » has no commune with a census.
    assert filled.tolist()[:3] == [40, 60, 55]
    assert filled.isna().tolist() == [False, False, False, True]


def test_an_epci_without_any_estimate_is_not_at_zero(country: Path, flat: Path, tmp_path: Path) -> None:
    reference = build_reference(country, tmp_path / "out", flat, code="94").reference
    blank = reference.communes.assign(
        estimated_rate_pct=pd.Series([float("nan"), 20.0], dtype="float64"),
    )
    unknown = replace(reference, communes=blank)
    assert needs_table(NeedSource.ESTIMATED, unknown)["people"].isna().tolist() == [True, False]
    assert commune_needs_table(NeedSource.ESTIMATED, unknown)["people"].isna().tolist() == [True, False]

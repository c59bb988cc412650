"""A tiny département of official files: six squares that became five communes.

D (99004) | E (99005) + F (99006, merged into E in 2019)     canton K4
A (99001) | B (99002) | C (99003)                            A: cut between K1, K2, K3; B, C: K4
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from pandas import DataFrame

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.domain.scale import FundingScale
from maynum_dash.sources.basis import Basis, load_basis
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import Workbook

WEST, SOUTH, STEP = -0.9, 48.0, 0.1
SQUARES = {
    "99001": ("Ville", 0, 0),
    "99002": ("L'Huis", 1, 0),
    "99003": ("Estuaire", 2, 0),
    "99004": ("Nord-la-Forêt", 0, 1),
    "99005": ("Plaine", 1, 1),
    "99006": ("Mare", 2, 1),
}
CALIBRATION = """
[departement]
taux_pct = 18.0
source = "publié"
[ancrage]
epci = "200000001"
taux_pct = 16.0
source = "publié"
[verification]
epci = ["200000003"]
taux_pct = 25.0
source = "publié"
[population_15_plus]
personnes = 80
habitants = 100
source = "publié"
[uniforme]
taux_pct = 15.0
source = "publié"
"""
TABLES = {
    "mouvements_communes_test_depuis_2013.csv": """\
DATE_EFF,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP
2019-01-01,99006,Mare,COM,99005
2019-01-01,99006,Mare,COMD,99006
2019-01-01,99005,Champs,COM,99005
""",
    "commune_epci_test_2025.csv": """\
code_insee,commune,departement,siren_epci,nom_epci,nature_epci,departement_siege_epci,pop_municipale_2022,pop_municipale_2023
99001,Ville,99,200000001,CA Ville Agglomération,CA,99,1,5000
99002,L'Huis,99,200000001,CA Ville Agglomération,CA,99,1,2000
99003,Estuaire,99,200000002,CC des Voisins,CC,98,1,300
99004,Nord-la-Forêt,99,200000003,CC du Nord,CC,99,1,400
99005,Plaine-et-Mare,99,200000003,CC du Nord,CC,99,1,900
""",
    "centroides_communes_test_2025.csv": """\
com_insee,lon,lat
99001,-0.85,48.05
99002,-0.75,48.05
99003,-0.65,48.05
99004,-0.85,48.15
99005,-0.72,48.15
""",
    "indicateurs_rp2017_communes_test.csv": """\
CODE_INSEE,TX_NSCOL15P,TX_65ETPLUS
99001,40,20
99002,50,24
99003,60,30
99004,70,35
99005,65,33
99006,10,90
""",
    "zrr_communes_test_2023.csv": "INSEE,ZRR\n99001,0\n99002,0\n99003,1\n99004,1\n99005,1\n",
    "france_services_test_2024-08.csv": """\
lib_fs,insee_com,lib_com,latitude,longitude,telephone,mail
France services Mare,99006,Mare,48.15,-0.65,0200000000,accueil@exemple.fr
""",
    "lieux_mediation_test_2022-06.csv": """\
nom,commune,latitude,longitude
Mairie,NORD LA FORET,48.15,-0.85
Médiathèque,ESTUÈRE,48.05,-0.65
""",
}


def ring(column: float, row: float, width: float = 1, height: float = 1) -> list[list[float]]:
    """Return a rectangle of the grid, closed."""
    corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
    return [[round(WEST + (column + x) * STEP, 4), round(SOUTH + (row + y) * STEP, 4)] for x, y in corners]


def write_shapes(path: Path, shapes: Sequence[tuple[str, str, list[list[list[float]]]]], code: str) -> None:
    """Write polygons as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {code: value, "nom": name},
            "geometry": {"type": "Polygon", "coordinates": rings},
        }
        for value, name, rings in shapes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


@pytest.fixture
def official_folder(tmp_path: Path) -> Path:
    """Folder of official files which hold together; a test spoils what it wants."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    parts = [(code, name, [ring(column, row)]) for code, (name, column, row) in SQUARES.items()]
    write_shapes(folder / "communes_test_2018_ign.geojson", parts, "code")
    write_shapes(folder / "departement_test_2018_ign.geojson", [("99", "Test", [ring(0, 0, 3, 2)])], "code")
    # Coarse canton lines: between K1, K2 and K3 they stop short of the southern border of Ville.
    cantons = [
        ("99901", "Ville-1", [ring(0, 0.1, 0.4, 0.9)]),
        ("99902", "Ville-2", [ring(0.4, 0.1, 0.3, 0.9)]),
        ("99903", "Ville-3", [ring(0.7, 0.1, 0.3, 0.9)]),
        ("99904", "Huis", [ring(1, 0, 2, 1)]),
        ("99905", "Plaine", [ring(0, 1, 3, 1)]),
    ]
    write_shapes(folder / "cantons_test_2018_ign.geojson", cantons, "code")
    coarse = [
        ("200000001", "CA Ville Agglomération", [ring(0, 0, 2, 1)]),
        ("200000002", "CC des Voisins", [ring(2, 0, 9, 1)]),
        ("200000003", "CC du Nord", [ring(0, 1, 3, 1)]),
    ]
    write_shapes(folder / "epci_test_2025_generalise.geojson", coarse, "siren")
    return folder


@pytest.fixture
def calibration_file(tmp_path: Path) -> Path:
    """Write published aggregates that the tiny département can reproduce."""
    path = tmp_path / "calage.toml"
    path.write_text(CALIBRATION, encoding="utf-8")
    return path


Tables: TypeAlias = dict[str, list[dict[str, Any]]]
MakeBoard: TypeAlias = Callable[..., Board]
# What a line of a table is when the test does not say otherwise.
PLAIN: dict[str, dict[str, Any]] = {
    "posts": {
        "employer": "Mairie A",
        "epci": "CC de l'Ernée",
        "category": "Public bonifié",
        "status": "Occupé",
        "fte": 1.0,
        "start": date(2026, 9, 1),
    },
    "payments": {"post_id": "1", "paid_on": date(2026, 9, 1), "amount_cents": 245_000},
    "envelopes": {"fiscal_year": 2026, "authorisation": "AE", "vote": "BP", "amount_cents": 1_500_000},
}


@pytest.fixture(scope="session")
def hostile() -> dict[str, list[str]]:
    """Texts that somebody could type to have them run: ``formulas`` and ``markup``."""
    path = Path(__file__).parents[1] / "data" / "hostile.json"
    texts: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return texts


@pytest.fixture(scope="session")
def basis() -> Basis:
    """The scale and the territories that are shipped."""
    return load_basis()


@pytest.fixture(scope="session")
def make_board(basis: Basis) -> MakeBoard:
    """Make a board of a few posts; a line says only what differs from a plain one, posts are numbered."""

    def make(
        posts: Sequence[dict[str, Any]], *, scale: FundingScale = basis.scale, **others: list[dict[str, Any]]
    ) -> Board:
        numbered = [{"post_id": str(rank), **line} for rank, line in enumerate(posts, start=1)]
        given: Tables = {"posts": numbered, **others}
        tables = {
            table: _table(table, given.get(table, []))
            for table in (
                "posts",
                "payments",
                "envelopes",
                "criteria",
                "needs",
                "places",
                "fragility",
                "elected",
            )
        }
        workbook = Workbook(
            "suivi.xlsx",
            "0" * 64,
            "classeur",
            False,
            **tables,
            sheets=(),
            anomalies=(),
            complements=(),
            is_marked=False,
        )
        return build_board(workbook, replace(basis, scale=scale))

    return make


def _table(name: str, lines: Sequence[dict[str, Any]]) -> DataFrame:
    full = [{"row": rank, **PLAIN.get(name, {}), **line} for rank, line in enumerate(lines, start=2)]
    columns = frame(name).columns
    assert all(line.keys() <= set(columns) for line in full), "a column that no table has"
    return frame(name, {column: [line.get(column) for line in full] for column in columns})

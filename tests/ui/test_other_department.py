"""The same software for another département: every page, in its own process, from its own data folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
from openpyxl import Workbook
from shapely.geometry import box

from maynum_dash.rendering.reference import build_reference
from maynum_dash.sources.folder import DATA

ROOT = Path(__file__).parents[2]
COMMUNES = [
    ("61001", "Alençon", "246100663", "CU d'Alençon", "61", 26000, 45.0),
    ("61169", "Flers", "200035814", "CA Flers Agglo", "61", 14000, 60.0),
    ("72008", "Ancinnes", "246100663", "CU d'Alençon", "61", 900, 55.0),
]
NAMES = {
    "orne": ("61", "Orne", "l'Orne", "tout l'Orne", "de l'Orne", "dans l'Orne"),
    "perche": ("", "Perche", "le Perche", "tout le Perche", "du Perche", "dans le Perche"),
}
KEYS = ("code", "nom", "avec_article", "entier", "de", "en")
CALIBRATION = """
[population_15_plus]
personnes = 800
habitants = 1000
source = "Test"
[uniforme]
taux_pct = 16.5
source = "Test"
"""
HEADINGS = ["ID Poste", "Structure", "EPCI", "Commune", "Statut", "Début de convention", "EPCI desservis"]
POSTS = [
    ["1", "Ville A", "CU d'Alençon", "Alençon", "Occupé", "01/09/2026", "tout l'Orne"],
    ["2", "Ville B", "Flers Agglo", "Flers", "Vacant", "01/03/2025", ""],
    ["3", "Ville C", "Atlantide", "Laval-Atlantide", "Occupé", "01/03/2025", ""],
]
# Opens each address and prints what each page says: whatever a browser would receive.
SCRIPT = """
import json, sys
from google.protobuf.json_format import MessageToJson
from streamlit.testing.v1 import AppTest
from maynum_dash.ui.registry import PAGES

def walk(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from walk(child)
        if getattr(child, "proto", None) is not None:
            yield MessageToJson(child.proto, ensure_ascii=False)

said = {}
for path, query in json.loads(sys.argv[2]):
    app = AppTest.from_file(sys.argv[1], default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if path != "dashboard.py":
        app.switch_page(path).run()
    assert not app.exception, (path, query, [one.value for one in app.exception])
    said[path + json.dumps(query)] = "\\n".join([*walk(app.main), *walk(app.sidebar)])
print(json.dumps(said))
"""
ADDRESSES = [
    ("dashboard.py", {}),
    *(("pages/carte.py", {"niveau": level}) for level in ("departement", "epci", "communes")),
    ("pages/budget.py", {}),
    *(
        ("pages/couverture.py", {"aspect": aspect})
        for aspect in ("offre", "acces", "priorites", "equite", "sources", "fiche")
    ),
    # No canton is known there: an address of Mayenne falls back on another size.
    ("pages/carte.py", {"niveau": "cantons"}),
    ("pages/couverture.py", {"aspect": "fiche", "fiche": "cantons"}),
    ("pages/couverture.py", {"aspect": "priorites", "echelle": "cantons"}),
    *(("pages/postes.py", {"feuillet": leaf}) for leaf in ("liste", "frise", "fiche")),
    ("pages/scenarios.py", {}),
    ("pages/imports.py", {}),
    ("pages/presentation.py", {}),
    ("pages/methode.py", {}),
]


def data_folder(folder: Path, name: str) -> Path:
    """Set a neighbour up as the documents say: a copy of the data folder, a few lines, the builder."""
    sources = folder / "sources"
    sources.mkdir()
    rows = [
        f"{code},{commune},{code[:2]},{epci},{label},CC,{seat},{people}"
        for code, commune, epci, label, seat, people, _ in COMMUNES
    ]
    heading = (
        "code_insee,commune,departement,siren_epci,nom_epci,nature_epci,departement_siege_epci,"
        "pop_municipale_2023"
    )
    (sources / "commune_epci_2025.csv").write_text("\n".join([heading, *rows]), encoding="utf-8")
    rates = [f"{code},{share},30" for code, *_, share in COMMUNES]
    (sources / "indicateurs_rp2017_communes_x.csv").write_text(
        "\n".join(["CODE_INSEE,TX_NSCOL15P,TX_65ETPLUS", *rates]), encoding="utf-8"
    )
    shapes = [box(x, 48.4, x + 0.2, 48.6) for x in (0.0, 0.2, 0.4)]
    named = {"code": [one[0] for one in COMMUNES], "nom": [one[1] for one in COMMUNES]}
    gpd.GeoDataFrame(named, geometry=shapes, crs="EPSG:4326").to_parquet(sources / "communes_2018.parquet")
    data = folder / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("reference", "demo"))
    values = zip(KEYS, NAMES[name], strict=True)
    lines = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values)
    (data / "territoire.toml").write_text(lines, encoding="utf-8")
    (data / "calage.toml").write_text(CALIBRATION, encoding="utf-8")
    for file in ("bareme.toml", "donnees-ouvertes.toml"):
        text = (data / file).read_text(encoding="utf-8")
        text = text.replace("de la Mayenne", NAMES[name][4]).replace("en Mayenne", NAMES[name][5])
        (data / file).write_text(text, encoding="utf-8")
    aliases = (data / "alias_territoires.csv").read_text(encoding="utf-8").partition("\n")[0]
    (data / "alias_territoires.csv").write_text(f"{aliases}\n", encoding="utf-8")
    build_reference(sources, data / "reference", data / "calage.toml", code=NAMES[name][0])
    return data


def workbook(folder: Path) -> Path:
    folder.mkdir()
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Postes"
    for row in (HEADINGS, *POSTS):
        page.append(row)
    book.save(folder / "suivi.xlsx")
    return folder


@pytest.mark.parametrize("name", list(NAMES))
def test_no_page_of_another_territory_speaks_of_mayenne(tmp_path: Path, name: str) -> None:
    variables = {
        "MAYNUM_DATA": str(data_folder(tmp_path, name)),
        "MAYNUM_DOSSIER": str(tmp_path / "memoire"),
        "MAYNUM_CLASSEURS": str(workbook(tmp_path / "classeurs")),
        "MAYNUM_AUJOURDHUI": "2026-11-23",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT / "dashboard.py"), json.dumps(ADDRESSES)],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    assert len(said) == len(ADDRESSES)
    for address, text in said.items():
        assert len(text) > 500, address
        for word in ("Mayenne", "mayennais", "Laval Agglo", "Ernée"):
            assert word not in text, (address, text[max(0, text.find(word) - 200) :][:400])
    everything = "\n".join(said.values())
    assert NAMES[name][4] in everything
    assert "Même taux partout" in everything
    # Communes are drawn for one département at a time, when there are several.
    assert ("72 – Sarthe" in everything) is (name == "perche")
    assert ("par commune, Orne" in everything) is (name == "perche")

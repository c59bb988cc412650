"""What leaves with a map is opened again by a second program."""

import io
import json
from datetime import date

import geopandas as gpd
import pandas as pd
from openpyxl import load_workbook
from PIL import Image

from maynum_dash.rendering.geodata import geojson, geopackage
from maynum_dash.rendering.rasters import png
from maynum_dash.rendering.spreadsheets import spreadsheet
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.reference import load_boundaries, load_reference

HOSTILE = "=cmd|' /C calc'!A0\x00"
COLUMNS = [
    Column("label_name", "Territoire", is_wide=True),
    Column("rate_pct", "Taux", Kind.PERCENT),
    Column("euros_cents", "Euros", Kind.EUROS),
    Column("posts", "Postes", Kind.INTEGER),
]
NOTES = ["Carte d’essai", "Source : Données de démonstration, empreinte 7F3K-92QD"]


def table() -> pd.DataFrame:
    epci = load_reference().epci
    return pd.DataFrame({"code": epci["code"], "label_name": epci["short_name"]}).assign(
        label_name=[HOSTILE, *epci["short_name"][1:]],
        rate_pct=[float("nan"), *range(1, 10)],
        euros_cents=pd.array([None, *range(-1, 8)], dtype="Int64"),
        posts=pd.array(range(10), dtype="Int64"),
    )


def test_boundaries_leave_with_their_values_and_what_is_missing_is_null() -> None:
    content = json.loads(geojson(load_boundaries("epci"), table(), COLUMNS, NOTES))
    assert content["mentions"] == NOTES
    rows = {feature["id"]: feature["properties"] for feature in content["features"]}
    first, second = table()["code"][:2]
    assert len(rows) == 10
    assert (rows[first]["Taux"], rows[first]["Euros"]) == (None, None)
    assert rows[second]["Euros"] == -0.01
    assert rows[first]["Territoire"] == HOSTILE.replace("\x00", "")


def test_a_geopackage_holds_the_same_as_the_geojson() -> None:
    packed = gpd.read_file(io.BytesIO(geopackage(load_boundaries("epci"), table(), COLUMNS, NOTES)))
    assert packed.crs == "EPSG:4326"
    plain = gpd.read_file(io.BytesIO(geojson(load_boundaries("epci"), table(), COLUMNS, NOTES)))
    packed, plain = packed.set_index("code").sort_index(), plain.set_index("code").sort_index()
    assert packed.geometry.geom_equals(plain.geometry).all()
    pd.testing.assert_series_equal(packed["Taux"], plain["Taux"])


def test_a_table_leaves_with_typed_cells_and_no_formula() -> None:
    content = spreadsheet(table(), COLUMNS, "Carte d’essai", NOTES, date(2026, 11, 23))
    assert spreadsheet(table(), COLUMNS, "Carte d’essai", NOTES, date(2026, 11, 23)) == content
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in page[3]] == ["Territoire", "Taux", "Euros", "Postes"]
    assert [cell.value for cell in page[4]] == [HOSTILE.replace("\x00", ""), None, None, 0]
    assert page.cell(4, 1).data_type == "s"
    assert page.cell(5, 3).value == -0.01
    assert [page.cell(15, 1).value, page.cell(16, 1).value] == NOTES


def test_a_picture_is_drawn_without_any_font_of_the_machine() -> None:
    words = '<text x="20" y="80" font-size="60" font-family="Source Sans Pro">Mayenne</text>'
    paper = '<rect width="300" height="100" fill="#fff"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">{paper}{{}}</svg>'
    drawn = Image.open(io.BytesIO(png(svg.format(words), 600)))
    blank = Image.open(io.BytesIO(png(svg.format(""), 600)))
    assert drawn.size == (600, 200)
    assert drawn.tobytes() != blank.tobytes()

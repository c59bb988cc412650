"""The GeoJSON opens in another program, with our figures."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

import geopandas
import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.opendata.territories import Values, territories_geojson
from maynum_dash.rendering.stamp import Stamp

MakeBoard: TypeAlias = Callable[..., Board]
STAMP = Stamp("Classeur « a.xlsx »", date(2026, 11, 23), "7F3K-92QD", "Données de démonstration")


def values_of(board: Board, level: Level, source: NeedSource = NeedSource.ESTIMATED) -> Values:
    return Values(board, level, source, Reading.TRANCHE, 2026)


@pytest.mark.parametrize(("level", "count"), [(Level.EPCI, 10), (Level.COMMUNES, 240)])
def test_every_territory_is_a_feature_with_its_figures(
    level: Level, count: int, make_board: MakeBoard
) -> None:
    values = values_of(make_board([{"commune": "Ernée"}]), level)
    read = geopandas.read_file(io.BytesIO(territories_geojson(values, STAMP))).set_index("code")
    assert (len(read), str(read.crs)) == (count, "EPSG:4326")
    assert read.geometry.is_valid.all()
    expected = values.table.set_index("code")
    assert read["departement_centimes"].sum() == expected["euros_cents"].sum() == 350_000
    assert read["personnes_illectronisme"].to_dict() == pytest.approx(expected["people"].to_dict(), abs=0.5)
    assert read["postes_occupes"].to_dict() == expected["posts_occupied"].to_dict()


def collection(values: Values, stamp: Stamp = STAMP) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(territories_geojson(values, stamp))
    return read


def test_what_is_not_known_is_null_and_no_zero(make_board: MakeBoard) -> None:
    board = make_board([{}], needs=[{"epci": "Ernée", "rate_pct": 20.0, "year": 2021, "source": "Insee"}])
    features = collection(values_of(board, Level.EPCI, NeedSource.OFFICIAL))["features"]
    rates = {one["properties"]["nom"]: one["properties"]["taux_illectronisme_pct"] for one in features}
    assert rates.pop("CC de l'Ernée") == 20.0
    assert set(rates.values()) == {None}


def test_the_file_says_where_it_comes_from(make_board: MakeBoard) -> None:
    read = collection(values_of(make_board([{}]), Level.EPCI))
    assert read["source"] == STAMP.source
    assert (read["empreinte"], read["avertissement"]) == ("7F3K-92QD", "Données de démonstration")
    assert "IGN" in read["mentions"]
    plain = collection(values_of(make_board([{}]), Level.EPCI), replace(STAMP, fingerprint="", warning=""))
    assert {"empreinte", "avertissement"}.isdisjoint(plain)

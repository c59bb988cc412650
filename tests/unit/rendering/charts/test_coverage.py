"""Charts of need against offer hold the numbers of their table."""

import pandas as pd
import pytest

from maynum_dash.rendering.charts.coverage import densities, shares

HOSTILE = "<a href='https://e.example'>Ernée</a>"
INERT = "&lt;a href=&#39;https://e.example&#39;&gt;Ernée&lt;/a&gt;"


def coverage(*rows: tuple[str, float | None, float, float, float, float, float]) -> pd.DataFrame:
    columns = ["name", "people", "fte", "fte_per_1000", "ci_low", "ci_high", "quotient"]
    return pd.DataFrame(list(rows), columns=columns).astype({"name": "str", "people": "float64"})


NAN = float("nan")
TABLE = coverage(
    ("Laval", 3000.0, 1.0, 1 / 3, 0.1, 1.9, 0.5),
    ("Craon", 1000.0, 3.0, 3.0, 0.6, 8.8, 4.5),
    ("Ernée", 2000.0, 0.0, 0.0, 0.0, 1.8, 0.0),
    ("Sablé", None, 4.0, NAN, NAN, NAN, NAN),
)


def test_each_point_is_a_density_with_its_two_sided_interval() -> None:
    points = densities(TABLE, 0.667).data[0]
    assert list(points.y) == ["Ernée", "Laval", "Craon"]
    assert list(points.x) == pytest.approx([0.0, 1 / 3, 3.0])
    low = [x - less for x, less in zip(points.x, points.error_x.arrayminus, strict=True)]
    high = [x + more for x, more in zip(points.x, points.error_x.array, strict=True)]
    assert low == pytest.approx([0.0, 0.1, 0.6])
    assert high == pytest.approx([1.8, 1.9, 8.8])
    assert points.error_x.symmetric is False


def test_a_territory_without_data_is_not_drawn_as_zero() -> None:
    assert "Sablé" not in densities(TABLE, 0.667).data[0].y
    assert all("Sablé" not in bar.y for bar in shares(TABLE).data)


def test_the_hover_says_density_and_interval_in_french() -> None:
    points = densities(TABLE, 0.667).data[0]
    assert points.hovertext[1] == ("Laval : 0,33 ETP pour 1 000 personnes<br>intervalle à 95 % : 0,10 à 1,90")
    assert points.hoverinfo == "text"
    assert densities(TABLE, 0.667).layout.separators == ",\u202f"


def test_the_rules_stand_where_they_say() -> None:
    figure = densities(TABLE, 0.667, target=1.25)
    assert [line.x0 for line in figure.layout.shapes] == [0.667, 1.25]
    assert [note.text for note in figure.layout.annotations] == ["Mayenne : 0,67", "densité visée : 1,25"]
    assert len(densities(TABLE, 0.667).layout.shapes) == 1


def test_shares_are_parts_of_the_territories_drawn_and_add_up() -> None:
    offer, need = shares(TABLE).data
    assert list(offer.y) == list(need.y) == ["Craon", "Ernée", "Laval"]
    assert list(offer.x) == pytest.approx([75.0, 0.0, 25.0])
    assert list(need.x) == pytest.approx([100 / 6, 100 / 3, 50.0])
    assert sum(offer.x) == pytest.approx(100)
    assert sum(need.x) == pytest.approx(100)
    assert need.hovertext[0] == "Craon<br>Part du besoin (personnes en illectronisme) : 16,7\u00a0%"


def test_no_offer_at_all_is_drawn_as_zero_not_as_an_error() -> None:
    offer, need = shares(TABLE.assign(fte=0.0)).data
    assert list(offer.x) == [0.0, 0.0, 0.0]
    assert sum(need.x) == pytest.approx(100)


def test_an_empty_table_is_drawn() -> None:
    assert len(densities(TABLE.head(0), 0.0).data[0].y) == 0
    assert [len(bar.y) for bar in shares(TABLE.head(0)).data] == [0, 0]


def test_a_name_never_becomes_markup() -> None:
    table = coverage((HOSTILE, 1000.0, 1.0, 1.0, 0.1, 5.0, 1.0))
    points = densities(table, 1.0).data[0]
    assert list(points.y) == [INERT]
    assert points.hovertext[0].startswith(f"{INERT} : ")
    for bar in shares(table).data:
        assert list(bar.y) == [INERT]
        assert bar.hovertext[0].startswith(f"{INERT}<br>")

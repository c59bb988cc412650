import pandas as pd

from maynum_dash.rendering.charts.access import reach

CURVE = pd.DataFrame({"radius_km": [0.0, 10.0], "people": [10, 40], "share_pct": [25.0, 100.0]})


def test_one_line_today_and_another_with_the_places_added() -> None:
    assert len(reach(CURVE, None, 10).data) == 1
    figure = reach(CURVE, CURVE.assign(share_pct=[50.0, 100.0]), 10)
    assert [list(line.y) for line in figure.data] == [[25.0, 100.0], [50.0, 100.0]]
    # Told apart in grey too.
    assert figure.data[0].line.dash != figure.data[1].line.dash


def test_what_is_pointed_at_is_written_in_french() -> None:
    assert reach(CURVE, None, 10).data[0].hovertext[1] == ("Lieux d’aujourd’hui<br>à 10,0 km : 100,0\u00a0%")

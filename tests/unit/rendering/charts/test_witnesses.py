from maynum_dash.analysis.need.witnesses import compared_table, witnesses
from maynum_dash.rendering.charts.witnesses import colours, dumbbells
from maynum_dash.sources.reference import load_reference


def test_each_source_has_a_shape_and_a_mark_for_each_territory_that_it_knows() -> None:
    reference = load_reference()
    seen = witnesses(reference, reference, None)
    table = compared_table(reference, seen, "estimee")
    table.loc[0, "uniforme_rate_pct"] = float("nan")
    lines, *marks = dumbbells(table, seen, "estimee").data
    assert [len(one.x) for one in marks] == [10, 9]
    assert len({one.marker.symbol for one in marks}) == 2
    assert len({one.marker.color for one in marks}) == 2
    assert list(colours(seen).values()) == [one.marker.color for one in marks]
    assert len(lines.x) == 30
    # The highest rate of the base stands above.
    assert marks[0].y[-1] == "Mont des Avaloirs"
    assert marks[0].hovertext[-1] == "Mont des Avaloirs<br>Estimation : 25,1\u00a0%"

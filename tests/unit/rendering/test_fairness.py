import pandas as pd

from maynum_dash.analysis.need.equity import Equity, equity
from maynum_dash.rendering.charts.equity import colours, lorenz
from maynum_dash.rendering.fairness import sentences


def shared(*units: tuple[float, float]) -> Equity:
    return equity(pd.DataFrame(list(units), columns=["people", "fte"], dtype="float64"))


EVEN, UNEVEN = shared((1000, 1), (1000, 1)), shared((1000, 0), (1000, 2))


def test_the_index_is_given_with_its_units_and_what_should_move() -> None:
    said = sentences(UNEVEN, None)
    assert said[0].startswith("Indice de Gini : 0,50 sur 2\u00a0territoires et 2,0\u00a0ETP")
    assert said[0].endswith("1,0\u00a0ETP devraient changer de territoire.")
    assert any("deuxième décimale" in one for one in said)


def test_before_and_after_are_told_in_the_right_direction() -> None:
    assert any(
        "plus inégal de 0,50 par rapport à juin (0,00, 2,0\u00a0ETP)" in one
        for one in sentences(UNEVEN, EVEN, "juin")
    )
    assert any("moins inégal de 0,50" in one for one in sentences(EVEN, UNEVEN, "juin"))
    assert any("n’a pas changé à deux décimales" in one for one in sentences(EVEN, EVEN, "juin"))


def test_a_scenario_comes_after_the_data_and_stays_an_hypothesis() -> None:
    said = sentences(UNEVEN, EVEN, "Scénario « A »", is_supposed=True)
    assert any(
        one.startswith(
            "Scénario « A », une hypothèse et non des données : le partage serait moins inégal de 0,50 "
        )
        and "(Gini 0,00 au lieu de 0,50, sur 2\u00a0territoires et 2,0\u00a0ETP)" in one
        and one.endswith("1,0 avant, 0,0 après.")
        for one in said
    )
    assert any("serait plus inégal" in one for one in sentences(EVEN, UNEVEN, "A", is_supposed=True))
    assert any("ne changerait pas" in one for one in sentences(EVEN, EVEN, "A", is_supposed=True))
    nothing = sentences(EVEN, shared((1000, 0)), "A", is_supposed=True)
    assert any("n’y est pas défini" in one for one in nothing)


def test_another_number_of_territories_is_said() -> None:
    said = sentences(EVEN, shared((1000, 1), (1000, 1), (1000, 1)), "juin")
    assert any("attention, il portait sur 3\u00a0territoires" in one for one in said)


def test_nothing_to_share_is_said_and_nothing_else() -> None:
    assert sentences(shared((1000, 0)), EVEN) == (
        "Aucun ETP occupé dans un territoire dont le besoin est connu : il n’y a rien à partager.",
    )
    assert any("n’y est pas défini" in one for one in sentences(EVEN, shared((1000, 0)), "juin"))


def test_the_drawing_has_a_diagonal_and_a_curve_for_each_state() -> None:
    figure = lorenz({"Maintenant": EVEN.points, "Avant": UNEVEN.points})
    assert [list(line.y) for line in figure.data] == [[0, 100], [0, 50, 100], [0, 0, 100]]
    assert figure.data[1].line.dash != figure.data[2].line.dash
    assert list(colours(["Maintenant", "Avant"])) == ["Maintenant", "Avant"]

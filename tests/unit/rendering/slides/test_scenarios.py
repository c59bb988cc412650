"""Slides of scenarios: the figures of the screen, to the cent, and nothing that passes for data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.alternatives import Side, beside, coverage_by_year, years_ahead
from maynum_dash.analysis.scenario.outcome import supposed_board
from maynum_dash.analysis.scenario.presets import usual
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.moves import GiveBack, Indexation, Renewal, Scenario
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.charts import scenarios as screen
from maynum_dash.rendering.formats import euros
from maynum_dash.rendering.slides.catalogue import Selection, compose
from maynum_dash.rendering.slides.model import Points, Slide
from maynum_dash.rendering.slides.proofs import Chart
from maynum_dash.rendering.slides.subject import Subject

KEYS = (
    "scenarios",
    "scenarios-euros",
    "scenarios-ecart",
    "scenarios-employeurs",
    "scenarios-couverture",
)
NAMES = ["Données actuelles", "Tout est renouvelé", "L’État s’arrête fin 2026"]
SpeakOf: TypeAlias = Callable[..., Subject]
MakeBoard: TypeAlias = Callable[..., Board]


def _slides(subject: Subject) -> dict[str, Slide]:
    return {slide.key: slide for slide in compose(subject, Selection(KEYS)).slides}


def _chart(slide: Slide) -> Chart:
    assert isinstance(slide.body, Chart)
    return slide.body


@pytest.mark.parametrize(
    ("key", "funder"),
    [("scenarios-euros", Funder.DEPARTMENT), ("scenarios-employeurs", Funder.EMPLOYER)],
)
def test_the_columns_are_those_of_the_screen(subject: Subject, key: str, funder: Funder) -> None:
    table = beside(subject.totals, subject.outcomes, Scope(subject.reading, (funder,)), Side.YEAR)
    drawn = screen.amounts(table, NAMES)
    slide = _slides(subject)[key]
    chart = _chart(slide)
    assert [one.name for one in chart.series] == NAMES == [bar.name for bar in drawn.data]
    for one, bar in zip(chart.series, drawn.data, strict=True):
        assert [Decimal(int(cents or 0)) for cents in one.values] == [
            Decimal(str(value)) * 100 for value in bar.y
        ]
    assert list(chart.categories) == list(drawn.data[0].x)
    totals = [sum(int(cents or 0) for cents in one.values) for one in chart.series]
    assert [figure.value for figure in slide.aside] == [euros(total) for total in totals]
    assert chart.table.total[1] == euros(totals[0])


def test_the_curves_are_those_of_the_screen(subject: Subject) -> None:
    years = years_ahead(subject.outcomes, subject.today)
    states = [supposed(subject.board), *(one.state for one in subject.outcomes)]
    drawn = screen.coverage(coverage_by_year(states, subject.needs, years), NAMES)
    expected = {line.name: list(line.y) for line in drawn.data}
    chart = _chart(_slides(subject)["scenarios-couverture"])
    assert {one.name: list(one.values) for one in chart.series} == expected
    assert chart.categories == tuple(map(str, years))


def test_the_cascade_goes_from_the_data_to_the_scenario(subject: Subject) -> None:
    chart = _chart(_slides(subject)["scenarios-ecart"])
    steps = [int(cents or 0) for cents in chart.series[0].values]
    renewed = supposed_board(subject.outcomes[0])
    totals = [
        int(Scope(subject.reading, (Funder.DEPARTMENT,)).keep(board.movements)["amount_cents"].sum())
        for board in (subject.board, renewed)
    ]
    assert [chart.totals[0], chart.totals[-1]] == totals
    assert chart.totals[0] + sum(steps) == chart.totals[-1]
    assert chart.categories[0] == NAMES[0]
    assert all(step for step in steps)


def test_a_scenario_of_several_moves_is_told_move_by_move(subject: Subject) -> None:
    given = (
        Scenario(
            "Deux mouvements", (Renewal(date(2027, 12, 31)), Indexation(pct=Decimal(2), first_year=2028))
        ),
    )
    slides = _slides(replace(subject, scenarios=given))
    chart = _chart(slides["scenarios-ecart"])
    assert chart.categories[1:-1] == ("Indexation 2\u00a0% par an", "Renouvellement 100\u00a0%")
    assert "mouvement par mouvement" in slides["scenarios-ecart"].source


def test_the_words_say_what_is_supposed_and_which_posts_are_unknown(subject: Subject) -> None:
    given = (*usual(subject.today), Scenario("Un rendu", (GiveBack(("ABSENT",), date(2027, 1, 1)),)))
    body = _slides(replace(subject, scenarios=given))["scenarios"].body
    assert isinstance(body, Points)
    told = [item.text.replace("\u00a0", " ") for item in body.items]
    assert told[1].startswith("« L’État s’arrête fin 2026 » : l’État cesse de financer le 1er janvier 2027")
    assert "Postes inconnus, laissés de côté : ABSENT." in told[2]


def test_the_only_scenario_is_told_move_by_move(subject: Subject) -> None:
    renewals = tuple(Renewal(date(2027 + rank, 12, 31)) for rank in range(7))
    given = (Scenario("Long", (*renewals, GiveBack(("ABSENT",), date(2027, 1, 1)))),)
    body = _slides(replace(subject, scenarios=given))["scenarios"].body
    assert isinstance(body, Points)
    told = [item.text.replace("\u00a0", " ") for item in body.items]
    assert told[0].startswith("Toutes les conventions qui finissent jusqu’au 31 décembre 2027")
    assert told[5:] == [
        "Et 3 autres mouvements, page Scénarios.",
        "Postes inconnus, laissés de côté : ABSENT.",
    ]


def test_every_slide_says_that_it_shows_no_data(subject: Subject) -> None:
    slides = _slides(replace(subject, kept="statut Occupé"))
    assert tuple(slides) == KEYS
    for slide in slides.values():
        assert "pas des données réelles" in slide.source
        assert "quels que soient les filtres" in slide.source
        assert any("pas des données réelles" in note for note in slide.notes)
    assert "euros" not in slides["scenarios-couverture"].source


def test_a_scenario_that_changes_nothing_has_no_cascade_and_says_so(subject: Subject) -> None:
    slides = _slides(replace(subject, scenarios=(Scenario("Rien", ()),)))
    assert "scenarios-ecart" not in slides
    assert slides["scenarios-euros"].title.endswith("aucun écart, quel que soit le scénario")
    assert slides["scenarios-couverture"].title == "Aucun de ces scénarios ne change la couverture"


@pytest.mark.parametrize(("posts", "scenarios"), [([], None), ([{"end": date(2029, 8, 31)}], ())])
def test_without_scenario_or_without_post_there_is_nothing_to_suppose(
    make_board: MakeBoard, speak: SpeakOf, posts: list[dict[str, Any]], scenarios: tuple[Scenario, ...] | None
) -> None:
    assert not compose(replace(speak(make_board(posts)), scenarios=scenarios), Selection(KEYS)).slides


def test_scenarios_start_from_the_data_when_the_deck_is_itself_supposed(subject: Subject) -> None:
    renewed = supposed_board(subject.outcomes[0])
    supposed_subject = replace(
        subject,
        board=renewed,
        posts=renewed.posts,
        scenarios=(subject.outcomes[0].scenario,),
        known=subject.board,
        stamp=replace(
            subject.stamp, source="Scénario « R », pas des données réelles, à partir de : import n° 3"
        ),
    )
    made, usual_one = _slides(supposed_subject), _slides(subject)
    assert "À partir de\u00a0: import n° 3." in made["scenarios-euros"].source
    assert _chart(made["scenarios-euros"]).series == _chart(usual_one["scenarios-euros"]).series[:2]

"""The figures of the slides are those of the screen, to the cent."""

from decimal import Decimal

from maynum_dash.analysis.comparison.bridge import Scope, bridge
from maynum_dash.analysis.money.employers import mean_shares
from maynum_dash.analysis.money.pivots import by_fiscal_year
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.charts import budget
from maynum_dash.rendering.formats import euros
from maynum_dash.rendering.slides.model import Deck
from maynum_dash.rendering.slides.money import SHORT_NAMES
from maynum_dash.rendering.slides.portraits import portraits
from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.rendering.slides.subject import Subject


def _chart(deck: Deck, key: str) -> Chart:
    body = next(slide.body for slide in deck.slides if slide.key == key)
    assert isinstance(body, Chart)
    return body


def test_the_stacks_of_the_budget_are_those_of_the_screen(deck: Deck, subject: Subject) -> None:
    chart = _chart(deck, "budget")
    screen = budget.commitments(by_fiscal_year(subject.board.movements, subject.reading))
    drawn = {bar.name: [int(Decimal(str(value)) * 100) for value in bar.y] for bar in screen.data}
    names = {SHORT_NAMES[funder]: funder.value for funder in Funder}
    assert {names[one.name]: list(one.values) for one in chart.series} == drawn
    assert list(chart.categories) == list(screen.data[0].x)
    assert list(chart.totals) == [sum(column) for column in zip(*drawn.values(), strict=True)]


def test_the_four_readings_have_one_total(deck: Deck, subject: Subject) -> None:
    body = next(slide.body for slide in deck.slides if slide.key == "lectures")
    assert isinstance(body, Table)
    total = int(by_fiscal_year(subject.board.movements, Reading.PAYMENT)[Funder.DEPARTMENT.value].sum())
    assert {row[-1] for row in body.rows} == {euros(total)}
    assert len(body.rows) == len(Reading)


def test_the_employer_pays_what_the_screen_says(deck: Deck, subject: Subject) -> None:
    shares = mean_shares(subject.board.plans, subject.posts)
    expected = {
        str(name): rows.sort_values("scheme_year")["mean_cents"].tolist()
        for name, rows in shares.groupby("category")
    }
    assert {one.name: list(one.values) for one in _chart(deck, "reste-a-charge").series} == expected


def test_the_cascade_goes_from_one_total_to_the_other(deck: Deck, subject: Subject) -> None:
    assert subject.previous is not None
    table = bridge(subject.previous.changes, Scope(subject.reading, (Funder.DEPARTMENT,)))
    chart = _chart(deck, "ecarts")
    steps = [int(value or 0) for value in chart.series[0].values]
    assert steps == table["amount_cents"].dropna().astype(int).tolist()
    assert chart.totals[0] + sum(steps) == chart.totals[-1] == int(table["total_cents"].iloc[-1])
    assert any(cents < 0 for cents in steps)


def test_the_map_colours_every_territory_in_the_classes_of_the_screen(deck: Deck, subject: Subject) -> None:
    shown = next(slide.body for slide in deck.slides if slide.key == "carte-offre")
    assert isinstance(shown, Map)
    assert {one.code for one in shown.territories} == set(subject.board.reference.epci["code"])
    counted = [int(line.text.rpartition("(")[2].removesuffix(")")) for line in shown.legend]
    colours = [one.colour for one in shown.territories]
    assert counted == [colours.count(line.colour) for line in shown.legend]
    assert all(0 <= x <= shown.width for one in shown.territories for ring in one.rings for x, _ in ring)


def test_the_portraits_share_the_money_of_the_known_territories(subject: Subject) -> None:
    shown = portraits(subject)
    assert len(shown) == len(subject.coverage)
    last = [dict(one.facts)["Département, tout le programme"] for one in shown]
    total = int(subject.by_year[Funder.DEPARTMENT.value].sum())
    cents = [int("".join(char for char in text if char.isdigit() or char == "-")) for text in last]
    assert sum(cents) == total

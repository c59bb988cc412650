"""The sheet of a territory on paper: nothing fetched, nothing run, nothing missing written as zero."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.portrait import Portrait, Seat, YearMoney, portrait
from maynum_dash.analysis.need.profiles import Asked
from maynum_dash.domain.coverage import NeedSource, Standing
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import Reading
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import portrait_page
from maynum_dash.rendering.portrait import HEADINGS, comparison, facts, seats, sentences

ASKED = Asked(NeedSource.ESTIMATED, Hosts.BOTH, 10, Reading.TRANCHE, 2026)
DAY = date(2026, 11, 23)


@pytest.fixture
def ernee(make_board: Callable[..., Board]) -> Portrait:
    return portrait(make_board([{}]), Tier.EPCI, "245300355", ASKED, DAY)


def drawing(sheet: Portrait, board: Board) -> str:
    labels = board.reference.epci[["code", "name", "longitude", "latitude"]]
    return portrait_page.territory_map(sheet, labels, board.basis.boundaries["epci"])


def test_every_row_has_a_cell_for_each_heading(ernee: Portrait) -> None:
    rows = comparison(ernee)
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert [row[0] for row in rows][:2] == ["CC de l'Ernée", "Mayenne (département)"]
    assert len(rows) == 5


def test_without_data_nothing_is_written_as_zero(ernee: Portrait) -> None:
    bare = replace(
        ernee,
        own=replace(ernee.own, people=None, rate_pct=None, access_pct=None, fte=None, fte_per_1000=None),
    )
    assert ("Taux des 15 ans et plus", "–") in facts(bare)
    assert ("Personnes en illectronisme", "–") in facts(bare)
    said = " ".join(sentences(bare))
    assert "sans donnée n’est pas zéro" in said
    assert "0 personne" not in said


def test_the_range_is_left_out_where_it_is_nil_by_construction(ernee: Portrait) -> None:
    own = replace(ernee.own, rate_low_pct=14.0, rate_high_pct=14.01)
    assert "selon l’hypothèse" not in " ".join(sentences(replace(ernee, own=own)))
    assert "selon l’hypothèse" in " ".join(sentences(ernee))


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.ABOVE, "mieux doté"),
        (Standing.ALIKE, "trop faible pour être affirmé"),
        (Standing.BELOW, "moins doté"),
    ],
)
def test_small_numbers_are_not_judged(standing: Standing, words: str, ernee: Portrait) -> None:
    assert words in " ".join(sentences(replace(ernee, standing=standing)))


def test_a_partial_epci_says_so(ernee: Portrait) -> None:
    assert sentences(replace(ernee, is_partial=True))[0].startswith("Seule la partie située en Mayenne")


def test_a_long_list_of_employers_says_how_many_are_left(ernee: Portrait) -> None:
    many = replace(ernee, seats=tuple(Seat(f"Mairie {rank}", ("Occupé",)) for rank in range(5)))
    assert seats(many, 3)[-1] == "et 2\u00a0autres employeurs"
    assert len(seats(many, 5)) == 5


def test_the_page_is_self_contained_french_and_escaped(
    ernee: Portrait, make_board: Callable[..., Board]
) -> None:
    hostile = replace(ernee, seats=(Seat("<script>alert(1)</script>", ("Occupé",)),))
    page = portrait_page.page(hostile, drawing(ernee, make_board([{}])), "Classeur « x »", "Estimation")
    assert '<html lang="fr">' in page
    assert "<script" not in page
    assert page.count("http") == page.count("http://www.w3.org/2000/svg")
    assert "size: A4 portrait" in page
    assert "Estimation" in page
    assert "© IGN" in page


def test_the_territory_is_the_only_one_in_the_dark(ernee: Portrait, make_board: Callable[..., Board]) -> None:
    svg = drawing(ernee, make_board([{}]))
    assert svg.count("#82B5F2") == 1
    whole = replace(ernee, tier=Tier.DEPARTMENT)
    assert drawing(whole, make_board([{}])).count("#82B5F2") == 10


def test_bars_carry_their_amount_and_money_given_back_is_hollow() -> None:
    svg = portrait_page.money_bars([YearMoney(2026, 700_000), YearMoney(2027, -50_000)])
    root = fromstring(svg)
    bars = root.findall("{http://www.w3.org/2000/svg}rect")
    assert [bar.get("fill") for bar in bars] == ["#29598F", "#FFFFFF"]
    assert "7\u202f000\u00a0€" in svg
    assert "2027 : −500,00\u00a0€" in portrait_page.money_said([YearMoney(2027, -50_000)])
    assert portrait_page.money_bars([]) == ""


def test_a_year_without_money_is_a_bar_of_no_height() -> None:
    assert 'height="0.0"' in portrait_page.money_bars([YearMoney(2026, 0)])


def test_labels_that_lack_a_territory_leave_it_blank(
    ernee: Portrait, make_board: Callable[..., Board]
) -> None:
    board = make_board([{}])
    labels = pd.DataFrame({"code": ["245300355"], "name": ["Ernée"], "longitude": [-0.9], "latitude": [48.3]})
    assert portrait_page.territory_map(ernee, labels, board.basis.boundaries["epci"]).count("<path d=") >= 1

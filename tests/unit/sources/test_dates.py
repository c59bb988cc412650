from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell, Flaw, FlawKind
from maynum_dash.sources.dates import day_parser

parse = day_parser(epoch_1904=False)
parse_1904 = day_parser(epoch_1904=True)
FIRST_SEPTEMBER = date(2026, 9, 1)


@pytest.mark.parametrize(
    "cell",
    [
        FIRST_SEPTEMBER,
        datetime.fromisoformat("2026-09-01T08:30"),
        46266,
        46266.0,
        46266.75,
        "46266",
        "46266,75",
        "01/09/2026",
        "1/9/2026",
        "01/09/26",
        "01-09-2026",
        "01.09.2026",
        "01/09/2026 08:30",
        "01/09/2026 00:00:00",
        "01/09/2026 à 8h30",
        "1 / 9 / 2026",
        "01 09 2026",
        "2026-09-01",
        "2026/09/01",
        "2026-09-01T00:00:00",
        "2026-09-01 00:00:00",
        "2026-09-01T00:00",
        "2026-09-01T00:00:00.000Z",
        "1er septembre 2026",
        "1 sept. 2026",
        "1-sept-26",
        "1sept.2026",
        "1.sept.2026",
        "1er\u00a0SEPTEMBRE  2026",
        "mardi 1er septembre 2026",
    ],
)
def test_every_writing_of_one_day(cell: Cell) -> None:
    assert parse(cell) == (FIRST_SEPTEMBER, None)


def test_serials_of_1904_are_four_years_later() -> None:
    assert parse_1904(44804) == (FIRST_SEPTEMBER, None)
    assert parse_1904("44804") == (FIRST_SEPTEMBER, None)


@pytest.mark.parametrize("cell", ["sept-26", "sept. 2026", "septembre 2026", "09/2026", "2026-09"])
def test_a_month_alone_gives_its_first_day_and_a_doubt(cell: Cell) -> None:
    value, doubt = parse(cell)
    assert value == FIRST_SEPTEMBER
    assert doubt is not None
    assert doubt.code is Code.DATE_MONTH_ONLY


@pytest.mark.parametrize(
    "cell", ["31/02/2026", "29/02/2027", "09/25/2026", "00/01/2026", "31 avril 2026", "13/2026"]
)
def test_a_day_that_does_not_exist_is_explained(cell: Cell) -> None:
    value, doubt = parse(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.DATE_IMPOSSIBLE
    assert "il n'y a pas" in str(doubt.facts["reason"])


@pytest.mark.parametrize("cell", [2026, date(1905, 7, 18), "01/01/0026", "31/12/9999", date(9999, 12, 31), 1])
def test_a_year_that_only_a_mistake_can_give_is_refused(cell: Cell) -> None:
    value, doubt = parse(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.DATE_UNLIKELY


@pytest.mark.parametrize(
    "cell", ["", "bientôt", "non renseignée", "undefined", "2026", "-01/09/2026", True, 0, -5, 1e12]
)
def test_anything_else_is_unreadable(cell: Cell) -> None:
    value, doubt = parse(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.DATE_UNREADABLE


@pytest.mark.parametrize(
    "cell",
    [
        "09:01:26",
        "09:01:00",
        "9:2026",
        "30 h",
        "12 h 05 min 26 s",
        "01/09/2026/",
        "1/9/2026/",
        "1..9..2026",
        "1//9/2026",
        "01/09-2026",
        "2026-09/01",
        "1,9,2026",
        "01/09/2026 99:99",
        "1-sept/2026",
        "1 sept..2026",
    ],
)
def test_a_time_of_day_or_a_slip_of_the_separators_is_not_a_date(cell: Cell) -> None:
    value, doubt = parse(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.DATE_UNREADABLE


def test_absent_is_not_doubtful_and_flawed_is() -> None:
    assert parse(None) == (None, None)
    value, doubt = parse(Flaw(FlawKind.FORMULA, "formule"))
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.CELL_FORMULA


@given(st.dates(date(1980, 1, 1), date(2099, 12, 31)))
def test_any_day_survives_its_french_and_iso_writings_and_its_serial(day: date) -> None:
    assert parse(f"{day:%d/%m/%Y}") == (day, None)
    assert parse(day.isoformat()) == (day, None)
    assert parse((day - date(1899, 12, 30)).days) == (day, None)
    assert parse(datetime.combine(day, time(23, 59))) == (day, None)


@given(st.text(max_size=25))
def test_no_text_brings_the_parser_down(text: str) -> None:
    value, doubt = parse(text)
    assert isinstance(value, date) or doubt is not None

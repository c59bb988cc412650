"""The sheet given to an employer: the figures of the simulation, alone in one page."""

import re
from datetime import date

from maynum_dash.analysis.scenario.simulation import LocalNeed, Request, Simulation, simulate
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.rendering.employer_sheet import employer_sheet, plan_table, rest_table, year_table
from maynum_dash.sources.scale import load_scale

TODAY = date(2026, 11, 23)


def made(name: str = "CC de l’Ernée", people: float | None = 3000.0) -> Simulation:
    density = None if people is None else 0.33
    need = LocalNeed(name, people, 19.9, 1, 1.0, density, density, "source <b>")
    request = Request(EmployerCategory.PUBLIC_WITH_BONUS, "245300355", date(2027, 1, 1), TODAY, 1.0)
    return simulate(load_scale(), request, need)


def test_tables_hold_the_plan_and_add_up() -> None:
    frame, _, total = plan_table(made())
    assert frame["total"].tolist() == [4_250_000, 750_000, 1_500_000, 1_000_000]
    assert total.tolist() == ["Base", 2_500_000, 2_500_000, 2_500_000, 7_500_000]
    rest, _ = rest_table(made())
    assert rest["total"].tolist() == [1_000_000, 2_500_000]
    years, _, sums = year_table(made(), Reading.PAYMENT)
    assert years["year"].tolist() == ["2027", "2028", "2029"]
    assert sums[Funder.DEPARTMENT.value] == 1_500_000


def test_the_sheet_stands_alone_and_says_that_it_promises_nothing() -> None:
    page = employer_sheet(made(), TODAY)
    text = page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "15 000,00 €" in text
    assert "25 000,00 € sans" in text
    assert "n’engage pas le Département" in text
    assert "23 novembre 2026" in text
    assert "@media print" in page
    assert not re.search(r"https?://|src=|<script|<link", page)


def test_what_is_typed_elsewhere_stays_text() -> None:
    page = employer_sheet(made('<img src=x onerror="1">'), TODAY)
    assert "<img" not in page
    assert "source <b>" not in page


def test_a_place_without_data_is_said() -> None:
    assert "besoin inconnu" in employer_sheet(made(people=None), TODAY)

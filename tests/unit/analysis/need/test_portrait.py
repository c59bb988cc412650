"""The sheet of a territory: situations that a budget officer can read, and what holds for all of them."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.need.portrait import portrait
from maynum_dash.analysis.need.profiles import Asked, communes_of, profiles_table
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import UnknownTerritoryError
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import Reading
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering.portrait import sentences

FOLDER = Path(__file__).parents[3] / "situations_fiche"
KEYS = {"nom", "niveau", "code", "exercice", "poste", "attendu"}
FIGURES = {
    "population": "population",
    "quinze_ans_et_plus": "population_15_plus",
    "personnes": "people",
    "occupes": "posts_occupied",
    "vacants": "posts_vacant",
    "rendus": "posts_returned",
    "etp": "fte",
    "etp_pour_1000": "fte_per_1000",
}
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]


def cents(text: str) -> int | None:
    return None if not text else int(text.replace(",", ""))


def post(line: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "employer": line["structure"],
        "epci": line["epci"],
        "commune": line.get("commune"),
        "status": line.get("statut", "Occupé"),
        "start": date.fromisoformat(line["debut"]),
        "decided_on": date.fromisoformat(line["debut"]),
        "served": line.get("dessert"),
    }
    if "rendu" in line:
        made["returned_on"] = date.fromisoformat(line["rendu"])
    return made


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any], make_board: Callable[..., Board]) -> None:
    assert situation.keys() == KEYS
    board = make_board([post(line) for line in situation["poste"]])
    asked = Asked(NeedSource.UNIFORM, Hosts.BOTH, 10, Reading.TRANCHE, situation["exercice"])
    sheet = portrait(board, Tier(situation["niveau"]), situation["code"], asked, date(2026, 11, 23))
    expected = situation["attendu"]
    for name, field in FIGURES.items():
        if name in expected:
            figure = getattr(sheet.own, field)
            tolerance = 0.005 if name.startswith("etp") else 0.5
            if expected[name] == "":
                assert figure is None, name
            else:
                assert figure == pytest.approx(expected[name], abs=tolerance), name
    assert {str(one.fiscal_year): one.amount_cents for one in sheet.money} == {
        year: cents(amount) for year, amount in expected["argent"].items()
    }
    assert sheet.own.euros_cents == cents(expected["exercice"])
    assert sheet.own.programme_cents == cents(expected["programme"])
    assert [f"{seat.employer} : {', '.join(seat.statuses)}" for seat in sheet.seats] == expected["employeurs"]
    assert expected["phrase"].replace(" %", "\u00a0%") in " ".join(sentences(sheet))


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 4


ASKED = Asked(NeedSource.ESTIMATED, Hosts.BOTH, 10, Reading.TRANCHE, 2026)


def test_an_unknown_code_is_refused_in_french(make_board: Callable[..., Board]) -> None:
    with pytest.raises(UnknownTerritoryError, match="Aucun territoire ne porte le code « 99999 »"):
        portrait(make_board([]), Tier.COMMUNES, "99999", ASKED, date(2026, 11, 23))


@pytest.mark.parametrize("tier", [Tier.EPCI, Tier.CANTONS, Tier.COMMUNES])
def test_territories_add_up_to_the_departement(tier: Tier, make_board: Callable[..., Board]) -> None:
    board = make_board([{"commune": "Ernée", "epci": None}, {"commune": "Craon", "epci": None}])
    table = profiles_table(board, tier, ASKED)
    whole = profiles_table(board, Tier.DEPARTMENT, ASKED).iloc[0]
    known = communes_of(board, ASKED)[tier.column].notna()
    if tier is not Tier.CANTONS:
        assert known.all()
        for column in ("population", "people", "near", "communes", "communes_beyond"):
            assert table[column].sum() == pytest.approx(whole[column])
    for column in ("posts_occupied", "euros_cents", "programme_cents"):
        assert table[column].sum() == whole[column]
    assert table.loc[table["population"].isna(), "people"].isna().all()


def test_the_sheet_and_the_page_couverture_give_the_same_figures(make_board: Callable[..., Board]) -> None:
    board = make_board([{}, {"epci": "Laval Agglomération", "fte": 0.5}])
    needs = needs_table(NeedSource.ESTIMATED, board.reference)
    coverage = coverage_table(needs, board.posts, board.matched.served).set_index("epci_code")
    table = profiles_table(board, Tier.EPCI, ASKED)
    for column in ("people", "rate_pct", "fte", "fte_per_1000", "ci_low", "ci_high", "quotient"):
        assert table[column].tolist() == pytest.approx(coverage[column].tolist()), column


def test_years_have_no_gap_and_sum_to_the_programme(make_board: Callable[..., Board]) -> None:
    board = make_board(
        [{"start": date(2021, 1, 1), "decided_on": date(2021, 1, 1)}, {"start": date(2026, 9, 1)}]
    )
    sheet = portrait(board, Tier.EPCI, "245300355", ASKED, date(2026, 11, 23))
    assert [one.fiscal_year for one in sheet.money] == list(range(2021, 2029))
    assert sheet.money[3].amount_cents == 0
    assert sum(one.amount_cents for one in sheet.money) == sheet.own.programme_cents

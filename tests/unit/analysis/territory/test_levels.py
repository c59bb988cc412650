"""Need, posts and money of cantons and of the whole, added up by hand on the shipped territories."""

import pandas as pd
import pytest

from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.indicators import Choice, aside, differences_table, indicators_table
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.territory.levels import (
    canton_codes,
    canton_needs_table,
    cut_communes,
    needs_of,
    territories,
)
from maynum_dash.analysis.territory.searching import entries, search_key
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import load_reference

REFERENCE, PERIMETER = load_reference(), perimeter()
POSTS = (
    pd.DataFrame(
        [(2, "200083392", "53130", "Occupé"), (3, "245300355", "53096", "Vacant"), (4, None, None, "Occupé")],
        columns=["row", "epci_code", "commune_code", "status"],
    )
    .astype({"epci_code": "str", "commune_code": "str", "status": "str"})
    .assign(fte=1.0)
)
MOVEMENTS = pd.DataFrame([(2, 100), (3, 20), (4, 3)], columns=["row", "amount_cents"]).assign(
    reading="tranche", funder="Conseiller May Num (Département)", fiscal_year=2026
)
CHOICE = Choice(Reading.TRANCHE, 2026)


def table(level: Level) -> pd.DataFrame:
    served = POSTS[["row", "epci_code"]].assign(share=1.0)
    coverage = coverage_table(needs_table(NeedSource.ESTIMATED, REFERENCE), POSTS, served)
    needs = needs_of(level, NeedSource.ESTIMATED, REFERENCE, coverage, PERIMETER)
    located = POSTS.assign(canton_code=canton_codes(POSTS, REFERENCE))
    rest = aside(level, needs, located, MOVEMENTS, CHOICE)
    made = indicators_table(level, needs, located, MOVEMENTS, CHOICE)
    counts = made[["posts_occupied", "posts_vacant", "posts_returned"]].sum().sum()
    assert counts + rest.posts == len(POSTS)
    assert made["euros_cents"].sum() + rest.euros_cents == 123
    return made.set_index("code")


@pytest.mark.parametrize("level", Level)
def test_every_post_and_cent_is_on_a_territory_or_aside(level: Level) -> None:
    assert len(table(level)) == {"departement": 1, "epci": 10, "cantons": 17, "communes": 240}[level.value]


def test_a_canton_is_the_sum_of_its_communes() -> None:
    needs = canton_needs_table(NeedSource.ESTIMATED, REFERENCE).set_index("code")
    communes = REFERENCE.communes[REFERENCE.communes["canton_code"] == "53005"]
    people = (communes["population_15_plus"] * communes["estimated_rate_pct"] / 100).sum()
    assert needs.loc["53005", "people"] == pytest.approx(people)
    assert needs.loc["53005", "rate_pct"] == pytest.approx(
        people / communes["population_15_plus"].sum() * 100
    )
    assert needs.loc["53005", "population"] == 20_303


def test_a_canton_that_cuts_a_commune_has_neither_need_nor_posts() -> None:
    assert cut_communes(REFERENCE) == ("Laval",)
    cantons = table(Level.CANTONS)
    cut = cantons.loc[["53010", "53011", "53012"]]
    assert cut[["rate_pct", "people", "posts_occupied", "euros_cents"]].isna().all(axis=None)
    assert list(cantons.loc["53005", ["posts_vacant", "euros_cents"]]) == [1, 20]
    assert list(cantons.loc["53001", ["posts_vacant", "euros_cents"]]) == [0, 0]


def test_the_official_rates_say_nothing_of_cantons() -> None:
    needs = canton_needs_table(NeedSource.OFFICIAL, REFERENCE)
    assert needs[["rate_pct", "people"]].isna().all(axis=None)
    assert needs["population"].notna().sum() == 14


def test_the_whole_holds_what_stands_nowhere() -> None:
    whole = table(Level.DEPARTMENT).loc["53"]
    assert list(whole[["posts_occupied", "posts_vacant", "euros_cents"]]) == [2, 1, 123]
    assert whole["population"] == 305_468
    assert whole["rate_pct"] == pytest.approx(18, abs=0.05)
    # One FTE serves a known EPCI; the other one serves nowhere.
    assert whole["fte_per_1000"] == pytest.approx(1000 / whole["people"])


def test_differences_are_missing_where_either_side_is() -> None:
    before, after = table(Level.CANTONS).reset_index(), table(Level.CANTONS).reset_index()
    after.loc[after["code"] == "53005", "euros_cents"] = 50
    changed = differences_table(before[before["code"] != "53006"], after).set_index("code")
    assert changed.loc["53005", "euros_cents"] == 30
    assert changed.loc["53001", "euros_cents"] == 0
    assert changed.loc[["53006", "53010"], "euros_cents"].isna().all()


@pytest.mark.parametrize("level", Level)
def test_each_level_names_its_territories(level: Level) -> None:
    named = territories(level, REFERENCE, PERIMETER)
    assert set(named["code"]) == set(table(level).index)
    assert named["label_name"].notna().all()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("St-Denis d'Anjou", "saint denis anjou"),
        ("EVRON", "evron"),
        ("Ste-Suzanne-et-Chammes", "sainte suzanne et chammes"),
        ("L'Huisserie", "huisserie"),
        ("Laval-1", "laval 1"),
    ],
)
def test_a_name_is_looked_for_without_accents_nor_articles(typed: str, key: str) -> None:
    assert search_key(typed) == key


def test_every_level_can_be_found_and_a_merged_commune_leads_to_its_heir() -> None:
    known = entries(REFERENCE, PERIMETER)
    assert {entry.level for entry in known} == set(Level)
    assert len({(entry.level, entry.code, entry.name) for entry in known}) == len(known)
    former = [entry for entry in known if entry.former]
    assert former
    assert {entry.level for entry in former} == {Level.COMMUNES}
    assert [entry.code for entry in known if entry.key == "ernee"] == ["245300355", "53005", "53096"]

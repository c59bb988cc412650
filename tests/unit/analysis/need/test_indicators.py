import pandas as pd
import pytest

from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.indicators import Aside, Choice, aside, indicators_table
from maynum_dash.analysis.need.needs import commune_needs_table, needs_table
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.reference import Reference

ERNEE, LAVAL = "245300355", "200083392"
TRANCHE = Choice(Reading.TRANCHE, 2026)

POSTS = (
    pd.DataFrame(
        [
            (4, ERNEE, "53096", "Occupé"),
            (5, ERNEE, "53005", "Vacant"),
            (6, LAVAL, None, "Occupé"),
            (7, None, None, "Occupé"),
        ],
        columns=["row", "epci_code", "commune_code", "status"],
    )
    .astype({"epci_code": "str", "commune_code": "str", "status": "str"})
    .assign(fte=1.0)
)
SERVED = POSTS[["row", "epci_code"]].assign(share=1.0)
MOVEMENTS = pd.DataFrame(
    [
        (4, "tranche", "Conseiller May Num (Département)", 2026, 350_000),
        (4, "tranche", "Conseiller May Num (Département)", 2027, 500_000),
        (4, "tranche", "ANCT", 2026, 1_750_000),
        (4, "signature", "Conseiller May Num (Département)", 2026, 1_500_000),
        (5, "tranche", "Conseiller May Num (Département)", 2026, -50_000),
        (6, "tranche", "Conseiller May Num (Département)", 2026, 100_000),
        (7, "tranche", "Conseiller May Num (Département)", 2026, 7_000),
    ],
    columns=["row", "reading", "funder", "fiscal_year", "amount_cents"],
)


def epci_needs(reference: Reference) -> pd.DataFrame:
    return coverage_table(needs_table(NeedSource.UNIFORM, reference), POSTS, SERVED)


def test_money_of_one_year_stands_at_the_employer_epci(reference: Reference) -> None:
    table = indicators_table(Level.EPCI, epci_needs(reference), POSTS, MOVEMENTS, TRANCHE).set_index("code")

    assert table.loc[ERNEE, "euros_cents"] == 300_000
    assert table.loc[ERNEE, "euros_per_inhabitant"] == pytest.approx(3_000 / 10_000)
    assert table.loc[LAVAL, "euros_cents"] == 100_000
    assert table["euros_cents"].sum() == 400_000
    assert list(table.loc[ERNEE, ["posts_occupied", "posts_vacant", "fte"]]) == [1, 1, 1]


@pytest.mark.parametrize(
    ("choice", "cents"),
    [
        (Choice(Reading.TRANCHE), 800_000),
        (Choice(Reading.SIGNATURE, 2026), 1_500_000),
        (Choice(Reading.TRANCHE, 2026, Funder.STATE), 1_750_000),
        (Choice(Reading.TRANCHE, 2031), 0),
    ],
)
def test_the_money_shown_is_the_one_chosen(choice: Choice, cents: int, reference: Reference) -> None:
    table = indicators_table(Level.EPCI, epci_needs(reference), POSTS, MOVEMENTS, choice).set_index("code")

    assert table.loc[ERNEE, "euros_cents"] == cents


def test_communes_have_need_posts_and_money_and_no_density(reference: Reference) -> None:
    needs = commune_needs_table(NeedSource.ESTIMATED, reference)

    table = indicators_table(Level.COMMUNES, needs, POSTS, MOVEMENTS, TRANCHE).set_index("code")

    assert len(table) == 12
    assert list(table.loc["53005", ["rate_pct", "posts_occupied", "posts_vacant", "euros_cents"]]) == [
        25,
        0,
        1,
        -50_000,
    ]
    assert list(table.loc["53130", ["posts_occupied", "euros_cents"]]) == [0, 0]
    assert table[["fte", "fte_per_1000", "ci_low", "ci_high", "quotient"]].isna().all(axis=None)


def test_both_levels_have_the_same_columns(reference: Reference) -> None:
    communes = commune_needs_table(NeedSource.ESTIMATED, reference)

    columns = [
        list(indicators_table(Level.EPCI, epci_needs(reference), POSTS, MOVEMENTS, TRANCHE)),
        list(indicators_table(Level.COMMUNES, communes, POSTS, MOVEMENTS, TRANCHE)),
    ]

    assert columns[0] == columns[1]


def test_what_stands_on_no_territory_is_counted_aside(reference: Reference) -> None:
    communes = commune_needs_table(NeedSource.ESTIMATED, reference)

    assert aside(Level.EPCI, epci_needs(reference), POSTS, MOVEMENTS, TRANCHE) == Aside(1, 7_000)
    assert aside(Level.COMMUNES, communes, POSTS, MOVEMENTS, TRANCHE) == Aside(2, 107_000)


@pytest.mark.parametrize("level", [Level.EPCI, Level.COMMUNES])
def test_table_and_aside_hold_every_post_and_every_cent(level: Level, reference: Reference) -> None:
    is_epci = level is Level.EPCI
    needs = epci_needs(reference) if is_epci else commune_needs_table(NeedSource.UNIFORM, reference)

    table = indicators_table(level, needs, POSTS, MOVEMENTS, TRANCHE)
    rest = aside(level, needs, POSTS, MOVEMENTS, TRANCHE)

    assert table["euros_cents"].sum() + rest.euros_cents == 407_000
    assert table[["posts_occupied", "posts_vacant", "posts_returned"]].sum().sum() + rest.posts == len(POSTS)


def test_without_data_need_is_missing_and_money_is_not(reference: Reference) -> None:
    needs = epci_needs(reference)
    needs.loc[needs["epci_code"] == ERNEE, ["rate_pct", "people", "fte_per_1000"]] = float("nan")

    table = indicators_table(Level.EPCI, needs, POSTS, MOVEMENTS, TRANCHE).set_index("code")

    assert table.loc[ERNEE, ["rate_pct", "people", "fte_per_1000"]].isna().all()
    assert table.loc[ERNEE, "euros_cents"] == 300_000


def test_no_post_is_zero_everywhere(reference: Reference) -> None:
    posts, movements = POSTS.iloc[:0], MOVEMENTS.iloc[:0]
    needs = coverage_table(needs_table(NeedSource.UNIFORM, reference), posts, SERVED.iloc[:0])

    table = indicators_table(Level.EPCI, needs, posts, movements, TRANCHE)

    assert (table["euros_cents"] == 0).all()
    assert (table["posts_occupied"] == 0).all()

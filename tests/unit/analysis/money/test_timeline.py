"""All posts at once give what the domain gives one by one, to the cent and to the day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from maynum_dash.analysis.money.budget import movements_table
from maynum_dash.analysis.money.calendar import add_years, scheme_years, years_of
from maynum_dash.analysis.money.timeline import ALWAYS, NEVER, Terms, move_cents, move_days
from maynum_dash.domain import fiscal
from maynum_dash.domain.plan import funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion
from maynum_dash.domain.schedule import Agreement, movements

PREFIXES = {
    Funder.STATE: "state",
    Funder.BONUS: "bonus",
    Funder.DEPARTMENT: "department",
    Funder.EMPLOYER: "employer",
}
SEED = {
    Funder.STATE: (1750000, 1250000, 1250000),
    Funder.BONUS: (250000, 500000, 0),
    Funder.DEPARTMENT: (350000, 500000, 650000),
}
LEAP = date(2024, 2, 29)
days = st.dates(date(2019, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    [LEAP, date(2026, 12, 31), date(2027, 1, 1)]
)
cents = st.none() | st.integers(-(10**12), 10**12) | st.sampled_from([0, 1, -1, 350001])
percentages = st.integers(0, 100) | st.decimals(0, 100, places=9).map(Fraction)
lines = st.fixed_dictionaries(
    {
        "category": st.sampled_from([category.value for category in EmployerCategory]),
        "start": days,
        "decided_on": st.none() | days,
        "returned_on": st.none() | days,
        **{f"{prefix}_y{year}_cents": cents for prefix in PREFIXES.values() for year in (1, 2, 3)},
    }
)


def version(valid_from: date, first_pct: int | Fraction, base_cents: int) -> ScaleVersion:
    amounts = dict.fromkeys(EmployerCategory, SEED)
    return ScaleVersion(valid_from, base_cents, amounts, PaymentClause(first_pct), 1500000, (), ())


def table(rows: list[dict[str, Any]]) -> DataFrame:
    posts = DataFrame({"row": np.arange(len(rows), dtype="int64") + 2})
    posts["post_id"] = posts["row"].astype("str")
    posts["employer"] = pd.array(["Structure"] * len(rows), dtype="str")
    posts["status"] = pd.array(["Occupé"] * len(rows), dtype="str")
    posts["category"] = pd.array([row["category"] for row in rows], dtype="str")
    for name in ("start", "decided_on", "returned_on"):
        posts[name] = pd.Series([row[name] for row in rows], dtype="datetime64[s]")
    for prefix in PREFIXES.values():
        for year in (1, 2, 3):
            name = f"{prefix}_y{year}_cents"
            posts[name] = pd.array([row[name] for row in rows], dtype="Int64")
    return posts


def expected(rows: list[dict[str, Any]], scale: FundingScale) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for rank, row in enumerate(rows):
        deliberated = {
            funder: (row[f"{prefix}_y1_cents"], row[f"{prefix}_y2_cents"], row[f"{prefix}_y3_cents"])
            for funder, prefix in PREFIXES.items()
        }
        chosen = scale.version_on(row["decided_on"] or row["start"])
        plan = funding_plan(chosen, EmployerCategory(row["category"]), deliberated)
        agreement = Agreement(row["start"], row["decided_on"], row["returned_on"], plan, chosen.clause)
        found += [
            (
                rank + 2,
                reading.value,
                one.funder.value,
                one.scheme_year,
                one.day,
                one.kind.value,
                one.amount_cents,
            )
            for reading in Reading
            for one in movements(agreement, reading)
        ]
    return found


LEAP_LINE = {
    "category": "Privé",
    "start": LEAP,
    "decided_on": None,
    "returned_on": date(2025, 2, 28),
    **{f"{prefix}_y{year}_cents": None for prefix in PREFIXES.values() for year in (1, 2, 3)},
}


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(lines, min_size=1, max_size=6),
    shares=st.tuples(percentages, percentages),
    change=days,
)
@example(rows=[LEAP_LINE], shares=(70, 70), change=date(2030, 1, 1))
@example(rows=[LEAP_LINE | {"department_y1_cents": -1}], shares=(50, 50), change=date(2030, 1, 1))
@example(
    rows=[LEAP_LINE | {"state_y1_cents": 10**12}],
    shares=(Fraction(Decimal("33.333333333")), 70),
    change=date(2030, 1, 1),
)
def test_every_movement_is_the_one_of_the_domain(
    rows: list[dict[str, Any]], shares: tuple[int | Fraction, int | Fraction], change: date
) -> None:
    scale = FundingScale(
        (version(date(2019, 1, 1), shares[0], 2500000), version(change + timedelta(1), shares[1], 2600001))
    )
    found = movements_table(table(rows), scale)
    columns = ["row", "reading", "funder", "scheme_year", "day", "kind", "amount_cents"]
    told = found.assign(day=found["day"].dt.date)[columns]
    assert [tuple(line) for line in told.itertuples(index=False)] == expected(rows, scale)


@given(day=days, years=st.integers(-4, 8))
@settings(max_examples=60)
def test_years_are_added_as_the_domain_adds_them(day: date, years: int) -> None:
    moved = add_years(np.array([day], dtype="datetime64[D]"), years)
    assert moved[0].item() == fiscal.add_years(day, years)


def terms(since: date | None, stop: date | None, start: date = date(2026, 9, 1)) -> Terms:
    day = np.array([start], dtype="datetime64[D]")
    begun = np.array([ALWAYS if since is None else since], dtype="datetime64[D]")
    ended = np.array([NEVER if stop is None else stop], dtype="datetime64[D]")
    return Terms(scheme_years(day), day, begun, ended, np.maximum(ended, day), np.array([[70], [1]]))


def by_year(which: Terms, amounts: tuple[int, int, int]) -> dict[tuple[int, int], int]:
    cents, years = move_cents(which, np.array([amounts])), years_of(move_days(which))
    found: dict[tuple[int, int], int] = {}
    for place in np.argwhere(cents):
        key = int(place[0]), int(years[tuple(place)])
        found[key] = found.get(key, 0) + int(cents[tuple(place)])
    return {key: amount for key, amount in found.items() if amount}


def test_who_takes_over_pays_from_that_day_on() -> None:
    # 10 000 € a year; from 1 January 2027, 122 of 365 days of year 1 are earned: 3 342.47 €;
    # year 2 has 366 days: 3 333.33 € by the end of 2027.
    left = 1_000_000 - 334_247
    assert by_year(terms(date(2027, 1, 1), None), (1_000_000, 1_000_000, 1_000_000)) == {
        (0, 2027): left + 2_000_000,
        (1, 2027): left + 1_000_000,
        (1, 2028): 1_000_000,
        (2, 2027): left + 333_333,
        (2, 2028): 666_667 + 334_247,
        (2, 2029): left,
        (3, 2027): left + 700_000,
        (3, 2028): 300_000 + 700_000,
        (3, 2029): 300_000,
    }


@settings(max_examples=80, deadline=None)
@given(
    bounds=st.lists(days, min_size=2, max_size=2, unique=True).map(sorted),
    start=days,
    amounts=st.tuples(*[st.integers(-(10**9), 10**9)] * 3),
)
def test_what_one_leaves_another_takes_over(
    bounds: list[date], start: date, amounts: tuple[int, int, int]
) -> None:
    pieces = [
        move_cents(terms(since, stop, start), np.array([amounts])).sum(axis=(1, 2, 3))
        for since, stop in pairwise([None, *bounds, None])
    ]
    assert np.sum(pieces, axis=0).tolist() == [sum(amounts)] * 4
    assert all(len(set(piece.tolist())) == 1 for piece in pieces)

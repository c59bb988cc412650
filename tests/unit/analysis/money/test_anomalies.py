"""What is said of many posts is what the plan of each one says, rule by rule."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as some
from pandas import DataFrame

from maynum_dash.analysis.money.anomalies import budget_anomalies
from maynum_dash.domain.plan import Deliberated, funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion

PREFIXES = {
    Funder.STATE: "state",
    Funder.BONUS: "bonus",
    Funder.DEPARTMENT: "department",
    Funder.EMPLOYER: "employer",
}
FIRST, SECOND = date(2020, 11, 17), date(2025, 1, 1)
# The second version leaves the employer less than nothing in its third year, and is above its own cap.
OLD = {Funder.STATE: (175, 125, 125), Funder.BONUS: (0, 0, 0), Funder.DEPARTMENT: (35, 50, 65)}
NEW = {Funder.STATE: (175, 125, 190), Funder.BONUS: (0, 0, 0), Funder.DEPARTMENT: (35, 50, 65)}
SCALE = FundingScale(
    tuple(
        ScaleVersion(day, 250, dict.fromkeys(EmployerCategory, amounts), PaymentClause(70), cap, (), ())
        for day, amounts, cap in ((FIRST, OLD, 150), (SECOND, NEW, 149))
    )
)

CELL = some.sampled_from([None, None, 0, 35, 50, 65, 66, 125, 300, -1])
TRIPLE = some.tuples(CELL, CELL, CELL)
LINE = some.fixed_dictionaries(
    {
        "start": some.dates(FIRST - timedelta(3), FIRST + timedelta(3)) | some.just(SECOND),
        "decided_on": some.none() | some.sampled_from([FIRST - timedelta(1), FIRST, SECOND]),
        **dict.fromkeys(PREFIXES.values(), TRIPLE),
    }
)


def said_of(line: dict[str, object]) -> list[str]:
    """Say which codes one post deserves, from its plan."""
    day = line["decided_on"] or line["start"]
    assert isinstance(day, date)
    version = SCALE.version_on(day)
    deliberated: Deliberated = {funder: line[prefix] for funder, prefix in PREFIXES.items()}  # type: ignore[misc]
    plan, usual = (funding_plan(version, EmployerCategory.PUBLIC, one) for one in (deliberated, {}))
    off = sum(
        cents is not None and cents != expected
        for funder in Funder
        for cents, expected in zip(deliberated[funder], usual[funder], strict=True)
    )
    return [
        *["BAREME_ANTERIEUR"] * (day < FIRST),
        *["EMPLOYEUR_NEGATIF"] * sum(cents < 0 for cents in plan[Funder.EMPLOYER]),
        *["PLAFOND_DEPASSE"] * (sum(plan[Funder.DEPARTMENT]) > version.cap_cents),
        *["MONTANT_HORS_BAREME"] * off,
    ]


def table_of(lines: list[dict[str, object]]) -> DataFrame:
    table = DataFrame({"row": np.arange(len(lines), dtype="int64") + 5})
    table["category"] = pd.array([EmployerCategory.PUBLIC.value] * len(lines), dtype="str")
    for name in ("start", "decided_on", "returned_on"):
        table[name] = pd.Series([line.get(name) for line in lines], dtype="datetime64[s]")
    for prefix in PREFIXES.values():
        for year in range(3):
            cells = [line[prefix][year] for line in lines]  # type: ignore[index]
            table[f"{prefix}_y{year + 1}_cents"] = pd.array(cells, dtype="Int64")
    # A filtered table keeps its own index.
    return table.set_index(pd.Index(range(10, 10 + len(lines))))


@settings(max_examples=60, deadline=None)
@given(some.lists(LINE, max_size=6))
def test_each_post_is_told_what_its_plan_says(lines: list[dict[str, object]]) -> None:
    found = budget_anomalies(table_of(lines), SCALE)
    expected = [(row, code) for row, line in enumerate(lines, start=5) for code in said_of(line)]
    assert [(one.row, one.code) for one in found] == expected

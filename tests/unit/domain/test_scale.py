"""Which version of the scale applies to a decision."""

from datetime import date

import pytest

from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion


def version(valid_from: date) -> ScaleVersion:
    return ScaleVersion(valid_from, 2500000, {}, PaymentClause(70), 1500000, (), ())


@pytest.mark.parametrize(
    ("decided_on", "position"),
    [
        (date(2019, 12, 31), 0),
        (date(2020, 1, 1), 0),
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 1),
        (date(2099, 1, 1), 1),
    ],
)
def test_a_decision_follows_the_version_of_its_day_or_else_the_first(decided_on: date, position: int) -> None:
    scale = FundingScale((version(date(2020, 1, 1)), version(date(2026, 1, 1))))
    assert scale.version_on(decided_on) is scale.versions[position]

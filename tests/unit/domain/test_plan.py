"""The scale, then what was deliberated, then what remains for the employer."""

from datetime import date

from maynum_dash.domain.plan import Deliberated, Plan, funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import PaymentClause, ScaleVersion

VERSION = ScaleVersion(
    valid_from=date(2020, 11, 17),
    base_cents=2500000,
    amounts={
        EmployerCategory.PUBLIC: {
            Funder.STATE: (1750000, 1250000, 1250000),
            Funder.BONUS: (0, 0, 0),
            Funder.DEPARTMENT: (350000, 500000, 650000),
        }
    },
    clause=PaymentClause(70),
    cap_cents=1500000,
    criteria=(),
    commitments=(),
)


def plan(deliberated: Deliberated) -> Plan:
    return funding_plan(VERSION, EmployerCategory.PUBLIC, deliberated)


def test_without_deliberation_the_employer_pays_what_remains_of_the_base() -> None:
    assert dict(plan({})) == {
        Funder.STATE: (1750000, 1250000, 1250000),
        Funder.BONUS: (0, 0, 0),
        Funder.DEPARTMENT: (350000, 500000, 650000),
        Funder.EMPLOYER: (400000, 750000, 600000),
    }


def test_a_deliberated_amount_replaces_its_cell_only_and_moves_the_remainder() -> None:
    result = plan({Funder.DEPARTMENT: (None, 400000, None)})
    assert result[Funder.DEPARTMENT] == (350000, 400000, 650000)
    assert result[Funder.EMPLOYER] == (400000, 850000, 600000)


def test_a_deliberated_zero_is_not_an_absent_amount() -> None:
    result = plan({Funder.STATE: (None, None, 0)})
    assert result[Funder.STATE] == (1750000, 1250000, 0)
    assert result[Funder.EMPLOYER] == (400000, 750000, 1850000)


def test_the_remainder_of_the_employer_may_be_negative() -> None:
    assert plan({Funder.DEPARTMENT: (1000000, None, None)})[Funder.EMPLOYER][0] == -250000


def test_a_deliberated_amount_of_the_employer_is_kept_beside_remainders() -> None:
    assert plan({Funder.EMPLOYER: (None, 1, None)})[Funder.EMPLOYER] == (400000, 1, 600000)


def test_equal_plans_share_one_hash_so_that_schedules_can_be_shared() -> None:
    assert len({plan({}), plan({Funder.BONUS: (0, 0, 0)}), plan({Funder.BONUS: (1, 0, 0)})}) == 2
    assert len(plan({})) == 4

"""Payments shared over instalments: nothing lost, nothing paid twice, the same answer whatever the order."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.domain.allotment import Allotment, Instalment, InstalmentState, Payment, allot, state

DAY = date(2026, 9, 1)
ACOMPTE = Instalment(DAY, 245_000, "acompte")
SOLDE = Instalment(date(2027, 8, 31), 105_000, "solde")
AVOIR = Instalment(date(2027, 3, 1), -71_438, "avoir")

days = st.integers(0, 900).map(lambda gone: DAY + timedelta(days=gone))
kinds = st.sampled_from(["acompte", "solde", "avoir", ""])
instalments = st.lists(st.builds(Instalment, days, st.integers(-500, 500).filter(bool), kinds), max_size=7)
payments = st.lists(st.builds(Payment, st.integers(2, 9), days, st.integers(-600, 900), kinds), max_size=9)


def test_nothing_is_shared_without_payment_or_instalment() -> None:
    assert allot([ACOMPTE], []) == ()
    assert allot([], [Payment(2, DAY, 100)]) == (Allotment(0, None, 100),)
    assert allot([ACOMPTE], [Payment(2, DAY, 0)]) == ()


def test_an_exact_amount_pays_its_own_instalment_of_its_kind_first() -> None:
    twin = Instalment(date(2028, 1, 1), 245_000, "solde")
    assert allot([ACOMPTE, twin], [Payment(2, DAY, 245_000, "solde")]) == (Allotment(0, 1, 245_000),)
    assert allot([ACOMPTE, twin], [Payment(2, DAY, 245_000)]) == (Allotment(0, 0, 245_000),)


def test_another_amount_pays_the_oldest_first_and_the_rest_pays_nothing() -> None:
    found = allot([SOLDE, ACOMPTE], [Payment(2, DAY, 400_000)])
    assert found == (Allotment(0, 1, 245_000), Allotment(0, 0, 105_000), Allotment(0, None, 50_000))


def test_a_negative_payment_settles_a_credit_note_before_anything_else() -> None:
    paid = [Payment(2, DAY, 245_000), Payment(3, date(2027, 4, 1), -80_000)]
    found = allot([ACOMPTE, AVOIR], paid)
    # 714,38 for the credit note; 85,62 more are taken back from the instalment that was paid.
    assert found == (Allotment(0, 0, 245_000), Allotment(1, 1, -71_438), Allotment(1, 0, -8_562))


def test_what_paid_nothing_is_taken_back_before_what_paid_something() -> None:
    found = allot([ACOMPTE], [Payment(2, DAY, 250_000), Payment(3, DAY, -6_000)])
    assert found[2:] == (Allotment(1, None, -5_000), Allotment(1, 0, -1_000))


def test_payments_of_one_day_are_taken_in_the_order_of_the_rows() -> None:
    later, first = Payment(9, DAY, 300_000), Payment(2, DAY, 245_000)
    assert allot([ACOMPTE, SOLDE], [later, first])[0] == Allotment(1, 0, 245_000)


@settings(max_examples=150, deadline=None)
@given(instalments, payments)
def test_every_cent_of_a_payment_goes_somewhere_once(asked: list[Instalment], made: list[Payment]) -> None:
    found = allot(asked, made)
    for position, payment in enumerate(made):
        assert sum(one.amount_cents for one in found if one.payment == position) == payment.amount_cents
    for position, instalment in enumerate(asked):
        received = sum(one.amount_cents for one in found if one.instalment == position)
        low, high = sorted((0, instalment.amount_cents))
        assert low <= received <= high
    assert all(one.amount_cents for one in found)


@settings(max_examples=60, deadline=None)
@given(instalments, payments, st.randoms())
def test_the_order_of_the_list_changes_nothing(
    asked: list[Instalment], made: list[Payment], luck: object
) -> None:
    rows = [Payment(row, one.paid_on, one.amount_cents, one.kind) for row, one in enumerate(made, start=2)]
    mixed = list(rows)
    luck.shuffle(mixed)  # type: ignore[attr-defined]

    def said(payments_: list[Payment]) -> list[tuple[int, int | None, int]]:
        found = allot(asked, payments_)
        return [(payments_[one.payment].row, one.instalment, one.amount_cents) for one in found]

    assert said(rows) == said(mixed)


@pytest.mark.parametrize(
    ("paid", "today", "expected"),
    [
        (0, date(2026, 8, 31), InstalmentState.COMING),
        (0, date(2026, 9, 1), InstalmentState.DUE),
        (0, date(2026, 10, 1), InstalmentState.DUE),
        (0, date(2026, 10, 2), InstalmentState.OVERDUE),
        (1, date(2026, 8, 31), InstalmentState.PARTIAL),
        (1, date(2026, 10, 1), InstalmentState.PARTIAL),
        (1, date(2026, 10, 2), InstalmentState.OVERDUE),
        (245_000, date(2030, 1, 1), InstalmentState.PAID),
    ],
)
def test_an_instalment_is_overdue_from_the_day_after_the_delay(
    paid: int, today: date, expected: InstalmentState
) -> None:
    assert state(ACOMPTE, paid, DAY if paid else None, today, 30) is expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 8, 31), InstalmentState.EARLY),
        (date(2026, 9, 1), InstalmentState.PAID),
        (date(2026, 9, 2), InstalmentState.PAID),
    ],
)
def test_an_instalment_paid_before_its_day_was_paid_early(last: date, expected: InstalmentState) -> None:
    assert state(ACOMPTE, 245_000, last, date(2027, 1, 1), 30) is expected


@pytest.mark.parametrize(
    ("paid", "today", "expected"),
    [
        (0, date(2027, 2, 28), InstalmentState.COMING),
        (0, date(2027, 3, 1), InstalmentState.TO_RECOVER),
        (-71_437, date(2027, 3, 2), InstalmentState.TO_RECOVER),
        (-71_438, date(2027, 3, 2), InstalmentState.RECOVERED),
    ],
)
def test_a_credit_note_is_to_be_recovered_from_its_day_on(
    paid: int, today: date, expected: InstalmentState
) -> None:
    assert state(AVOIR, paid, None, today, 30) is expected

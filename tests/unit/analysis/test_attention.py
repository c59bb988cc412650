"""What needs attention, on the first day it does and on the day before."""

from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.attention import Matter, Urgency, matters
from maynum_dash.domain.anomalies import Anomaly, Severity

TODAY = date(2026, 8, 31)
FAR = "2030-12-31"


def posts(*lines: dict[str, str]) -> pd.DataFrame:
    """Write a posts table; a line says only what differs from an occupied post that ends later."""
    given = pd.DataFrame(
        [
            {"employer": "Structure", "post_id": "P1", "status": "Occupé", "end": FAR, **line}
            for line in lines
        ],
        columns=["employer", "post_id", "status", "end", "vacant_since"],
    )
    dates = dict.fromkeys(["end", "vacant_since"], "datetime64[s]")
    return given.astype({"employer": "str", "post_id": "str", "status": "str", **dates})


def blocking(row: int | None = 7, severity: Severity = Severity.BLOCKING) -> Anomaly:
    return Anomaly("CODE", severity, "Postes", row, "Début", "x", "La date est illisible.")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-05-01", None),
        ("2026-04-30", ("À prévoir", 4, date(2026, 10, 30))),
        ("2026-03-01", ("À prévoir", 5, date(2026, 9, 1))),
        # Six months after 28 February come on 28 August.
        ("2026-02-28", ("Urgent", 6, date(2026, 8, 28))),
        ("2025-08-31", ("Urgent", 12, date(2026, 2, 28))),
        ("2027-01-01", None),
    ],
)
def test_a_vacancy_is_told_after_four_months_and_urgent_after_six(
    since: str, expected: tuple[str, int, date] | None
) -> None:
    found = matters(posts({"status": "Vacant", "vacant_since": since}), (), TODAY)
    assert [(m.urgency, m.due_on) for m in found] == (
        [] if expected is None else [(expected[0], expected[2])]
    )
    if expected is not None:
        assert f"poste P1 vacant depuis {expected[1]} mois" in found[0].what


def test_the_day_the_limit_comes_the_vacancy_becomes_urgent() -> None:
    table = posts({"status": "Vacant", "vacant_since": "2026-03-15"})
    assert [m.urgency for m in matters(table, (), date(2026, 9, 14))] == [Urgency.SOON]
    assert [m.urgency for m in matters(table, (), date(2026, 9, 15))] == [Urgency.URGENT]


def test_a_vacancy_without_a_date_is_not_invented() -> None:
    assert matters(posts({"status": "Vacant"}), (), TODAY) == ()


def test_the_vacancy_date_of_a_post_filled_again_says_nothing() -> None:
    assert matters(posts({"status": "Occupé", "vacant_since": "2025-01-01"}), (), TODAY) == ()


@pytest.mark.parametrize(
    ("end", "is_told"),
    [
        ("2026-08-30", False),
        ("2026-08-31", True),
        # Six months after 31 August come on 28 February.
        ("2027-02-28", True),
        ("2027-03-01", False),
    ],
)
def test_an_agreement_that_ends_within_six_months_is_told(end: str, is_told: bool) -> None:
    found = matters(posts({"end": end}), (), TODAY)
    assert [m.due_on for m in found] == ([date.fromisoformat(end)] if is_told else [])


def test_a_returned_post_has_nothing_to_renew() -> None:
    assert matters(posts({"status": "Rendu", "end": "2026-09-01"}), (), TODAY) == ()


def test_a_vacant_post_that_ends_is_told_twice() -> None:
    line = {"status": "Vacant", "vacant_since": "2026-01-01", "end": "2026-09-01"}
    assert [m.urgency for m in matters(posts(line), (), TODAY)] == [Urgency.URGENT, Urgency.SOON]


def test_what_is_doubtful_is_to_be_checked_and_an_information_is_not() -> None:
    anomalies = [blocking(severity=severity) for severity in Severity]
    doubtful = Matter(Urgency.CHECK, "Postes, ligne 7", "La date est illisible.", None)
    assert matters(posts(), anomalies, TODAY) == (doubtful, doubtful)
    assert matters(posts(), [blocking(row=None)], TODAY)[0].subject == "Postes"


def test_the_most_pressing_comes_first_then_the_nearest_date() -> None:
    table = posts(
        {"post_id": "P1", "employer": "C", "end": "2026-12-01"},
        {"post_id": "P2", "employer": "B", "end": "2026-09-01"},
        {"post_id": "P3", "employer": "A", "end": "2026-12-01"},
        {"post_id": "P4", "employer": "D", "status": "Vacant", "vacant_since": "2025-01-01"},
    )
    found = matters(table, [blocking()], TODAY)
    assert [matter.subject for matter in found] == ["D", "B", "A", "C", "Postes, ligne 7"]


def test_nothing_needs_attention_when_there_is_nothing() -> None:
    assert matters(posts(), (), TODAY) == ()

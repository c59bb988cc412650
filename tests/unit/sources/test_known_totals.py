"""Random workbooks of known totals: exact to the cent or blocked, and every row accounted for."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.sources.workbook import Workbook

Row = list[object]
HEADINGS: Row = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Département A1"]
SPACES = (" ", "\u00a0", "\u202f", "\u2009")
UNSURE = ("3.500", "trois", "#REF!", "3 50", "1/2", True, "n.c.", "€€ 3")


def grouped(euros: int, separator: str) -> str:
    return f"{euros:,}".replace(",", separator)


@st.composite
def amounts(draw: st.DrawFn) -> tuple[object, int | None]:
    """A cell and its cents; ``None`` when nobody can be sure of it."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(UNSURE)), None
    cents = draw(st.integers(-9_000_000, 9_000_000))
    euros, rest = divmod(abs(cents), 100)
    sign = "\u2212" if cents < 0 else ""
    space = draw(st.sampled_from(SPACES))
    written = draw(
        st.sampled_from(
            [
                cents / 100,
                f"{sign}{grouped(euros, space)},{rest:02}{space}€",
                f"{sign}{grouped(euros, '.')},{rest:02}",
                f"{sign}{euros}.{rest:02} EUR",
                f"({euros},{rest:02})" if cents < 0 else f"+{euros},{rest:02}",
            ]
        )
    )
    return written, cents


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[Row], int, int]:
    """Rows of a sheet, the cents that must come out of it, and how many of its rows must be rejected."""
    body: list[Row] = []
    total = rejected = 0
    for rank in range(draw(st.integers(0, 8))):
        cell, cents = draw(amounts())
        status, is_known = draw(st.sampled_from([("Occupé", True), ("VACANT", True), ("?", False)]))
        start = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 1500)))
        day = draw(st.sampled_from([start, f"{start:%d/%m/%Y}", (start - date(1899, 12, 30)).days]))
        row: Row = [f"P{rank}", f"Structure {rank}", "Ernée", status, day, cell]
        body.append(row)
        if cents is None or not is_known:
            rejected += 1
        else:
            total += cents
            if draw(st.integers(0, 9)) == 0:
                body.append(list(row))
                rejected += 1
        if draw(st.integers(0, 9)) == 0:
            body += [[], ["Sous-total", None, None, None, None, total / 100]]
            rejected += 1
    order = draw(st.permutations(range(len(HEADINGS))))
    head = [HEADINGS[index] for index in order]
    return [head, *([row[index] for index in order] if row else [] for row in body)], total, rejected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets())
def test_the_total_is_exact_or_its_rows_are_blocked(
    understand: Callable[..., Workbook], made: tuple[list[Row], int, int]
) -> None:
    rows, total, rejected = made
    found = understand({"Postes": rows})
    (sheet,) = found.sheets
    assert int(found.posts["department_y1_cents"].sum()) == total
    assert sheet.rows_read == sheet.rows_accepted + sheet.rows_rejected
    assert sheet.rows_rejected == rejected
    unsure = [one for one in found.anomalies if one.severity is Severity.BLOCKING]
    assert len({one.row for one in unsure}) <= rejected

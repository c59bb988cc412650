import json
from datetime import date, datetime, time, timedelta

import pytest

from maynum_dash.sources.cells import Cell, Flaw, FlawKind, clean, decode_row, encode, same, show


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (None, None),
        ("", None),
        (" \u00a0\u200b", None),
        ("  mot ", "mot"),
        (12.0, 12.0),
        (True, True),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (time(8, 30), "08:30:00"),
        (time(8, 30, 15, 400_000), "08:30:15"),
        (timedelta(hours=30), "30 h"),
        (timedelta(hours=30, minutes=5), "30 h 05 min"),
        (timedelta(hours=2, seconds=7.2), "2 h 00 min 07 s"),
        (timedelta(hours=-1, minutes=-30), "−1 h 30 min"),
        ("#REF!", Flaw(FlawKind.ERROR, "#REF!")),
        ("#propagation!", Flaw(FlawKind.ERROR, "#propagation!")),
        (float("inf"), Flaw(FlawKind.ERROR, "inf")),
        (float("nan"), Flaw(FlawKind.ERROR, "nan")),
    ],
)
def test_both_readers_are_brought_to_one_vocabulary(raw: object, cell: Cell) -> None:
    assert clean(raw) == cell


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (12.0, 12),
        (0.1 + 0.2, 0.3),
        (date(2026, 9, 1), datetime.fromisoformat("2026-09-01")),
        (datetime.fromisoformat("2026-09-01T08:30"), datetime.fromisoformat("2026-09-01T08:30:00.000400")),
        ("deux  mots", "deux\nmots"),
        ("a_x000D_b", "a\rb"),
        (None, None),
    ],
)
def test_the_same_value_written_differently(first: Cell, second: Cell) -> None:
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (12.0, 12.01),
        (12.0, None),
        ("12", 12),
        (True, 1),
        (date(2026, 9, 1), date(2026, 9, 2)),
        (date(2026, 9, 1), 46266),
    ],
)
def test_different_values(first: Cell, second: Cell) -> None:
    assert not same(first, second)


def test_every_cell_survives_json() -> None:
    cells: list[Cell] = [
        None,
        True,
        12,
        0.1 + 0.2,
        "é",
        date(2026, 9, 1),
        datetime.fromisoformat("2026-09-01T08:30"),
        Flaw(FlawKind.ERROR, "#REF!"),
    ]
    assert decode_row(json.loads(json.dumps([encode(cell) for cell in cells]))) == cells


def test_a_value_of_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="__reduce__"):
        decode_row([{"__reduce__": "os.system"}])


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, ""),
        (12.0, "12"),
        (12.5, "12,5"),
        (True, "VRAI"),
        (date(2026, 9, 1), "01/09/2026"),
        (datetime.fromisoformat("2026-09-01"), "01/09/2026"),
        (datetime.fromisoformat("2026-09-01T08:30"), "01/09/2026 08:30"),
        (Flaw(FlawKind.ERROR, "#REF!"), "#REF!"),
        ("x" * 200, "x" * 119 + "…"),
    ],
)
def test_cells_are_shown_as_their_user_sees_them(cell: Cell, shown: str) -> None:
    assert show(cell) == shown

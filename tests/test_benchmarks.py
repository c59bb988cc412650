"""The large workbook of the benchmarks is a workbook like another, the same for everybody."""

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from maynum_dash.domain.anomalies import Severity
from maynum_dash.sources.workbook import read_workbook

MODULE = Path(__file__).parents[1] / "benchmarks" / "posts.py"

Writer = Callable[..., bytes]


@pytest.fixture(scope="module")
def big_workbook() -> Writer:
    found = importlib.util.spec_from_file_location("benchmark_posts", MODULE)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    writer: Writer = module.big_workbook
    return writer


def test_every_row_is_accepted(big_workbook: Writer) -> None:
    workbook = read_workbook(big_workbook(400, 1), "suivi.xlsx")
    assert len(workbook.posts) == 400
    assert sum(sheet.rows_rejected for sheet in workbook.sheets) == 0
    assert [anomaly for anomaly in workbook.anomalies if anomaly.severity is not Severity.INFORMATION] == []
    assert len(workbook.payments) > 400
    assert workbook.posts["employer"].nunique() == 60
    assert set(workbook.posts["status"]) == {"Occupé", "Vacant", "Rendu"}
    starts = workbook.posts["start"].dt.date
    assert min(starts) >= date(2021, 1, 1)
    assert max(starts) < date(2026, 12, 1)


def test_the_same_seed_gives_the_same_bytes(big_workbook: Writer) -> None:
    assert big_workbook(30, 1) == big_workbook(30, 1)
    assert big_workbook(30, 1) != big_workbook(30, 2)


def test_employers_are_as_many_as_asked(big_workbook: Writer) -> None:
    workbook = read_workbook(big_workbook(500, 3, employers=400), "suivi.xlsx")
    assert workbook.posts["employer"].nunique() == 400

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources import isolation
from maynum_dash.sources.cells import Witness
from maynum_dash.sources.isolation import BUDGET, read_raw

PostsBook = Callable[..., bytes]

ABORT = "import os; os.abort()"
SLEEP = "import time; time.sleep(60)"
HALF = "print('{\"epoch_1904\": false', end='')"
ABORT_THEN_READ = """
import json, os, sys
order = json.loads(sys.argv[1])
if order["first"]:
    os.abort()
from maynum_dash.sources.child import main
main(**order)
"""


def test_the_cells_come_back_from_another_process(posts_book: PostsBook) -> None:
    raw = read_raw(posts_book(), "suivi.xlsx")
    assert [sheet.name for sheet in raw.sheets] == ["Postes"]
    assert raw.sheets[0].rows[1][1][:4] == ["P1", "Structure A", "Ernée", "Occupé"]
    assert raw.sheets[0].witness == Witness.COMPLETE


def test_the_process_imports_neither_tables_nor_screens() -> None:
    program = (
        "import sys; import maynum_dash.sources.child; "
        "print('pandas' in sys.modules or 'streamlit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_that_executes_crosses_the_border() -> None:
    for module in ("isolation", "child", "cells"):
        source = (Path(isolation.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
        assert "pickle" not in source
        assert "marshal" not in source


@pytest.mark.parametrize("program", [ABORT, HALF, "raise SystemExit(3)", "raise MemoryError"])
def test_a_reader_that_dies_gives_a_french_refusal(
    posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(isolation, "_START", program)
    with pytest.raises(UnreadableFileError, match="n'a pas pu l'ouvrir en sécurité"):
        read_raw(posts_book(), "suivi.xlsx")


def test_a_first_reader_that_aborts_leaves_the_second_one_a_try(
    posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "_START", ABORT_THEN_READ)
    raw = read_raw(posts_book(), "suivi.xlsx")
    assert raw.sheets[0].witness == Witness.ALONE
    assert raw.sheets[0].rows[1][1][0] == "P1"


def test_a_reader_that_takes_too_long_is_stopped(
    posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "_START", SLEEP)
    with pytest.raises(UnreadableFileError, match="prend plus de 1 secondes"):
        read_raw(posts_book(), "suivi.xlsx", replace(BUDGET, wall=1.0))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the wall limit holds there")
@pytest.mark.parametrize("budget", [replace(BUDGET, memory=2**20), replace(BUDGET, cpu=0)])
def test_memory_and_processor_are_limited(posts_book: PostsBook, budget: isolation.Budget) -> None:
    content = posts_book(None, [(f"P{rank}", "Structure", "Ernée", "Occupé", 46266) for rank in range(3000)])
    with pytest.raises(UnreadableFileError, match="n'a pas pu l'ouvrir en sécurité"):
        read_raw(content, "suivi.xlsx", budget)


def test_a_refusal_of_the_guard_keeps_the_name_of_the_file(posts_book: PostsBook) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"« suivi\.xlsx » ne peut pas être lu : l'archive est tronquée"
    ):
        read_raw(posts_book()[:-50], "suivi.xlsx")

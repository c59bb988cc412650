import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

import pytest

from maynum_dash.sources import child

PostsBook = Callable[..., bytes]


def output_of(content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Run the process's work here, without its limits."""
    result = BytesIO()
    monkeypatch.setattr(child, "_limit", lambda _memory, _cpu: None)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(result))
    child.main(memory=0, cpu=0, witness=60.0, first=True)
    return result.getvalue().splitlines()


def test_one_line_per_fact_and_an_end(posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = output_of(posts_book(), monkeypatch)
    assert lines[0] == b'{"nature":"xlsx","epoch_1904":false,"macros":false,"external_links":false}'
    assert lines[2].startswith(b'[1,["ID Poste","Structure"')
    assert lines[-2:] == [b'{"witness":"complet","last":2,"split":""}', b'{"end":true}']


def test_a_small_file_that_says_a_great_deal_is_refused(
    posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "_LARGEST_OUTPUT", 100)
    assert b"Mo de texte" in output_of(posts_book(), monkeypatch)[-1]


def test_a_refusal_ends_the_output(posts_book: PostsBook, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = output_of(posts_book()[:-60], monkeypatch)
    assert line.startswith(b'{"refus":["')


def test_a_text_is_a_workbook_of_one_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = output_of(b"ID Poste;Statut\n0012;Vacant\n", monkeypatch)
    assert b'"encoding":"utf-8","delimiter":";"' in lines[0]
    assert lines[2:4] == [b'[1,["ID Poste","Statut"]]', b'[2,["0012","Vacant"]]']
    assert lines[-2] == b'{"witness":"complet","last":2,"split":""}'

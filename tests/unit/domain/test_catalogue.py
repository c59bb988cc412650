import re
import string
from typing import Any

import pytest

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.catalogue import CELL_IGNORED, Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.sentences import SENTENCES


def test_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_a_code_is_stable_french_capitals_and_its_sentence_is_whole(code: Code) -> None:
    assert re.fullmatch(r"[A-Z]+(?:_[A-Z0-9]+)*", code.value)
    facts = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code].text) if name}
    others: dict[str, Any] = dict.fromkeys(facts - {"sheet", "column", "value"}, "fait")
    written = anomaly(code, Spot("Postes", 3, "Statut", "x"), **others)
    assert written.message.endswith(".")
    assert "{" not in written.message
    assert written.code == code.value


def test_braces_typed_by_a_user_stay_as_they_are() -> None:
    written = anomaly(Code.DATE_UNREADABLE, Spot("Postes", 3, "{x}", "{0.__class__}"))
    assert "« {0.__class__} »" in written.message


def test_the_caller_says_what_becomes_of_the_cell() -> None:
    written = anomaly(
        Code.AMOUNT_UNREADABLE,
        Spot("Postes", 3, "ETP", "?"),
        severity=Severity.BLOCKING,
        outcome=CELL_IGNORED,
        stake_cents=12,
        fallback="1 ETP",
    )
    assert written.message.endswith("La cellule est traitée comme vide : 1 ETP.")
    assert (written.severity, written.stake_cents) == (Severity.BLOCKING, 12)

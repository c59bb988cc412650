from datetime import date
from typing import Any

import pytest

from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.sources import appraisal
from maynum_dash.sources.appraisal import post_share, written_amount
from maynum_dash.sources.scale import load_scale

NOTHING: dict[str, Any] = {
    "category": None,
    "decided_on": None,
    "start": None,
    **{f"department_y{year}_cents": None for year in (1, 2, 3)},
}


def test_a_row_of_which_nothing_is_known_follows_the_scale_when_every_reading_agrees() -> None:
    assert post_share(NOTHING) == 1_500_000


@pytest.mark.parametrize("category", [one.value for one in EmployerCategory])
def test_what_is_deliberated_replaces_the_scale_cell_by_cell(category: str) -> None:
    row = {**NOTHING, "category": category, "start": date(2026, 9, 1), "department_y2_cents": 0}
    assert post_share(row) == 350_000 + 650_000


def test_a_share_that_depends_on_what_is_unreadable_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    scale = load_scale()
    (version,) = scale.versions
    dearer = {
        category: {funder: (2 * one[0], one[1], one[2]) for funder, one in amounts.items()}
        for category, amounts in version.amounts.items()
    }
    dearer[EmployerCategory.PRIVATE] = version.amounts[EmployerCategory.PRIVATE]  # type: ignore[assignment]
    changed = type(scale)((type(version)(**{**_fields(version), "amounts": dearer}),))
    monkeypatch.setattr(appraisal, "_scale", lambda: changed)
    assert post_share(NOTHING) is None
    assert post_share({**NOTHING, "category": "Privé"}) == 1_500_000


def test_other_rows_are_worth_what_they_write() -> None:
    assert written_amount({"amount_cents": 245_000, "kind": "solde"}) == 245_000
    assert written_amount({"amount_cents": None}) is None
    assert written_amount({"amount_cents": 0}) == 0


def _fields(version: Any) -> dict[str, Any]:  # noqa: ANN401 -- a version of the scale
    return {name: getattr(version, name) for name in type(version).__dataclass_fields__}

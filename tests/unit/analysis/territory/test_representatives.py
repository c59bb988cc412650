"""The two members of a canton, as people write its name."""

import pandas as pd
import pytest

from maynum_dash.analysis.territory.gazetteer import canton_gazetteer
from maynum_dash.analysis.territory.representatives import match_elected
from maynum_dash.sources.frames import frame
from maynum_dash.sources.reference import load_reference

CANTONS = canton_gazetteer(load_reference())


def elected(*cantons: str) -> pd.DataFrame:
    rows = range(2, 2 + len(cantons))
    names = [f"Élue {row}" for row in rows]
    roles = [None] * len(cantons)
    return frame("elected", {"row": list(rows), "canton": list(cantons), "name": names, "role": roles})


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Azé", "53001"),
        ("AZE", "53001"),
        ("Canton de Laval 1", "53010"),
        ("LAVAL-3", "53012"),
        ("Saint-Berthevin", "53016"),
        ("St Berthevin", "53016"),
        ("Huisserie", "53008"),
        ("L'Huisserie", "53008"),
        ("53008", "53008"),
    ],
)
def test_a_canton_is_known_by_name_or_code(written: str, code: str) -> None:
    table, anomalies = match_elected(elected(written), CANTONS, "Élus")
    assert table["canton_code"].tolist() == [code]
    assert anomalies == ()


def test_the_number_of_a_canton_is_never_guessed() -> None:
    table, anomalies = match_elected(elected("Laval"), CANTONS, "Nos élus")
    assert table["canton_code"].isna().all()
    assert [(one.code, one.sheet, one.row, one.value) for one in anomalies] == [
        ("CANTON_INCONNU", "Nos élus", 2, "Laval")
    ]
    assert "Laval-1" in anomalies[0].message


def test_a_third_member_is_kept_and_said() -> None:
    table, anomalies = match_elected(elected("Azé", "Azé", "aze"), CANTONS, "Élus")
    assert table["canton_code"].tolist() == ["53001"] * 3
    assert [(one.code, one.value) for one in anomalies] == [("CANTON_PLUS_DE_DEUX", "3")]
    assert "« Azé » a 3 élus" in anomalies[0].message


def test_nobody_is_nobody() -> None:
    table, anomalies = match_elected(elected(), CANTONS, "Élus")
    assert table.empty
    assert "canton_code" in table
    assert anomalies == ()

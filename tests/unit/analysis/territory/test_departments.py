"""A data folder of several départements: what is found and drawn of one of them."""

import json
from dataclasses import replace

import pytest

from maynum_dash.analysis.territory.levels import departments, known_levels
from maynum_dash.analysis.territory.outlines import only
from maynum_dash.analysis.territory.searching import Entry, is_within
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.departments import department_of
from maynum_dash.sources.departments import department_names
from maynum_dash.sources.reference import load_boundaries, load_reference

REFERENCE = load_reference()


def test_one_departement_is_not_several() -> None:
    assert departments(REFERENCE) == ()
    codes = REFERENCE.communes["code"].str.replace("53001", "97411")
    assert departments(replace(REFERENCE, communes=REFERENCE.communes.assign(code=codes))) == ("53", "974")


def test_cantons_are_a_level_only_where_they_are_known() -> None:
    assert known_levels(REFERENCE) == tuple(Level)
    assert Level.CANTONS not in known_levels(replace(REFERENCE, cantons=REFERENCE.cantons.iloc[:0]))


@pytest.mark.parametrize(
    ("level", "code", "expected"),
    [
        (Level.COMMUNES, "53130", True),
        (Level.COMMUNES, "72008", False),
        (Level.EPCI, "200083392", True),
        (Level.DEPARTMENT, "tout", True),
    ],
)
def test_communes_elsewhere_are_not_found_and_what_is_larger_is(
    level: Level, code: str, expected: bool
) -> None:
    assert is_within(Entry(level, code, "x", "x"), "53") is expected


def test_outlines_of_some_territories_are_theirs_alone() -> None:
    boundaries = load_boundaries("epci")
    kept = json.loads(only(boundaries, ["245300355", "absent"]))["features"]
    (whole,) = [one for one in json.loads(boundaries)["features"] if one["id"] == "245300355"]
    assert kept == [whole]


def test_every_departement_has_a_name() -> None:
    names = department_names()
    assert len(names) == 101
    assert (names["53"], names["2A"], names["974"]) == ("Mayenne", "Corse-du-Sud", "La Réunion")
    assert all(department_of(f"{code}00"[:5].ljust(5, "0")) == code for code in names)

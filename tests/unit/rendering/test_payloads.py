import json
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.analysis.need.coverage import coverage_table, department_row
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Grouping, Reading
from maynum_dash.rendering.payloads import coverage_payload, rounded, schedule_payload

ERNEE, LAVAL = "245300355", "200083392"
NEEDS = pd.DataFrame(
    {
        "epci_code": [ERNEE, LAVAL],
        "name": ["CC de l'Ernée", "CA Laval Agglomération"],
        "is_partial": False,
        "population": [10_000, 20_000],
        "population_15_plus": [8_000.5, 16_000.0],
        "rate_pct": [20.25, float("nan")],
        "people": [1_620.5, float("nan")],
    }
)
POSTS = pd.DataFrame({"row": [4, 5], "epci_code": [ERNEE, LAVAL], "fte": 1.0, "status": "Occupé"})
SERVED = pd.DataFrame({"row": [4, 5], "epci_code": [ERNEE, LAVAL], "share": 1.0})
MOVEMENTS = pd.DataFrame(
    [
        ("10", "Mairie B", ERNEE, "tranche", "ANCT", 2026, 100),
        ("2", "Mairie A", ERNEE, "tranche", "Conseiller May Num (Département)", 2026, 350_000),
        ("2", "Mairie A", ERNEE, "tranche", "ANCT", 2027, 1_250_000),
        ("2", "Mairie A", ERNEE, "tranche", "ANCT", 2026, 1_750_000),
        ("2", "Mairie A", ERNEE, "tranche", "Bonification ANCT", 2026, 250_000),
        ("2", "Mairie A", ERNEE, "tranche", "Bonification ANCT", 2026, -250_000),
        ("2", "Mairie A", ERNEE, "signature", "ANCT", 2026, 4_250_000),
        ("3", "Mairie A", None, "tranche", "ANCT", 2026, 50),
    ],
    columns=["post_id", "employer", "epci_code", "reading", "funder", "fiscal_year", "amount_cents"],
)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.125, 2, 0.13),
        (2.675, 2, 2.68),
        (14.25, 1, 14.3),
        (1_620.5, 0, 1_621),
        (0.12499999999999999, 2, 0.13),  # the noise of a sum is not a value below the half
        (0.1249, 2, 0.12),
        (-0.125, 2, -0.13),
        (None, 2, None),
        (float("nan"), 0, None),
    ],
)
def test_figures_are_rounded_half_up(value: float | None, digits: int, expected: float | None) -> None:
    assert rounded(value, digits) == expected


def test_a_whole_number_is_an_integer() -> None:
    assert isinstance(rounded(12.0, 0), int)


@given(st.decimals(-10_000, 10_000, places=3))
def test_rounding_is_never_further_than_half_a_unit(value: Decimal) -> None:
    result = rounded(float(value), 2)

    assert result is not None
    assert abs(Decimal(str(result)) - value) <= Decimal("0.005")


def test_the_coverage_has_the_keys_of_the_command_line() -> None:
    table = coverage_table(NEEDS, POSTS, SERVED)

    payload = coverage_payload(NeedSource.OFFICIAL, table, department_row(table, POSTS, SERVED))

    assert payload["source"] == "officielle"
    assert payload["epci"] == [
        {
            "code": LAVAL,
            "nom": "CA Laval Agglomération",
            "population_15_plus": 16_000,
            "taux_pct": None,
            "personnes": None,
            "etp": 1.0,
            "etp_pour_1000": None,
            "ic95_bas": None,
            "ic95_haut": None,
            "quotient": None,
        },
        {
            "code": ERNEE,
            "nom": "CC de l'Ernée",
            "population_15_plus": 8_001,
            "taux_pct": 20.3,
            "personnes": 1_621,
            "etp": 1.0,
            "etp_pour_1000": 0.62,
            "ic95_bas": 0.02,
            "ic95_haut": 3.44,
            "quotient": 1.0,
        },
    ]
    department = payload["departement"]
    assert department["personnes"] == 1_621
    assert (department["etp"], department["etp_hors_epci"], department["etp_epci_sans_donnee"]) == (
        1.0,
        0.0,
        1.0,
    )
    assert department["epci_sans_donnee"] == ["CA Laval Agglomération"]
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_the_schedule_adds_up_by_post_funder_and_year() -> None:
    payload = schedule_payload(MOVEMENTS, Reading.TRANCHE)

    assert payload["lecture"] == "tranche"
    assert [tuple(line.values()) for line in payload["lignes"]] == [
        ("10", "ANCT", 2026, 100),
        ("2", "ANCT", 2026, 1_750_000),
        ("2", "ANCT", 2027, 1_250_000),
        ("2", "Conseiller May Num (Département)", 2026, 350_000),
        ("3", "ANCT", 2026, 50),
    ]
    assert list(payload["lignes"][0]) == ["id_poste", "financeur", "exercice", "montant_centimes"]
    assert json.loads(json.dumps(payload)) == payload


def test_the_schedule_adds_up_by_employer() -> None:
    lines = schedule_payload(MOVEMENTS, Reading.TRANCHE, Grouping.EMPLOYER)["lignes"]

    assert lines[0] == {
        "structure": "Mairie A",
        "financeur": "ANCT",
        "exercice": 2026,
        "montant_centimes": 1_750_050,
    }


def test_money_without_epci_comes_last_and_is_not_lost() -> None:
    lines = schedule_payload(MOVEMENTS, Reading.TRANCHE, Grouping.EPCI)["lignes"]

    assert lines[-1] == {"epci": None, "financeur": "ANCT", "exercice": 2026, "montant_centimes": 50}
    tranche = MOVEMENTS.loc[MOVEMENTS["reading"] == "tranche", "amount_cents"]
    assert sum(line["montant_centimes"] for line in lines) == tranche.sum()


def test_no_movement_is_an_empty_schedule() -> None:
    assert schedule_payload(MOVEMENTS.iloc[:0], Reading.PRORATA) == {"lecture": "prorata", "lignes": []}

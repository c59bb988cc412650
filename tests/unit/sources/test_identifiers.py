import pytest

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.identifiers import commune, epci, post_key, siret

SIRET = "20001190600019"
POST_OFFICE = "35600000000048"
ODD_POST_OFFICE = "35600000049837"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0012", "12"),
        ("12", "12"),
        (12, "12"),
        (12.0, "12"),
        ("12.0", "12"),
        ("000", "0"),
        (" MN  12 ", "MN 12"),
        ("MN-012", "MN-012"),
        (1.5, "1.5"),
        (None, None),
    ],
)
def test_a_post_keeps_one_identifier_whatever_excel_did_to_it(cell: Cell, expected: str | None) -> None:
    assert post_key(cell) == (expected, None)


@pytest.mark.parametrize(
    "cell",
    [
        SIRET,
        float(SIRET),
        int(SIRET),
        "200 011 906 00019",
        "200\u00a0011\u202f906 00019",
        "200.011.906.00019",
    ],
)
def test_a_siret_is_read_with_spaces_or_as_a_number(cell: Cell) -> None:
    assert siret(cell) == (SIRET, None)


def test_la_poste_has_its_own_rule() -> None:
    assert siret(POST_OFFICE) == (POST_OFFICE, None)
    assert siret(ODD_POST_OFFICE) == (ODD_POST_OFFICE, None)


def test_a_number_that_lost_its_zero_is_restored_when_the_key_proves_it() -> None:
    value, doubt = siret(5720780500011.0)
    assert value == "05720780500011"
    assert doubt is not None
    assert doubt.code is Code.ZERO_RESTORED


@pytest.mark.parametrize("cell", ["2,00083E+13", "2.00083E+13", 20008300000000.0])
def test_a_siret_in_scientific_writing_is_lost(cell: Cell) -> None:
    value, doubt = siret(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.SIRET_LOST


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("20001190600010", "clé de contrôle"),
        ("2000119060001", "13 chiffres"),
        ("123", "3 chiffres"),
        ("à demander", "autre chose"),
        (True, "autre chose"),
    ],
)
def test_a_wrong_siret_says_why(cell: Cell, reason: str) -> None:
    value, doubt = siret(cell)
    assert value is None
    assert doubt is not None
    assert doubt.code is Code.SIRET_INVALID
    assert reason in str(doubt.facts["reason"])


@pytest.mark.parametrize(
    ("cell", "expected"), [("53130", "53130"), (53130.0, "53130"), ("2A004", "2A004"), ("Laval", "Laval")]
)
def test_a_commune_is_a_code_or_a_name(cell: Cell, expected: str) -> None:
    assert commune(cell) == (expected, None)


def test_four_digits_are_a_commune_that_lost_its_zero() -> None:
    value, doubt = commune(1001)
    assert value == "01001"
    assert doubt is not None
    assert doubt.code is Code.ZERO_RESTORED


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (200083392, "200083392"),
        (200083392.0, "200083392"),
        ("200 083 392", "200083392"),
        ("CC de l’Ernée", "CC de l’Ernée"),
    ],
)
def test_an_epci_is_a_siren_or_a_name(cell: Cell, expected: str) -> None:
    assert epci(cell) == (expected, None)

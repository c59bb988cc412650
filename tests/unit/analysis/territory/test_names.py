import unicodedata

import pytest

from maynum_dash.analysis.territory.names import (
    commune_core,
    commune_key,
    epci_core,
    epci_key,
    fold,
    read_commune_code,
    read_siren,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  L’Ernée  ", "l ernee"),
        (unicodedata.normalize("NFD", "Coëvrons"), "coevrons"),
        ("Sacré-Cœur", "sacre coeur"),
        ("Château\u00a0Gontier", "chateau gontier"),
        ("ÉVRON", "evron"),
    ],
)
def test_folding_keeps_plain_letters_and_digits_only(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "CC de l'Ernée",
        "CC de l’Ernée",
        "C.C. de l'Ernée",
        "Communauté de communes de l'Ernée",
        "COMMUNAUTE  DE  COMMUNES  DE  L ERNEE",
        "Com. de com. de l'Ernée",
        "ComCom de l'Ernée",
        "Ernée (CC)",
        "CdC de l'Ernée",
    ],
)
def test_the_kind_of_an_epci_is_written_in_many_ways(text: str) -> None:
    assert epci_key(text) == "cc ernee"
    assert epci_core(text) == "ernee"


@pytest.mark.parametrize(
    "text", ["CA de Laval", "Laval Agglo", "Laval Agglomération", "Communauté d'agglomération de Laval"]
)
def test_the_agglomeration_is_its_town(text: str) -> None:
    assert epci_core(text) == "laval"


def test_a_name_that_holds_the_word_community_keeps_it() -> None:
    assert epci_core("CC Mayenne Communauté") == "mayenne communaute"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("St Ouën-des-Toits", "saint ouen des toits"),
        ("STE-SUZANNE", "sainte suzanne"),
        ("St-Aignan s/ Roë", "saint aignan sur roe"),
        ("53000 LAVAL CEDEX 9", "laval"),
        ("Laval (53)", "laval"),
    ],
)
def test_a_commune_is_written_in_many_ways(text: str, key: str) -> None:
    assert commune_key(text) == key


def test_articles_of_a_commune_may_stand_anywhere() -> None:
    assert commune_core("Roche-Neuville (La)") == commune_core("LA ROCHE NEUVILLE")


@pytest.mark.parametrize(
    ("text", "siren"),
    [
        ("245300355", "245300355"),
        ("245 300 355", "245300355"),
        ("245\u202f300\u202f355", "245300355"),
        ("245300355.0", "245300355"),
        ("245300355 - CC de l'Ernée", "245300355"),
        ("24530035500017", "245300355"),
        ("24530035", None),
        ("2453003551", None),
        ("Ernée", None),
    ],
)
def test_a_siren_is_nine_digits(text: str, siren: str | None) -> None:
    assert read_siren(text) == siren


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("53130", "53130"),
        (" 53 130 ", "53130"),
        ("53130.0", "53130"),
        ("1001", "01001"),
        ("2a004", "2A004"),
        ("53000 Laval", None),
        ("Laval", None),
    ],
)
def test_an_insee_code_stands_alone(text: str, code: str | None) -> None:
    assert read_commune_code(text) == code

import unicodedata
from dataclasses import replace
from itertools import chain

import pandas as pd
import pytest

from maynum_dash.analysis.territory.gazetteer import (
    Found,
    Gazetteer,
    commune_gazetteer,
    epci_gazetteer,
)
from maynum_dash.analysis.territory.unknowns import commune_anomaly, epci_anomaly
from maynum_dash.domain.anomalies import Severity
from maynum_dash.sources.aliases import load_aliases
from maynum_dash.sources.namings import NOWHERE, Named, Naming
from maynum_dash.sources.reference import Reference

ERNEE, LAVAL, CRAON, MAYENNE = "245300355", "200083392", "200048551", "200055887"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CC de l’Ernée", ERNEE),
        ("Communauté de communes de l'Ernée", ERNEE),
        ("ERNEE", ERNEE),
        ("Ernée (CC)", ERNEE),
        ("CC  de   l'Ernée", ERNEE),
        (unicodedata.normalize("NFD", "CC de l'Ernée"), ERNEE),
        ("245 300 355", ERNEE),
        ("CA de Laval", LAVAL),
        ("Laval Agglo", LAVAL),
        ("Laval Agglomération", LAVAL),
        ("Pays de Craon", CRAON),
        ("Craon", CRAON),
        ("CC du Pays de Craon", CRAON),
        ("CC Mayenne Communauté", MAYENNE),
        ("Mayenne-Communauté", MAYENNE),
        ("CC du Pays de Loiron", LAVAL),
        ("245300306", LAVAL),
        ("Communauté de communes de Mayenne", MAYENNE),
        ("Pays Sabolien", "247200090"),
    ],
)
def test_an_epci_is_found_by_code_or_by_any_usual_name(epci: Gazetteer, text: str, code: str) -> None:
    assert epci.find(text).code == code


@pytest.mark.parametrize("text", ["Mayenne", "Pays de Laval", "Pays", "CC", "Ernee et Laval", "999999999"])
def test_an_epci_is_never_guessed(epci: Gazetteer, text: str) -> None:
    assert epci.find(text).code is None


def test_a_near_name_is_suggested_and_not_applied(epci: Gazetteer) -> None:
    found = epci.find("Bocage Mayenais")

    assert found.code is None
    assert found.suggestions[0] == "CC du Bocage Mayennais"
    assert "Vouliez-vous dire « CC du Bocage Mayennais »" in epci_anomaly("Bocage Mayenais", found).message


def test_a_name_like_no_other_gets_no_suggestion(epci: Gazetteer) -> None:
    found = epci.find("Zzyx")

    assert found.suggestions == ()
    assert "Vouliez-vous dire" not in epci_anomaly("Zzyx", found).message


def test_a_former_name_that_went_to_two_epci_is_ambiguous(reference: Reference) -> None:
    aliases = pd.DataFrame({"alias": ["Pays coupé", "Pays coupé"], "epci_code": [ERNEE, LAVAL]})

    found = epci_gazetteer(reference, aliases).find("CC du Pays coupé")

    assert found.code is None
    assert found.candidates == ("CA Laval Agglomération", "CC de l'Ernée")
    assert epci_anomaly("CC du Pays coupé", found).code == "EPCI_AMBIGU"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("53130", "53130"),
        ("53014", "53062"),
        ("Azé", "53062"),
        ("St Samson", "53185"),
        ("EVRON", "53097"),
        ("Roche-Neuville", "53136"),
        ("53400 Craon", "53084"),
        ("Mayenne", "53147"),
    ],
)
def test_a_commune_is_found_by_code_or_name_of_today_or_of_the_past(
    communes: Gazetteer, text: str, code: str
) -> None:
    assert communes.find(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("72264", "COMMUNE_HORS_DEPARTEMENT"),
        ("1001", "COMMUNE_HORS_DEPARTEMENT"),
        ("53000", "COMMUNE_INCONNUE"),
        ("Lavall", "COMMUNE_INCONNUE"),
    ],
)
def test_a_commune_that_is_not_found_is_said_so(communes: Gazetteer, text: str, code: str) -> None:
    found = communes.find(text)

    assert found.code is None
    assert commune_anomaly(text, found).code == code


def test_a_former_commune_whose_name_was_borne_twice_is_ambiguous(reference: Reference) -> None:
    former = pd.DataFrame(
        {"former_code": ["53254", "53998"], "former_name": "Saint-Sulpice", "code": ["53136", "53130"]}
    )

    found = commune_gazetteer(replace(reference, former_communes=former)).find("St Sulpice")

    assert found == Found(None, candidates=("La Roche-Neuville", "Laval"))
    anomaly = commune_anomaly("St Sulpice", found)
    assert anomaly.code == "COMMUNE_AMBIGUE"
    assert "« La Roche-Neuville » ou « Laval »" in anomaly.message


def test_a_wrong_siren_beside_a_right_name_suggests_the_name(epci: Gazetteer) -> None:
    found = epci.find("245300999 - CC de l'Ernée")

    assert found.code is None
    assert found.suggestions == ("CC de l'Ernée",)


def test_a_file_of_nonsense_gets_no_more_suggestions_than_anybody_reads(communes: Gazetteer) -> None:
    found = communes.find_all(f"Lavall {'x' * number}" for number in range(1_500))

    assert len(found) == 1_500
    assert found["Lavall "].suggestions == ("Laval",)
    assert all(found[f"Lavall {'x' * number}"] == Found(None) for number in range(1_000, 1_500))


def test_missing_texts_are_not_looked_up(epci: Gazetteer) -> None:
    assert epci.find_all(pd.Series([None, "Ernée"], dtype="str")).keys() == {"Ernée"}


def test_every_shipped_alias_leads_to_one_epci(reference: Reference) -> None:
    aliases = load_aliases()
    epci = epci_gazetteer(reference, aliases)

    found = {alias: epci.find(alias).code for alias in aliases["alias"]}

    assert found == dict(zip(aliases["alias"], aliases["epci_code"], strict=True))


def test_no_shipped_alias_hides_a_name_of_today(reference: Reference) -> None:
    epci = epci_gazetteer(reference, load_aliases())
    today = reference.epci
    pairs = chain(
        zip(today["name"], today["code"], strict=True), zip(today["short_name"], today["code"], strict=True)
    )

    assert all(epci.find(name).code == code for name, code in pairs)


DECIDED = (
    Named(Naming.EPCI, "Secteur de la Colmont", ERNEE),
    Named(Naming.EPCI, "Craon", ERNEE),
    Named(Naming.EPCI, "Mayenne", ERNEE),
    Named(Naming.EPCI, "Pays disparu", "111111111"),
    Named(Naming.EPCI, "Rennes Métropole", NOWHERE),
    Named(Naming.COMMUNE, "La val (centre)", "53130"),
)


@pytest.mark.parametrize("text", ["Secteur de la Colmont", "SECTEUR  de la colmont", "secteur de la-Colmont"])
def test_a_decided_name_leads_where_the_team_said_and_that_is_told(
    reference: Reference, aliases: pd.DataFrame, text: str
) -> None:
    found = epci_gazetteer(reference, aliases, DECIDED).find(text)
    assert (found.code, found.is_said) == (ERNEE, True)
    said = epci_anomaly(text, found)
    assert (said.code, said.severity, said.value) == ("TERRITOIRE_DECIDE", Severity.INFORMATION, text)
    assert "lu comme « CC de l'Ernée »" in said.message


def test_a_decision_never_replaces_what_a_name_says_by_itself(
    reference: Reference, aliases: pd.DataFrame
) -> None:
    decided = epci_gazetteer(reference, aliases, DECIDED)
    assert decided.find("Craon") == Found(CRAON)
    coupled = pd.DataFrame({"alias": ["Mayenne", "Mayenne"], "epci_code": [ERNEE, LAVAL]})
    both = epci_gazetteer(reference, coupled, DECIDED).find("Mayenne")
    assert both.code is None, "two homonyms are never merged"
    assert len(both.candidates) == 2


def test_a_name_decided_to_be_nowhere_is_not_asked_about_again(
    reference: Reference, aliases: pd.DataFrame
) -> None:
    found = epci_gazetteer(reference, aliases, DECIDED).find("Rennes Métropole")
    assert (found.code, found.decided, found.suggestions) == (None, "", ())
    assert epci_anomaly("Rennes Métropole", found).code == "TERRITOIRE_ECARTE"


def test_a_decision_that_leads_nowhere_any_more_is_a_question_again(
    reference: Reference, aliases: pd.DataFrame
) -> None:
    found = epci_gazetteer(reference, aliases, DECIDED).find("Pays disparu")
    assert epci_anomaly("Pays disparu", found).code == "EPCI_INCONNU"


def test_a_commune_and_an_epci_are_decided_apart(reference: Reference, aliases: pd.DataFrame) -> None:
    assert commune_gazetteer(reference, DECIDED).find("La Val (Centre)").code == "53130"
    assert epci_gazetteer(reference, aliases, DECIDED).find("La Val (Centre)").code is None

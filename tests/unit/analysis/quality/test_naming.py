"""Each unknown name is asked about once, the euros first, with near names that nobody applies."""

from dataclasses import replace

import pandas as pd

from maynum_dash.analysis.quality.naming import LEAST_LIKENESS, name_questions, territory_names
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.namings import Naming
from maynum_dash.sources.reference import Reference

ERNEE = "245300355"
UNKNOWN = Anomaly("EPCI_INCONNU", Severity.WARNING, "Postes", 4, "EPCI", "Pays d'Ernnée", "…", 100)


def test_one_question_per_name_whatever_its_capitals(reference: Reference, aliases: pd.DataFrame) -> None:
    found = (
        UNKNOWN,
        replace(UNKNOWN, row=5, value="PAYS D'ERNNÉE", stake_cents=-50),
        replace(UNKNOWN, row=4, column="EPCI desservis"),
        replace(UNKNOWN, sheet="Illectronisme", stake_cents=None),
        replace(UNKNOWN, row=9, value="Atlantide", stake_cents=500),
        replace(UNKNOWN, row=9, code="COMMUNE_INCONNUE", value="Pays d'Ernnée", stake_cents=None),
    )
    first, second, third = name_questions(found, reference, aliases)
    assert (first.written, first.rows, first.stake_cents) == ("Atlantide", 1, 500)
    assert (second.kind, second.written, second.rows, second.stake_cents) == (
        Naming.EPCI,
        "Pays d'Ernnée",
        3,
        150,
    )
    assert second.sheets == ("Postes", "Illectronisme")
    assert second.near[0].code == ERNEE
    assert all(LEAST_LIKENESS <= one.likeness <= 100 for one in second.near)
    assert third.kind is Naming.COMMUNE


def test_homonyms_and_names_without_a_letter_are_not_asked_about(
    reference: Reference, aliases: pd.DataFrame
) -> None:
    found = (replace(UNKNOWN, code="EPCI_AMBIGU"), replace(UNKNOWN, value=" — "))
    assert name_questions(found, reference, aliases) == ()
    assert name_questions((), reference, aliases) == ()


def test_any_territory_of_the_kind_may_be_chosen(reference: Reference) -> None:
    assert territory_names(Naming.EPCI, reference)[ERNEE] == "CC de l'Ernée"
    names = list(territory_names(Naming.COMMUNE, reference).values())
    assert names == sorted(names)

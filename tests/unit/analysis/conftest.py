"""A small Mayenne: the ten EPCI with round figures, and a few communes."""

from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.territory.gazetteer import Gazetteer, commune_gazetteer, epci_gazetteer
from maynum_dash.sources.reference import Fit, Reference

# code, name, short name, inhabitants
EPCI = [
    ("200033298", "CC des Coëvrons", "Coëvrons", 10_000),
    ("200042182", "CC du Mont des Avaloirs", "Mont des Avaloirs", 10_000),
    ("200048551", "CC du Pays de Craon", "Pays de Craon", 10_000),
    ("200055887", "CC Mayenne Communauté", "Mayenne Communauté", 10_000),
    ("200083392", "CA Laval Agglomération", "Laval Agglomération", 20_000),
    ("245300223", "CC du Pays de Meslay-Grez", "Pays de Meslay-Grez", 10_000),
    ("245300355", "CC de l'Ernée", "Ernée", 10_000),
    ("245300389", "CC du Bocage Mayennais", "Bocage Mayennais", 10_000),
    ("245300447", "CC du Pays de Château-Gontier", "Pays de Château-Gontier", 10_000),
    ("247200090", "CC du Pays Sabolien", "Pays Sabolien", 1_000),
]
# code, name, EPCI, inhabitants, estimated rate (%)
COMMUNES = [
    ("53130", "Laval", "200083392", 20_000, 14.0),
    ("53096", "Ernée", "245300355", 6_000, 20.0),
    ("53005", "Andouillé", "245300355", 4_000, 25.0),
    ("53084", "Craon", "200048551", 10_000, 20.0),
    ("53147", "Mayenne", "200055887", 10_000, 20.0),
    ("53097", "Évron", "200033298", 10_000, 20.0),
    ("53185", "Pré-en-Pail-Saint-Samson", "200042182", 10_000, 20.0),
    ("53152", "Meslay-du-Maine", "245300223", 10_000, 20.0),
    ("53107", "Gorron", "245300389", 10_000, 20.0),
    ("53062", "Château-Gontier-sur-Mayenne", "245300447", 5_000, 20.0),
    ("53136", "La Roche-Neuville", "245300447", 5_000, 20.0),
    ("53037", "Bouessay", "247200090", 1_000, 20.0),
]
# The first nine digits of the SIRET of a few communes.
SIRENS = {"53130": "215301300", "53096": "215300963", "53037": "215300377"}
FORMER = [
    ("53014", "Azé", "53062"),
    ("53215", "Saint-Fort", "53062"),
    ("53254", "Saint-Sulpice", "53136"),
    ("53252", "Saint-Samson", "53185"),
]
ALIASES = [
    ("Pays de Loiron", "200083392"),
    ("245300306", "200083392"),
    ("CC de Mayenne", "200055887"),
]


@pytest.fixture(scope="session")
def reference() -> Reference:
    communes = pd.DataFrame(
        COMMUNES, columns=["code", "name", "epci_code", "population", "estimated_rate_pct"]
    ).assign(
        siren=lambda table: table["code"].map(SIRENS).astype("str"),
        canton_code="5301",
        population_15_plus=lambda table: table["population"] * 0.8,
        low_diploma_pct=50.0,
        share_65_plus_pct=25.0,
        rate_low_pct=lambda table: table["estimated_rate_pct"] - 1,
        rate_high_pct=lambda table: table["estimated_rate_pct"] + 1,
        longitude=-0.5,
        latitude=48.0,
        revitalisation_zone=False,
    )
    epci = pd.DataFrame(EPCI, columns=["code", "name", "short_name", "population"]).assign(
        kind="CC",
        seat_department=lambda table: table["code"].map({"247200090": "72"}).fillna("53"),
        is_partial=lambda table: table["code"] == "247200090",
        communes=1,
        population_15_plus=lambda table: table["population"] * 0.8,
        rate_low_pct=18.0,
        rate_high_pct=21.0,
        longitude=-0.5,
        latitude=48.0,
    )
    return Reference(
        communes=communes,
        epci=epci,
        cantons=pd.DataFrame({"code": ["5301"], "name": ["Canton"], "population": [100_000]}),
        places=pd.DataFrame({"as_of": [date(2024, 8, 1)]}),
        former_communes=pd.DataFrame(FORMER, columns=["former_code", "former_name", "code"]),
        fit=Fit(-3.9, 0.04, 18.0, "200083392", 14.0, ("200042182",), 25.0, 2023, 2017, 0.8, 15.0),
        sources=pd.DataFrame(),
    )


@pytest.fixture(scope="session")
def aliases() -> pd.DataFrame:
    return pd.DataFrame(ALIASES, columns=["alias", "epci_code"])


@pytest.fixture(scope="session")
def epci(reference: Reference, aliases: pd.DataFrame) -> Gazetteer:
    return epci_gazetteer(reference, aliases)


@pytest.fixture(scope="session")
def communes(reference: Reference) -> Gazetteer:
    return commune_gazetteer(reference)

"""Names of EPCI and cantons in the reference tables."""

import pandas as pd
import pytest
from pandas import DataFrame

from maynum_dash.analysis.territory.territories import cantons_table, short_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CC de l'Ernée", "Ernée"),
        ("CC de l’Ernée", "Ernée"),
        ("CC des Coëvrons", "Coëvrons"),
        ("CC du Mont des Avaloirs", "Mont des Avaloirs"),
        ("CC du Bocage Mayennais", "Bocage Mayennais"),
        ("CC du Pays de Craon", "Pays de Craon"),
        ("CC du Pays de Meslay-Grez", "Pays de Meslay-Grez"),
        ("CC du Pays de Château-Gontier", "Pays de Château-Gontier"),
        ("CC du Pays Sabolien", "Pays Sabolien"),
        ("CC Mayenne Communauté", "Mayenne Communauté"),
        ("CA Laval Agglomération", "Laval Agglomération"),
        ("CA de la Baie", "Baie"),
        ("Le Désert", "Le Désert"),
        ("CCAS", "CCAS"),
    ],
)
def test_short_name(name: str, expected: str) -> None:
    assert short_name(name) == expected


def test_a_cut_commune_leaves_its_cantons_without_population() -> None:
    communes = DataFrame(
        {"name": ["Laval", "L'Huisserie"], "canton_code": [pd.NA, "K3"], "population": [50_000, 4_000]}
    )
    cantons = DataFrame({"code": ["K1", "K2", "K3"], "name": ["Laval-1", "Laval-2", "Huisserie"]})
    labels = DataFrame({"code": ["K1", "K2", "K3"], "longitude": 0.0, "latitude": 0.0})
    table = cantons_table(communes, cantons, {"A": ("K1", "K2"), "B": ("K3",)}, labels)
    assert table["population"].isna().tolist() == [True, True, False]
    assert table["population"].iloc[2] == 4_000
    assert table["name"].tolist() == ["Laval-1", "Laval-2", "L'Huisserie"]

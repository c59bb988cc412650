"""Numbers of people of the imported table, compared with what its rates give."""

from collections.abc import Iterator

import pandas as pd

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.money import NARROW_SPACE
from maynum_dash.sources.perimeter import perimeter

# Below both, two vintages of the same population explain the gap.
_TOLERANCE_SHARE = 0.05
_TOLERANCE_PEOPLE = 50


def usable_people(given: pd.Series, is_partial: pd.Series, population_15_plus: pd.Series) -> pd.Series:
    """Keep the imported numbers of people that can be those of the territory.

    Parameters
    ----------
    given
        People as imported; missing where the table gives none.
    is_partial
        Whether only a part of the EPCI lies in the département: its number then counts another territory.
    population_15_plus
        Population of the territory, in the département.

    Returns
    -------
    pandas.Series
        Missing where rate × population must be used.
    """
    return given.astype("float64").where(~is_partial & (given.astype("float64") <= population_15_plus))


def people_anomalies(rows: pd.DataFrame, territories: pd.DataFrame, sheet: str) -> Iterator[Anomaly]:
    """Say which numbers of people are not used, and which contradict their rate.

    Parameters
    ----------
    rows
        Retained rows: ``row``, ``epci`` (text), ``epci_code``, ``rate_pct``, ``people``.
    territories
        ``epci`` of the reference.
    sheet
        Name of the sheet, for the anomalies.

    Yields
    ------
    Anomaly
        In the order of the rows.
    """
    columns = territories[["code", "is_partial", "population_15_plus"]]
    joined = rows.merge(columns, left_on="epci_code", right_on="code", validate="m:1").sort_values("row")
    given = joined[joined["people"].notna()]
    for row, text, people, rate, is_partial, population in zip(
        *(given[name] for name in ("row", "epci", "people", "rate_pct", "is_partial", "population_15_plus")),
        strict=True,
    ):
        expected = population * rate / 100
        if is_partial:
            code, severity = "BESOIN_EPCI_PARTIEL", Severity.INFORMATION
            message = (
                f"Seule une partie de « {text} » est {perimeter().within} : le besoin y est de "
                f"{_count(expected)} "
                f"personnes (taux × population de cette partie), et non de {_count(people)}."
            )
        elif people > population or abs(people - expected) > max(
            _TOLERANCE_PEOPLE, _TOLERANCE_SHARE * expected
        ):
            code, severity = "BESOIN_INCOHERENT", Severity.WARNING
            message = _contradiction(text, people, expected, population)
        else:
            continue
        yield Anomaly(code, severity, sheet, int(row), "Personnes", str(people), message)


def _contradiction(text: str, people: float, expected: float, population: float) -> str:
    """Give both numbers, and say which one is followed."""
    if people > population:
        return (
            f"« {text} » : {_count(people)} personnes dépassent toute la population de 15 ans ou plus "
            f"({_count(population)}) ; c'est le taux qui est suivi, soit {_count(expected)} personnes. "
            "Corrigez la colonne « Personnes »."
        )
    return (
        f"« {text} » : {_count(people)} personnes, alors que le taux × la population de 15 ans ou plus en "
        f"donne {_count(expected)} ; la colonne « Personnes » est suivie. Vérifiez le taux et le nombre."
    )


def _count(people: float) -> str:
    return f"{people:,.0f}".replace(",", NARROW_SPACE)

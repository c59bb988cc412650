"""People of 15 and over as Insee counts them, in the place of the share applied everywhere."""

from dataclasses import replace

import pandas as pd
from pandas import DataFrame

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.sources.reference import Reference

_NAMED = 5


def with_age_counts(
    reference: Reference, age_counts: DataFrame, sheet: str
) -> tuple[Reference, tuple[Anomaly, ...]]:
    """Replace the population of 15 and over of the communes that the counts give.

    Parameters
    ----------
    reference
        Territories; its rates are kept.
    age_counts
        ``commune_code``, ``year`` and ``population_15_plus`` (people) of the whole country or of a part;
        empty leaves everything as it is.
    sheet
        Where they come from, for the anomalies.

    Returns
    -------
    Reference
        Communes with their counted people; EPCI with the sums and the people that follow from the rates.
    tuple of Anomaly
        The communes that the counts leave out, to which the share of the département stays applied.

    Notes
    -----
    1. The communes merged since the census are added to the one of today.
    2. People in illectronisme = rate × population of 15 and over: the rates do not change, the people do.
    """
    communes = reference.communes
    counted = _of_today(reference, age_counts)
    known = communes["code"].map(counted)
    if known.isna().all():
        return reference, ()
    adults = known.fillna(communes["population_15_plus"])
    table = communes.assign(population_15_plus=adults)
    people = (adults * table["estimated_rate_pct"] / 100).groupby(table["epci_code"]).sum()
    sums = adults.groupby(table["epci_code"]).sum()
    epci = reference.epci
    epci = epci.assign(
        population_15_plus=epci["code"].map(sums).astype("float64"),
        estimated_people=epci["code"].map(people).astype("float64"),
    )
    epci["estimated_rate_pct"] = epci["estimated_people"] / epci["population_15_plus"] * 100
    absent = communes.loc[known.isna(), "name"].tolist()
    found: tuple[Anomaly, ...] = ()
    if absent:
        more = f" et {len(absent) - _NAMED} autre(s)" if len(absent) > _NAMED else ""
        named = ", ".join(absent[:_NAMED]) + more
        found = (anomaly(Code.AGES_INCOMPLETE, Spot(sheet), count=len(absent), communes=named),)
    return replace(reference, communes=table, epci=epci), found


def adults_label(reference: Reference, age_counts: DataFrame) -> str:
    """Say where the population of 15 and over comes from, in French.

    Parameters
    ----------
    reference
        Its fit gives the share that is applied when nothing is counted.
    age_counts
        Counts attached to the data; may be empty.
    """
    fit = reference.fit
    if age_counts.empty:
        share = f"{fit.share_15_plus * 100:.1f}".replace(".", ",")
        return (
            f"15 ans et plus : {share}\u00a0% des habitants de {fit.population_year}, la même part partout "
            "(hypothèse)"
        )
    return f"15 ans et plus : Insee, recensement de {int(age_counts['year'].max())}, comptés par âge"


def _of_today(reference: Reference, age_counts: DataFrame) -> "pd.Series[float]":
    """Sum the counts by commune of today, within the latest year."""
    former = reference.former_communes
    today = dict(zip(former["former_code"], former["code"], strict=True))
    today |= {code: code for code in reference.communes["code"]}
    latest = age_counts[age_counts["year"] == age_counts["year"].max()]
    codes = latest["commune_code"].map(today)
    sums: pd.Series[float] = latest["population_15_plus"].groupby(codes).sum()
    return sums

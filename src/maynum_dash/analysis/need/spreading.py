"""Need of each commune, whatever the source: what distances and cantons are weighed with."""

import pandas as pd

from maynum_dash.analysis.need.needs import commune_needs_table, needs_table
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.sources.reference import Reference

SPREAD = (
    "besoin de chaque intercommunalité réparti entre ses communes selon leur population de 15 ans et plus"
)


def spread_needs(
    source: NeedSource, reference: Reference, official: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give the people in illectronisme of each commune.

    Parameters
    ----------
    source
        Which of the three.
    reference
        Territories, populations and fitted rates.
    official
        ``needs`` of ``Matched``; read for ``NeedSource.OFFICIAL`` only.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``name``, ``epci_code``, ``canton_code`` (missing for a commune cut between cantons, and for
        the others of a canton that holds a part of one: its sum is not known), ``longitude``, ``latitude``
        (official point, WGS84 degrees), ``population_15_plus``, ``rate_pct`` (%) and ``people`` (unrounded);
        missing without data.

    Notes
    -----
    An official table speaks of EPCI: each commune then has the rate of its EPCI, so that the communes still
    add up to the table. It places people; it says nothing of one commune beside another.
    """
    table = commune_needs_table(source, reference)
    if source is NeedSource.OFFICIAL:
        epci = needs_table(source, reference, official).set_index("epci_code")
        rates = epci["people"] / epci["population_15_plus"] * 100
        table["rate_pct"] = table["epci_code"].map(rates).astype("float64")
        table["people"] = table["population_15_plus"] * table["rate_pct"] / 100
    points = reference.communes[["code", "canton_code", "longitude", "latitude"]]
    whole = reference.cantons.loc[reference.cantons["population"].notna(), "code"]
    points = points.assign(canton_code=points["canton_code"].where(points["canton_code"].isin(whole)))
    columns = ["code", "name", "epci_code", "population_15_plus", "rate_pct", "people"]
    return table[columns].merge(points, on="code", validate="1:1")

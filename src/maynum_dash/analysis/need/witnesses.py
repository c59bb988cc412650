"""Sources of the need set side by side by EPCI; they are compared, never mixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from maynum_dash.analysis.need.needs import needs_table, shown_label
from maynum_dash.analysis.need.provenance import source_label
from maynum_dash.analysis.territory.estimation import Targets, estimated_rates, fit_logit
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.witnesses import Evidence
from maynum_dash.sources.reference import Reference


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """What one source says of every EPCI.

    Parameters
    ----------
    key
        Name in addresses and columns.
    name
        French name, short.
    label
        French: definition, year and limits.
    table
        ``epci_code``, ``rate_pct`` (%) and ``people``; missing where the source says nothing.
    """

    key: str
    name: str
    label: str
    table: pd.DataFrame


def witnesses(reference: Reference, assumed: Reference, official: pd.DataFrame | None) -> tuple[Witness, ...]:
    """List every source that the data in view can give.

    Parameters
    ----------
    reference
        Territories as the pages use them: people of 15 and over as Insee counts them, when its counts are
        attached to the data.
    assumed
        Territories as shipped, where they are the same share of the inhabitants everywhere.
    official
        ``needs`` of ``Matched``.

    Returns
    -------
    tuple of Witness
        The official table first, when one was imported; then the estimate, the estimate on the people that
        Insee counts, each older census vintage of the reference, and the same rate everywhere.
    """
    return tuple(_witnesses(reference, assumed, official))


def _witnesses(reference: Reference, assumed: Reference, official: pd.DataFrame | None) -> Iterator[Witness]:
    if official is not None and official["is_retained"].any():
        table = needs_table(NeedSource.OFFICIAL, reference, official)
        yield Witness(Evidence.OFFICIAL, "Table officielle", shown_label(table), _kept(table))
    label = source_label(NeedSource.ESTIMATED, assumed)
    yield Witness(Evidence.ESTIMATED, "Estimation", label, _kept(needs_table(NeedSource.ESTIMATED, assumed)))
    if not reference.communes["population_15_plus"].equals(assumed.communes["population_15_plus"]):
        counted = needs_table(NeedSource.ESTIMATED, reference)
        name = "Estimation, 15 ans et plus comptés"
        yield Witness(
            Evidence.COUNTED,
            name,
            f"{label} ; population de 15 ans et plus comptée par l'Insee",
            _kept(counted),
        )
    for year in sorted(assumed.vintages["year"].unique(), reverse=True):
        yield _vintage(assumed, int(year))
    uniform = needs_table(NeedSource.UNIFORM, assumed)
    label = source_label(NeedSource.UNIFORM, assumed)
    yield Witness(Evidence.UNIFORM, "Même taux partout", label, _kept(uniform))


def _kept(needs: pd.DataFrame) -> pd.DataFrame:
    return needs[["epci_code", "rate_pct", "people"]]


def _vintage(reference: Reference, year: int) -> Witness:
    """Estimate again from another census, fitted on the same published rates."""
    shares = reference.vintages.loc[reference.vintages["year"] == year].set_index("code")["low_diploma_pct"]
    communes, fit = reference.communes, reference.fit
    x = communes["code"].map(shares).astype("float64")
    known = x.notna()
    weights, anchored = communes["population"].astype("float64"), communes["epci_code"] == fit.anchor_epci
    targets = Targets(fit.department_rate_pct, fit.anchor_rate_pct)
    rates = estimated_rates(x[known], fit_logit(x[known], weights[known], anchored[known], targets))
    whole = known.groupby(communes["epci_code"]).all()
    table = needs_table(
        NeedSource.ESTIMATED, replace(reference, communes=communes.assign(estimated_rate_pct=rates))
    )
    is_whole = table["epci_code"].map(whole)
    table[["rate_pct", "people"]] = table[["rate_pct", "people"]].where(is_whole)
    label = source_label(NeedSource.ESTIMATED, reference)
    return Witness(
        f"{Evidence.VINTAGE}-{year}",
        f"Estimation, recensement {year}",
        f"{label} ; diplômes du recensement {year}",
        _kept(table),
    )


def compared_table(reference: Reference, seen: Sequence[Witness], base: str) -> pd.DataFrame:
    """Set the sources side by side.

    Parameters
    ----------
    reference
        Its ``epci`` gives names.
    seen
        Result of ``witnesses``.
    base
        Key of the source that the others are measured against.

    Returns
    -------
    pandas.DataFrame
        One row per EPCI: ``epci_code``, ``name``, ``is_partial``; for each source ``<key>_rate_pct``,
        ``<key>_people`` and ``<key>_rank`` (1 for the highest rate; equal rates share the best rank); for
        each but the base ``<key>_points`` (rate − base, points), ``<key>_gap`` (people − base) and
        ``<key>_moved`` (rank of the base − rank: positive when it goes up). Missing where either is.

    Notes
    -----
    A rank is one among the EPCI that both sources know, partial ones left out: they hold one or two communes.
    """
    table = reference.epci[["code", "short_name", "is_partial"]].rename(
        columns={"code": "epci_code", "short_name": "name"}
    )
    table = table.reset_index(drop=True)
    for one in seen:
        values = one.table.set_index("epci_code")
        table[f"{one.key}_rate_pct"] = table["epci_code"].map(values["rate_pct"]).astype("float64")
        table[f"{one.key}_people"] = table["epci_code"].map(values["people"]).astype("float64")
    for one in seen:
        both = table[f"{one.key}_rate_pct"].notna() & table[f"{base}_rate_pct"].notna() & ~table["is_partial"]
        rank = _ranks(table[f"{one.key}_rate_pct"].where(both))
        table[f"{one.key}_rank"] = rank
        if one.key == base:
            continue
        table[f"{one.key}_points"] = table[f"{one.key}_rate_pct"] - table[f"{base}_rate_pct"]
        table[f"{one.key}_gap"] = table[f"{one.key}_people"] - table[f"{base}_people"]
        table[f"{one.key}_moved"] = _ranks(table[f"{base}_rate_pct"].where(both)) - rank
    return table


def _ranks(rates: "pd.Series[float]") -> "pd.Series[int]":
    known = rates.round(6)
    if known.nunique() < 2:  # noqa: PLR2004 -- the same rate everywhere puts nobody before anybody
        return pd.Series(pd.NA, index=rates.index, dtype="Int64")
    return known.rank(ascending=False, method="min").astype("Int64")

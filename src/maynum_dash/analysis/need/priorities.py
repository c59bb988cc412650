"""Ranking of territories by components that the user sees and weighs, each rank with its interval."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from maynum_dash.domain.posts import Status
from maynum_dash.domain.priority import Component, Tier, shares


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the components are computed from.

    Parameters
    ----------
    communes
        ``code``, ``name``, ``epci_code``, ``canton_code``, ``population_15_plus`` and ``distance_km`` to the
        nearest place (kilometres, infinite without any).
    names
        Name by code of the territories ranked, in the order of the codes.
    tier
        Their size.
    fte, vacant
        Occupied and vacant FTE by EPCI served.
    """

    communes: pd.DataFrame
    names: "pd.Series[str]"
    tier: Tier
    fte: "pd.Series[float]"
    vacant: "pd.Series[float]"


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One way of seeing the same territories.

    Parameters
    ----------
    name
        French.
    people
        People in illectronisme by commune, in the order of ``Facts.communes``; missing without data.
    """

    name: str
    people: "pd.Series[float]"


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Components under every variant.

    Parameters
    ----------
    names
        Name by code of the territories ranked.
    seen
        Components under each variant, the need as shown first.
    moved
        Code of a territory, and the components when it alone has one FTE more, or less.
    """

    names: "pd.Series[str]"
    seen: tuple[pd.DataFrame, ...]
    moved: tuple[tuple[str, pd.DataFrame], ...]


def served_fte(posts: pd.DataFrame, served: pd.DataFrame, status: Status) -> "pd.Series[float]":
    """Sum the FTE of the posts of one status by EPCI served.

    Parameters
    ----------
    posts
        ``row``, ``fte`` and ``status`` of each post.
    served
        ``row``, ``epci_code`` and ``share``.
    status
        Which posts.
    """
    kept = posts.loc[posts["status"] == status, ["row", "fte"]]
    parts = served.merge(kept, on="row", how="inner", validate="m:1")
    return (parts["fte"] * parts["share"]).groupby(parts["epci_code"]).sum()


def components_table(facts: Facts, people: "pd.Series[float]") -> pd.DataFrame:
    """Measure each component of each territory.

    Parameters
    ----------
    facts
        Territories and offer.
    people
        As in ``Variant``.

    Returns
    -------
    pandas.DataFrame
        One row per territory, on its code; one column per ``Component``, missing when it is not known, never
        zero for that: rate (% of people 15+), people, distance (km, mean of the communes weighted by their
        people), offer (location quotient: share of FTE ÷ share of people) and vacancy (vacant FTE for 1 000
        people: a territory without any vacant post truly has none).

    Notes
    -----
    A territory with one commune without data, or a canton that cuts a commune, has no data: a part of it
    would be taken for the whole.
    """
    communes = facts.communes
    codes = communes[facts.tier.column]
    known = people.isna().groupby(codes).sum() == 0
    sums = people.groupby(codes).sum().where(known)
    adults = communes["population_15_plus"].groupby(codes).sum()
    distance = communes["distance_km"].where(np.isfinite(communes["distance_km"]))
    far = (distance * people).groupby(codes).sum(min_count=1) / sums.where(sums > 0)
    table = pd.DataFrame(
        {
            Component.RATE: sums / adults.where(adults > 0) * 100,
            Component.PEOPLE: sums,
            Component.DISTANCE: far,
        }
    )
    if facts.tier is Tier.EPCI:
        table[Component.OFFER] = _quotients(facts.fte, sums)
        table[Component.VACANCY] = facts.vacant.reindex(sums.index).fillna(0.0) / sums.where(sums > 0) * 1000
    return table.reindex(facts.names.index).astype("float64")


def _quotients(fte: "pd.Series[float]", people: "pd.Series[float]") -> "pd.Series[float]":
    """Divide the share of the offer by the share of the need, over every territory with data."""
    offer = fte.reindex(people.index).fillna(0.0).where(people.notna())
    if not offer.sum() > 0:
        return pd.Series(np.nan, index=people.index)
    return (offer / offer.sum()) / (people.where(people > 0) / people.sum())


def parts_table(components: pd.DataFrame) -> pd.DataFrame:
    """Bring each component between 0 (least urgent of the territories) and 1 (most urgent).

    Parameters
    ----------
    components
        Result of ``components_table``.

    Returns
    -------
    pandas.DataFrame
        (value − lowest) ÷ (highest − lowest); the other way round for the offer, where the least endowed
        comes first. A component that is the same everywhere tells nothing: 0 for all. Missing stays missing.
    """
    low, high = components.min(), components.max()
    span = (high - low).where(high > low, np.inf)
    parts = (components - low) / span
    if Component.OFFER in parts:
        parts[Component.OFFER] = ((high - components) / span)[Component.OFFER]
    return parts


def scores(components: pd.DataFrame, weights: Mapping[Component, float]) -> "pd.Series[float]":
    """Give each territory the weighted mean of its parts, from 0 to 1.

    Parameters
    ----------
    components
        Result of ``components_table``.
    weights
        Zero or more; only their proportions matter.

    Returns
    -------
    pandas.Series
        Missing for a territory that lacks a component that counts: it is not ranked, and never last for that.
    """
    known = {part: share for part, share in shares(weights).items() if part in components}
    if not known:
        return pd.Series(np.nan, index=components.index)
    parts = parts_table(components)[list(known)]
    mixed: pd.Series[float] = (parts * pd.Series(known)).sum(axis=1, min_count=len(known))
    return mixed.where(parts.notna().all(axis=1))


def ranks(score: "pd.Series[float]") -> "pd.Series[float]":
    """Rank from 1, the highest score first; equal scores share the best rank; missing is not ranked."""
    # Beyond the tenth decimal, two scores differ by the arithmetic of the machine only.
    return score.round(10).rank(ascending=False, method="min")


def prepare(facts: Facts, variants: Sequence[Variant]) -> Prepared:
    """Measure the components once under every variant; weights then change at no cost.

    Parameters
    ----------
    facts
        Territories and offer.
    variants
        The need as shown first, then the same under other hypotheses.
    """
    seen = tuple(components_table(facts, one.people) for one in variants)
    return Prepared(facts.names, seen, tuple(_one_post(facts, variants[0])))


def priorities_table(prepared: Prepared, weights: Mapping[Component, float]) -> pd.DataFrame:
    """Rank the territories, and say how far each rank may move.

    Parameters
    ----------
    prepared
        Result of ``prepare``.
    weights
        By component.

    Returns
    -------
    pandas.DataFrame
        By rank: ``code``, ``name``, ``score`` (0 to 100), ``rank``, ``rank_low`` and ``rank_high`` (best and
        worst rank under every variant, and with one FTE more or less in the territory), then one column per
        component and, with the suffix ``_part``, its part from 0 to 100. Those without data come last,
        unranked.
    """
    main = prepared.seen[0]
    score = scores(main, weights)
    tried = [ranks(scores(components, weights)) for components in prepared.seen]
    if weights.get(Component.OFFER):
        tried += [
            ranks(scores(components, weights)).where(main.index == code)
            for code, components in prepared.moved
        ]
    known, rank = pd.concat(tried, axis=1), tried[0]
    table = pd.DataFrame(
        {
            "name": prepared.names,
            "score": score * 100,
            "rank": rank,
            "rank_low": known.min(axis=1).where(rank.notna()),
            "rank_high": known.max(axis=1).where(rank.notna()),
        }
    ).join([main, parts_table(main).mul(100).add_suffix("_part")])
    table = table.rename_axis("code").reset_index()
    whole = dict.fromkeys(("rank", "rank_low", "rank_high"), "Int64")
    return table.sort_values(["rank", "name"], na_position="last", ignore_index=True).astype(whole)


def _one_post(facts: Facts, variant: Variant) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give each territory one FTE more, then one less: what one decision may change, or one absence."""
    if facts.tier is not Tier.EPCI:
        return
    base = facts.fte.reindex(facts.names.index.union(facts.fte.index)).fillna(0.0)
    for code in facts.names.index:
        for step in (1.0, -1.0):
            fte = base.where(base.index != code, max(base[code] + step, 0.0))
            yield code, components_table(replace(facts, fte=fte), variant.people)

"""A ranking of territories in words: its components, its limits, and how sure its ranks are."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from maynum_dash.domain.priority import Component, Tier, shares
from maynum_dash.rendering import formats
from maynum_dash.rendering.tables import Column, Kind

TIERS = {
    Tier.DEPARTMENT: "Département",
    Tier.EPCI: "Intercommunalités",
    Tier.CANTONS: "Cantons",
    Tier.COMMUNES: "Communes",
}
LIMITS = (
    "Ce classement aide à choisir où regarder d’abord. Il ne dit pas qu’un territoire travaille mal, ni "
    "combien de personnes demandent de l’aide. Il ne doit servir ni à noter une intercommunalité, ni à "
    "refuser ou retirer un poste, ni à répartir une subvention selon les scores. Deux territoires dont les "
    "intervalles se recouvrent ne sont pas classés l’un devant l’autre."
)
INTERVALS = (
    "Intervalle : meilleur et moins bon rang du territoire quand l’hypothèse de l’estimation change (poids "
    "de l’âge de 0 à 1, taux bas, taux haut), et avec un ETP de plus ou de moins chez lui."
)
INTERVALS_OFFICIAL = (
    "Intervalle : meilleur et moins bon rang quand le taux publié d’une intercommunalité, qui est arrondi, "
    "bouge d’un demi-point, et avec un ETP de plus ou de moins chez elle."
)


@dataclass(frozen=True, slots=True)
class Words:
    """How a component is named.

    Parameters
    ----------
    label
        French name, short.
    heading
        The same above a column, unit included.
    unit
        French unit of the raw value.
    why
        French: why it makes a territory come first.
    digits
        Decimals of the raw value.
    """

    label: str
    heading: str
    unit: str
    why: str
    digits: int


WORDS: Mapping[Component, Words] = {
    Component.RATE: Words(
        "Taux", "Taux (%)", "% des 15 ans et plus", "plus le taux d’illectronisme est haut", 1
    ),
    Component.PEOPLE: Words(
        "Personnes", "Personnes", "personnes", "plus il y a de personnes en illectronisme", 0
    ),
    Component.DISTANCE: Words(
        "Éloignement",
        "Éloignement (km)",
        "km, moyenne par personne",
        "plus le lieu le plus proche est loin",
        1,
    ),
    Component.OFFER: Words(
        "Offre relative",
        "Quotient",
        "quotient de localisation",
        "moins le territoire a sa part d’ETP occupés (quotient bas)",
        2,
    ),
    Component.VACANCY: Words(
        "Vacance",
        "Vacants pour 1 000",
        "ETP vacants pour 1 000 personnes",
        "plus des postes y attendent un conseiller",
        2,
    ),
}


def columns(tier: Tier) -> list[Column]:
    """Columns of the table of a ranking: an interval always stands beside a rank."""
    found = [
        Column("name", TIERS[tier][:-1], is_wide=True),
        Column("rank", "Rang", Kind.INTEGER),
        Column("interval", "Intervalle"),
        Column("score", "Score sur 100", Kind.DECIMAL, 1),
    ]
    for part in tier.components:
        words = WORDS[part]
        found.append(Column(part, words.heading, Kind.DECIMAL, words.digits))
        found.append(Column(f"{part}_part", "sur 100", Kind.DECIMAL, 0))
    return found


def with_intervals(table: pd.DataFrame) -> pd.DataFrame:
    """Write the interval of each rank; the ranking itself stays as it is.

    Parameters
    ----------
    table
        Result of ``priorities_table``.
    """
    written = [_interval(low, high) for low, high in zip(table["rank_low"], table["rank_high"], strict=True)]
    return table.assign(interval=written)


def _interval(low: int, high: int) -> str:
    return "non classé" if pd.isna(low) else f"{formats.integer(low)} à {formats.integer(high)}"


def sentence(table: pd.DataFrame, tier: Tier, weights: Mapping[Component, float]) -> str:
    """Say what comes first under these weights, intervals included, as text.

    Parameters
    ----------
    table
        Result of ``priorities_table``.
    tier
        Size of the territories.
    weights
        By component.
    """
    ranked = table[table["rank"].notna()]
    known = {part: share for part, share in shares(weights).items() if part in tier.components}
    if not known:
        return "Tous les poids sont à zéro : donnez du poids à un critère au moins."
    if ranked.empty:
        return "Aucun territoire n’a toutes les données que ces poids demandent : aucun n’est classé."
    mixed = ", ".join(
        f"{WORDS[part].label.lower()} {formats.percent(share * 100, 0)}" for part, share in known.items()
    )
    first = " ; ".join(
        f"{name} (rang {formats.integer(rank)}, entre {_interval(low, high).replace(' à ', ' et ')})"
        for name, rank, low, high in zip(
            *(ranked[column].head(3) for column in ("name", "rank", "rank_low", "rank_high")), strict=True
        )
    )
    return f"Avec ces poids ({mixed}), viennent en tête : {first}."


def unranked(table: pd.DataFrame) -> str:
    """Name the territories that are not ranked, as text; empty when there is none."""
    left_out = table.loc[table["rank"].isna(), "name"]
    if left_out.empty:
        return ""
    return f"Non classés, faute d’une donnée qui compte : {', '.join(left_out)}. Ils ne sont pas derniers."

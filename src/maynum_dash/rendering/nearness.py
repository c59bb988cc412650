"""Access on a map and in sentences."""

import math
from dataclasses import dataclass

import pandas as pd

from maynum_dash.analysis.need.access import Access
from maynum_dash.analysis.need.siting import GUARANTEE
from maynum_dash.domain.places import Hosts
from maynum_dash.rendering import formats, maps
from maynum_dash.rendering.marks import ADDED, Marks, entries
from maynum_dash.rendering.neutral import html_text

HOSTS = {
    Hosts.ADVISERS: "Conseillers numériques",
    Hosts.FRANCE_SERVICES: "France services",
    Hosts.BOTH: "Les deux",
}
LINE = (
    "Distance en ligne droite (Lambert-93), du point de la commune (centre de son territoire, centroïde IGN, "
    "et non sa mairie) au lieu le plus proche ; un lieu connu par sa seule commune est à ce même point."
)
_NEAR, _GAINED, _BEYOND = range(3)
# Three levels of grey as well as three hues.
_COLOURS = ("#DCE9F6", "#82B5F2", "#6A51A3")
_LISTED = 6  # communes named in the text alternative


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Access today, and with the places that the user adds.

    Parameters
    ----------
    hosts
        Which places count.
    before, after
        Results of ``access_table`` and ``with_places``; the same table when nothing is added.
    now, then
        Counts of each at the distance chosen.
    added
        Codes of the communes where a place is added.
    """

    hosts: Hosts
    before: pd.DataFrame
    after: pd.DataFrame
    now: Access
    then: Access
    added: tuple[str, ...]


def drawing(trial: Trial, places: pd.DataFrame, boundaries: str) -> str:
    """Draw the communes within and beyond the distance, and the places, as SVG text.

    Parameters
    ----------
    trial
        What to show.
    places
        ``places`` of ``Hosting``.
    boundaries
        GeoJSON text of the communes.
    """
    table = trial.after
    radius = trial.now.radius_km
    labels = pd.Series(_BEYOND, index=table.index, dtype="Int64")
    labels[table["distance_km"] <= radius] = _GAINED
    labels[trial.before["distance_km"] <= radius] = _NEAR
    labels = labels.mask(table["people"].isna())
    written = [_value(km, people) for km, people in zip(table["distance_km"], table["people"], strict=True)]
    layer = maps.Layer(table.assign(value=written, is_named=False), labels, _COLOURS, boundaries)
    kept = places[places["kind"].isin(trial.hosts.kinds)]
    opened = table[table["code"].isin(trial.added)].assign(kind=ADDED)
    columns = ["kind", "longitude", "latitude"]
    shown = kept[columns] if opened.empty else pd.concat([kept[columns], opened[columns]])
    return maps.draw(layer, None, alternative(trial), Marks(shown))


def _value(distance_km: float, people: float) -> str:
    if math.isinf(distance_km):
        where = "aucun lieu"
    else:
        where = f"à {formats.decimal(distance_km, 1)} km du lieu le plus proche"
    return f"{where}, {_people(people)}" if pd.notna(people) else "besoin sans donnée"


def _people(value: float) -> str:
    return formats.count(value, "personne")


def alternative(trial: Trial) -> str:
    """Say in words what the map shows: the communes beyond with most people."""
    is_far = trial.after["people"].notna() & ~(trial.after["distance_km"] <= trial.now.radius_km)
    far = trial.after[is_far].sort_values("people", ascending=False)
    listed = " ; ".join(
        f"{name} : {_people(people)}"
        for name, people in zip(far["name"].head(_LISTED), far["people"].head(_LISTED), strict=True)
    )
    return (
        f"Carte des communes à plus de {_km(trial.now)} d’un lieu : "
        f"{formats.count(len(far), 'commune')}. {listed}."
    )


def _km(access: Access) -> str:
    return f"{formats.decimal(access.radius_km, 0)}\u00a0km"


def legend(trial: Trial) -> str:
    """Write the legend of the map as HTML."""
    radius = _km(trial.now)
    colours = {f"À {radius} ou moins": _COLOURS[_NEAR], f"À plus de {radius}": _COLOURS[_BEYOND]}
    if trial.added:
        colours[f"À {radius} ou moins grâce à un lieu ajouté"] = _COLOURS[_GAINED]
    squares = "".join(
        f'<span><i style="background:{colour}"></i>{html_text(name)}</span>'
        for name, colour in colours.items()
    )
    if trial.now.communes.without_data:
        squares += '<span><i class="hatched"></i>Besoin sans donnée</span>'
    kinds = [kind.value for kind in trial.hosts.kinds] + ([ADDED] if trial.added else [])
    return f'<p class="mn-key">{squares}{entries(kinds)}</p>'


def sentence(trial: Trial) -> str:
    """Say who is near a place and who is not, as text."""
    now = trial.now
    if now.share_pct is None:
        return "Le besoin n’est connu dans aucune commune : l’accès ne peut pas être mesuré."
    said = (
        f"{formats.percent(now.share_pct)} des personnes en illectronisme vivent dans une commune à "
        f"{_km(now)} ou moins d’un lieu, soit {formats.integer(now.people.near)} sur "
        f"{formats.integer(now.people.near + now.people.beyond)} ; {_people(now.people.beyond)} "
        f"({formats.count(now.communes.beyond, 'commune')}) sont au-delà."
    )
    if now.communes.without_data:
        said += (
            f" {formats.count(now.communes.without_data, 'commune')} sans donnée "
            f"({formats.integer(now.population.without_data)} habitants de 15 ans et plus) : "
            "ni proches, ni éloignées."
        )
    return said


def effect(trial: Trial) -> str:
    """Say what the places added change, as text; empty when there is none."""
    if not trial.added:
        return ""
    gain = trial.then.people.near - trial.now.people.near
    names = trial.after.set_index("code")["name"]
    where = ", ".join(names[code] for code in trial.added)
    if not gain:
        return f"Un lieu à {where} ne rapproche personne à cette distance : tous y sont déjà, ou trop loin."
    return (
        f"Avec un lieu ouvert à {where} : {_people(gain)} de plus à {_km(trial.now)} ou moins. "
        f"La part passe de {formats.percent(trial.now.share_pct)} à {formats.percent(trial.then.share_pct)}."
    )


def guarantee(gained: int, exact: int | None, count: int) -> str:
    """Say what a search one place after the other is worth, as text.

    Parameters
    ----------
    gained
        People that it brings within reach.
    exact
        Most people that as many places can bring; ``None`` when it is not known.
    count
        Places asked for.
    """
    said = (
        "Recherche gloutonne : chaque lieu est celui qui rapproche le plus de personnes une fois les "
        f"précédents ouverts. Elle en rapproche au moins {formats.percent(GUARANTEE * 100, 0)} (1 − 1/e) de "
        "ce que ferait le meilleur choix possible."
    )
    if exact is None:
        return said
    best = formats.integer(exact)
    if exact == gained:
        return f"{said} Ici, c’est le meilleur choix : la recherche exacte donne aussi {best} personnes."
    return (
        f"{said} Ici, la recherche exacte de {formats.count(count, 'lieu', 'lieux')} en rapproche {best} : "
        f"la liste en fait {formats.percent(gained / exact * 100)}."
    )

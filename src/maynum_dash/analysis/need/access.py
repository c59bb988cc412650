"""Access: who lives near a place that receives the public, who does not, and what one more would change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from maynum_dash.analysis.need.distances import metric_points, nearest
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.rounding import whole_parts


@dataclass(frozen=True, slots=True)
class Tally:
    """A stock shared between near, beyond and without data, in whole numbers that add up.

    Parameters
    ----------
    near, beyond
        Within the distance of a place, or not.
    without_data
        In communes of which the need is not known.
    """

    near: int
    beyond: int
    without_data: int

    @property
    def total(self) -> int:
        """Near + beyond + without data."""
        return self.near + self.beyond + self.without_data


@dataclass(frozen=True, slots=True)
class Access:
    """Access to the places, at one distance.

    Parameters
    ----------
    radius_km
        Kilometres, straight line.
    people
        People in illectronisme; none is known in a commune without data, which counts none here.
    population
        People of 15 and over.
    communes
        Communes.
    """

    radius_km: float
    people: Tally
    population: Tally
    communes: Tally

    @property
    def share_pct(self) -> float | None:
        """People near ÷ people with data, in %; ``None`` without any."""
        known = self.people.near + self.people.beyond
        return self.people.near / known * 100 if known else None


def access_table(needs: pd.DataFrame, places: pd.DataFrame, hosts: Hosts) -> pd.DataFrame:
    """Measure how far each commune is from the nearest place.

    Parameters
    ----------
    needs
        Result of ``spread_needs``.
    places
        ``places`` of ``Hosting``.
    hosts
        Which of them count.

    Returns
    -------
    pandas.DataFrame
        The rows of ``needs`` in their order: ``code``, ``name``, ``epci_code``, ``longitude``, ``latitude``;
        ``population_15_plus`` and ``people`` (whole, largest remainders; people missing without data);
        ``distance_km`` (infinite when there is no place) and ``nearest``, the name of the place.

    Notes
    -----
    From the official point of the commune (IGN's centroid, the middle of its land, not its town hall) to the
    point of the place, which is the one of its commune when the workbook gives no coordinates; straight line
    in Lambert-93.
    """
    kept = places[places["kind"].isin(hosts.kinds)].reset_index(drop=True)
    table = needs[["code", "name", "epci_code", "longitude", "latitude"]].reset_index(drop=True)
    table["population_15_plus"] = whole_parts(needs["population_15_plus"].tolist())
    known = needs["people"].notna().to_numpy()
    people = pd.Series(pd.NA, index=table.index, dtype="Int64")
    people[known] = list(whole_parts(needs["people"].to_numpy("float64")[known].tolist()))
    table["people"] = people
    points = metric_points(table["longitude"], table["latitude"])
    table["distance_km"], which = nearest(points, metric_points(kept["longitude"], kept["latitude"]))
    table["nearest"] = pd.Series(which, index=table.index).map(kept["name"]).astype("str")
    return table


def access_at(table: pd.DataFrame, radius_km: float) -> Access:
    """Count who is within a distance of a place.

    Parameters
    ----------
    table
        Result of ``access_table``, or of ``with_places``.
    radius_km
        Kilometres; a commune exactly so far is within.
    """
    is_known, is_near = table["people"].notna(), table["distance_km"] <= radius_km

    def tally(stock: pd.Series) -> Tally:
        return Tally(
            near=int(stock[is_known & is_near].sum()),
            beyond=int(stock[is_known & ~is_near].sum()),
            without_data=int(stock[~is_known].sum()),
        )

    ones = pd.Series(1, index=table.index)
    return Access(radius_km, tally(table["people"]), tally(table["population_15_plus"]), tally(ones))


def beyond_table(table: pd.DataFrame, radius_km: float) -> pd.DataFrame:
    """List the communes with data that are farther than a distance, those with most people first.

    Parameters
    ----------
    table
        Result of ``access_table``.
    radius_km
        Kilometres.

    Returns
    -------
    pandas.DataFrame
        Their rows; ``distance_km`` is missing when there is no place at all.
    """
    far = table[table["people"].notna() & ~(table["distance_km"] <= radius_km)]
    far = far.assign(distance_km=far["distance_km"].replace(np.inf, np.nan))
    return far.sort_values(["people", "code"], ascending=[False, True], ignore_index=True)


def access_curve(table: pd.DataFrame, radii_km: Sequence[float]) -> pd.DataFrame:
    """Give the share of the people that is near, distance after distance.

    Parameters
    ----------
    table
        Result of ``access_table``.
    radii_km
        Kilometres.

    Returns
    -------
    pandas.DataFrame
        ``radius_km``, ``people`` (near) and ``share_pct`` (%; missing without any people).
    """
    known = table[table["people"].notna()].sort_values("distance_km")
    cumulated = np.concatenate([[0], known["people"].to_numpy("int64").cumsum()])
    near = cumulated[np.searchsorted(known["distance_km"].to_numpy("float64"), radii_km, side="right")]
    total = cumulated[-1]
    share = near / total * 100 if total else np.full(len(near), np.nan)
    return pd.DataFrame({"radius_km": list(radii_km), "people": near, "share_pct": share})


def with_places(table: pd.DataFrame, added: Collection[str]) -> pd.DataFrame:
    """Measure the distances again, as if places opened at the points of some communes.

    Parameters
    ----------
    table
        Result of ``access_table``.
    added
        Codes of communes; the place stands at the point of the commune.
    """
    opened = table[table["code"].isin(added)].reset_index(drop=True)
    points = metric_points(table["longitude"], table["latitude"])
    distances, which = nearest(points, metric_points(opened["longitude"], opened["latitude"]))
    is_nearer = pd.Series(distances, index=table.index) < table["distance_km"]
    names = pd.Series(which, index=table.index).map("lieu ajouté à " + opened["name"])
    return table.assign(
        distance_km=table["distance_km"].mask(is_nearer, distances),
        nearest=table["nearest"].mask(is_nearer, names),
    )

"""Territories with their figures, as GeoJSON."""

import json
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.indicators import Choice, indicators_table
from maynum_dash.analysis.need.needs import commune_needs_table, needs_table, shown_label
from maynum_dash.analysis.territory.credits import OURS, census, geography
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.neutral import inert_text
from maynum_dash.rendering.payloads import rounded
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import Reference

LICENCE: Final = "Licence Ouverte 2.0 (Etalab) pour les contours et les populations"
_LEVELS: Final = {Level.EPCI: "intercommunalité", Level.COMMUNES: "commune"}
# Property → column and decimals; amounts are whole cents.
_PROPERTIES: Final[dict[str, tuple[str, int]]] = {
    "population": ("population", 0),
    "population_15_plus": ("population_15_plus", 0),
    "taux_illectronisme_pct": ("rate_pct", 1),
    "taux_bas_pct": ("rate_low_pct", 1),
    "taux_haut_pct": ("rate_high_pct", 1),
    "personnes_illectronisme": ("people", 0),
    "postes_occupes": ("posts_occupied", 0),
    "postes_vacants": ("posts_vacant", 0),
    "postes_rendus": ("posts_returned", 0),
    "etp_occupes": ("fte", 2),
    "etp_pour_1000": ("fte_per_1000", 2),
    "ic95_bas": ("ci_low", 2),
    "ic95_haut": ("ci_high", 2),
    "quotient_localisation": ("quotient", 2),
    "departement_centimes": ("euros_cents", 0),
}


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Which figures the territories bear.

    Parameters
    ----------
    board
        The data.
    level
        EPCI or communes.
    need_source
        Source of the need.
    reading, fiscal_year
        Which money of the Département is written: that of one exercice, in one reading.
    """

    board: Board
    level: Level
    need_source: NeedSource
    reading: Reading
    fiscal_year: int

    @property
    def table(self) -> pd.DataFrame:
        """Indicators of each territory."""
        board = self.board
        if self.level is Level.EPCI:
            needs = needs_table(self.need_source, board.reference, board.matched.needs)
            needs = coverage_table(needs, board.posts, board.matched.served)
        else:
            needs = commune_needs_table(self.need_source, board.reference)
        choice = Choice(self.reading, self.fiscal_year)
        return indicators_table(self.level, needs, board.posts, board.movements, choice)

    @property
    def label(self) -> str:
        """Source of the need, in French."""
        board = self.board
        if self.level is Level.EPCI:
            return shown_label(needs_table(self.need_source, board.reference, board.matched.needs))
        return shown_label(commune_needs_table(self.need_source, board.reference))


def territories_geojson(values: Values, stamp: Stamp) -> bytes:
    """Write the boundaries of the territories with their figures.

    Parameters
    ----------
    values
        Which figures.
    stamp
        What the file bears, beside its features.

    Returns
    -------
    bytes
        GeoJSON (RFC 7946), WGS84; ``null`` for what is not known, never zero; each feature has its code as
        ``id``. The source, day, seal, warning, definitions and credits are members of the collection.
    """
    figures = {line["code"]: line for line in values.table.to_dict(orient="records")}
    shapes = json.loads(values.board.basis.boundaries[values.level])["features"]
    features = [
        {
            "type": "Feature",
            "id": shape["properties"]["code"],
            "properties": _properties(shape["properties"], figures[shape["properties"]["code"]]),
            "geometry": shape["geometry"],
        }
        for shape in shapes
        if shape["properties"]["code"] in figures
    ]
    collection = {"type": "FeatureCollection", **_members(values, stamp), "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _properties(shape: dict[str, str], line: dict[Any, Any]) -> dict[str, object]:
    figures = {name: rounded(line[column], digits) for name, (column, digits) in _PROPERTIES.items()}
    return {"code": shape["code"], "nom": shape["name"], **figures}


def _mentions(reference: Reference) -> str:
    return f"{census(reference)} ; {geography(reference)} ; {OURS[0].lower()}{OURS[1:].rstrip('.')}"


def _members(values: Values, stamp: Stamp) -> dict[str, str]:
    """Say what the file is; foreign members are allowed by the format."""
    facts = {
        "titre": f"Conseiller May Num, {perimeter().name} : "
        f"besoin, offre et financement par {_LEVELS[values.level]}",
        "avertissement": stamp.warning,
        "source": stamp.source,
        "date": stamp.day.isoformat(),
        "empreinte": stamp.fingerprint,
        "besoin": values.label,
        "montants": (
            f"part du Département, exercice {values.fiscal_year}, lecture « {values.reading} », en centimes"
        ),
        "mentions": _mentions(values.board.reference),
        "licence": LICENCE,
    }
    return {name: inert_text(text) for name, text in facts.items() if text}

"""The reference data shipped with the project: territories, populations, fitted rates, places."""

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.domain.errors import MissingReferenceError, UnreadableFileError
from maynum_dash.sources.folder import REFERENCE

SCHEMAS: Final[dict[str, dict[str, str]]] = {
    "communes": {
        "code": "str",
        "name": "str",
        "siren": "str",
        "epci_code": "str",
        "canton_code": "str",
        "population": "int64",
        "population_15_plus": "float64",
        "low_diploma_pct": "float64",
        "share_65_plus_pct": "float64",
        "estimated_rate_pct": "float64",
        "rate_low_pct": "float64",
        "rate_high_pct": "float64",
        "longitude": "float64",
        "latitude": "float64",
        "revitalisation_zone": "bool",
    },
    "epci": {
        "code": "str",
        "name": "str",
        "short_name": "str",
        "kind": "str",
        "seat_department": "str",
        "is_partial": "bool",
        "communes": "int64",
        "population": "int64",
        "population_15_plus": "float64",
        "estimated_people": "float64",
        "estimated_rate_pct": "float64",
        "rate_low_pct": "float64",
        "rate_high_pct": "float64",
        "longitude": "float64",
        "latitude": "float64",
    },
    "cantons": {
        "code": "str",
        "name": "str",
        "population": "Int64",
        "longitude": "float64",
        "latitude": "float64",
    },
    "places": {
        "kind": "str",
        "name": "str",
        "commune_code": "str",
        "longitude": "float64",
        "latitude": "float64",
        "as_of": "datetime64[s]",
    },
    "former_communes": {"former_code": "str", "former_name": "str", "code": "str"},
    "sources": {
        "file": "str",
        "title": "str",
        "producer": "str",
        "vintage": "str",
        "licence": "str",
        "used_for": "str",
        "sha256": "str",
    },
}
# Written only when the sources hold older censuses than the one of the estimate.
VINTAGES: Final = "vintages"
VINTAGE_SCHEMA: Final[dict[str, str]] = {
    "code": "str",
    "year": "int64",
    "low_diploma_pct": "float64",
    "share_65_plus_pct": "float64",
}
LEVELS: Final = ("epci", "communes", "cantons")
REMEDY: Final = "Reconstruisez le dossier avec « maynum reference construire »"


@dataclass(frozen=True, slots=True)
class Fit:
    """How the illectronisme rates were estimated: logit(rate) = intercept + slope × x.

    Parameters
    ----------
    intercept, slope
        Solved coefficients; *x* is the share (%) of people aged 15 and over who left school with at
        most a CAP-BEP.
    department_rate_pct
        Rate of the département that the fit reproduces, in %.
    anchor_epci, anchor_rate_pct
        SIREN of the EPCI whose rate (in %) the fit reproduces; empty and ``None`` when none is published: the
        rate is then the same everywhere.
    checked_epci, checked_rate_pct
        SIREN of the EPCI whose published rate (in %) was left out of the fit, to check it; none when
        nothing else is published.
    population_year, indicator_year
        Vintages of the populations and of *x*.
    share_15_plus
        Share of the inhabitants aged 15 and over, from 0 to 1, the same in every commune.
    uniform_rate_pct
        Rate of the « uniform » source of need, in %.
    """

    intercept: float
    slope: float
    department_rate_pct: float
    anchor_epci: str
    anchor_rate_pct: float | None
    checked_epci: tuple[str, ...]
    checked_rate_pct: float | None
    population_year: int
    indicator_year: int
    share_15_plus: float
    uniform_rate_pct: float


def no_vintages() -> DataFrame:
    """Make the table of older censuses when there is none."""
    return DataFrame({name: pd.Series(dtype=kind) for name, kind in VINTAGE_SCHEMA.items()})


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Tables of the shipped reference data; codes are text, rates are in %, points in WGS84 degrees.

    Parameters
    ----------
    communes
        Communes of today; ``canton_code`` is missing for a commune cut between several cantons, ``siren``
        (9 digits) where the official list does not give it.
    epci
        EPCI which touch the département; only their communes of the département are counted, which
        ``is_partial`` says. ``longitude`` and ``latitude`` are a label point inside the territory.
    cantons
        Cantons; no population where a commune is cut.
    places
        France services and places where an adviser received the public.
    former_communes
        Former codes and names, and the commune of today that holds them.
    fit
        Coefficients and vintages of the estimate.
    sources
        Passport and checksum of every official file that was read.
    vintages
        Indicators of older censuses: ``code``, ``year``, ``low_diploma_pct``, ``share_65_plus_pct``; a
        commune may be absent from one.
    """

    communes: DataFrame
    epci: DataFrame
    cantons: DataFrame
    places: DataFrame
    former_communes: DataFrame
    fit: Fit
    sources: DataFrame
    vintages: DataFrame = field(default_factory=no_vintages)


def load_reference(folder: Path = REFERENCE) -> Reference:
    """Read the reference data that the project ships.

    Parameters
    ----------
    folder
        Folder written by ``maynum reference construire``.

    Returns
    -------
    Reference

    Raises
    ------
    MissingReferenceError
        When a file is absent.
    UnreadableFileError
        When a file does not hold what its name says.
    """
    tables = {name: _table(folder, name, schema) for name, schema in SCHEMAS.items()}
    if (folder / f"{VINTAGES}.csv").exists():
        tables[VINTAGES] = _table(folder, VINTAGES, VINTAGE_SCHEMA)
    return Reference(fit=_fit(folder), **tables)


def load_boundaries(level: str, folder: Path = REFERENCE) -> str:
    """Read the boundaries of one level as compact GeoJSON text (WGS84, 4 decimals).

    Parameters
    ----------
    level
        ``epci``, ``communes`` or ``cantons``.
    folder
        Folder written by ``maynum reference construire``.

    Returns
    -------
    str
        A ``FeatureCollection``; each feature has its code as ``id`` and the properties ``code`` and ``name``.

    Raises
    ------
    MissingReferenceError
        When the file is absent.
    """
    if level not in LEVELS:
        raise ValueError(level)
    return _text(folder, f"{level}.geojson")


def _text(folder: Path, name: str) -> str:
    """Read one file of the folder."""
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingReferenceError(f"{folder.name}/{name}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(name, "ce n'est pas un fichier de texte UTF-8", REMEDY) from error


def _table(folder: Path, name: str, schema: dict[str, str]) -> DataFrame:
    """Read one table with its declared types."""
    path = folder / f"{name}.csv"
    dates = [column for column, kind in schema.items() if kind.startswith("datetime64")]
    kinds = {column: "str" if column in dates else kind for column, kind in schema.items()}
    try:
        table = pd.read_csv(
            path, usecols=list(schema), dtype=kinds, keep_default_na=False, na_values=[""], encoding="utf-8"
        )
        return table[list(schema)].astype(dict.fromkeys(dates, "datetime64[s]"))
    except FileNotFoundError as error:
        raise MissingReferenceError(f"{folder.name}/{path.name}") from error
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path.name, "ses colonnes ne sont pas celles attendues", REMEDY) from error


def _fit(folder: Path) -> Fit:
    """Read the coefficients."""
    text = _text(folder, "fit.json")
    try:
        values = json.loads(text)
        values["checked_epci"] = tuple(values["checked_epci"])
        return Fit(**{field.name: values[field.name] for field in fields(Fit)})
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise UnreadableFileError("fit.json", "les coefficients y sont incomplets", REMEDY) from error

"""The raw public files of a sources folder, read and typed; nothing is joined here."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from pandas import DataFrame
from shapely.errors import ShapelyError
from shapely.geometry import shape

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.catalogue import CATALOGUE, SourceFile, find_sources, find_vintages
from maynum_dash.sources.reference import no_vintages

WGS84 = "EPSG:4326"
COMMUNE_CODE = re.compile(r"[0-9AB]{5}")
EPCI_CODE = re.compile(r"\d{9}")
YEARLY_POPULATION = re.compile(r"pop_municipale_(\d{4})")
REMEDY = "Reprenez le fichier publié, sans le modifier"


@dataclass(frozen=True, slots=True, eq=False)
class OfficialTables:
    """What the official files hold, typed, with the column names of this project.

    Parameters
    ----------
    parts, cantons, outline, coarse_epci
        Boundaries in WGS84 with ``code``, ``name`` and ``geometry``.
    movements
        Movements that made a commune: ``effective_on`` (ISO text), ``former_code``, ``former_name``,
        ``code``.
    communes
        Communes of today: ``code``, ``name``, ``siren`` (may be missing), ``department``, ``epci_code``,
        ``epci_name``, ``kind``, ``seat_department``, ``population`` (inhabitants of ``population_year``).
    points
        Official point of each commune: ``code``, ``longitude``, ``latitude`` (degrees).
    indicators
        ``code``, ``low_diploma_pct``, ``share_65_plus_pct``: % of people aged 15 and over.
    zones
        ``code``, ``revitalisation_zone``.
    places
        ``kind``, ``name``, ``commune_code`` (may be missing), ``commune_name``, ``longitude``, ``latitude``,
        ``as_of``.
    vintages
        The same indicators in the older files of the folder, with ``year``; no row without any.
    population_year, indicator_year
        Vintages, read from a column name and from a file name.
    files
        Every file read.
    """

    parts: gpd.GeoDataFrame
    cantons: gpd.GeoDataFrame
    outline: gpd.GeoDataFrame
    coarse_epci: gpd.GeoDataFrame
    movements: DataFrame
    communes: DataFrame
    points: DataFrame
    indicators: DataFrame
    zones: DataFrame
    places: DataFrame
    vintages: DataFrame
    population_year: int
    indicator_year: int
    files: tuple[SourceFile, ...]


def read_official(folder: Path, catalogue: Path = CATALOGUE) -> OfficialTables:
    """Read the latest official file of each kind from a folder.

    Parameters
    ----------
    folder
        Folder of raw public files, recognised by the patterns of the catalogue.
    catalogue
        TOML file with the patterns and passports.

    Returns
    -------
    OfficialTables

    Raises
    ------
    MissingSourceError
        When a file is absent.
    UnreadableFileError
        When a file lacks a column or holds an unreadable value.
    """
    files = find_sources(folder, catalogue)
    older = find_vintages(folder, "indicateurs", catalogue)
    communes, population_year = _communes(files["communes"].path)
    points = {"com_insee": "code", "lon": "longitude", "lat": "latitude"}
    shares = {"CODE_INSEE": "code", "TX_NSCOL15P": "low_diploma_pct", "TX_65ETPLUS": "share_65_plus_pct"}
    return OfficialTables(
        parts=_shapes(files["communes_contours"].path, "code"),
        cantons=_shapes(files["cantons_contours"].path, "code"),
        outline=_shapes(files["departement_contour"].path, "code"),
        coarse_epci=_shapes(files["epci_contours"].path, "siren"),
        movements=_movements(files["mouvements"].path),
        communes=communes,
        points=_coded(files["points"].path, points, ("longitude", "latitude")),
        indicators=_rates(files["indicateurs"].path, shares),
        zones=_zones(files["zones"].path),
        places=pd.concat([_france_services(files), _mediation(files)], ignore_index=True),
        population_year=population_year,
        vintages=pd.concat(
            [no_vintages(), *(_rates(one.path, shares).assign(year=one.as_of.year) for one in older)]
        ),
        indicator_year=files["indicateurs"].as_of.year,
        # The older ones are read too: they are not passed over.
        files=(*({**files, "indicateurs": replace(files["indicateurs"], passed_over=())}.values()), *older),
    )


def _csv(path: Path, columns: Mapping[str, str]) -> DataFrame:
    """Read the named columns as text, stripped, under our names; absent cells stay missing."""
    try:
        raw = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path.name, "ce n'est pas un CSV à virgules en UTF-8", REMEDY) from error
    missing = [heading for heading in columns if heading not in raw.columns]
    if missing:
        raise UnreadableFileError(path.name, f"la colonne « {missing[0]} » est absente", REMEDY)
    table = raw[list(columns)].rename(columns=dict(columns))
    stripped: DataFrame = table.apply(lambda column: column.str.strip())
    return stripped


def _number(path: Path, table: DataFrame, column: str) -> "pd.Series[float]":
    """Turn one text column into numbers; every cell must hold one."""
    numbers = pd.to_numeric(table[column], errors="coerce").astype("float64")
    if numbers.isna().any():
        value = table.loc[numbers.isna(), column].iloc[0]
        raise UnreadableFileError(path.name, f"« {value} » n'est pas un nombre ({column})", REMEDY)
    return numbers


def _checked_codes(path: Path, codes: "pd.Series[str]", form: re.Pattern[str]) -> None:
    """Refuse codes that lost a digit (a spreadsheet drops leading zeros)."""
    wrong = codes[~codes.fillna("").str.fullmatch(form.pattern)]
    if not wrong.empty:
        raise UnreadableFileError(path.name, f"« {wrong.iloc[0]} » n'est pas un code valide", REMEDY)


def _unique(path: Path, table: DataFrame) -> None:
    """Refuse two lines for one code."""
    twice = table.loc[table["code"].duplicated(), "code"]
    if not twice.empty:
        raise UnreadableFileError(path.name, f"le code « {twice.iloc[0]} » y figure deux fois", REMEDY)


def _coded(path: Path, columns: Mapping[str, str], numbers: tuple[str, ...]) -> DataFrame:
    """Read a table with one line per commune code."""
    table = _csv(path, columns)
    _checked_codes(path, table["code"], COMMUNE_CODE)
    _unique(path, table)
    return table.assign(**{column: _number(path, table, column) for column in numbers})


def _rates(path: Path, columns: Mapping[str, str]) -> DataFrame:
    """Read a table of percentages with one line per commune code."""
    table = _coded(path, columns, tuple(name for name in columns.values() if name != "code"))
    rates = table.drop(columns="code").melt()["value"]
    for wrong in rates[~rates.between(0, 100)]:
        raise UnreadableFileError(path.name, f"« {wrong:g} » n'est pas un taux de 0 à 100", REMEDY)
    return table


def _communes(path: Path) -> tuple[DataFrame, int]:
    """Read the communes of today with the latest municipal population, and its year."""
    headings = {
        "code_insee": "code",
        "commune": "name",
        "departement": "department",
        "siren_epci": "epci_code",
        "nom_epci": "epci_name",
        "nature_epci": "kind",
        "departement_siege_epci": "seat_department",
    }
    _csv(path, headings)
    heading = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    # The lists of some years do not give the SIREN of the communes.
    if "siren_commune" in heading.strip().split(","):
        headings["siren_commune"] = "siren"
    year = max(YEARLY_POPULATION.findall(heading), default=None)
    if year is None:
        raise UnreadableFileError(path.name, "aucune colonne « pop_municipale_AAAA »", REMEDY)
    table = _coded(path, {**headings, f"pop_municipale_{year}": "population"}, ("population",))
    _checked_codes(path, table["epci_code"], EPCI_CODE)
    if (table["population"] % 1 != 0).any() or (table["population"] < 0).any():
        raise UnreadableFileError(path.name, "une population n'est pas un nombre entier", REMEDY)
    table = _with_siren(path, table).astype({"population": "int64"})
    return table.sort_values("code", ignore_index=True), int(year)


def _with_siren(path: Path, table: DataFrame) -> DataFrame:
    """Check the SIREN of the communes, and leave it missing where it is not given."""
    if "siren" not in table:
        return table.assign(siren=pd.Series(pd.NA, index=table.index, dtype="str"))
    given = table["siren"].dropna()
    _checked_codes(path, given, EPCI_CODE)
    _unique(path, given.to_frame("code"))
    return table


def _movements(path: Path) -> DataFrame:
    """Read the movements which end in a commune in its own right, oldest first."""
    columns = {
        "DATE_EFF": "effective_on",
        "COM_AV": "former_code",
        "LIBELLE_AV": "former_name",
        "TYPECOM_AP": "kind",
        "COM_AP": "code",
    }
    table = _csv(path, columns)
    kept = table[table["kind"] == "COM"].drop(columns="kind")
    return kept.sort_values(["effective_on", "former_code", "code"], ignore_index=True)


def _zones(path: Path) -> DataFrame:
    """Read the communes flagged as revitalisation zones."""
    table = _coded(path, {"INSEE": "code", "ZRR": "flag"}, ("flag",))
    return table[["code"]].assign(revitalisation_zone=table["flag"] == 1)


def _france_services(files: Mapping[str, SourceFile]) -> DataFrame:
    """Read the France services places."""
    columns = {"lib_fs": "name", "insee_com": "commune_code", "lib_com": "commune_name"}
    return _places(files["france_services"], "France services", columns)


def _mediation(files: Mapping[str, SourceFile]) -> DataFrame:
    """Read the places where an adviser received the public: no code, a name as people typed it."""
    columns = {"nom": "name", "commune": "commune_name"}
    table = _places(files["lieux_mediation"], "Conseiller numérique", columns)
    return table.assign(commune_code=pd.Series(pd.NA, index=table.index, dtype="str"))


def _places(file: SourceFile, kind: str, columns: Mapping[str, str]) -> DataFrame:
    """Read places: their name, commune and point only, so that no contact detail can come along."""
    table = _csv(file.path, {**columns, "longitude": "longitude", "latitude": "latitude"})
    points = {axis: _number(file.path, table, axis) for axis in ("longitude", "latitude")}
    as_of = pd.Timestamp(file.as_of).as_unit("s")
    return table.assign(kind=kind, as_of=as_of, **points)


def _shapes(path: Path, code: str) -> gpd.GeoDataFrame:
    """Read boundaries: a GeoJSON collection, or a single feature, in WGS84."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        features = content.get("features", [content])
        rows = {
            "code": [str(feature["properties"][code]) for feature in features],
            "name": [str(feature["properties"]["nom"]) for feature in features],
        }
        geometry = [shape(feature["geometry"]) for feature in features]
    except KeyError as error:
        raise UnreadableFileError(path.name, f"la propriété {error} est absente", REMEDY) from error
    except (OSError, ValueError, TypeError, AttributeError, ShapelyError) as error:
        raise UnreadableFileError(path.name, "ce n'est pas un GeoJSON de contours", REMEDY) from error
    shapes = gpd.GeoDataFrame(rows, geometry=geometry, crs=WGS84)
    _unique(path, shapes)
    return shapes

"""The raw public files of a sources folder, read and typed; nothing is joined here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
from pandas import DataFrame

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.catalogue import CATALOGUE, SourceFile, absent_titles, find_sources, find_vintages
from maynum_dash.sources.contours import no_shapes, read_shapes
from maynum_dash.sources.listings import (
    REMEDY,
    check_codes,
    check_unique,
    read_coded,
    read_columns,
    read_numbers,
    read_rates,
)
from maynum_dash.sources.reference import no_vintages

EPCI_CODE = re.compile(r"\d{9}")
_NO_PLACES = DataFrame(
    {
        **{name: pd.Series(dtype="str") for name in ("name", "commune_code", "commune_name", "kind")},
        **{axis: pd.Series(dtype="float64") for axis in ("longitude", "latitude")},
        "as_of": pd.Series(dtype="datetime64[s]"),
    }
)
YEARLY_POPULATION = re.compile(r"pop_municipale_(\d{4})")


@dataclass(frozen=True, slots=True, eq=False)
class OfficialTables:
    """What the official files hold, typed, with the column names of this project.

    A table of which the file may be absent has no row without it.

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
    absent
        French titles of the files that are not there.
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
    absent: tuple[str, ...] = ()


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
        When a file that must be there is absent.
    UnreadableFileError
        When a file lacks a column or holds an unreadable value.
    """
    files = find_sources(folder, catalogue)
    older = find_vintages(folder, "indicateurs", catalogue)
    communes, population_year = _communes(files["communes"].path)
    parts = read_shapes(files["communes_contours"].path, "code")
    shares = {"CODE_INSEE": "code", "TX_NSCOL15P": "low_diploma_pct", "TX_65ETPLUS": "share_65_plus_pct"}
    return OfficialTables(
        parts=parts[["code", "name", "geometry"]],
        cantons=_outlines(files, "cantons_contours", "code"),
        outline=_outlines(files, "departement_contour", "code"),
        coarse_epci=_outlines(files, "epci_contours", "siren"),
        movements=_movements(files, parts),
        communes=communes,
        points=_points(files),
        indicators=read_rates(files["indicateurs"].path, shares),
        zones=_zones(files),
        places=pd.concat([_france_services(files), _mediation(files)], ignore_index=True),
        population_year=population_year,
        vintages=pd.concat(
            [no_vintages(), *(read_rates(one.path, shares).assign(year=one.as_of.year) for one in older)]
        ),
        indicator_year=files["indicateurs"].as_of.year,
        # The older ones are read too: they are not passed over.
        files=(*({**files, "indicateurs": replace(files["indicateurs"], passed_over=())}.values()), *older),
        absent=absent_titles(folder, catalogue),
    )


def _outlines(files: Mapping[str, SourceFile], key: str, code: str) -> gpd.GeoDataFrame:
    return read_shapes(files[key].path, code) if key in files else no_shapes()


def _points(files: Mapping[str, SourceFile]) -> DataFrame:
    """Read the official point of each commune."""
    columns = {"com_insee": "code", "lon": "longitude", "lat": "latitude"}
    if "points" not in files:
        return DataFrame({name: pd.Series(dtype="float64") for name in columns.values()}).astype(
            {"code": "str"}
        )
    return read_coded(files["points"].path, columns, ("longitude", "latitude"))


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
    read_columns(path, headings)
    heading = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    # The lists of some years do not give the SIREN of the communes.
    if "siren_commune" in heading.strip().split(","):
        headings["siren_commune"] = "siren"
    year = max(YEARLY_POPULATION.findall(heading), default=None)
    if year is None:
        raise UnreadableFileError(path.name, "aucune colonne « pop_municipale_AAAA »", REMEDY)
    table = read_coded(path, {**headings, f"pop_municipale_{year}": "population"}, ("population",))
    check_codes(path, table["epci_code"], EPCI_CODE)
    if (table["population"] % 1 != 0).any() or (table["population"] < 0).any():
        raise UnreadableFileError(path.name, "une population n'est pas un nombre entier", REMEDY)
    table = _with_siren(path, table).astype({"population": "int64"})
    return table.sort_values("code", ignore_index=True), int(year)


def _with_siren(path: Path, table: DataFrame) -> DataFrame:
    """Check the SIREN of the communes, and leave it missing where it is not given."""
    if "siren" not in table:
        return table.assign(siren=pd.Series(pd.NA, index=table.index, dtype="str"))
    given = table["siren"].dropna()
    check_codes(path, given, EPCI_CODE)
    check_unique(path, given.to_frame("code"))
    return table


def _movements(files: Mapping[str, SourceFile], parts: gpd.GeoDataFrame) -> DataFrame:
    """Read the movements which end in a commune in its own right, oldest first; else what boundaries say."""
    columns = {
        "DATE_EFF": "effective_on",
        "COM_AV": "former_code",
        "LIBELLE_AV": "former_name",
        "TYPECOM_AP": "kind",
        "COM_AP": "code",
    }
    if "mouvements" in files:
        table = read_columns(files["mouvements"].path, columns)
        kept = table[table["kind"] == "COM"].drop(columns="kind")
        return kept.sort_values(["effective_on", "former_code", "code"], ignore_index=True)
    later = parts.get("later_code", parts["code"])
    moved = later != parts["code"]
    told = {"former_code": parts["code"], "former_name": parts["name"], "code": later}
    said: DataFrame = DataFrame({"effective_on": "", **told})[moved].astype("str").reset_index(drop=True)
    return said


def _zones(files: Mapping[str, SourceFile]) -> DataFrame:
    """Read the communes flagged as revitalisation zones."""
    if "zones" not in files:
        return DataFrame({"code": pd.Series(dtype="str"), "revitalisation_zone": pd.Series(dtype="bool")})
    table = read_coded(files["zones"].path, {"INSEE": "code", "ZRR": "flag"}, ("flag",))
    return table[["code"]].assign(revitalisation_zone=table["flag"] == 1)


def _france_services(files: Mapping[str, SourceFile]) -> DataFrame:
    """Read the France services places."""
    columns = {"lib_fs": "name", "insee_com": "commune_code", "lib_com": "commune_name"}
    return _places(files.get("france_services"), "France services", columns)


def _mediation(files: Mapping[str, SourceFile]) -> DataFrame:
    """Read the places where an adviser received the public: no code, a name as people typed it."""
    columns = {"nom": "name", "commune": "commune_name"}
    table = _places(files.get("lieux_mediation"), "Conseiller numérique", columns)
    return table.assign(commune_code=pd.Series(pd.NA, index=table.index, dtype="str"))


def _places(file: SourceFile | None, kind: str, columns: Mapping[str, str]) -> DataFrame:
    """Read places: their name, commune and point only, so that no contact detail can come along."""
    if file is None:
        return _NO_PLACES.copy()
    table = read_columns(file.path, {**columns, "longitude": "longitude", "latitude": "latitude"})
    points = {axis: read_numbers(file.path, table, axis) for axis in ("longitude", "latitude")}
    as_of = pd.Timestamp(file.as_of).as_unit("s")
    return table.assign(kind=kind, as_of=as_of, **points)

"""The reference data folder: computed from official files, checked, then written in one go."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import geopandas as gpd
import shapely
from pandas import DataFrame

from maynum_dash.analysis.territory.cantons import cantons_of_communes, cut_pieces
from maynum_dash.analysis.territory.consistency import (
    check_coarse_epci,
    check_communes,
    check_covered,
    check_level,
    check_outline,
    check_points,
    check_populations,
)
from maynum_dash.analysis.territory.geography import (
    METRIC,
    dissolve_coverage,
    dissolve_level,
    label_points,
    merge_communes,
    simplify,
    successor_codes,
)
from maynum_dash.analysis.territory.places import former_communes_table, locate_places
from maynum_dash.analysis.territory.territories import (
    DIGITS,
    Estimate,
    cantons_table,
    communes_table,
    epci_table,
    estimate_need,
    vintages_table,
)
from maynum_dash.domain.errors import ReferenceCheck
from maynum_dash.rendering.passport import readme_text
from maynum_dash.sources.calibration import CALIBRATION, Calibration, load_calibration
from maynum_dash.sources.catalogue import SourceFile
from maynum_dash.sources.official import OfficialTables, read_official
from maynum_dash.sources.reference import SCHEMAS, VINTAGES, Fit, Reference


@dataclass(frozen=True, slots=True, eq=False)
class BuiltReference:
    """What was written.

    Parameters
    ----------
    folder
        Where.
    files
        Name and size (bytes) of each file, sorted by name.
    reference
        The tables as built.
    inputs
        The official files that were read.
    """

    folder: Path
    files: tuple[tuple[str, int], ...]
    reference: Reference
    inputs: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Shapes:
    """Rebuilt boundaries: the communes in full detail, and the three levels as shipped."""

    communes: gpd.GeoDataFrame
    cantons_of_communes: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, gpd.GeoDataFrame]


def build_reference(
    sources_folder: Path, output: Path, calibration_file: Path = CALIBRATION
) -> BuiltReference:
    """Compute the reference data from a folder of official files, and write them.

    The same inputs give the same bytes. Nothing is written when a check fails.

    Parameters
    ----------
    sources_folder
        Raw public files, recognised by the patterns of ``data/sources-officielles.toml``.
    output
        Folder to write; its files of the same names are replaced.
    calibration_file
        Published aggregates that the estimate is fitted on.

    Returns
    -------
    BuiltReference

    Raises
    ------
    MaynumError
        When a file is missing or unreadable, or when the files contradict each other.
    """
    calibration = load_calibration(calibration_file)
    official = read_official(sources_folder)
    successors = successor_codes(official.movements, official.communes["code"].tolist())
    _check_tables(official)
    shapes = _shapes(official, successors)
    estimate = estimate_need(official.communes, official.indicators, calibration)
    reference = _tables(official, shapes, successors, estimate, calibration)
    contents = _contents(reference, shapes, calibration)
    output.mkdir(parents=True, exist_ok=True)
    # Older censuses that the folder no longer holds must not outlive their sources.
    (output / f"{VINTAGES}.csv").unlink(missing_ok=True)
    for name, content in contents.items():
        (output / name).write_bytes(content)
    files = tuple(sorted((name, len(content)) for name, content in contents.items()))
    return BuiltReference(output, files, reference, official.files)


def _check_tables(official: OfficialTables) -> None:
    """Check the tables before any geometry is built."""
    check_communes(official.communes)
    check_covered(official.communes, official.indicators, ReferenceCheck.INDICATORS)
    check_covered(official.communes, official.zones, ReferenceCheck.ZONES)
    check_covered(official.communes, official.points, ReferenceCheck.POINTS)


def _shapes(official: OfficialTables, successors: Mapping[str, str]) -> _Shapes:
    """Rebuild the boundaries of today, check them, and simplify the three levels together."""
    today = official.communes.set_index("code")
    communes = merge_communes(official.parts, successors, today.index).assign(
        name=lambda table: table["code"].map(today["name"]),
        epci_code=lambda table: table["code"].map(today["epci_code"]),
    )
    epci = dissolve_coverage(communes, "epci_code").rename(columns={"epci_code": "code"})
    partial = set(today.loc[today["seat_department"] != today["department"], "epci_code"])
    check_outline(communes, official.outline)
    check_coarse_epci(epci, official.coarse_epci, partial)
    check_points(communes, official.coarse_epci, official.points)
    cantons = official.cantons.to_crs(METRIC)
    members = cantons_of_communes(communes, cantons)
    cut = {code: found for code, found in members.items() if len(found) > 1}
    pieces = simplify(cut_pieces(communes, cantons, cut))
    whole = {code: found[0] for code, found in members.items()}
    levels = {
        "communes": dissolve_level(pieces, pieces["code"]),
        "epci": dissolve_level(pieces, pieces["code"].map(today["epci_code"])),
        "cantons": dissolve_level(pieces, pieces["canton_code"].fillna(pieces["code"].map(whole))),
    }
    check_level(levels["communes"], today.index, ReferenceCheck.BOUNDARIES)
    check_level(levels["epci"], epci["code"], ReferenceCheck.EPCI)
    check_level(levels["cantons"], cantons["code"], ReferenceCheck.CANTONS)
    return _Shapes(communes, members, levels)


def _tables(
    official: OfficialTables,
    shapes: _Shapes,
    successors: Mapping[str, str],
    estimate: Estimate,
    calibration: Calibration,
) -> Reference:
    """Build every table that is shipped."""
    members = shapes.cantons_of_communes
    communes = communes_table(official, estimate, members, calibration.share_15_plus)
    epci = epci_table(communes, estimate, label_points(shapes.levels["epci"]))
    check_populations(communes, epci)
    cantons = cantons_table(communes, official.cantons, members, label_points(shapes.levels["cantons"]))
    former = former_communes_table(official.movements, successors, communes)
    return Reference(
        communes=_shipped("communes", communes),
        epci=_shipped("epci", epci),
        cantons=_shipped("cantons", cantons),
        places=_shipped("places", locate_places(official.places, successors, shapes.communes, former)),
        former_communes=_shipped("former_communes", former),
        fit=_fit(official, estimate, calibration),
        sources=_shipped("sources", _sources(official)),
        vintages=vintages_table(official, communes),
    )


def _shipped(name: str, table: DataFrame) -> DataFrame:
    """Keep the columns of a shipped table, in order and of their type, rates rounded."""
    schema = SCHEMAS[name]
    rounded = {column: DIGITS for column in schema if column.endswith(("_pct", "_people"))}
    return table[list(schema)].round(rounded).astype(schema)


def _sources(official: OfficialTables) -> DataFrame:
    """List the official files with their passport."""
    columns = ("title", "producer", "vintage", "licence", "used_for")
    rows = [
        {"file": file.name, "sha256": file.sha256(), **{column: getattr(file, column) for column in columns}}
        for file in official.files
    ]
    return DataFrame(rows)


def _fit(official: OfficialTables, estimate: Estimate, calibration: Calibration) -> Fit:
    """Gather the coefficients and what they were fitted on."""
    return Fit(
        intercept=round(estimate.coefficients.intercept, 10),
        slope=round(estimate.coefficients.slope, 10),
        department_rate_pct=calibration.department_rate_pct,
        anchor_epci=calibration.anchor_epci,
        anchor_rate_pct=calibration.anchor_rate_pct,
        checked_epci=calibration.checked_epci,
        checked_rate_pct=calibration.checked_rate_pct,
        population_year=official.population_year,
        indicator_year=official.indicator_year,
        share_15_plus=calibration.share_15_plus,
        uniform_rate_pct=calibration.uniform_rate_pct,
    )


def _contents(reference: Reference, shapes: _Shapes, calibration: Calibration) -> dict[str, bytes]:
    """Write every file in memory, so that a failure leaves the previous folder standing."""
    contents = {}
    for name in SCHEMAS:
        table: DataFrame = getattr(reference, name)
        contents[f"{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
    if len(reference.vintages):
        contents[f"{VINTAGES}.csv"] = reference.vintages.to_csv(index=False, lineterminator="\n").encode()
    for level, shape in shapes.levels.items():
        names = getattr(reference, level).set_index("code")["name"]
        contents[f"{level}.geojson"] = geojson_text(shape.assign(name=shape["code"].map(names))).encode()
    fit = json.dumps(asdict(reference.fit), ensure_ascii=False, indent=2)
    return contents | {
        "fit.json": f"{fit}\n".encode(),
        "README.md": readme_text(reference, calibration).encode(),
    }


def geojson_text(level: gpd.GeoDataFrame) -> str:
    """Write territories as compact GeoJSON: no space, code as ``id``, ``code`` and ``name`` as properties.

    Parameters
    ----------
    level
        ``code``, ``name`` and geometry in WGS84, already rounded.

    Returns
    -------
    str
    """
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "name": name},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for code, name, shape in zip(level["code"], level["name"], level.geometry, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"

"""The reference data folder: computed from official files, checked, then written in one go."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import geopandas as gpd
import shapely
from pandas import DataFrame

from maynum_dash.analysis.territory.consistency import check_communes, check_covered, check_populations
from maynum_dash.analysis.territory.geography import successor_codes
from maynum_dash.analysis.territory.labels import label_points
from maynum_dash.analysis.territory.places import former_communes_table, locate_places
from maynum_dash.analysis.territory.rebuilding import Shapes, rebuild
from maynum_dash.analysis.territory.selection import of_department
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
    absent
        French titles of the files that were not there: what they say is « sans donnée ».
    unmapped
        Names of the communes that have no boundary.
    """

    folder: Path
    files: tuple[tuple[str, int], ...]
    reference: Reference
    inputs: tuple[SourceFile, ...]
    absent: tuple[str, ...]
    unmapped: tuple[str, ...]


def build_reference(
    sources_folder: Path, output: Path, calibration_file: Path = CALIBRATION, code: str | None = None
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
    code
        Département to keep of the files; empty for all that they hold, ``None`` for the only one there.

    Returns
    -------
    BuiltReference

    Raises
    ------
    MaynumError
        When a file is missing or unreadable, or when the files contradict each other.
    """
    calibration = load_calibration(calibration_file)
    official = of_department(read_official(sources_folder), code or "")
    successors = successor_codes(official.movements, official.communes["code"].tolist())
    _check_tables(official, has_several=code == "")
    shapes = rebuild(official, successors)
    official = replace(official, points=shapes.points)
    estimate = estimate_need(official.communes, official.indicators, calibration)
    reference = _tables(official, shapes, successors, estimate, calibration)
    contents = _contents(reference, shapes, calibration, official.absent)
    output.mkdir(parents=True, exist_ok=True)
    # Older censuses that the folder no longer holds must not outlive their sources.
    (output / f"{VINTAGES}.csv").unlink(missing_ok=True)
    for name, content in contents.items():
        (output / name).write_bytes(content)
    files = tuple(sorted((name, len(content)) for name, content in contents.items()))
    return BuiltReference(output, files, reference, official.files, official.absent, shapes.unmapped)


def _check_tables(official: OfficialTables, *, has_several: bool) -> None:
    """Check the tables before any geometry is built."""
    check_communes(official.communes, has_several=has_several)
    check_covered(official.communes, official.indicators, ReferenceCheck.INDICATORS)
    for table, check in ((official.zones, ReferenceCheck.ZONES), (official.points, ReferenceCheck.POINTS)):
        if not table.empty:
            check_covered(official.communes, table, check)


def _tables(
    official: OfficialTables,
    shapes: Shapes,
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


def _contents(
    reference: Reference, shapes: Shapes, calibration: Calibration, absent: Sequence[str]
) -> dict[str, bytes]:
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
        "README.md": readme_text(reference, calibration, absent, shapes.unmapped).encode(),
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

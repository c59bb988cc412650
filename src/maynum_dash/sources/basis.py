"""What turns a workbook into figures: the scale, the territories, their names and boundaries."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pandas import DataFrame

from maynum_dash.domain.errors import MissingReferenceError
from maynum_dash.domain.scale import FundingScale
from maynum_dash.sources.aliases import ALIASES, load_aliases
from maynum_dash.sources.folder import DATA, REFERENCE, SCALE
from maynum_dash.sources.namings import NAMINGS, Named, namings_csv, read_namings
from maynum_dash.sources.reference import (
    LEVELS,
    SCHEMAS,
    VINTAGES,
    Reference,
    load_boundaries,
    load_reference,
)
from maynum_dash.sources.scale import load_scale, read_scale


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Scale and territories of one data folder; with a workbook, they decide every figure.

    Parameters
    ----------
    scale
        Funding scale.
    reference
        Territories, populations and needs.
    aliases
        Former and usual names of EPCI.
    namings
        Names of territories that the team decided.
    boundaries
        GeoJSON text by level.
    files
        The files that they were read from: path below the folder → bytes.
    sha256
        Fingerprint of those files, whatever their order.
    """

    scale: FundingScale
    reference: Reference
    aliases: DataFrame
    namings: tuple[Named, ...]
    boundaries: Mapping[str, str]
    files: Mapping[str, bytes]
    sha256: str


def load_basis(folder: Path = DATA) -> Basis:
    """Read the scale and the territories of a data folder.

    Parameters
    ----------
    folder
        Folder laid out as ``data/``; a sealed state writes its own in the same shape.

    Raises
    ------
    MaynumError
        When a file is absent or does not hold what its name says.
    """
    reference = folder / REFERENCE.name
    files = {path: _content(folder / path) for path in _paths(folder, reference)}
    return Basis(
        scale=load_scale(folder / SCALE.name),
        reference=load_reference(reference),
        aliases=load_aliases(folder / ALIASES.name),
        namings=read_namings(files[NAMINGS]) if NAMINGS in files else (),
        boundaries={level: load_boundaries(level, reference) for level in LEVELS},
        files=files,
        sha256=fingerprint(files),
    )


def with_scale(basis: Basis, content: bytes) -> Basis:
    """Put another scale in the place of the data folder's: sealed with it, it is sealed as one of its files.

    Parameters
    ----------
    basis
        Scale and territories.
    content
        The scale, whole, as TOML.

    Raises
    ------
    ScaleError
        When it is not one.
    """
    files = {**basis.files, SCALE.name: content}
    return replace(basis, scale=read_scale(content, SCALE.name), files=files, sha256=fingerprint(files))


def with_namings(basis: Basis, namings: Iterable[Named]) -> Basis:
    """Add the names that the team decided to those of the data folder; sealed with it as one of its files.

    Parameters
    ----------
    basis
        Scale and territories.
    namings
        Decisions in force; none leaves the basis as it is.
    """
    decided = tuple(sorted(namings))
    if not decided:
        return basis
    files = {**basis.files, NAMINGS: namings_csv(decided)}
    return replace(basis, namings=decided, files=files, sha256=fingerprint(files))


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Give one SHA-256 for several files, whatever their order.

    Parameters
    ----------
    files
        Path → bytes.
    """
    lines = (f"{hashlib.sha256(files[path]).hexdigest()} {path}\n" for path in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _paths(folder: Path, reference: Path) -> tuple[str, ...]:
    """List the files that a figure depends on, below the data folder."""
    older = [f"{VINTAGES}.csv"] if (reference / f"{VINTAGES}.csv").exists() else []
    tables = [
        *older,
        *(f"{name}.csv" for name in SCHEMAS),
        "fit.json",
        *(f"{level}.geojson" for level in LEVELS),
    ]
    decided = [NAMINGS] if (folder / NAMINGS).exists() else []
    return (SCALE.name, ALIASES.name, *decided, *(f"{REFERENCE.name}/{name}" for name in tables))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingReferenceError(path.name) from error

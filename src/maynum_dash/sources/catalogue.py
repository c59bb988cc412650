"""The catalogue of official files: which file of a folder holds what, and where it comes from."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from maynum_dash.domain.errors import MissingSourceError, SourceFolderError, UnreadableFileError
from maynum_dash.sources.folder import DATA

CATALOGUE = DATA / "sources-officielles.toml"
FIELDS = ("motif", "titre", "producteur", "millesime", "licence", "usage")
VINTAGE = re.compile(r"(?<!\d)(20\d{2})(?:-(0[1-9]|1[0-2]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One official file of a folder, with its passport.

    Parameters
    ----------
    key
        What the file holds, as named in the catalogue.
    path
        Where it stands.
    as_of
        First day of the month (else of the year) written in its name.
    title, producer, vintage, licence, used_for
        The passport shown with the data, in French.
    passed_over
        Names of the older files of the same kind, which are not read.
    """

    key: str
    path: Path
    as_of: date
    title: str
    producer: str
    vintage: str
    licence: str
    used_for: str
    passed_over: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name

    def sha256(self) -> str:
        """Return the checksum of the file, in hexadecimal."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def date_of_name(name: str) -> date | None:
    """Return the first day of the last month or year written in a file name.

    Examples
    --------
    >>> date_of_name("france_services_mayenne_2024-08.csv")
    datetime.date(2024, 8, 1)
    >>> date_of_name("communes_mayenne.geojson") is None
    True
    """
    found = VINTAGE.findall(name)
    if not found:
        return None
    year, month = found[-1]
    return date(int(year), int(month or 1), 1)


def find_sources(folder: Path, catalogue: Path = CATALOGUE) -> dict[str, SourceFile]:
    """Find in a folder the latest file of each kind that the catalogue names.

    Parameters
    ----------
    folder
        Where the official files stand; its sub-folders are not looked into.
    catalogue
        TOML file with one table per kind: name pattern and passport.

    Returns
    -------
    dict of str to SourceFile
        One file per kind, in the order of the catalogue; none for a kind that may be absent, and is.

    Raises
    ------
    UnreadableFileError
        When the catalogue is malformed or a file name bears no year.
    MissingSourceError
        When no file of the folder fits the pattern of a kind that must be there.
    SourceFolderError
        When the folder is not one.
    """
    if not folder.is_dir():
        raise SourceFolderError(str(folder), is_there=folder.exists())
    found = {key: _find(folder, key, entry) for key, entry in _entries(catalogue).items()}
    return {key: file for key, file in found.items() if file is not None}


def absent_titles(folder: Path, catalogue: Path = CATALOGUE) -> tuple[str, ...]:
    """Name what the folder does not hold, and may not hold.

    Parameters
    ----------
    folder, catalogue
        As for ``find_sources``.

    Returns
    -------
    tuple of str
        French titles, in the order of the catalogue.
    """
    entries = _entries(catalogue)
    return tuple(str(entry["titre"]) for entry in entries.values() if not _paths(folder, entry))


def _entries(catalogue: Path) -> Mapping[str, Mapping[str, Any]]:
    """Read the catalogue, each entry complete."""
    remedy = "Reprenez le fichier livré avec le tableau de bord"
    try:
        entries = tomllib.loads(catalogue.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(catalogue.name, "le catalogue n'est pas lisible", remedy) from error
    for key, entry in entries.items():
        missing = [field for field in FIELDS if not isinstance(entry, dict) or field not in entry]
        if missing:
            raise UnreadableFileError(catalogue.name, f"« {key} » n'a pas de « {missing[0]} »", remedy)
    return entries


def find_vintages(folder: Path, key: str, catalogue: Path = CATALOGUE) -> tuple[SourceFile, ...]:
    """Find the files of one kind that are older than the one read, the latest first.

    Parameters
    ----------
    folder, catalogue
        As for ``find_sources``.
    key
        What the files hold, as named in the catalogue.
    """
    return _found(folder, key, _entries(catalogue)[key])[1:]


def _find(folder: Path, key: str, entry: Mapping[str, Any]) -> SourceFile | None:
    """Find the latest file of one kind."""
    if entry.get("facultatif") and not _paths(folder, entry):
        return None
    latest, *older = _found(folder, key, entry)
    return replace(latest, passed_over=tuple(sorted(file.name for file in older)))


def _patterns(entry: Mapping[str, Any]) -> list[str]:
    motif = entry["motif"]
    return [motif] if isinstance(motif, str) else [str(one) for one in motif]


def _paths(folder: Path, entry: Mapping[str, Any]) -> list[Path]:
    """List the files that fit a pattern of one kind."""
    return sorted(path for pattern in _patterns(entry) for path in folder.glob(pattern) if path.is_file())


def _found(folder: Path, key: str, entry: Mapping[str, Any]) -> tuple[SourceFile, ...]:
    """Find every file of one kind, the latest first."""
    found = _paths(folder, entry)
    if not found:
        raise MissingSourceError(" ou ".join(_patterns(entry)), entry["titre"])
    dated = [(date_of_name(path.name), path) for path in found]
    undated = [path for day, path in dated if day is None]
    if undated:
        reason = "son nom ne porte pas d'année"
        raise UnreadableFileError(undated[0].name, reason, "Ajoutez le millésime à la fin du nom")
    known = sorted(((day, path) for day, path in dated if day is not None), reverse=True)
    return tuple(_file(key, path, as_of, entry) for as_of, path in known)


def _file(key: str, path: Path, as_of: date, entry: Mapping[str, Any]) -> SourceFile:
    vintage = entry["millesime"].format(annee=as_of.year, date=f"{as_of:%d/%m/%Y}")
    return SourceFile(
        key, path, as_of, entry["titre"], entry["producteur"], vintage, entry["licence"], entry["usage"]
    )

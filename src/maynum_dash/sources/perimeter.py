"""The territory that a data folder describes: its code, and its names as a French sentence needs them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from maynum_dash.domain.errors import MissingReferenceError, UnreadableFileError
from maynum_dash.sources.folder import DATA

PERIMETER: Final = DATA / "territoire.toml"
_REMEDY: Final = "Comparez-le à celui du projet"
_KEYS: Final = {
    "code": "code",
    "nom": "name",
    "avec_article": "whole",
    "entier": "entire",
    "de": "of",
    "en": "within",
}


@dataclass(frozen=True, slots=True)
class Perimeter:
    """A département, or several.

    Parameters
    ----------
    code
        What the INSEE codes of its communes start with; empty for several départements.
    name
        « Mayenne ».
    whole
        « la Mayenne ».
    entire
        « toute la Mayenne ».
    of
        « de la Mayenne ».
    within
        « en Mayenne ».
    """

    code: str
    name: str
    whole: str
    entire: str
    of: str
    within: str

    @property
    def publisher(self) -> str:
        """« Département de la Mayenne »."""
        return f"Département {self.of}"


@cache
def perimeter(path: Path = PERIMETER) -> Perimeter:
    """Read the territory of the data folder.

    Parameters
    ----------
    path
        TOML file.

    Raises
    ------
    MissingReferenceError
        When the file is absent.
    UnreadableFileError
        When it does not hold every name.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingReferenceError(path.name) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(path.name, "ce n'est pas un fichier TOML", _REMEDY) from error
    names = {ours: content.get(theirs) for theirs, ours in _KEYS.items()}
    wrong = [theirs for theirs, ours in _KEYS.items() if not isinstance(names[ours], str)]
    if wrong:
        raise UnreadableFileError(path.name, f"« {wrong[0]} » n'y est pas", _REMEDY)
    return Perimeter(**{name: str(value) for name, value in names.items()})

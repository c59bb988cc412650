"""What may be typed after a command, read or refused: files, ports, days, names, imports, sealed states."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Final

# The word for the latest import, whatever its number.
CURRENT: Final = "courant"
_LARGEST_PORT: Final = 65535
# The numbers of imports fit in 32 bits.
_LARGEST_IMPORT: Final = 2**31 - 1
_YEARS: Final = range(2000, 2100)
_LONGEST_NAME: Final = 80
_LONGEST_DELAY: Final = 365
_LONGEST_PAUSE: Final = 86_400


def path(text: str) -> Path:
    """Read the name of a file or folder."""
    if not text.strip():
        message = "le nom est vide : un fichier ou un dossier est attendu"
        raise ArgumentTypeError(message)
    return Path(text)


def port(text: str) -> int:
    """Read the port of a server."""
    if _is_within(text, _LARGEST_PORT):
        return int(text)
    message = f"« {text} » n’est pas un port : un nombre de 1 à {_LARGEST_PORT} est attendu"
    raise ArgumentTypeError(message)


def seconds(text: str) -> float:
    """Read a number of seconds, decimal comma or point."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if 0 <= found <= _LONGEST_PAUSE:
        return found
    message = f"« {text} » n’est pas un nombre de secondes, de 0 à {_LONGEST_PAUSE}"
    raise ArgumentTypeError(message)


def import_name(text: str) -> str:
    """Read the number of an import, or `CURRENT`."""
    name = text.strip().casefold()
    if name == CURRENT or _is_within(name, _LARGEST_IMPORT):
        return name
    message = (
        f"« {text} » ne désigne pas un import : son numéro (« maynum imports » les liste) "
        f"ou « {CURRENT} » est attendu"
    )
    raise ArgumentTypeError(message)


def edition_name(text: str) -> str:
    """Read an import as `import_name` does, or a fingerprint as `fingerprint` does."""
    name = text.strip()
    return import_name(name) if name.isdecimal() or name.casefold() == CURRENT else fingerprint(name)


def fingerprint(text: str) -> str:
    """Read the fingerprint of a sealed state; the store knows which ones exist."""
    if text.strip():
        return text.strip()
    message = "le nom est vide : l’empreinte d’un état scellé est attendue"
    raise ArgumentTypeError(message)


def day(text: str) -> date:
    """Read a day written AAAA-MM-JJ."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    # Python reads other spellings too (« 20261212 », « 2026-W50-6 »): one way to write is enough.
    if found.isoformat() == text and found.year in _YEARS:
        return found
    message = f"« {text} » n’est pas une date : AAAA-MM-JJ est attendu, par exemple 2026-12-12"
    raise ArgumentTypeError(message)


def fiscal_year(text: str) -> int:
    """Read an exercice."""
    if _is_within(text, _YEARS[-1]) and int(text) in _YEARS:
        return int(text)
    message = f"« {text} » n’est pas un exercice : une année de {_YEARS[0]} à {_YEARS[-1]} est attendue"
    raise ArgumentTypeError(message)


def delay(text: str) -> int:
    """Read a number of days, from 0 to a year."""
    if text == "0" or _is_within(text, _LONGEST_DELAY):
        return int(text)
    message = f"« {text} » n’est pas un délai : un nombre de jours de 0 à {_LONGEST_DELAY} est attendu"
    raise ArgumentTypeError(message)


def author(text: str) -> str:
    """Read the name that is written in the register."""
    name = " ".join(text.split())
    if 1 <= len(name) <= _LONGEST_NAME:
        return name
    message = f"un nom de 1 à {_LONGEST_NAME} caractères est attendu"
    raise ArgumentTypeError(message)


def _is_within(text: str, largest: int) -> bool:
    """Tell whether a text is a whole number from 1; one with too many digits is not even converted."""
    return (
        text.isascii() and text.isdecimal() and len(text) <= len(str(largest)) and 1 <= int(text) <= largest
    )

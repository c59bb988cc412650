"""What may be typed after a command, read or refused."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Final

_LARGEST_PORT: Final = 65535


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


def _is_within(text: str, largest: int) -> bool:
    """Tell whether a text is a whole number from 1; one with too many digits is not even converted."""
    return (
        text.isascii() and text.isdecimal() and len(text) <= len(str(largest)) and 1 <= int(text) <= largest
    )

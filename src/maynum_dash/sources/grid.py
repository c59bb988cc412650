"""The grid of a sheet: how far it goes, and how its columns are named."""

from typing import Final

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


def column_number(letters: str) -> int:
    """Give the number of a column: ``A`` is 1, ``XFD`` is 16 384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Give the letters of a column: 1 is ``A``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

"""What a seal is: a fingerprint short enough to be printed, and forgiving when it is typed back."""

import hashlib
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: neither I, L, O nor U
_MISREAD: Final = str.maketrans("OIL", "011")
_BITS: Final = 5
_HALF: Final = 4


def short(sha256: str) -> str:
    """Write the first 40 bits of a SHA-256 as two groups of four characters.

    Parameters
    ----------
    sha256
        64 hexadecimal digits.

    Examples
    --------
    >>> short("00443214c7" + "0" * 54)
    '0123-4567'
    """
    number = int(sha256[:10], 16)
    places = range(2 * _HALF - 1, -1, -1)
    text = "".join(_ALPHABET[number >> _BITS * place & 31] for place in places)
    return f"{text[:_HALF]}-{text[_HALF:]}"


def normalise(text: str) -> str:
    """Bring a fingerprint to the way it is stored, whatever case, dashes and look-alikes it was typed with.

    Parameters
    ----------
    text
        Fingerprint as a person wrote it.

    Examples
    --------
    >>> normalise(" 7f3k 92qd "), normalise("oil0-1234")
    ('7F3K-92QD', '0110-1234')
    """
    kept = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_MISREAD)
    return f"{kept[:_HALF]}-{kept[_HALF:]}"


def sha256_of(content: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()

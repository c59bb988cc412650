"""Text that both databases can hold."""


def storable(text: str) -> str:
    r"""Remove what PostgreSQL refuses: NUL goes, half a character becomes U+FFFD; SQLite gets the same.

    Neither occurs in a real workbook: a reader can bring them back from a damaged or hostile one.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> storable("a\0b"), storable("Ernée")
    ('ab', 'Ernée')
    """
    kept = text.replace("\0", "")
    try:
        kept.encode()
    except UnicodeEncodeError:
        return kept.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return kept

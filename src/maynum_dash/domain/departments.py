"""Départements as the INSEE codes of their communes tell them."""

_OVERSEAS = ("97", "98")


def department_of(commune: str) -> str:
    """Give the code of the département of a commune: its first two characters, three overseas.

    Examples
    --------
    >>> department_of("53130"), department_of("2A004"), department_of("97411")
    ('53', '2A', '974')
    """
    return commune[:3] if commune.startswith(_OVERSEAS) else commune[:2]

"""Money in integer cents: the one rounding rule, and exact conversion from and to euros."""

from decimal import Decimal

from maynum_dash.domain.errors import AmountError

# Ten billion euros: far above any scheme, far below what a 64-bit column of cents can sum.
LARGEST_EUROS = Decimal(10_000_000_000)

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def half_up(numerator: int, denominator: int) -> int:
    """Round an exact ratio half up.

    Formula: ``floor(numerator / denominator + 1/2)``, on integers only.

    Hypotheses
    ----------
    1. The same formula holds for negative amounts: −2.5 becomes −2, not −3, so that rounding a
       shifted amount shifts the result.

    Parameters
    ----------
    numerator
        Any integer.
    denominator
        A positive integer.

    Examples
    --------
    >>> half_up(5, 2), half_up(-5, 2), half_up(350000 * 122, 365)
    (3, -2, 116986)
    """
    return (2 * numerator + denominator) // (2 * denominator)


def parse_cents(euros: Decimal) -> int:
    """Convert an amount in euros to integer cents, exactly.

    Parameters
    ----------
    euros
        Amount in euros; at most two decimals.

    Raises
    ------
    AmountError
        When the amount is not a number, is out of scale, or holds fractions of a cent.

    Examples
    --------
    >>> parse_cents(Decimal("1234.35"))
    123435
    """
    if not euros.is_finite():
        raise AmountError(str(euros), "ce n'est pas un nombre")
    if abs(euros) > LARGEST_EUROS:
        raise AmountError(str(euros), "le montant dépasse dix milliards d'euros")
    rounded = euros.quantize(Decimal("0.01"))
    if rounded != euros:
        raise AmountError(str(euros), "un montant en euros a deux décimales au plus")
    return int(rounded.scaleb(2))


def euros_text(cents: int) -> str:
    """Write an amount for the French sentences of errors and anomalies.

    Parameters
    ----------
    cents
        Amount in cents.

    Examples
    --------
    >>> euros_text(-123405).replace(NARROW_SPACE, " ").replace(NO_BREAK_SPACE, " ")
    '−1 234,05 €'
    """
    whole, rest = divmod(abs(cents), 100)
    sign = "−" if cents < 0 else ""
    grouped = f"{whole:,}".replace(",", NARROW_SPACE)
    return f"{sign}{grouped},{rest:02d}{NO_BREAK_SPACE}€"

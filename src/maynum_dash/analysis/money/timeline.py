"""When the money of many agreements moves: the four readings of ``domain/schedule``, all posts at once."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from maynum_dash.analysis.money.calendar import Days, Years
from maynum_dash.domain.posts import Reading
from maynum_dash.domain.schedule import MovementKind

Cents: TypeAlias = NDArray[np.int64]

READINGS: Final = tuple(Reading)
KINDS: Final = tuple(MovementKind)
# Before and after every agreement: what has neither a late beginning nor an early end.
ALWAYS: Final = np.datetime64("0001-01-01")
NEVER: Final = np.datetime64("9999-12-31")

_SAFE: Final = 2**61  # a product that is doubled stays below 2**63
# Kind of both steps of a scheme year, by reading; a negative balance is a credit note.
_STEPS: Final = (
    (MovementKind.COMMITMENT, MovementKind.DECOMMITMENT),
    (MovementKind.COMMITMENT, MovementKind.DECOMMITMENT),
    (MovementKind.EARNED_SHARE, MovementKind.EARNED_SHARE),
    (MovementKind.INSTALMENT, MovementKind.BALANCE),
)
_STEP_CODES: Final = np.array([[KINDS.index(kind) for kind in steps] for steps in _STEPS])


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What decides the dates of many agreements; arrays of one length.

    Parameters
    ----------
    years
        Their scheme years.
    committed
        Day on which each is committed.
    since
        First day paid: `ALWAYS`, but for a funder that takes over from another one.
    stop
        First day no longer paid; `NEVER` without return.
    given_up
        Day on which the signature gives up what is not earned: ``stop``, or later.
    clause
        Two rows: numerator and denominator of the share paid on the first day of a year, %.
    """

    years: Years
    committed: Days
    since: Days
    stop: Days
    given_up: Days
    clause: NDArray[np.int64] | NDArray[np.object_]

    def take(self, positions: NDArray[np.int64]) -> "Terms":
        """Give the terms at some positions, in that order, repeats included."""
        return Terms(
            self.years.take(positions),
            self.committed[positions],
            self.since[positions],
            self.stop[positions],
            self.given_up[positions],
            self.clause[:, positions],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """What one funder pays of some agreements.

    Parameters
    ----------
    funder
        Rank of the funder in `Funder`.
    post
        Position of the post of each agreement.
    terms, cents
        Its terms, which strands may share, and result of `move_cents`.
    """

    funder: int
    post: NDArray[np.int64]
    terms: Terms
    cents: Cents


def move_days(terms: Terms) -> Days:
    """Give the day of each step.

    Parameters
    ----------
    terms
        Terms of n agreements.

    Returns
    -------
    ndarray of datetime64[D]
        Shape ``(4, n, 3, 2)``: reading, agreement, scheme year, step.
    """
    years = terms.years
    since, stop = terms.since[:, None], terms.stop[:, None]
    one = np.timedelta64(1, "D")
    begun = np.maximum(years.first, since)
    given_up = np.broadcast_to(stop, begun.shape)
    cut, past_end = _cut(years, stop), np.minimum(years.past_end, stop)
    signature = (np.maximum(terms.committed, terms.since), terms.given_up)
    steps = (
        tuple(np.broadcast_to(day[:, None], begun.shape) for day in signature),
        (begun, given_up),
        (cut - one, past_end - one),
        (years.first, np.minimum(years.past_end - one, stop)),
    )
    return np.stack([np.stack(pair, axis=-1) for pair in steps])


def move_cents(terms: Terms, amounts: Cents) -> Cents:
    """Give the cents of each step, 0 where nothing moves.

    Parameters
    ----------
    terms
        Terms of n agreements.
    amounts
        Cents of each scheme year, ``(n, 3)``.

    Returns
    -------
    ndarray of int64
        Shape ``(4, n, 3, 2)``, as `move_days`. The four readings of an agreement and scheme year sum to what
        is earned between ``since`` and ``stop``.
    """
    years = terms.years
    since, stop = terms.since[:, None], terms.stop[:, None]
    before = _earned(years, amounts, since)
    whole, lasting = amounts - before, _earned(years, amounts, np.maximum(stop, since))
    is_begun = stop > np.maximum(years.first, since)
    at_cut = _earned(years, amounts, np.maximum(_cut(years, stop), since))
    pays_first = is_begun & (since <= years.first)
    paid = np.where(pays_first, _share(amounts, terms.clause), 0)
    steps = (
        (whole, lasting - amounts),
        (np.where(is_begun, whole, 0), np.where(is_begun, lasting - amounts, 0)),
        (at_cut - before, lasting - at_cut),
        (paid, np.where(is_begun, lasting - before - paid, 0)),
    )
    return np.stack([np.stack(pair, axis=-1) for pair in steps])


def move_kinds(cents: Cents) -> NDArray[np.int64]:
    """Give the rank in `KINDS` of each step, from its reading, its place and the sign of its cents.

    Parameters
    ----------
    cents
        Result of `move_cents`.
    """
    codes = np.broadcast_to(_STEP_CODES[:, None, None, :], cents.shape).copy()
    balances = READINGS.index(Reading.PAYMENT), ..., 1
    codes[balances][cents[balances] < 0] = KINDS.index(MovementKind.CREDIT_NOTE)
    return codes


def half_up(
    numerator: NDArray[np.int64] | NDArray[np.object_], denominator: NDArray[np.int64] | NDArray[np.object_]
) -> Cents:
    """Round exact ratios as ``domain.money.half_up``."""
    return np.asarray((2 * numerator + denominator) // (2 * denominator), dtype=np.int64)


def _cut(years: Years, stop: Days) -> Days:
    """Give the day at which each year is cut in two: a 1 January, else its end or its stop."""
    cut: Days = np.minimum(np.minimum(years.turn, years.past_end), stop)
    return cut


def _earned(years: Years, amounts: Cents, day: Days) -> Cents:
    """Earn the days before a day, as ``domain.schedule.earned``; amounts of cents fit far below 2**63."""
    days = np.clip((day - years.first).astype(np.int64), 0, years.days)
    return half_up(amounts * days, years.days)


def _share(amounts: Cents, clause: NDArray[np.int64] | NDArray[np.object_]) -> Cents:
    """Pay the share of the first day; a share with many decimals needs integers without limit."""
    numerator, denominator = clause[0][:, None], 100 * clause[1][:, None]
    largest = int(np.abs(amounts).max(initial=0)) * int(np.max(numerator, initial=0))
    if clause.dtype == object or largest + int(np.max(denominator, initial=0)) > _SAFE:
        return half_up(amounts.astype(object) * numerator, denominator)
    return half_up(amounts * numerator, denominator)

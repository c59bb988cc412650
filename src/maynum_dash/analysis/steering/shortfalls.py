"""Alerts about envelopes: payment credits and commitment authorisations that run short."""

from collections.abc import Iterator

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.steering.burndown import BurnDown, commitment_burndown, payment_burndown
from maynum_dash.analysis.steering.envelopes import AE, CP
from maynum_dash.analysis.steering.watch import Watch
from maynum_dash.domain.alerts import Alert, AlertCode, Row, Urgency
from maynum_dash.domain.money import euros_text


def envelope_alerts(watch: Watch) -> Iterator[Alert]:
    """List the envelopes that run short, from the exercice of the day on.

    Parameters
    ----------
    watch
        A board on one day.
    """
    workbook = watch.board.workbook
    votes = workbook.envelopes
    has_fallen_due = bool((watch.ledger.instalments["due_on"] < pd.Timestamp(watch.today)).any())
    # Without any payment written, what is due may well be paid: nothing can be projected from it.
    is_known = watch.has_payments or not has_fallen_due
    years = sorted(set(votes.loc[votes["authorisation"] == CP, "fiscal_year"]))
    for year in years:
        if is_known and year >= watch.today.year:
            track = payment_burndown(votes, watch.ledger, int(year), watch.today)
            yield from _short(watch, track, int(year))
    yield from _overcommitted(watch)


def _short(watch: Watch, track: BurnDown, year: int) -> Iterator[Alert]:
    if track.exhausted_on is None or track.voted_cents is None:
        return
    missing = max(0, track.forecast_cents - track.voted_cents)
    is_over = track.exhausted_on <= watch.today
    verb = "sont épuisés depuis le" if is_over else "seront épuisés le"
    short = f" : il manque {euros_text(missing)}" if missing else ", avant la décision qui les complète"
    yield Alert(
        AlertCode.CP_SHORT,
        Urgency.URGENT if is_over or year == watch.today.year else Urgency.SOON,
        f"CP {year}",
        "",
        f"les crédits de paiement {year} ({euros_text(track.voted_cents)} votés) {verb} "
        f"{track.exhausted_on:%d/%m/%Y}{short}",
        "Prévoir une décision modificative, ou reporter des versements",
        track.exhausted_on,
        missing,
        _votes(watch, CP, year),
    )


def _overcommitted(watch: Watch) -> Iterator[Alert]:
    workbook = watch.board.workbook
    track = commitment_burndown(workbook.envelopes, watch.board.movements, workbook.payments, watch.today)
    if track.exhausted_on is None or track.voted_cents is None:
        return
    # Beyond the last exercice that was voted, an authorisation always runs out: nobody has voted it yet.
    if track.exhausted_on.year > _last_year(workbook.envelopes):
        return
    is_over = track.exhausted_on <= watch.today
    verb = "est dépassée depuis le" if is_over else "serait dépassée le"
    missing = max(0, track.forecast_cents - track.voted_cents)
    yield Alert(
        AlertCode.AE_SHORT,
        Urgency.URGENT if is_over else Urgency.SOON,
        "AE",
        "",
        f"l’autorisation d’engagement ({euros_text(track.voted_cents)} votés, "
        f"{euros_text(track.spent_cents)} engagés) {verb} {track.exhausted_on:%d/%m/%Y}",
        "Faire voter une autorisation, ou arrêter d’engager",
        track.exhausted_on,
        missing,
        _votes(watch, AE, None),
    )


def _last_year(votes: DataFrame) -> int:
    return int(votes.loc[votes["authorisation"] == AE, "fiscal_year"].max())


def _votes(watch: Watch, authorisation: str, year: int | None) -> tuple[Row, ...]:
    votes = watch.board.workbook.envelopes
    kept = votes[votes["authorisation"] == authorisation]
    kept = kept if year is None else kept[kept["fiscal_year"] == year]
    return tuple(watch.place("envelopes", row) for row in kept["row"])

"""Sentences of envelopes: enough, short, past, unvoted; and what they assume."""

from dataclasses import replace
from datetime import date

import pandas as pd

from maynum_dash.analysis.steering.burndown import BurnDown
from maynum_dash.domain.exhaustion import ASSUMPTION
from maynum_dash.rendering.explanations import envelopes

TRACK = BurnDown(
    date(2026, 1, 1),
    date(2027, 1, 1),
    date(2026, 11, 23),
    pd.DataFrame(),
    voted_cents=100_000,
    spent_cents=50_000,
    forecast_cents=80_000,
    exhausted_on=None,
)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_an_envelope_that_is_enough() -> None:
    said = plain(envelopes.payment_credits(TRACK))
    assert said == (
        "À la fin de 2026, 800,00 € seront versés sur 1 000,00 € votés. L’enveloppe suffit ; il reste "
        f"200,00 €. Hypothèse : {ASSUMPTION}."
    )
    exact = replace(TRACK, forecast_cents=100_000)
    assert "L’enveloppe suffit, sans reste." in envelopes.payment_credits(exact)


def test_an_envelope_that_runs_out_on_the_first_of_a_month() -> None:
    short = replace(TRACK, forecast_cents=130_000, exhausted_on=date(2026, 12, 1))
    said = plain(envelopes.payment_credits(short))
    assert "L’enveloppe serait épuisée le 1er décembre 2026, exercice 2026. Il manque 300,00 €." in said
    gone = replace(short, exhausted_on=date(2026, 11, 23))
    assert "L’enveloppe est épuisée depuis le 23 novembre 2026" in envelopes.payment_credits(gone)


def test_an_exercice_that_is_past_assumes_nothing() -> None:
    past = replace(TRACK, today=date(2027, 1, 1), forecast_cents=50_000)
    said = plain(envelopes.payment_credits(past))
    assert said == (
        "À la fin de 2026, 500,00 € ont été versés sur 1 000,00 € votés. L’enveloppe suffit ; il reste "
        "500,00 €."
    )


def test_an_envelope_that_nobody_voted() -> None:
    unvoted = replace(TRACK, voted_cents=None)
    assert plain(envelopes.payment_credits(unvoted)) == (
        "Aucun crédit de paiement n’est voté pour 2026 : 800,00 € sont versés ou prévus."
    )
    assert "Aucune autorisation d’engagement n’est votée" in envelopes.commitment_authorisations(unvoted)


def test_authorisations_that_last_or_run_out() -> None:
    said = plain(envelopes.commitment_authorisations(TRACK))
    assert said.startswith("500,00 € sont engagés au 23 novembre 2026, sur 1 000,00 € votés en tout.")
    assert "l’autorisation suffit jusqu’au 31 décembre 2026 au moins" in said
    assert "au rythme des 365 derniers jours, sans autre vote" in said
    short = replace(TRACK, exhausted_on=date(2026, 12, 24))
    assert "serait épuisée le 24 décembre 2026" in envelopes.commitment_authorisations(short)


def plan(**cents: int) -> pd.DataFrame:
    """Twelve months; the amounts stand in March."""
    table = pd.DataFrame({"month": pd.date_range("2026-01-01", periods=12, freq="MS")})
    for name in ("paid", "late", "coming"):
        table[f"{name}_cents"] = [0, 0, cents.get(name, 0), *[0] * 9]
    table["total_cents"] = table[["paid_cents", "late_cents", "coming_cents"]].sum(axis=1)
    return table


def test_the_cash_plan_names_what_there_is() -> None:
    assert envelopes.cash_plan(plan(), 2026) == "Aucun versement, fait ou prévu, en 2026."
    assert plain(envelopes.cash_plan(plan(paid=100), 2026)) == (
        "En 2026, 1,00 € sont versés. Le mois le plus chargé est mars 2026 (1,00 €)."
    )
    assert plain(envelopes.cash_plan(plan(paid=100, late=200, coming=300), 2026)).startswith(
        "En 2026, 1,00 € sont versés, 2,00 € sont échus et restent à verser et 3,00 € viendront à échéance."
    )

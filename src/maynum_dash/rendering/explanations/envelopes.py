"""Sentences about envelopes that burn down, and the cash plan.

Sentences are plain text, each with its full stop; several of them are one paragraph.
"""

from collections.abc import Sequence
from datetime import timedelta

from pandas import DataFrame

from maynum_dash.analysis.steering.burndown import PACE_DAYS, BurnDown
from maynum_dash.domain.exhaustion import ASSUMPTION
from maynum_dash.rendering.formats import day_long, euros, month_long


def payment_credits(track: BurnDown) -> str:
    """Explain the burn-down of an exercice, and what its projection assumes.

    Parameters
    ----------
    track
        Payment credits of one exercice.
    """
    year, forecast = track.first.year, euros(track.forecast_cents)
    if track.voted_cents is None:
        return f"Aucun crédit de paiement n’est voté pour {year} : {forecast} sont versés ou prévus."
    is_past = track.past_end <= track.today
    verb = "ont été versés" if is_past else "seront versés"
    said = [f"À la fin de {year}, {forecast} {verb} sur {euros(track.voted_cents)} votés."]
    gap = track.gap_cents or 0
    if track.exhausted_on is None:
        said.append(
            f"L’enveloppe suffit ; il reste {euros(gap)}." if gap else "L’enveloppe suffit, sans reste."
        )
    else:
        said.append(_exhausted("L’enveloppe", track))
        if gap < 0:
            said.append(f"Il manque {euros(-gap)}.")
    if not is_past:
        said.append(f"Hypothèse : {ASSUMPTION}.")
    return " ".join(said)


def commitment_authorisations(track: BurnDown) -> str:
    """Explain the burn-down of the commitment authorisations, and what its projection assumes.

    Parameters
    ----------
    track
        Commitment authorisations over the years.
    """
    spent = euros(track.spent_cents)
    if track.voted_cents is None:
        return f"Aucune autorisation d’engagement n’est votée ; {spent} sont engagés."
    end = track.past_end - timedelta(days=1)
    said = [f"{spent} sont engagés au {day_long(track.today)}, sur {euros(track.voted_cents)} votés en tout."]
    if track.exhausted_on is None:
        said.append(f"À ce rythme, l’autorisation suffit jusqu’au {day_long(end)} au moins.")
    else:
        said.append(_exhausted("L’autorisation", track))
    said.append(
        f"Hypothèse : les décisions continuent au rythme des {PACE_DAYS} derniers jours, sans autre vote."
    )
    return " ".join(said)


def cash_plan(plan: DataFrame, fiscal_year: int) -> str:
    """Explain the payments of an exercice, month by month.

    Parameters
    ----------
    plan
        Result of ``projection.cash_plan``.
    fiscal_year
        Exercice.
    """
    paid, late, coming = (int(plan[f"{name}_cents"].sum()) for name in ("paid", "late", "coming"))
    if not (paid or late or coming):
        return f"Aucun versement, fait ou prévu, en {fiscal_year}."
    said = [f"En {fiscal_year}, {euros(paid)} sont versés"]
    said += [f"{euros(late)} sont échus et restent à verser"] if late else []
    said += [f"{euros(coming)} viendront à échéance"] if coming else []
    highest = plan.iloc[int(plan["total_cents"].argmax())]
    return (
        f"{_listed(said)}. Le mois le plus chargé est {month_long(highest['month'])} "
        f"({euros(int(highest['total_cents']))})."
    )


def _exhausted(name: str, track: BurnDown) -> str:
    day = track.exhausted_on
    if day is None:
        raise ValueError(name)
    verb = "est épuisée depuis le" if day <= track.today else "serait épuisée le"
    return f"{name} {verb} {day_long(day)}, exercice {day.year}."


def _listed(parts: Sequence[str]) -> str:
    return " et ".join([*([", ".join(parts[:-1])] if parts[:-1] else []), parts[-1]])

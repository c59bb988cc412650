"""Envelopes and alerts as the command line prints them: plain dictionaries with French keys."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.steering.alerts import ASSUMPTIONS
from maynum_dash.analysis.steering.burndown import BurnDown
from maynum_dash.analysis.steering.position import Position
from maynum_dash.domain.alerts import LABELS, Alert
from maynum_dash.rendering.payloads import rounded

YEARLY: Final = {
    "ae_voted_cents": "ae_votee_centimes",
    "ae_committed_cents": "ae_engagee_centimes",
    "ae_left_cents": "ae_disponible_centimes",
    "cp_voted_cents": "cp_vote_centimes",
    "cp_due_cents": "cp_echeancier_centimes",
    "cp_paid_cents": "cp_mandate_centimes",
    "cp_left_cents": "cp_reste_a_mandater_centimes",
}
PLACED: Final = {
    "committed_cents": "ae_engagee_centimes",
    "paid_before_cents": "mandate_anterieur_centimes",
    "paid_cents": "mandate_centimes",
    "due_cents": "reste_exercice_centimes",
    "next_cents": "cp_n1_centimes",
    "after_cents": "cp_n2_centimes",
    "beyond_cents": "cp_au_dela_centimes",
    "unallotted_cents": "sans_echeance_centimes",
    "to_finance_cents": "reste_a_financer_centimes",
}


def envelope_payload(
    yearly: DataFrame, position: Position, tracks: tuple[BurnDown, BurnDown], today: date
) -> dict[str, Any]:
    """Write envelopes as ``maynum enveloppe --json`` prints them.

    Parameters
    ----------
    yearly
        Result of ``yearly_table``.
    position
        Where the Département stands at the end of the exercice.
    tracks
        Payment credits of the exercice, commitment authorisations.
    today
        Day of the view.

    Returns
    -------
    dict
        ``exercice, jour, exercices, territoires, cp, ae``; cents are integers, ``None`` where nothing is
        voted.
    """
    return {
        "exercice": position.fiscal_year,
        "jour": today.isoformat(),
        "exercices": [_year(line) for line in yearly.to_dict(orient="records")],
        "territoires": [_place(line) for line in position.table.to_dict(orient="records")],
        "cp": _track(tracks[0]),
        "ae": _track(tracks[1]),
    }


def alerts_payload(alerts: Sequence[Alert], today: date, days: int) -> dict[str, Any]:
    """Write alerts as ``maynum alertes --json`` prints them.

    Parameters
    ----------
    alerts
        The most pressing first.
    today
        Day of the view.
    days
        Days allowed to pay what is due.
    """
    return {
        "jour": today.isoformat(),
        "delai_jours": days,
        "hypotheses": list(ASSUMPTIONS),
        "alertes": [
            {
                "code": alert.code.value,
                "libelle": LABELS[alert.code],
                "urgence": alert.urgency.value,
                "sujet": alert.subject,
                "id_poste": alert.post_id or None,
                "constat": alert.what,
                "a_faire": alert.to_do,
                "echeance": None if alert.due_on is None else alert.due_on.isoformat(),
                "enjeu_centimes": alert.stake_cents,
                "lignes": [{"feuille": row.sheet, "ligne": row.row} for row in alert.rows],
            }
            for alert in alerts
        ],
    }


def _year(line: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "exercice": int(line["fiscal_year"]),
        **{word: _cents(line[name]) for name, word in YEARLY.items()},
        "taux_execution_pct": rounded(line["rate_pct"], 1),
    }


def _place(line: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "niveau": line["level"],
        "epci": _text(line["epci_code"]),
        "structure": _text(line["structure"]),
        "postes": int(line["posts"]),
        **{word: int(line[name]) for name, word in PLACED.items()},
    }


def _track(track: BurnDown) -> dict[str, Any]:
    day = track.exhausted_on
    return {
        "vote_centimes": track.voted_cents,
        "consomme_centimes": track.spent_cents,
        "prevu_centimes": track.forecast_cents,
        "solde_prevu_centimes": track.gap_cents,
        "epuisement": None if day is None else day.isoformat(),
        "exercice_epuisement": None if day is None else day.year,
    }


def _cents(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _text(value: object) -> str | None:
    return value or None if isinstance(value, str) else None

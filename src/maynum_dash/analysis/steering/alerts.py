"""Every alert of a board on one day, the most pressing first."""

from collections.abc import Collection, Sequence
from datetime import date

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.steering.arrears import payment_alerts
from maynum_dash.analysis.steering.burndown import PACE_DAYS
from maynum_dash.analysis.steering.conventions import convention_alerts
from maynum_dash.analysis.steering.lifetimes import COUNTED
from maynum_dash.analysis.steering.shortfalls import envelope_alerts
from maynum_dash.analysis.steering.watch import Watch
from maynum_dash.domain.alerts import LABELS, Alert, Row, Urgency
from maynum_dash.domain.exhaustion import ASSUMPTION

# What alerts assume; said wherever they are shown.
ASSUMPTIONS = (
    f"Plafond : {COUNTED}.",
    f"CP : {ASSUMPTION}.",
    f"AE : les décisions continuent au rythme des {PACE_DAYS} derniers jours, sans autre vote.",
    "Dossiers : les critères doivent être remplis deux mois avant le versement [A].",
)
_ORDER = list(Urgency)
_COLUMNS = (
    "urgency",
    "code",
    "label",
    "subject",
    "post_id",
    "what",
    "to_do",
    "due_on",
    "stake_cents",
    "rows",
)


def find_alerts(watch: Watch) -> tuple[Alert, ...]:
    """List the alerts: by urgency, then deadline, then structure.

    Parameters
    ----------
    watch
        A board on one day.
    """
    found = [*convention_alerts(watch), *payment_alerts(watch), *envelope_alerts(watch)]
    return tuple(sorted(found, key=_rank))


def within(alerts: Sequence[Alert], post_ids: Collection[str]) -> tuple[Alert, ...]:
    """Keep the alerts of some posts; those of envelopes and of unknown posts concern everyone.

    Parameters
    ----------
    alerts
        Result of `find_alerts`.
    post_ids
        Posts in view.
    """
    kept = frozenset(post_ids)
    return tuple(alert for alert in alerts if not alert.post_id or alert.post_id in kept)


def alerts_table(alerts: Sequence[Alert]) -> DataFrame:
    """Lay alerts out as a table.

    Parameters
    ----------
    alerts
        In the order shown.

    Returns
    -------
    DataFrame
        ``urgency, code, label, subject, post_id, what, to_do, due_on, stake_cents, rows`` (text).
    """
    lines = [
        (
            alert.urgency.value,
            alert.code.value,
            LABELS[alert.code],
            alert.subject,
            alert.post_id,
            alert.what[:1].upper() + alert.what[1:],
            alert.to_do,
            alert.due_on,
            alert.stake_cents,
            _places(alert.rows),
        )
        for alert in alerts
    ]
    table = DataFrame(lines, columns=list(_COLUMNS))
    table["due_on"] = pd.to_datetime(table["due_on"]).astype("datetime64[s]")
    return table.astype({"stake_cents": "int64"})


def _places(rows: Sequence[Row]) -> str:
    """Name rows sheet by sheet: « Postes, ligne 4 », « Enveloppes, lignes 4, 5 »."""
    by_sheet: dict[str, list[int]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row.row)
    return " ; ".join(
        f"{sheet}, ligne{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
        for sheet, numbers in by_sheet.items()
    )


def _rank(alert: Alert) -> tuple[int, date, str, str, str]:
    return (
        _ORDER.index(alert.urgency),
        alert.due_on or date.max,
        alert.subject,
        alert.post_id,
        alert.code.value,
    )

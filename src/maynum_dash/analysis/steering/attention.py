"""What somebody should look at today, the most pressing first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maynum_dash.domain.alerts import Alert, AlertCode, Urgency
from maynum_dash.domain.anomalies import Anomaly, Severity


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to look at.

    Parameters
    ----------
    urgency
        How soon.
    subject
        Who or what it is about.
    what
        What happens.
    due_on
        Deadline; ``None`` when there is none.
    """

    urgency: Urgency
    subject: str
    what: str
    due_on: date | None


def matters(alerts: Iterable[Alert], anomalies: Iterable[Anomaly]) -> tuple[Matter, ...]:
    """List the alerts, and what the workbook makes doubtful.

    Parameters
    ----------
    alerts
        What must be decided or done.
    anomalies
        What reading, matching and the rules found; those that an alert tells are left out.
    """
    found = [
        *(Matter(one.urgency, one.subject, one.what, one.due_on) for one in alerts),
        *(_doubts(anomalies)),
    ]
    order = list(Urgency)
    return tuple(
        sorted(
            found, key=lambda matter: (order.index(matter.urgency), matter.due_on or date.max, matter.subject)
        )
    )


def _doubts(anomalies: Iterable[Anomaly]) -> Iterable[Matter]:
    told = {code.value for code in AlertCode}
    for anomaly in anomalies:
        if anomaly.severity is not Severity.INFORMATION and anomaly.code not in told:
            place = anomaly.sheet if anomaly.row is None else f"{anomaly.sheet}, ligne {anomaly.row}"
            yield Matter(Urgency.CHECK, place, anomaly.message, None)

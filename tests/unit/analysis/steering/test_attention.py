"""What the home page tells: alerts and doubts, each once, the most pressing first."""

from datetime import date

from maynum_dash.analysis.steering.attention import Matter, matters
from maynum_dash.domain.alerts import Alert, AlertCode, Row, Urgency
from maynum_dash.domain.anomalies import Anomaly, Severity


def alert(urgency: Urgency, subject: str, due_on: date | None = None) -> Alert:
    rows = (Row("Postes", 4),)
    return Alert(AlertCode.ENDING, urgency, subject, "1", "la convention finit", "Décider", due_on, 0, rows)


def doubt(severity: Severity = Severity.BLOCKING, row: int | None = 7, code: str = "CODE") -> Anomaly:
    return Anomaly(code, severity, "Postes", row, "Début", "x", "La date est illisible.")


def test_nothing_needs_attention_when_there_is_nothing() -> None:
    assert matters((), ()) == ()


def test_what_is_doubtful_is_to_be_checked_and_an_information_is_not() -> None:
    anomalies = [doubt(severity) for severity in Severity]
    doubtful = Matter(Urgency.CHECK, "Postes, ligne 7", "La date est illisible.", None)
    assert matters((), anomalies) == (doubtful, doubtful)
    assert matters((), [doubt(row=None)])[0].subject == "Postes"


def test_an_anomaly_that_an_alert_tells_is_not_told_twice() -> None:
    assert matters((), [doubt(Severity.WARNING, code=AlertCode.CAP.value)]) == ()


def test_the_most_pressing_comes_first_then_the_nearest_date() -> None:
    found = matters(
        [
            alert(Urgency.SOON, "C", date(2026, 12, 1)),
            alert(Urgency.SOON, "B", date(2026, 9, 1)),
            alert(Urgency.SOON, "A", date(2026, 12, 1)),
            alert(Urgency.SOON, "E"),
            alert(Urgency.URGENT, "D", date(2027, 1, 1)),
        ],
        [doubt()],
    )
    assert [matter.subject for matter in found] == ["D", "B", "A", "C", "E", "Postes, ligne 7"]

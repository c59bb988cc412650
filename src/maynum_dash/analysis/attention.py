"""What somebody should look at today, the most pressing first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.deadlines import ends_soon, vacancy
from maynum_dash.domain.posts import Status


class Urgency(StrEnum):
    """How soon a matter must be dealt with."""

    URGENT = "Urgent"
    SOON = "À prévoir"
    CHECK = "À vérifier"


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


def matters(posts: pd.DataFrame, anomalies: Iterable[Anomaly], today: date) -> tuple[Matter, ...]:
    """List vacancies, agreements that end within six months, and what the workbook makes doubtful.

    Parameters
    ----------
    posts
        Posts in view: ``employer``, ``post_id``, ``status``, ``vacant_since``, ``end``.
    anomalies
        What reading, matching and the rules found.
    today
        Day of the view.
    """
    found = [
        *(_vacancies(posts[posts["status"] == Status.VACANT], today)),
        *(_endings(posts[posts["status"] != Status.RETURNED], today)),
        *(_doubts(anomalies)),
    ]
    order = list(Urgency)
    return tuple(
        sorted(
            found, key=lambda matter: (order.index(matter.urgency), matter.due_on or date.max, matter.subject)
        )
    )


def _vacancies(posts: pd.DataFrame, today: date) -> Iterable[Matter]:
    for employer, post_id, since in zip(
        posts["employer"], posts["post_id"], posts["vacant_since"].dt.date, strict=True
    ):
        state = None if pd.isna(since) else vacancy(since, today)
        if state is None:
            continue
        urgency = Urgency.URGENT if state.is_over else Urgency.SOON
        limit = "le délai de six mois est écoulé" if state.is_over else "à pourvoir avant six mois"
        what = f"poste {post_id} vacant depuis {state.months} mois : {limit}"
        yield Matter(urgency, employer, what, state.give_back_on)


def _endings(posts: pd.DataFrame, today: date) -> Iterable[Matter]:
    for employer, post_id, end in zip(posts["employer"], posts["post_id"], posts["end"].dt.date, strict=True):
        if ends_soon(end, today):
            yield Matter(
                Urgency.SOON, employer, f"convention du poste {post_id} à renouveler ou à clore", end
            )


def _doubts(anomalies: Iterable[Anomaly]) -> Iterable[Matter]:
    for anomaly in anomalies:
        if anomaly.severity is not Severity.INFORMATION:
            place = anomaly.sheet if anomaly.row is None else f"{anomaly.sheet}, ligne {anomaly.row}"
            yield Matter(Urgency.CHECK, place, anomaly.message, None)

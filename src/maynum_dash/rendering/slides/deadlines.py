"""Slides of what comes: posts vacant too long, agreements that end, and what is to be decided."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import pandas as pd

from maynum_dash.domain.alerts import Alert, Urgency
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.deadlines import ENDING_MONTHS, add_months, ends_soon, vacancy
from maynum_dash.domain.plan import funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder, Status
from maynum_dash.rendering.formats import MISSING, count, day_long, day_short, euros, euros_round, integer
from maynum_dash.rendering.slides.model import Point, Points, Slide
from maynum_dash.rendering.slides.proofs import Table
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import listed, notes

_NAMED: Final = 3  # structures named in a sentence


def deadlines(subject: Subject) -> tuple[Slide, ...]:
    """Vacancies and ends of agreements, the most pressing first."""
    found = [alert for alert in subject.alerts if alert.urgency is not Urgency.CHECK]
    limit = day_long(add_months(subject.today, ENDING_MONTHS))
    ending, late = _ending(subject), _late(subject)
    said = []
    if len(ending):
        said.append(f"{count(len(ending), 'convention finit', 'conventions finissent')} avant le {limit}")
    if len(late):
        said.append(f"{count(len(late), 'poste vacant', 'postes vacants')} depuis six mois ou plus")
    urgent = sum(alert.urgency is Urgency.URGENT for alert in found)
    if found:
        said.insert(0, f"{count(len(found), 'alerte')}, dont {count(urgent, 'urgente')}")
    title = " ; ".join(said[:2]) or f"Aucune convention ne finit avant le {limit}"
    table = Table(
        "Alertes, les plus pressantes d’abord",
        ("Urgence", "Sujet", "Échéance", "Ce qui se passe", "Enjeu"),
        tuple(_row(alert) for alert in found),
        (False, False, False, False, True),
    )
    slide = Slide(
        "echeances",
        "Échéances",
        title,
        table if found else Points((Point("Rien ne demande d’attention dans les six mois."),)),
        subject.posts_source,
        notes(
            "Un poste vacant doit être pourvu dans les six mois, sinon il est rendu à l’État ; il est "
            "signalé à "
            "quatre mois. Une convention est signalée six mois avant sa fin.",
            subject.stamp.source,
            (_note(alert) for alert in found),
        ),
    )
    return (slide,)


def decisions(subject: Subject) -> tuple[Slide, ...]:
    """What the committee is asked to decide, with the money of each decision."""
    ending, late = _ending(subject), _late(subject)
    blocking = sum(anomaly.severity is Severity.BLOCKING for anomaly in subject.board.anomalies)
    items, asked = [], []
    if len(ending):
        asked.append(f"renouveler ou clore {count(len(ending), 'convention')}")
        cost = euros(_renewal_cents(subject, ending))
        items.append(
            Point(
                f"{count(len(ending), 'convention')} à renouveler ou à clore ({_named(ending)}) : "
                f"{cost} pour le "
                "Département, sur trois ans, si toutes sont renouvelées au barème actuel.",
                "Renouveler",
            )
        )
    if len(late):
        asked.append(f"pourvoir ou rendre {count(len(late), 'poste')}")
        items.append(
            Point(
                f"{count(len(late), 'poste vacant', 'postes vacants')} depuis six mois ou plus "
                f"({_named(late)}) : "
                "demander un délai à l’État, ou rendre le poste.",
                "Pourvoir ou rendre",
            )
        )
    if blocking:
        asked.append(f"corriger {count(blocking, 'ligne')}")
        items.append(
            Point(
                f"{count(blocking, 'anomalie bloquante', 'anomalies bloquantes')} du classeur à corriger : "
                "ces lignes ne sont pas comptées.",
                "Corriger",
            )
        )
    title = (
        f"{integer(len(items))} décision{'s' if len(items) > 1 else ''} à prendre : {' ; '.join(asked)}"
        if items
        else "Aucune décision ne presse aujourd’hui"
    )
    return (
        Slide(
            "decisions",
            "Décisions à prendre",
            title,
            Points(
                tuple(items) or (Point("Aucune convention ne finit dans les six mois, aucun poste vacant."),)
            ),
            subject.money_source,
            notes(
                "Renouvellement : part du Département du barème en vigueur, selon la catégorie de "
                "l’employeur, "
                "sur trois ans, pour chaque convention non rendue qui finit dans les six mois.",
                subject.stamp.source,
                [
                    *(f"{name} : fin le {day_short(end)}" for name, end in _dated(ending, "end")),
                    *(
                        f"{name} : vacant depuis le {day_short(day)}"
                        for name, day in _dated(late, "vacant_since")
                    ),
                ],
            ),
        ),
    )


def _ending(subject: Subject) -> pd.DataFrame:
    """Posts in view, not returned, whose agreement ends within six months."""
    posts = subject.posts[subject.posts["status"] != Status.RETURNED]
    return _kept(posts, [ends_soon(end, subject.today) for end in posts["end"].dt.date])


def _late(subject: Subject) -> pd.DataFrame:
    """Posts in view vacant for six months or more."""
    posts = subject.posts[(subject.posts["status"] == Status.VACANT) & subject.posts["vacant_since"].notna()]
    states = [vacancy(since, subject.today) for since in posts["vacant_since"].dt.date]
    return _kept(posts, [state is not None and state.is_over for state in states])


def _kept(posts: pd.DataFrame, mask: list[bool]) -> pd.DataFrame:
    """Keep some rows; to pandas, an empty list would be a choice of columns."""
    return posts[pd.Series(mask, index=posts.index, dtype="bool")]


def _renewal_cents(subject: Subject, posts: pd.DataFrame) -> int:
    """Département's three years for each post, at the scale of the day."""
    version = subject.board.scale.version_on(subject.today)
    return sum(
        sum(funding_plan(version, EmployerCategory(category), {})[Funder.DEPARTMENT])
        for category in posts["category"]
    )


def _named(posts: pd.DataFrame) -> str:
    names: Sequence[str] = list(dict.fromkeys(posts["structure"]))
    more = len(names) - _NAMED
    shown = [*names[:_NAMED], *([count(more, "autre")] if more > 0 else [])]
    return listed(shown)


def _dated(posts: pd.DataFrame, column: str) -> Iterable[tuple[str, date]]:
    return zip(posts["structure"], posts[column].dt.date, strict=True)


def _row(alert: Alert) -> tuple[str, ...]:
    what = alert.what[:1].upper() + alert.what[1:]
    return (alert.urgency.value, alert.subject, _due(alert), what, euros_round(alert.stake_cents))


def _note(alert: Alert) -> str:
    rows = ", ".join(f"{row.sheet}, ligne {row.row}" for row in alert.rows)
    stake = f"Enjeu : {euros(alert.stake_cents)} ({rows or MISSING})"
    return f"{alert.subject} : {alert.what}. {alert.to_do}. {stake}"


def _due(alert: Alert) -> str:
    return day_short(alert.due_on) if alert.due_on else MISSING

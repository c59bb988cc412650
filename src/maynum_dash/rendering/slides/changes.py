"""Slides of what changed since the previous state: the bridge, then the sentences."""

from typing import Final

from maynum_dash.analysis.comparison.bridge import Axis, Scope, bridge
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.changes import sentences
from maynum_dash.rendering.charts.bridge import described
from maynum_dash.rendering.comparison import bridge_columns
from maynum_dash.rendering.formats import count, euros, euros_round, euros_signed
from maynum_dash.rendering.slides.bridges import bridge_chart
from maynum_dash.rendering.slides.model import Point, Points, Slide
from maynum_dash.rendering.slides.subject import Previous, Subject
from maynum_dash.rendering.slides.words import notes, since, with_capital

_SENTENCES: Final = 6


def cascade(subject: Subject) -> tuple[Slide, ...]:
    """From the Département's total of the previous state to today's, cause by cause."""
    previous = subject.previous
    if previous is None:
        return ()
    table = bridge(previous.changes, _scope(subject))
    before, after = int(table["total_cents"].iloc[0]), int(table["total_cents"].iloc[-1])
    chart = bridge_chart(table, bridge_columns(Axis.CAUSE), "Du total avant au total après")
    return (
        Slide(
            "ecarts",
            "Depuis le dernier comité",
            _moved(previous, before, after),
            chart,
            f"Part du Département, toutes années. {subject.money_source}",
            notes(
                "Total avant + écart de chaque cause = total après, au centime. Les causes sont prises "
                "l’une après "
                "l’autre : cet ordre ne change aucun total.",
                f"de {previous.label} aux données affichées",
                described(table),
            ),
        ),
    )


def told(subject: Subject) -> tuple[Slide, ...]:
    """What changed, in sentences."""
    previous = subject.previous
    if previous is None:
        return ()
    found = sentences(previous.changes, _scope(subject))
    items = [Point(f"{sentence.text}.") for sentence in found[:_SENTENCES]]
    more = len(found) - _SENTENCES
    if more > 0:
        items.append(Point(f"Et {count(more, 'autre point', 'autres points')}, page Imports."))
    return (
        Slide(
            "phrases",
            "Ce qui a changé",
            f"Ce qui a changé {since(previous.label)}" if len(found) > 1 else found[0].text,
            Points(tuple(items)),
            f"Part du Département, toutes années. {subject.money_source}",
            notes(
                "Les plus grands montants d’abord ; un poste déplacé ne change pas le total.",
                f"de {previous.label} aux données affichées",
                (sentence.text for sentence in found),
            ),
        ),
    )


def _scope(subject: Subject) -> Scope:
    return Scope(subject.reading, (Funder.DEPARTMENT,))


def _moved(previous: Previous, before: int, after: int) -> str:
    if before == after:
        return f"Le total du Département n’a pas bougé {since(previous.label)} : {euros(after)}"
    return (
        f"{with_capital(since(previous.label))}, le total du Département passe de {euros_round(before)} à "
        f"{euros_round(after)} ({euros_signed(after - before)})"
    )

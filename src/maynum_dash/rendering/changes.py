"""What changed between two workbooks, in French sentences, the largest amounts first.

Sentences are plain text: names of structures stand in them as they were typed, to be made inert by whoever
shows them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from maynum_dash.analysis.comparison.bridge import UNKNOWN_EPCI, Axis, Scope
from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.analysis.comparison.events import money_events, silent_events
from maynum_dash.domain.changes import Cause, Event
from maynum_dash.rendering.formats import count, decimal, euros, euros_signed

NOTHING: Final = "Aucun écart : les deux imports disent la même chose."
NOTHING_HERE: Final = "Aucun écart sur la période choisie."
NO_EFFECT: Final = ", sans effet sur ces montants"
NO_CHANGE: Final = ", sans changer le total"

# {posts} is « 2 postes », {s} the mark of the plural, {place} and {at} where, {before} and {after} a move.
_WITH_MONEY: Final = {
    Event.ENTERED: "{posts} entré{s} ({place})",
    Event.LEFT: "{posts} sorti{s} ({place})",
    Event.SCALE: "Nouveau barème pour {posts}",
    Event.CATEGORY: "{posts} dont la catégorie d’employeur a changé ({place})",
    Event.AMOUNTS: "{posts} dont les montants délibérés ont changé ({place})",
    Event.DATES: "{posts} dont la date de décision ou de début a changé ({place})",
    Event.RETURNED: "{posts} rendu{s} {at}",
    Event.UNRETURNED: "{posts} dont le rendu est annulé ({place})",
    Event.REDATED: "{posts} dont la date de rendu a changé ({place})",
    Event.MOVED: "{posts} passé{s} de « {before} » à « {after} » ({place})",
    Event.RENAMED: "{posts} dont la structure « {before} » est devenue « {after} »",
    Event.RELOCATED: "{posts} passé{s} de « {before} » à « {after} »",
}
_WITHOUT: Final = {
    Event.ENTERED: "{posts} entré{s}",
    Event.LEFT: "{posts} sorti{s}",
    Event.CATEGORY: "{posts} dont la catégorie d’employeur a changé",
    Event.AMOUNTS: "{posts} dont les montants délibérés ont changé",
    Event.DATES: "{posts} dont les dates de convention ont changé",
    Event.RETURNED: "{posts} rendu{s}",
    Event.UNRETURNED: "{posts} dont le rendu est annulé",
    Event.REDATED: "{posts} dont la date de rendu a changé",
    Event.MOVED: "{posts} passé{s} à une autre structure",
    Event.RENAMED: "{posts} dont la structure a changé de nom",
    Event.RELOCATED: "{posts} passé{s} à une autre intercommunalité",
    Event.OCCUPIED: "{posts} devenu{s} occupé{s}",
    Event.VACANT: "{posts} devenu{s} vacant{s}",
    Event.MARKED: "{posts} passé{s} au statut « Rendu »",
    Event.SIRET: "{posts} dont le SIRET a changé",
    Event.VACANCY: "{posts} dont la date de vacance a changé",
    Event.FTE: "{posts} dont la quotité (ETP) a changé",
    Event.COMMUNE: "{posts} dont la commune a changé",
    Event.SERVED: "{posts} dont les territoires desservis ont changé",
    Event.DECISION: "{posts} dont la référence de décision a changé",
}
_MOVES: Final = frozenset({Event.MOVED, Event.RENAMED, Event.RELOCATED})
# « CC du Pays de Craon » takes an article; « CA Laval Agglomération » is known without its kind.
_WITH_ARTICLE: Final = re.compile(r"(?:CC|CA|CU) (?:de|du|des|d['’])\b")
_KIND: Final = re.compile(r"(?:CC|CA|CU) ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence about what changed.

    Parameters
    ----------
    text
        French, without its final full stop.
    stake_cents
        Euros at stake over the years, each year counted without its sign; 0 when no money moves.
    """

    text: str
    stake_cents: int = 0


def sentences(changes: Changes, scope: Scope, by: Axis = Axis.EPCI) -> tuple[Sentence, ...]:
    """Say what changed.

    Parameters
    ----------
    changes
        Two boards compared.
    scope
        Money looked at; the votes and payments of its fiscal years are said too.
    by
        Place told: ``Axis.STRUCTURE`` or ``Axis.EPCI``.

    Returns
    -------
    tuple of Sentence
        Posts that change a total, the largest amounts first; then those that take it elsewhere; then votes
        and payments; then what moves no money. At least one: that nothing changed.
    """
    if changes.is_empty:
        return (Sentence(NOTHING),)
    paid = sorted(_paid(changes, scope, by), key=_rank)
    said = (*(sentence for _, sentence in paid), *_voted(changes, scope), *_silent(changes, scope))
    return said or (Sentence(NOTHING_HERE),)


def _rank(said: tuple[Event, Sentence]) -> tuple[bool, int, int]:
    event, sentence = said
    return event in _MOVES, -sentence.stake_cents, list(Event).index(event)


def _paid(changes: Changes, scope: Scope, by: Axis) -> Iterator[tuple[Event, Sentence]]:
    """Say each event that moves money, place by place, with its years."""
    groups = ["event", "place", "before", "after"]
    for _, lines in money_events(changes, scope, by).groupby(groups, dropna=False, sort=False):
        line, event = lines.iloc[0], Event(lines["event"].iloc[0])
        years = {
            int(year): int(cents)
            for year, cents in zip(lines["fiscal_year"], lines["amount_cents"], strict=True)
            if cents
        }
        axis = Axis.EPCI if event in _MOVES else by
        place = _place(line["place"], axis, changes)
        words = {
            "place": place,
            "at": _at(place, axis),
            "before": _named(line["before"]),
            "after": _named(line["after"]),
        }
        text = _written(_WITH_MONEY[event], int(line["posts"]), words)
        amounts = _amounts(years, is_move=event in _MOVES)
        yield event, Sentence(text + amounts, sum(map(abs, years.values())))


def _voted(changes: Changes, scope: Scope) -> Iterator[Sentence]:
    """Say the votes, then the payments, that changed."""
    for table in (changes.envelopes, changes.payments):
        kept = table[table["difference_cents"] != 0]
        if scope.fiscal_years is not None:
            kept = kept[kept["fiscal_year"].isin(list(scope.fiscal_years))]
        for line in kept.to_dict(orient="records"):
            difference = int(line["difference_cents"])
            what = (
                f"Enveloppe {line['authorisation']} {line['fiscal_year']} ({line['vote']})"
                if "vote" in line
                else f"Versements de {line['fiscal_year']}"
            )
            yield Sentence(f"{what}, {euros_signed(difference)}", abs(difference))


def _silent(changes: Changes, scope: Scope) -> Iterator[Sentence]:
    """Say what moves no money in the scope."""
    if changes.has_new_scale and Cause.SCALE not in set(scope.keep(changes.steps)["cause"]):
        yield Sentence(f"Nouveau barème{NO_EFFECT}")
    table = silent_events(changes, scope)
    for event, posts, could_pay in zip(table["event"], table["posts"], table["could_pay"], strict=True):
        text = _written(_WITHOUT[Event(event)], int(posts), {})
        yield Sentence(text + (NO_EFFECT if could_pay else ""))
    before, after = (decimal(offer.fte, 2) for offer in (changes.offer_before, changes.offer_after))
    if before != after:
        yield Sentence(f"ETP occupés : {before} avant, {after} après")


def _written(template: str, posts: int, words: dict[str, str]) -> str:
    plural = "s" if posts >= 2 else ""  # noqa: PLR2004 -- French rule of number
    return template.format(posts=count(posts, "poste"), s=plural, **words)


def _amounts(years: dict[int, int], *, is_move: bool) -> str:
    """Write cents by fiscal year; money that moves has no sign, and changes no total."""
    write = euros if is_move else euros_signed
    parts = [f"{write(cents)} en {year}" for year, cents in sorted(years.items())]
    if not parts:
        return NO_CHANGE
    return f", {_listed(parts)}{NO_CHANGE if is_move else ''}"


def _listed(parts: Sequence[str]) -> str:
    return " et ".join([*([", ".join(parts[:-1])] if parts[:-1] else []), parts[-1]])


def _place(place: object, by: Axis, changes: Changes) -> str:
    name = _named(place)
    return changes.epci_names.get(name, name) if by is Axis.EPCI else name


def _named(place: object) -> str:
    """Name a place; only a territory can be missing."""
    return place if isinstance(place, str) else UNKNOWN_EPCI.lower()


def _at(name: str, by: Axis) -> str:
    """Write « à la CC du Pays de Craon », « à Laval Agglomération »; any other name in brackets."""
    if by is not Axis.EPCI or not _KIND.match(name):
        return f"({name})"
    return f"à la {name}" if _WITH_ARTICLE.match(name) else f"à {_KIND.sub('', name, count=1)}"

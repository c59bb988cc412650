"""Slides of what each scenario supposes, in words, and of where its difference comes from."""

from collections.abc import Iterator, Sequence
from typing import Final

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.alternatives import cascade_of_moves, cascade_of_years
from maynum_dash.analysis.scenario.outcome import Outcome
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import moves
from maynum_dash.rendering.charts.bridge import described
from maynum_dash.rendering.formats import count, euros_round, euros_signed
from maynum_dash.rendering.slides.bridges import STEPS, bridge_chart
from maynum_dash.rendering.slides.model import Point, Points, Slide
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import listed, notes, with_capital
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter

_MOVES: Final = 3  # sentences of one scenario
_LINES: Final = 5  # moves of the only scenario
_YEARS: Final = 12  # bars of a cascade whose names are short
_RULE: Final = (
    "Les mouvements s’appliquent toujours dans le même ordre : barème, indexation, plafond, postes nouveaux, "
    "renouvellements, vacances, rendus, bonification, fin de l’État. Ce que deux mouvements font ensemble "
    "va au second."
)


def supposed(subject: Subject) -> tuple[Slide, ...]:
    """Say what each scenario supposes."""
    found = subject.outcomes
    if not found:
        return ()
    names = listed([f"« {one.scenario.name} »" for one in found])
    are = "hypothèse à côté" if len(found) == 1 else "hypothèses à côté"
    return (
        Slide(
            "scenarios",
            "Scénarios : ce qui est supposé",
            f"{len(found)} {are} des données actuelles : {names}",
            Points(tuple(_points(subject, found))),
            source(subject),
            notes(_RULE, origin(subject), _sentences(subject)),
            lead="Ce sont des suppositions, pas des données ni des prévisions.",
        ),
    )


def gaps(subject: Subject) -> tuple[Slide, ...]:
    """From the Département's total of today to that of each scenario that changes it."""
    changing = [one for one in subject.outcomes if len(_scope(subject).keep(one.steps))]
    return tuple(_gap(subject, one, rank) for rank, one in enumerate(changing, start=1))


def source(subject: Subject, unit: str = "") -> str:
    """Source line of what is supposed.

    Parameters
    ----------
    subject
        What the presentation speaks of.
    unit
        Of the figures; euros, and their reading, by default.
    """
    measure = unit or f"En euros, lecture « {subject.reading} »."
    kept = f" {with_capital(perimeter().entire)}, quels que soient les filtres." if subject.kept else ""
    return f"Hypothèses, {moves.NOT_DATA}. {measure} À partir de : {_start(subject)}.{kept}"


def origin(subject: Subject) -> str:
    """Where scenarios start from, for the notes of the speaker."""
    return f"scénarios, {moves.NOT_DATA}, à partir de : {_start(subject)}"


def _start(subject: Subject) -> str:
    """Name the data that the scenarios start from, when the deck is itself made from one."""
    source = subject.stamp.source
    return source if subject.known is None else source.partition("à partir de : ")[2] or source


def _scope(subject: Subject) -> Scope:
    return Scope(subject.reading, (Funder.DEPARTMENT,))


def _points(subject: Subject, found: Sequence[Outcome]) -> Iterator[Point]:
    """Give one sentence to each scenario; to each move of the only one."""
    if len(found) > 1:
        yield from (Point(f"« {one.scenario.name} » : {_told(subject, one)}") for one in found)
        return
    (only,) = found
    said = [moves.sentence(move, subject.epci_names) for move in only.scenario.moves]
    more = len(said) - _LINES
    yield from (Point(text) for text in said[:_LINES] or ["Rien n’est supposé."])
    if more > 0:
        yield Point(f"Et {count(more, 'autre mouvement', 'autres mouvements')}, page Scénarios.")
    if only.unknown:
        yield Point(f"Postes inconnus, laissés de côté : {', '.join(only.unknown[:_MOVES])}.")


def _told(subject: Subject, one: Outcome) -> str:
    """Write the moves of a scenario; a long one is cut, and it is said."""
    said = [moves.sentence(move, subject.epci_names) for move in one.scenario.moves]
    more = len(said) - _MOVES
    if more > 0:
        said = [*said[:_MOVES], f"Et {count(more, 'autre mouvement', 'autres mouvements')}."]
    if one.unknown:
        said.append(f"Postes inconnus, laissés de côté : {', '.join(one.unknown[:_MOVES])}.")
    told = " ".join(said) or "rien."
    return told[:1].lower() + told[1:]


def _sentences(subject: Subject) -> list[str]:
    return [
        f"« {one.scenario.name} » : {moves.sentence(move, subject.epci_names)}"
        for one in subject.outcomes
        for move in one.scenario.moves
    ]


def _gap(subject: Subject, one: Outcome, rank: int) -> Slide:
    """Draw one cascade: move by move, or exercice by exercice when there is but one move."""
    scope, ends = _scope(subject), (moves.REAL, "Scénario")
    is_single = len(one.scenario.moves) == 1
    table = (
        cascade_of_years(subject.totals, one, scope, ends)
        if is_single
        else cascade_of_moves(subject.totals, one, scope, list(map(moves.label, one.scenario.moves)), ends)
    )
    heading, how = (
        ("Exercice", "exercice par exercice") if is_single else ("Mouvement", "mouvement par mouvement")
    )
    columns = [
        Column("label", heading),
        Column("amount_cents", "Écart", Kind.DIFFERENCE),
        Column("total_cents", "Total", Kind.EUROS),
    ]
    before, after = int(table["total_cents"].iloc[0]), int(table["total_cents"].iloc[-1])
    return Slide(
        "scenarios-ecart" if rank == 1 else f"scenarios-ecart-{rank}",
        f"D’où vient l’écart : {one.scenario.name}",
        f"« {one.scenario.name} » : la part du Département passerait de {euros_round(before)} à "
        f"{euros_round(after)} ({euros_signed(after - before)})",
        bridge_chart(
            table,
            columns,
            f"Des données actuelles au scénario « {one.scenario.name} »",
            _YEARS if is_single else STEPS,
        ),
        f"Part du Département, toutes années, {how}. {source(subject)}",
        notes(
            f"Total actuel + écarts = total du scénario, au centime. {_RULE}",
            origin(subject),
            described(table),
        ),
    )

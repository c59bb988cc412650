"""Every slide that can be shown; the user picks, orders and rewrites."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from maynum_dash.rendering.formats import day_long
from maynum_dash.rendering.slides import (
    alternatives,
    annexes,
    changes,
    deadlines,
    employers,
    envelopes,
    hypotheses,
    method,
    money,
    offer,
    situation,
)
from maynum_dash.rendering.slides import territories as maps
from maynum_dash.rendering.slides.model import Deck, Point, Points, Slide
from maynum_dash.rendering.slides.parts import KEYS
from maynum_dash.rendering.slides.sheets import paged
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import typeset

Build: TypeAlias = Callable[[Subject], tuple[Slide, ...]]
# Called before each part with the parts done and the parts in all; it raises to give up.
Progress: TypeAlias = Callable[[int, int], None]


SHEETS: Final = 3  # slides over which a long table is cut, at most
BUILDERS: Final[Mapping[str, Build]] = {
    "ouverture": situation.opening,
    "situation": situation.situation,
    "budget": money.budget,
    "enveloppes": envelopes.execution,
    "lectures": money.readings,
    "levier": money.leverage,
    "reste-a-charge": employers.remaining_cost,
    "carte-besoin": maps.need_map,
    "carte-offre": maps.offer_map,
    "couverture": offer.densities,
    "parts": offer.shares,
    "ecarts": changes.cascade,
    "phrases": changes.told,
    "echeances": deadlines.deadlines,
    "scenarios": hypotheses.supposed,
    "scenarios-euros": alternatives.department,
    "scenarios-ecart": hypotheses.gaps,
    "scenarios-employeurs": alternatives.employers,
    "scenarios-couverture": alternatives.coverage,
    "decisions": deadlines.decisions,
    "annexe-epci": annexes.by_epci,
    "annexe-structures": annexes.by_structure,
    "annexe-couverture": annexes.coverage,
    "methode": method.method,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What the user wrote instead of what was computed.

    Parameters
    ----------
    title
        Message; empty keeps the computed one.
    lines
        Sentences of a list, or empty to keep the computed ones.
    """

    title: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown, in which order, in whose words.

    Parameters
    ----------
    keys
        Parts, in order.
    edits
        By part.
    """

    keys: tuple[str, ...] = KEYS
    edits: Mapping[str, Edit] = field(default_factory=dict)


def compose(
    subject: Subject,
    selection: Selection | None = None,
    progress: Progress | None = None,
    *,
    is_cut: bool = True,
) -> Deck:
    """Make a presentation.

    Parameters
    ----------
    subject
        What it speaks of.
    selection
        Parts, order and words; everything in the usual order by default.
    progress
        Told of each part.
    is_cut
        Whether long tables are cut into slides; a note has them whole.
    """
    chosen = selection or Selection()
    slides: list[Slide] = []
    for done, key in enumerate(chosen.keys):
        if progress is not None:
            progress(done, len(chosen.keys))
        for made in BUILDERS[key](subject):
            # The words of the user are those of the first slide of a part.
            slide = _rewritten(made, chosen.edits.get(made.key, Edit()))
            slides += paged(slide, SHEETS) if is_cut else (slide,)
    title = f"{situation.TITLE}, point au {day_long(subject.today)}"
    return Deck(title, subject.stamp, tuple(slides))


def _rewritten(slide: Slide, edit: Edit) -> Slide:
    """Put the words of the user in the place of those computed, and give all of them French spaces."""
    body = slide.body
    if isinstance(body, Points):
        points = _points(body, edit.lines) if edit.lines else body.items
        body = Points(tuple(replace(point, text=typeset(point.text)) for point in points))
    return replace(
        slide,
        title=typeset(edit.title or slide.title),
        lead=typeset(slide.lead),
        source=typeset(slide.source),
        notes=tuple(map(typeset, slide.notes)),
        body=body,
    )


def _points(computed: Points, lines: Sequence[str]) -> tuple[Point, ...]:
    """Keep the tag of a sentence that stands at the same rank."""
    tags = [item.tag for item in computed.items] + [""] * len(lines)
    return tuple(Point(line, tag) for line, tag in zip(lines, tags, strict=False))

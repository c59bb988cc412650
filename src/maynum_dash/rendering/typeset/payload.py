"""A presentation as JSON and drawings: what the Typst sources read."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from maynum_dash.rendering.neutral import inert_text
from maynum_dash.rendering.slides.model import Deck, KeyFigure, KeyFigures, Opening, Points, Slide
from maynum_dash.rendering.slides.portraits import Portrait
from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.rendering.typeset.glyphs import showable
from maynum_dash.rendering.vectors.drawing import draw
from maynum_dash.sources.perimeter import perimeter

_PROSE: Final = 22  # letters of a text that may be folded
Files = dict[str, bytes]
Size = tuple[float, float]


def files_of(deck: Deck, whole: Size, shared: Size, portraits: Sequence[Portrait] = ()) -> Files:
    """Write the data and the drawings of a presentation.

    Parameters
    ----------
    deck
        Presentation.
    whole, shared
        Units of a drawing that stands alone, and of one beside large numbers.
    portraits
        Sheets of territories; none for slides.
    """
    files: Files = {}
    slides = [_slide(slide, rank, (whole, shared), files) for rank, slide in enumerate(deck.slides)]
    stamp, day = deck.stamp, deck.stamp.day
    heading, _, subtitle = deck.title.partition(", ")
    content = {
        "title": deck.title,
        "heading": heading,
        "subtitle": subtitle[:1].upper() + subtitle[1:],
        "author": perimeter().publisher,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "warning": stamp.warning,
        "stamp": stamp.words.removeprefix(stamp.warning).removeprefix(" · "),
        "slides": slides,
        "portraits": [asdict(one) for one in portraits],
    }
    files["deck.json"] = json.dumps(inert(content), ensure_ascii=False).encode()
    return files


def _slide(slide: Slide, rank: int, sizes: tuple[Size, Size], files: Files) -> dict[str, Any]:
    """Write a slide, and its drawing beside it."""
    return {
        "title": slide.title,
        "lead": slide.lead,
        "source": slide.source,
        "aside": [_figure(one) for one in slide.aside],
        "body": _body(slide, rank, sizes[bool(slide.aside)], files),
    }


def _body(slide: Slide, rank: int, size: Size, files: Files) -> dict[str, Any]:
    body = slide.body
    match body:
        case Chart() | Map():
            name = f"dessin-{rank}.svg"
            files[name] = showable(draw(body, *size)).encode()
            return {"kind": "drawing", "file": name, "alt": body.alt}
        case Table():
            return {"kind": "table", "table": {**asdict(body), "prose": prose(body)}}
        case KeyFigures():
            return {"kind": "figures", "figures": [_figure(one) for one in body.figures]}
        case Points():
            return {"kind": "points", "items": [asdict(one) for one in body.items]}
        case Opening():
            return {"kind": "opening", "lines": list(body.lines)}


def prose(table: Table) -> list[bool]:
    """Tell the columns of texts that may be folded; the first one when there is none."""
    longest = [
        max(len(line[place]) for line in (table.headings, *table.rows))
        for place in range(len(table.headings))
    ]
    folds = [count >= _PROSE and not number for count, number in zip(longest, table.numbers, strict=True)]
    return folds if any(folds) else [rank == 0 for rank in range(len(folds))]


def _figure(figure: KeyFigure) -> dict[str, str]:
    return asdict(figure)


def inert(value: Any) -> Any:  # noqa: ANN401 -- as deep as JSON goes
    """Take out the characters that no document may hold."""
    if isinstance(value, str):
        return showable(inert_text(value))
    if isinstance(value, dict):
        return {key: inert(one) for key, one in value.items()}
    return [inert(one) for one in value] if isinstance(value, list | tuple) else value

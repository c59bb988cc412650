"""Slides as HTML sections; every text is escaped, every drawing carries its alternative and its table."""

from typing import Final

from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.slides.model import Deck, KeyFigure, KeyFigures, Opening, Points, Slide
from maynum_dash.rendering.slides.proofs import Chart, Map, Table
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.rendering.vectors.drawing import draw

WIDE: Final = 1752  # units of a slide of 1920 × 1080 between its margins
BESIDE: Final = 1290  # the same when large numbers stand beside
HIGH: Final = 600
_FEW: Final = 4  # rows: a table with no more has air between them
_DENSE: Final = 8  # columns: a table with as many has smaller letters
_WIDE: Final = 6  # columns of numbers: an upright screen holds no more


def sections(deck: Deck) -> str:
    """Write every slide.

    Parameters
    ----------
    deck
        Presentation.
    """
    count = len(deck.slides)
    return "".join(section(slide, deck.stamp, rank, count) for rank, slide in enumerate(deck.slides, start=1))


def section(slide: Slide, stamp: Stamp, rank: int, count: int) -> str:
    """Write one slide.

    Parameters
    ----------
    slide
        What it says.
    stamp
        What it bears.
    rank, count
        Its place, from 1, and how many there are.
    """
    is_opening = isinstance(slide.body, Opening)
    lead = f'<p class="lead">{html_text(slide.lead)}</p>' if slide.lead else ""
    aside = f'<div class="aside">{"".join(map(_figure, slide.aside))}</div>' if slide.aside else ""
    warning = f'<b class="warning">{html_text(stamp.warning)}</b>' if stamp.warning else ""
    words = stamp.words.removeprefix(stamp.warning).removeprefix(" · ")
    return (
        f'<section class="mn-slide{" opening" if is_opening else ""}" data-name="{html_text(slide.name)}" '
        f'aria-roledescription="diapositive" aria-label="{rank} sur {count} : {html_text(slide.name)}">'
        f"<header><h2>{html_text(slide.title)}</h2>{lead}</header>"
        f'<div class="content{" shared" if aside else ""}">{_body(slide)}{aside}</div>'
        f'<footer><p class="origin">{html_text(slide.source)}</p><p class="stamp">{warning}'
        f'<span>{html_text(words)}</span></p><p class="rank">{rank}/{count}</p></footer></section>'
    )


def _body(slide: Slide) -> str:
    body = slide.body
    match body:
        case Chart() | Map():
            drawing = draw(body, BESIDE if slide.aside else WIDE, HIGH)
            return f'<figure class="drawing">{drawing}<div class="figures">{table(body.table)}</div></figure>'
        case Table():
            return f'<div class="sheet">{table(body)}</div>'
        case KeyFigures():
            return f'<div class="numbers">{"".join(map(_figure, body.figures))}</div>'
        case Points():
            return f'<ul class="points">{"".join(_point(item.tag, item.text) for item in body.items)}</ul>'
        case Opening():
            return f'<div class="lines">{"".join(f"<p>{html_text(line)}</p>" for line in body.lines)}</div>'


def _figure(figure: KeyFigure) -> str:
    note = f"<small>{html_text(figure.note)}</small>" if figure.note else ""
    return (
        f'<p class="number"><span>{html_text(figure.label)}</span><b>{html_text(figure.value)}</b>{note}</p>'
    )


def _point(tag: str, words: str) -> str:
    head = f"<b>{html_text(tag)}</b>" if tag else ""
    return f"<li{'' if tag else ' class=plain'}>{head}<span>{html_text(words)}</span></li>"


def table(shown: Table) -> str:
    """Write a table, its headings and its total.

    Parameters
    ----------
    shown
        Texts.
    """
    classes = [' class="num"' if number else "" for number in shown.numbers]
    head = "".join(
        f'<th scope="col"{look}>{html_text(words)}</th>'
        for look, words in zip(classes, shown.headings, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, classes)}</tr>" for row in shown.rows)
    foot = f"<tfoot><tr>{_cells(shown.total, classes)}</tr></tfoot>" if shown.total else ""
    looks = ["dense"] if len(shown.headings) >= _DENSE else []
    looks += ["wide"] if sum(shown.numbers) >= _WIDE else []
    looks += ["roomy"] if len(shown.rows) <= _FEW else []
    look = f' class="{" ".join(looks)}"' if looks else ""
    return (
        f"<table{look}><caption>{html_text(shown.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody>{foot}</table>"
    )


def _cells(row: tuple[str, ...], classes: list[str]) -> str:
    first, *others = zip(row, classes, strict=True)
    head = f'<th scope="row"{first[1]}>{html_text(first[0])}</th>'
    return head + "".join(f"<td{look}>{html_text(words)}</td>" for words, look in others)

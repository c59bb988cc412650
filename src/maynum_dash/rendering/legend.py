"""The legend of a map as HTML: classes with their bounds and counts, circles with their sizes."""

from collections.abc import Sequence

import numpy as np

from maynum_dash.analysis.classes import Classes
from maynum_dash.rendering.indicators import Indicator
from maynum_dash.rendering.maps import circle_scale
from maynum_dash.rendering.neutral import html_text


def classes_legend(indicator: Indicator, classes: Classes, colours: Sequence[str]) -> str:
    """Write one line per class: colour, bounds, number of territories; « sans donnée » comes last."""
    most = max((*classes.counts, classes.missing, 1))
    lines = [
        _line(
            f'<i style="background:{colour}"></i>',
            f"{indicator.write(low)} à {indicator.write(high)}",
            count,
            most,
        )
        for colour, low, high, count in zip(
            colours, classes.lower, classes.upper, classes.counts, strict=True
        )
    ][::-1]
    if classes.missing:
        lines.append(_line('<i class="hatched"></i>', "sans donnée", classes.missing, most))
    return (
        f'<div class="mn-legend"><h4>{html_text(indicator.label)}</h4>'
        f"<small>{html_text(indicator.unit)} · nombre de territoires par classe</small>{''.join(lines)}</div>"
    )


def _line(swatch: str, bounds: str, count: int, most: int) -> str:
    return (
        f"<div>{swatch}<span>{html_text(bounds)} ({count})</span>"
        f'<em style="width:{100 * count / most:.0f}%"></em></div>'
    )


def circles_legend(
    title: str, values: Sequence[float], write: Sequence[str], colour: str, *, hollow: bool
) -> str:
    """Draw two or three circles at the scale of the map.

    Parameters
    ----------
    title
        What a circle counts.
    values, write
        Sizes shown, the largest first, and how they are written.
    colour
        Of the discs.
    hollow
        Whether vacant posts, drawn as the band around the disc, are explained.
    """
    largest = max(values, default=0)
    if largest <= 0:
        return ""
    scale = circle_scale(largest)
    discs = [
        _disc(scale * float(np.sqrt(value)), text, colour) for value, text in zip(values, write, strict=True)
    ]
    if hollow:
        discs = [
            _disc(scale * float(np.sqrt(largest)), f"{write[0]} occupés", colour),
            _disc(scale * float(np.sqrt(largest)), f"{write[0]} vacants", "#fff"),
            *discs[1:],
        ]
    explained = " ; disque plein : occupés, anneau vide : vacants" if hollow else ""
    return (
        f'<div class="mn-legend"><h4>{html_text(title)}</h4>'
        f"<small>surface proportionnelle{explained}</small>"
        f'<div class="mn-circles">{"".join(discs)}</div></div>'
    )


def _disc(size: float, text: str, colour: str) -> str:
    return (
        f'<span><b style="width:{size:.0f}px;height:{size:.0f}px;background:{colour}"></b>'
        f"{html_text(text)}</span>"
    )

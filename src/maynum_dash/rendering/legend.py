"""The legend of the colours of a map as HTML: classes with their bounds and counts."""

from collections.abc import Sequence

from maynum_dash.analysis.classes import Classes
from maynum_dash.rendering.indicators import Indicator
from maynum_dash.rendering.neutral import html_text


def classes_legend(indicator: Indicator, classes: Classes, colours: Sequence[str]) -> str:
    """Write one line per class: colour, bounds, number of territories; « sans donnée » comes last."""
    if indicator.is_stock and not classes.missing:
        return ""
    most = max((*classes.counts, classes.missing, 1))
    lines = [
        _line(
            f'<i style="background:{colour}"></i>',
            f"{indicator.write(low)} à {indicator.write(high)}",
            count,
            most,
        )
        for colour, low, high, count in zip(
            colours, classes.lower, classes.upper, classes.counts, strict=False
        )
    ][::-1]
    if classes.missing:
        lines.append(_line('<i class="hatched"></i>', "sans donnée", classes.missing, most))
    return (
        f'<div class="mn-legend"><h2>{html_text(indicator.label)}</h2>'
        f"<small>{html_text(indicator.unit)} · nombre de territoires par classe</small>{''.join(lines)}</div>"
    )


def _line(swatch: str, bounds: str, count: int, most: int) -> str:
    return (
        f"<div>{swatch}<span>{html_text(bounds)} ({count})</span>"
        f'<em style="width:{100 * count / most:.0f}%"></em></div>'
    )

"""The key of the colours of a map as HTML: classes with their bounds, counts and histogram."""

from maynum_dash.rendering.keys import Key, Pattern, Swatch, crossing_code
from maynum_dash.rendering.neutral import html_text


def key_html(key: Key) -> str:
    """Write one line per class: colour, bounds, count and bar; what has no class comes last.

    Parameters
    ----------
    key
        What the colours mean; a key without any word, that of a plain ground, is empty.
    """
    shown = [swatch for swatch in key.swatches if swatch.text]
    if key.crossing is None and not shown:
        return ""
    classes = [swatch for swatch in shown if swatch.is_class]
    others = [swatch for swatch in shown if not swatch.is_class]
    most = max((swatch.count for swatch in shown), default=1) or 1
    lines = "".join(_line(swatch, most) for swatch in [*classes[::-1], *others])
    return (
        f'<div class="mn-legend"><h2>{html_text(key.title)}</h2>'
        f"<small>{html_text(key.unit)} · {html_text(key.counted)}</small>{_square(key)}{lines}</div>"
    )


def _line(swatch: Swatch, most: int) -> str:
    return (
        f"<div>{_chip(swatch)}<span>{html_text(swatch.text)} ({swatch.count})</span>"
        f'<em style="width:{100 * swatch.count / most:.0f}%"></em></div>'
    )


def _chip(swatch: Swatch) -> str:
    covers = {Pattern.NO_DATA: "hatched", Pattern.TOO_FEW: "crossed", Pattern.STRIPES: "striped"}
    cover = covers.get(swatch.pattern, "")
    if not swatch.is_class:
        return f'<i class="{cover}"></i>'
    named = f' class="{cover}"' if cover else ""
    return f'<i{named} style="background-color:{swatch.colour}"></i>'


def _square(key: Key) -> str:
    """Write the nine squares of a crossed key as a table: each has a code that the map repeats."""
    crossing = key.crossing
    if crossing is None:
        return ""
    head = "".join(f'<th scope="col">{html_text(text)}</th>' for text in crossing.column_texts)
    rows = []
    for row, text in reversed(list(enumerate(crossing.row_texts))):
        cells = "".join(
            f'<td style="background-color:{swatch.colour}"><b>{crossing_code(3 * row + column)}</b> '
            f"{swatch.count}</td>"
            for column, swatch in enumerate(key.swatches[3 * row : 3 * row + 3])
        )
        rows.append(f'<tr><th scope="row">{html_text(text)}</th>{cells}</tr>')
    return (
        f'<table class="mn-crossing"><caption>De bas en haut : {html_text(crossing.rows)}. '
        f"De gauche à droite : {html_text(crossing.columns)}.</caption>"
        f"<tbody>{''.join(rows)}</tbody><tfoot><tr><td></td>{head}</tr></tfoot></table>"
    )

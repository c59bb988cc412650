"""A map with its legend beside it: colours in classes, « sans donnée » hatched, names on the territories."""

from typing import Final

from maynum_dash.rendering import palette
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.slides.proofs import Map, Ring, Territory
from maynum_dash.rendering.vectors.canvas import TEXT, rectangle, svg, text

LEGEND: Final = 520  # units beside the map
_LINE: Final = 52
_NAME: Final = 26  # units: more, and neighbours would lie over one another
_SHORT: Final = 11  # letters of a name that stays on one line
_HATCH: Final = (
    '<defs><pattern id="sans-donnee" width="14" height="14" patternUnits="userSpaceOnUse">'
    f'<rect width="14" height="14" fill="{palette.NO_DATA}"/>'
    f'<path d="M-3 3L3 -3M0 14L14 0M11 17L17 11" stroke="{palette.HATCH}" stroke-width="2"/></pattern></defs>'
)


def draw(shown: Map, width: float, height: float) -> str:
    """Draw a map.

    Parameters
    ----------
    shown
        Territories and legend.
    width, height
        Units.
    """
    scale = min((width - LEGEND) / shown.width, height / shown.height)
    shapes = "".join(_shape(territory, scale) for territory in shown.territories)
    names = "".join(_name(territory, scale) for territory in shown.territories)
    left = shown.width * scale + 40
    marks = (
        f'{_HATCH}<g stroke="{palette.PAPER}" stroke-width="2.5" stroke-linejoin="round">{shapes}</g>{names}'
        f"{_legend(shown, left, width - left)}"
    )
    return svg(width, height, marks, shown.alt)


def path(rings: tuple[Ring, ...], scale: float) -> str:
    """Write outlines as the data of a path."""
    return "".join(
        "M" + "L".join(f"{x * scale:.1f} {y * scale:.1f}" for x, y in ring) + "Z" for ring in rings
    )


def _shape(territory: Territory, scale: float) -> str:
    fill = territory.colour or "url(#sans-donnee)"
    return (
        f'<path d="{path(territory.rings, scale)}" fill="{fill}" fill-rule="evenodd">'
        f"<title>{html_text(f'{territory.name} : {territory.value}')}</title></path>"
    )


def _name(territory: Territory, scale: float) -> str:
    """Write the name and the value of a territory, always in ink: every class is light enough."""
    if territory.place is None:
        return ""
    x, y = (value * scale for value in territory.place)
    lines = broken(territory.name)
    top = y - (len(lines) - 1) * _NAME
    drawn = [
        text(x, top + _NAME * rank, line, anchor="middle", size=_NAME) for rank, line in enumerate(lines)
    ]
    drawn.append(text(x, y + 29, territory.value, anchor="middle", size=_NAME + 2, bold=True))
    # Dark letters in dark mode too: the ground of a class is always light. It goes around them, over borders.
    around = f'stroke="{territory.colour or palette.NO_DATA}" stroke-width="7" stroke-linejoin="round"'
    return "".join(drawn).replace('class="ink tight"', f'class="tight" paint-order="stroke" {around}')


def broken(name: str) -> list[str]:
    """Break a long name over two lines, where they come out most alike."""
    words = name.split(" ")
    if len(name) <= _SHORT or len(words) == 1:
        return [name]
    cuts = [(" ".join(words[:rank]), " ".join(words[rank:])) for rank in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(map(len, cut))))


def _legend(shown: Map, left: float, room: float) -> str:
    """Write one line per class; a long title takes two or three."""
    drawn, y = [], 40.0
    words, lines = shown.title.split(), [""]
    for word in words:
        if len(f"{lines[-1]} {word}") * TEXT * 0.52 > room and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    for line in lines:
        drawn.append(text(left, y, line, bold=True))
        y += 40
    drawn.append(text(left, y, "(nombre de territoires)", tone="muted"))
    y += 30
    for swatch in shown.legend:
        drawn.append(rectangle(left, y, 48, 34, swatch.colour or "url(#sans-donnee)"))
        drawn.append(text(left + 64, y + 28, swatch.text))
        y += _LINE
    return "".join(drawn)

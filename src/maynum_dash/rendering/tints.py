"""Colours of the classes of a map, by what they can say: an order, two sides of zero, two orders crossed.

Every list was made in CIELAB with even steps of lightness, so that classes keep their order in grey and are
told apart under the three colour-vision deficiencies; the darkest still carries names in ink. Tests measure
all of it.
"""

from enum import StrEnum


class Tint(StrEnum):
    """A palette, as written on screen."""

    VIOLET = "Violet"
    BLUE = "Bleu"
    GREEN = "Vert"
    ORANGE = "Orange"
    GREY = "Gris"
    ORANGE_BLUE = "Orange et bleu"
    VIOLET_GREEN = "Violet et vert"


# Light to dark, one hue each: for values that have an order.
SEQUENTIAL = {
    Tint.VIOLET: ("#F0ECF7", "#E3DAF2", "#D5C8EE", "#C8B6E9", "#BAA4E3", "#AC93DE", "#9D82D9"),
    Tint.BLUE: ("#E8EEF9", "#D3DEF4", "#BDCFEF", "#A6C0EA", "#8EB1E5", "#74A2E0", "#5794DA"),
    Tint.GREEN: ("#E5F1E9", "#CBE4D3", "#B1D7BE", "#97CAA9", "#7CBD95", "#61AF81", "#41A26E"),
    Tint.ORANGE: ("#F8ECE4", "#F6D8C4", "#F3C5A4", "#EEB285", "#E79F66", "#DF8C48", "#D67926"),
    Tint.GREY: ("#E9EEF5", "#D9DEE5", "#C9CED5", "#B9BFC5", "#AAAFB6", "#9BA0A6", "#8C9197"),
}
# Falls then rises, each light to dark: for differences. Stripes tell a fall where grey would not.
DIVERGING = {
    Tint.ORANGE_BLUE: (("#F1CEB7", "#E3A67D", "#CC7E44"), ("#B9D8F5", "#78BAEE", "#0599DD")),
    Tint.VIOLET_GREEN: (("#DFCEEE", "#C5A7E4", "#A77FD4"), ("#BCDCC3", "#85C194", "#46A265")),
}
UNCHANGED = "#F4F4F2"
# Rows: need, low to high; columns: response, low to high.
BIVARIATE = (
    ("#EED7B9", "#EDE5DA", "#E0F6FE"),
    ("#D6B37E", "#D0C2AF", "#79DCFC"),
    ("#BD903D", "#B49F84", "#03BDE4"),
)
THEMES = {"need": Tint.VIOLET, "offer": Tint.BLUE, "money": Tint.GREEN}
_MIDDLE = 3


def shades(tint: Tint, classes: int) -> tuple[str, ...]:
    """Give one colour per class of a sequential palette, light to dark.

    Parameters
    ----------
    tint
        One of ``SEQUENTIAL``.
    classes
        Number of classes, at least 1; a single one takes the middle of the palette.
    """
    anchors = SEQUENTIAL[tint]
    if classes == 1:
        return (anchors[_MIDDLE],)
    last = len(anchors) - 1
    return tuple(_between(anchors, last * rank / (classes - 1)) for rank in range(classes))


def sides(tint: Tint, classes: int) -> tuple[str, ...]:
    """Give the colours of differences: falls from dark to light, unchanged, rises from light to dark.

    Parameters
    ----------
    tint
        One of ``DIVERGING``.
    classes
        Number of classes on each side of zero, at most 3.
    """
    falls, rises = DIVERGING[tint]
    kept = {0: (), 1: (1,), 2: (0, 2), 3: (0, 1, 2)}[classes]
    return (*(falls[rank] for rank in reversed(kept)), UNCHANGED, *(rises[rank] for rank in kept))


def _between(anchors: tuple[str, ...], place: float) -> str:
    """Mix the two anchors around a place; they are near enough for sRGB to keep the steps even."""
    low = min(int(place), len(anchors) - 2)
    share = place - low
    pairs = zip(_levels(anchors[low]), _levels(anchors[low + 1]), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * share):02X}" for one, other in pairs)


def _levels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

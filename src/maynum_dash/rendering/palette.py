"""Colours of the project, safe for colour-blind readers, and the common dress of every chart."""

from plotly.graph_objects import Figure

from maynum_dash.domain.posts import Funder, Status
from maynum_dash.rendering.tints import THEMES, shades

INK = "#1B2733"
MUTED = "#5B6875"
GRID = "#DDE3EA"
PAPER = "#FFFFFF"
ACCENT = "#29598F"
HIGHLIGHT = "#B3261E"
GROUND = "#E4EAF1"
NO_DATA = "#F1F1EE"
HATCH = "#8A8F94"
DISC = "#E1A100"
STATE_BLUE = "#82B5F2"
HIGHLIGHT_SOFT = "#E58A82"

# Four hues at least 28 ΔE apart in every simulated colour-vision deficiency; charts add outlines.
FUNDER_COLOURS = {
    Funder.DEPARTMENT: "#29598F",
    Funder.STATE: "#82B5F2",
    Funder.BONUS: "#E1A100",
    Funder.EMPLOYER: "#7F7F7F",
}
STATUS_COLOURS = {Status.OCCUPIED: "#29598F", Status.VACANT: "#E1A100", Status.RETURNED: "#7F7F7F"}

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Segoe UI", sans-serif'


def sequence(theme: str, classes: int) -> list[str]:
    """Give one colour per class, light to dark, of the single hue of a theme.

    Parameters
    ----------
    theme
        ``need``, ``offer`` or ``money``.
    classes
        Number of classes, at least 1.
    """
    return list(shades(THEMES[theme], classes))


def hexadecimal(colour: str) -> str:
    """Write ``rgb(r, g, b)`` as ``#RRGGBB``, which documents expect; any other colour as it is.

    Parameters
    ----------
    colour
        As a palette gives it.
    """
    if not colour.startswith("rgb("):
        return colour
    return "#" + "".join(f"{int(part):02X}" for part in colour[4:-1].split(","))


def is_dark(colour: str) -> bool:
    """Tell whether white text reads better than black on ``rgb(r, g, b)`` or ``#rrggbb``."""
    if colour.startswith("#"):
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    else:
        red, green, blue = (int(part) for part in colour[4:-1].split(","))
    luminance = sum(
        weight * _linear(level / 255)
        for weight, level in zip((0.2126, 0.7152, 0.0722), (red, green, blue), strict=True)
    )
    # Equal contrast with black and white is reached at √(1.05·0.05) − 0.05 (WCAG 2.1, relative luminance).
    return luminance < 0.179  # noqa: PLR2004 -- the constant of the formula above


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB


def dress(figure: Figure, height: int, left: int = 0) -> Figure:
    """Give a chart the common font, margins, French separators and a quiet grid; returns the same figure.

    Parameters
    ----------
    figure
        Chart to dress, in place.
    height
        Pixels.
    left
        Pixels kept for the labels of the vertical axis. A known margin spares the browser the second and
        third drawings that measuring labels costs: a third of the time of a repaint. 0 lets it measure.
    """
    figure.update_layout(
        height=height,
        template="none",
        font={"family": FONT, "size": 14, "color": INK},
        separators=",\u202f",
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        margin={"l": left or 8, "r": 16, "t": 16, "b": 48 if left else 8, "autoexpand": not left},
        hoverlabel={
            "bgcolor": PAPER,
            "bordercolor": MUTED,
            "font": {"family": FONT, "size": 14, "color": INK},
        },
        # The legend stands above the chart, as text of the page: it wraps, and is read aloud.
        showlegend=False,
        dragmode=False,
    )
    figure.update_xaxes(automargin=not left, gridcolor=GRID, zeroline=False, linecolor=GRID)
    figure.update_yaxes(automargin=not left, gridcolor=GRID, zeroline=False, linecolor=GRID)
    return figure

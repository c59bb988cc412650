"""The cascade of differences between two totals."""

from itertools import pairwise
from textwrap import wrap
from typing import Final

import pandas as pd
from pandas import DataFrame
from plotly import graph_objects as go

from maynum_dash.analysis.comparison.bridge import Role, shortened
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.neutral import html_text

AXIS: Final = "Écart avec le total avant, en euros<br>(les deux totaux ne sont pas dessinés)"
RISE, FALL, WHOLE = palette.ACCENT, palette.DISC, palette.HATCH
# The side to which a bar goes and the sign of its amount say the same as its colour.
LEGEND: Final = {"Hausse": RISE, "Baisse": FALL, "Écart total": WHOLE}

_NAMES = 206  # pixels for the names and amounts beside the axis
_LETTERS = 28  # of a line of a name
_MOST_LINES = 2
_MOST_STEPS = 12  # a longer drawing is a table
_ROW = 58  # pixels of a bar, at least
_LINE = 19  # pixels of a line of its name
_BELOW = 82  # pixels for the axis and its two lines of title
_AROUND = _BELOW + 24
_ROOM = 0.06  # of the span, kept on each side


def cascade(table: DataFrame) -> go.Figure:
    """Draw a bridge as floating bars, each from where the one above ends.

    Zero is the old total. Only differences have a length, all on one scale: a small one can be read beside
    large totals, and no axis is cut. The last bar is the whole difference. Every amount is written with the
    name of its line: beside the bars they would run into one another.

    Parameters
    ----------
    table
        Result of ``bridge``; beyond a dozen steps the smallest ones are drawn together.
    """
    bridge = shortened(table, _MOST_STEPS)
    is_total = bridge["role"] == Role.TOTAL.value
    start = int(bridge["total_cents"].iloc[0])
    gone = (bridge["total_cents"] - start).tolist()
    lengths = bridge["amount_cents"].astype("object").where(~is_total, gone)
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=list(range(len(bridge))),
            x=[cents / 100 for cents in lengths],
            measure=["absolute" if total else "relative" for total in is_total],
            hovertext=[html_text(text) for text in described(bridge)],
            hoverinfo="text",
            increasing={"marker": _marker(RISE)},
            decreasing={"marker": _marker(FALL)},
            totals={"marker": _marker(WHOLE)},
            connector={"line": {"color": palette.MUTED, "width": 1, "dash": "dot"}},
            width=0.6,
        )
    )
    names = [
        f"{_wrapped(label)}<br>{amount}"
        for label, amount in zip(bridge["label"], _amounts(bridge), strict=True)
    ]
    palette.dress(figure, _AROUND + _height(names) * len(bridge), left=_NAMES)
    figure.update_layout(margin={"b": _BELOW})
    low, high = min(gone) / 100, max(gone) / 100
    room = _ROOM * (high - low) or 1
    figure.update_xaxes(
        title={"text": AXIS, "font": {"size": 13}},
        range=[low - room, high + room],
        ticksuffix="\u00a0€",
        tickformat=",.0f",
        nticks=4,
        zeroline=True,
        zerolinecolor=palette.INK,
    )
    figure.update_yaxes(
        tickvals=list(range(len(bridge))),
        ticktext=names,
        range=[len(bridge) - 0.4, -0.6],
        showgrid=False,
    )
    return figure


def described(bridge: DataFrame) -> list[str]:
    """Say each line of a bridge: for the pointer, and joined for the text alternative.

    Parameters
    ----------
    bridge
        Result of ``bridge``.
    """
    return [
        f"{label} : {formats.euros(total)}"
        if role == Role.TOTAL.value
        else f"{label} : {formats.euros_signed(cents)}"
        for label, role, cents, total in zip(
            bridge["label"], bridge["role"], bridge["amount_cents"], bridge["total_cents"], strict=True
        )
    ]


def _amounts(bridge: DataFrame) -> list[str]:
    """Write the amount of each line; the new total comes with the whole difference."""
    totals = bridge["total_cents"]
    texts = [
        f"<b>{formats.euros(total) if pd.isna(cents) else formats.euros_signed(cents)}</b>"
        for cents, total in zip(bridge["amount_cents"], totals, strict=True)
    ]
    whole = formats.euros_signed(int(totals.iloc[-1] - totals.iloc[0]))
    return [*texts[:-1], f"{texts[-1]}<br>({whole})"]


def _height(names: list[str]) -> int:
    """Give each bar the room that two names, one under the other, need."""
    lines = [name.count("<br>") + 1 for name in names]
    return max((_ROW, *(_LINE * (one + other) // 2 for one, other in pairwise(lines))))


def _marker(colour: str) -> dict[str, object]:
    return {"color": colour, "line": {"color": palette.INK, "width": 0.6}}


def _wrapped(label: str) -> str:
    """Break a name over two lines, and cut it there; nothing of it is markup."""
    lines = wrap(label, _LETTERS, max_lines=_MOST_LINES, placeholder=" …")
    return "<br>".join(html_text(line) for line in lines)

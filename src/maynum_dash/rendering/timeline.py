"""The timeline of the agreements, one bar from its first funded day to its last: a drawing in HTML.

Sixty bars drawn by plotly took longer to appear than everything else on their page; and its labels, cut to
the width of a tablet, could not be wrapped.
"""

from datetime import date, timedelta
from typing import Final

import pandas as pd

from maynum_dash.domain.posts import Status
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.palette import STATUS_COLOURS

_MARGIN: Final = timedelta(days=45)
_YEARS: Final = 14  # marks at most; beyond, one year in two, in three…


def timeline_html(posts: pd.DataFrame, today: date, alt: str) -> str:
    """Draw each agreement as a bar from its start to its end or its return, with a line for today.

    Parameters
    ----------
    posts
        ``employer``, ``post_id``, ``status``, ``start``, ``last`` (last day funded), in the order wanted
        from top to bottom; one row at least.
    today
        Day of the view.
    alt
        What the drawing shows, as text.
    """
    span = _Span(posts, today)
    rows = "".join(
        f"<li>{_label(employer, post_id)}{_bar(span, Status(status), start, last)}</li>"
        for employer, post_id, status, start, last in zip(
            posts["employer"],
            posts["post_id"],
            posts["status"],
            posts["start"].dt.date,
            posts["last"].dt.date,
            strict=True,
        )
    )
    return (
        f'<figure class="mn-timeline" aria-label="{html_text(alt)}"><ol>'
        f'<li class="marks" aria-hidden="true">{_marks(span, today)}</li>{rows}</ol></figure>'
    )


class _Span:
    """The days that are drawn, and where each one stands, in % of the width."""

    def __init__(self, posts: pd.DataFrame, today: date) -> None:
        first: date = min(posts["start"].min().date(), today) - _MARGIN
        past_end: date = max(posts["last"].max().date(), today) + _MARGIN
        self.first, self._days = first, (past_end - first).days
        self.years = range(first.year + 1, past_end.year + 1)

    def at(self, day: date) -> float:
        """Where a day begins."""
        return 100 * (day - self.first).days / self._days


def _label(employer: str, post_id: str) -> str:
    """Name a post; its identifier is not cut at the end of a line."""
    return f"<span>{html_text(employer)}\u00a0· <bdi>{html_text(post_id)}</bdi></span>"


def _bar(span: _Span, status: Status, start: date, last: date) -> str:
    # The last day is funded too: a bar ends when it does.
    left, right = span.at(start), span.at(last + timedelta(days=1))
    told = f"{status.value}, du {formats.day_short(start)} au {formats.day_short(last)}"
    hatched = ' class="hatched"' if status is Status.VACANT else ""
    return (
        f'<b><i{hatched} role="img" title="{told}" style="left:{left:.3f}%;width:{right - left:.3f}%;'
        f'background-color:{STATUS_COLOURS[status]}"></i></b>'
    )


def _marks(span: _Span, today: date) -> str:
    """Mark the first day of the years, and today."""
    every = -(-len(span.years) // _YEARS) or 1
    years = "".join(
        f'<b style="left:{span.at(date(year, 1, 1)):.3f}%">{year}</b>' for year in span.years[::every]
    )
    where = span.at(today)
    side = ' class="today before"' if where > 50 else ' class="today"'  # noqa: PLR2004 -- the nearer half
    said = f"<span>aujourd’hui, {formats.day_long(today)}</span>"
    return f'{years}<b{side} style="left:{where:.3f}%">{said}</b>'

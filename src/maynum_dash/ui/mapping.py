"""What the map page draws: indicators of a level, projected boundaries and finished plates, computed once."""

from dataclasses import dataclass

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.need.hosting import hosting
from maynum_dash.analysis.need.indicators import Choice, differences_table, indicators_table
from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.analysis.territory.credits import credit
from maynum_dash.analysis.territory.levels import (
    WHOLE,
    canton_codes,
    departments,
    known_levels,
    needs_of,
    territories,
)
from maynum_dash.analysis.territory.outlines import only, whole
from maynum_dash.domain.coverage import Level, NeedSource
from maynum_dash.domain.departments import department_of
from maynum_dash.rendering import atlas, formats, multiples
from maynum_dash.rendering.atlas import Caption
from maynum_dash.rendering.grounds import Ground, ground
from maynum_dash.rendering.plates import Plate
from maynum_dash.rendering.wishes import View, Wish
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import consultation, loading, results
from maynum_dash.ui.components.semiology import Offer
from maynum_dash.ui.editions import Edition
from maynum_dash.ui.filters import Filters
from maynum_dash.ui.frame import Context


@dataclass(frozen=True, slots=True)
class Sides:
    """Two states of the data to compare.

    Parameters
    ----------
    before, after
        What is subtracted, and from what.
    """

    before: Edition
    after: Edition


def indicators(context: Context, level: Level) -> pd.DataFrame:
    """Give the indicators of a level for the exercice in view, with names and label points."""
    return _indicators(context.board, context.filters, level, context.filters.fiscal_year)


def data(context: Context, wish: Wish, sides: Sides | None = None) -> pd.DataFrame:
    """Give the rows that a map shows: one per territory, or one per territory and exercice.

    Parameters
    ----------
    context
        The view.
    wish
        What to show.
    sides
        States compared by ``View.CHANGE``.
    """
    return _of_part(_data(context, wish, sides), wish.part)


def _of_part(table: pd.DataFrame, part: str) -> pd.DataFrame:
    """Keep the territories of one département, when the map is that of one."""
    return table[table["code"].map(department_of) == part].reset_index(drop=True) if part else table


def _data(context: Context, wish: Wish, sides: Sides | None) -> pd.DataFrame:
    if wish.view is View.YEARS:
        return _years(context, wish.level)
    if wish.view is View.CHANGE and sides is not None:
        before, after = loading.board(sides.before), loading.board(sides.after)
        year = context.filters.fiscal_year

        def compute() -> pd.DataFrame:
            tables = [_indicators(board, context.filters, wish.level, year) for board in (before, after)]
            return differences_table(*tables)

        return loading.once((before.key, after.key, context.filters, "differences", wish.level), compute)
    return indicators(context, wish.level)


def plate(context: Context, wish: Wish, sides: Sides | None = None) -> Plate:
    """Compose the map of the view.

    Parameters
    ----------
    context, wish, sides
        As for ``data``.
    """
    return loading.once((*key(context, wish, sides), "plate"), lambda: _plate(context, wish, sides))


def drawing(context: Context, wish: Wish, sides: Sides | None = None) -> str:
    """Draw the map of the view as SVG text; the parameters are those of ``data``."""
    composed = plate(context, wish, sides)
    return loading.once((*key(context, wish, sides), "drawing"), lambda: multiples.draw(composed))


def key(context: Context, wish: Wish, sides: Sides | None = None) -> tuple[object, ...]:
    """List what the map of the view depends on; the parameters are those of ``data``."""
    compared = () if sides is None else (sides.before.source, sides.after.source)
    return (*context.key, "map", compared, consultation.mark(), *wish.key)


def outlines(context: Context, level: Level, part: str = "") -> str:
    """Give the boundaries of a level, or of its territories in one département, as GeoJSON text."""
    boundaries = context.board.basis.boundaries
    if part:
        codes = [code for code in context.board.reference.communes["code"] if department_of(code) == part]
        return loading.once(
            (context.board.basis.sha256, "outlines", level, part),
            lambda: only(boundaries[level.value], codes),
        )
    if level is not Level.DEPARTMENT:
        return boundaries[level.value]
    key = (context.board.basis.sha256, "outline")
    return loading.once(key, lambda: whole(boundaries["epci"], perimeter().code or WHOLE))


def shown(context: Context, level: Level, part: str = "") -> Ground:
    """Give the projected boundaries of a level, or of its territories in one département."""
    key = (context.board.basis.sha256, "ground", level, part)
    return loading.once(key, lambda: ground(outlines(context, level, part)))


def offer(context: Context) -> Offer:
    """Say what the data folder can show; at first, the département that has the most posts."""
    reference = context.board.reference
    known = loading.once((context.board.basis.sha256, "départements"), lambda: departments(reference))
    seats = context.board.posts["commune_code"].dropna().map(department_of)
    usual = next((code for code in seats.value_counts().index if code in known), next(iter(known), ""))
    return Offer(known_levels(reference), known, usual)


def need(board: Board, level: Level) -> pd.DataFrame:
    """Give the need of each territory of a level, from the source in view."""
    source = _source(board)
    coverage = results.coverage(board, source)
    return loading.once(
        (board.key, "need", level), lambda: needs_of(level, source, board.reference, coverage, perimeter())
    )


def located(context: Context) -> pd.DataFrame:
    """Give the posts of the view with the canton of their seat."""
    return _located(context.board, context.filters)


def _located(board: Board, filters: Filters) -> pd.DataFrame:
    def compute() -> pd.DataFrame:
        posts = board.posts[filters.keeps(board.posts)]
        return posts.assign(canton_code=canton_codes(posts, board.reference))

    return loading.once((board.key, filters.selection, "located"), compute)


def _source(board: Board) -> NeedSource:
    official = board.matched.needs["is_retained"].any()
    return NeedSource.OFFICIAL if official else NeedSource.ESTIMATED


def _indicators(board: Board, filters: Filters, level: Level, year: int) -> pd.DataFrame:
    def compute() -> pd.DataFrame:
        posts = _located(board, filters)
        choice = Choice(filters.reading, year)
        table = indicators_table(level, need(board, level), posts, board.movements, choice)
        names = territories(level, board.reference, perimeter())
        return table.merge(names, on="code", how="left", validate="1:1")

    return loading.once((board.key, filters.selection, filters.reading, "indicators", level, year), compute)


def _years(context: Context, level: Level) -> pd.DataFrame:
    """Give the rows of every exercice in which money moves."""

    def compute() -> pd.DataFrame:
        known = context.movements
        chosen = known[known["reading"] == context.filters.reading]
        years = sorted({int(year) for year in chosen["fiscal_year"]} | {context.filters.fiscal_year})
        tables = [
            _indicators(context.board, context.filters, level, year).assign(fiscal_year=year)
            for year in years
        ]
        return pd.concat(tables, ignore_index=True)

    return loading.once((*context.key, "years", level), compute)


def _plate(context: Context, wish: Wish, sides: Sides | None) -> Plate:
    board = context.board
    places = hosting(board.reference, board.matched.places, board.posts).places
    day = f"au {formats.day_short(context.today)}"
    period = f"exercice {context.filters.fiscal_year}, {day}"
    source = context.source
    if wish.view is View.YEARS:
        period = day
    if sides is not None:
        source = f"Écart entre {sides.before.source} et {sides.after.source}"
    parts = (source, shown_label(context.coverage), credit(board.reference).rstrip("."), consultation.mark())
    caption = Caption(period, ". ".join(part for part in parts if part) + ".")
    return atlas.plate(
        wish, data(context, wish, sides), shown(context, wish.level, wish.part), caption, places
    )

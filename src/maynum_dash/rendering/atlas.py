"""One thematic map as the user asked for it: drawing, legend and text alternative from the same classes."""

from dataclasses import dataclass

import pandas as pd

from maynum_dash.analysis.classes import Classes, ClassMethod, classify
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering import formats, legend, maps, palette
from maynum_dash.rendering.circles import Circles
from maynum_dash.rendering.indicators import POSTS, Indicator

_LISTED = 10  # territories named in the text alternative


@dataclass(frozen=True, slots=True)
class Wish:
    """What a map is asked to show.

    Parameters
    ----------
    level
        EPCI or communes.
    indicator
        What is coloured, or drawn as circles when it is a stock.
    shows_posts
        Whether posts are drawn as circles above a rate.
    method, count, thresholds
        How the classes of a rate are chosen.
    """

    level: Level
    indicator: Indicator
    shows_posts: bool
    method: ClassMethod
    count: int
    thresholds: tuple[float, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What the map depends on, besides the data."""
        return (
            self.level,
            self.indicator.key,
            self.shows_posts,
            self.method,
            self.count,
            self.thresholds,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    classes: Classes
    labels: pd.Series
    colours: tuple[str, ...]


def drawing(wish: Wish, data: pd.DataFrame, boundaries: str) -> str:
    """Draw the map as SVG text.

    Parameters
    ----------
    wish
        What to show.
    data
        ``indicators_table`` with ``label_name``, ``is_named``, ``longitude`` and ``latitude``.
    boundaries
        GeoJSON text of the level.
    """
    ground = _ground(wish, data)
    values = [_value(wish.indicator, value) for value in data[wish.indicator.field]]
    table = data.assign(name=data["label_name"], value=values)
    layer = maps.Layer(table, ground.labels, ground.colours, boundaries)
    return maps.draw(layer, _circles(wish, data), alternative(wish, data))


def legend_html(wish: Wish, data: pd.DataFrame) -> str:
    """Write the legend of the colours; the one of the circles is in the drawing, at its scale."""
    ground = _ground(wish, data)
    return legend.classes_legend(wish.indicator, ground.classes, ground.colours)


def alternative(wish: Wish, data: pd.DataFrame) -> str:
    """Say in words what the map shows: the territories with the highest values."""
    indicator = wish.indicator
    shown = data.sort_values(indicator.field, ascending=False, na_position="last").head(_LISTED)
    listed = " ; ".join(
        f"{name} : {_value(indicator, value)}"
        for name, value in zip(shown["label_name"], shown[indicator.field], strict=True)
    )
    return f"Carte : {indicator.label} ({indicator.unit}). {listed}."


def _value(indicator: Indicator, value: float) -> str:
    return "sans donnée" if pd.isna(value) else indicator.write(value)


def _ground(wish: Wish, data: pd.DataFrame) -> _Ground:
    values = data[wish.indicator.field].astype("float64")
    if wish.indicator.is_stock:
        labels = pd.Series(0, index=data.index, dtype="Int64").mask(values.isna())
        return _Ground(Classes((), (), (), int(values.isna().sum())), labels, (palette.GROUND,))
    classes, labels = classify(values, wish.method, wish.count, wish.thresholds)
    colours = palette.sequence(wish.indicator.theme, max(len(classes.counts), 1))
    return _Ground(classes, labels, tuple(colours))


def _circles(wish: Wish, data: pd.DataFrame) -> Circles | None:
    indicator = wish.indicator
    points = data[["code", "longitude", "latitude"]]
    if indicator.is_stock and indicator is not POSTS:
        sizes = data[indicator.field].astype("float64").clip(lower=0).fillna(0)
        colour = palette.sequence(indicator.theme, 5)[4]
        counted = points.assign(filled=sizes, hollow=0)
        return Circles(counted, colour, indicator.label, indicator.write, shows_hollow=False)
    if indicator is not POSTS and not wish.shows_posts:
        return None
    counts = points.assign(filled=data["posts_occupied"], hollow=data["posts_vacant"])
    return Circles(counts, palette.DISC, "Postes", formats.integer, shows_hollow=True)

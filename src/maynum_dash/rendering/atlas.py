"""One thematic map as the user asked for it: figure, legend and text alternative from the same classes."""

from dataclasses import dataclass

import pandas as pd
from plotly.graph_objects import Figure

from maynum_dash.analysis.classes import Classes, ClassMethod, classify
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering import formats, legend, maps, palette
from maynum_dash.rendering.indicators import POSTS, Indicator
from maynum_dash.rendering.neutral import html_text

HEIGHT = 620  # pixels
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
    outlined
        Code of the territory to outline; empty for none.
    """

    level: Level
    indicator: Indicator
    shows_posts: bool
    method: ClassMethod
    count: int
    thresholds: tuple[float, ...]
    outlined: str

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
            self.outlined,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    classes: Classes
    labels: pd.Series
    colours: tuple[str, ...]


def figure(wish: Wish, data: pd.DataFrame, boundaries: str) -> Figure:
    """Draw the map.

    Parameters
    ----------
    wish
        What to show.
    data
        ``indicators_table`` with ``label_name``, ``longitude`` and ``latitude``.
    boundaries
        GeoJSON text of the level.
    """
    ground = _ground(wish, data)
    layer = maps.Layer(_written(wish, data), ground.labels, ground.colours, boundaries)
    by_name = wish.level is Level.EPCI
    return maps.choropleth(
        layer, _circles(wish, data), height=HEIGHT, selected=wish.outlined, show_names=by_name
    )


def legend_html(wish: Wish, data: pd.DataFrame) -> str:
    """Write the legend of the same map."""
    indicator, ground = wish.indicator, _ground(wish, data)
    parts = "" if indicator.is_stock else legend.classes_legend(indicator, ground.classes, ground.colours)
    circles = _circles(wish, data)
    if circles is None:
        return parts
    counts_posts = circles.colour == palette.DISC
    top = float((circles.table["filled"] + circles.table["hollow"]).max())
    quarter = round(top / 4) if counts_posts else top / 4
    sizes = [size for size in (top, quarter) if size > 0]
    write = formats.integer if counts_posts else indicator.write
    title = "Postes" if counts_posts else indicator.label
    return parts + legend.circles_legend(
        title, sizes, [write(size) for size in sizes], circles.colour, hollow=counts_posts
    )


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


def _written(wish: Wish, data: pd.DataFrame) -> pd.DataFrame:
    """Add the label and the hover text of each territory."""
    indicator = wish.indicator
    values = [_value(indicator, value) for value in data[indicator.field]]
    return data.assign(
        label=[
            f"{html_text(name)}<br>{value}" for name, value in zip(data["label_name"], values, strict=True)
        ],
        hover=[
            f"<b>{html_text(name)}</b><br>{indicator.label} : {value}"
            for name, value in zip(data["label_name"], values, strict=True)
        ],
    )


def _circles(wish: Wish, data: pd.DataFrame) -> maps.Circles | None:
    indicator = wish.indicator
    points = data[["code", "longitude", "latitude"]]
    if indicator.is_stock and indicator is not POSTS:
        sizes = data[indicator.field].astype("float64").clip(lower=0).fillna(0)
        hover = _written(wish, data)["hover"]
        return maps.Circles(
            points.assign(filled=sizes, hollow=0, hover=hover), palette.sequence(indicator.theme, 5)[3]
        )
    if indicator is not POSTS and not wish.shows_posts:
        return None
    texts = [
        f"<b>{html_text(name)}</b><br>{formats.count(occupied, 'poste occupé', 'postes occupés')}, "
        f"{formats.count(vacant, 'vacant')}"
        for name, occupied, vacant in zip(
            data["label_name"], data["posts_occupied"], data["posts_vacant"], strict=True
        )
    ]
    return maps.Circles(
        points.assign(filled=data["posts_occupied"], hollow=data["posts_vacant"], hover=texts), palette.DISC
    )

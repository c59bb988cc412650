"""One thematic map as the user asked for it: paint, circles, names, key and words from the same classes."""

from dataclasses import dataclass, replace

import pandas as pd

from maynum_dash.domain.coverage import Level
from maynum_dash.rendering import formats, painting, palette
from maynum_dash.rendering.circles import Circles
from maynum_dash.rendering.grounds import Ground
from maynum_dash.rendering.indicators import POSTS, RATE, Indicator
from maynum_dash.rendering.keys import Painting, crossing_code
from maynum_dash.rendering.maps import Layer
from maynum_dash.rendering.marks import Marks
from maynum_dash.rendering.plates import Panel, Plate
from maynum_dash.rendering.tints import THEMES, shades
from maynum_dash.rendering.wishes import BY, View, Wish
from maynum_dash.sources.departments import department_names

_LISTED = 10  # territories named in the text alternative
_NAMED = 40  # names that look for room on a map of many territories
PARTS = ("occupés", "vacants")
_ENDS = {View.YEARS: ", exercice par exercice", View.CHANGE: " : ce qui a changé"}


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a map.

    Parameters
    ----------
    period
        French: exercice, date or the two states compared.
    source
        French: where it comes from.
    """

    period: str
    source: str


def plate(
    wish: Wish, data: pd.DataFrame, shown: Ground, caption: Caption, places: pd.DataFrame | None = None
) -> Plate:
    """Compose a map.

    Parameters
    ----------
    wish
        What to show.
    data
        ``indicators_table`` with ``label_name``, ``is_partial``, ``longitude`` and ``latitude``; for
        ``View.YEARS`` the rows of every exercice with ``fiscal_year``, for ``View.CHANGE`` differences.
    shown
        Projected boundaries of the level.
    caption
        What is written around.
    places
        ``kind``, ``longitude`` and ``latitude`` of the places to draw.
    """
    wish = _dated(wish)
    painted = _painted(wish, data)
    marks = Marks(places) if wish.shows_places and places is not None else None
    largest = _largest(wish, data)
    groups = [("", data)]
    if wish.view is View.YEARS:
        groups = [(f"Exercice {year}", rows) for year, rows in data.groupby("fiscal_year", sort=True)]
    panels = tuple(
        Panel(_layer(wish, rows, painted, shown), _circles(wish, rows, largest), marks, title)
        for title, rows in groups
    )
    part = f", {department_names().get(wish.part, wish.part)}" if wish.part else ""
    title = f"{_title(wish)} {BY[wish.level]}{part}{_ENDS.get(wish.view, '')}"
    unit = f"{wish.indicator.unit} · {caption.period}"
    return Plate(title, unit, caption.source, panels, painted.key, alternative(wish, data))


def alternative(wish: Wish, data: pd.DataFrame) -> str:
    """Say in words what the map shows: the territories with the highest values."""
    indicator = wish.indicator
    shown = data.sort_values(indicator.field, ascending=False, na_position="last").head(_LISTED)
    listed = " ; ".join(
        f"{name} : {_written(wish, value)}"
        for name, value in zip(shown["label_name"], shown[indicator.field], strict=True)
    )
    return f"Carte : {_title(wish)}{_ENDS.get(wish.view, '')} ({indicator.unit}). {listed}."


def _title(wish: Wish) -> str:
    label = wish.indicator.label
    return {
        View.DOUBLE: label if wish.indicator.is_stock else f"{label} et postes",
        View.SINGLE: label,
        View.CROSSED: f"{RATE.label} et {_lowered(label)}",
        View.YEARS: label,
        View.CHANGE: label,
    }[wish.view]


def _dated(wish: Wish) -> Wish:
    """Leave the exercice in view out of the unit, where each exercice has its map."""
    if wish.view is not View.YEARS:
        return wish
    unit = wish.indicator.unit.removesuffix(", exercice en vue")
    return replace(wish, indicator=replace(wish.indicator, unit=unit))


def _lowered(text: str) -> str:
    return text if text.startswith("ETP") else text[0].lower() + text[1:]


def _painted(wish: Wish, data: pd.DataFrame) -> Painting:
    if wish.indicator.is_stock:
        return painting.stocks(wish.indicator, data)
    if wish.view is View.CROSSED:
        return painting.crossed(RATE, wish.indicator, data)
    if wish.view is View.CHANGE:
        return painting.differences(wish.indicator, data, wish.cut)
    return painting.rates(wish.indicator, data, wish.cut)


def _layer(wish: Wish, data: pd.DataFrame, painted: Painting, shown: Ground) -> Layer:
    labels = painted.swatch.loc[data.index]
    values = [_written(wish, value) for value in data[wish.indicator.field]]
    table = data[["code", "longitude", "latitude"]].assign(name=data["label_name"], value=values)
    table["words"] = _words(wish, data, painted, values)
    if wish.view is View.CROSSED:
        squares = len(painted.key.swatches) - sum(not one.is_class for one in painted.key.swatches)
        table["value"] = [crossing_code(int(place)) if place < squares else "" for place in labels]
    important = data["population"].fillna(0).rank(method="first", ascending=False)
    is_small = wish.view is View.YEARS  # names could not be read on maps this small
    table["is_named"] = ~data["is_partial"] & (important <= _NAMED) & (not is_small)
    if wish.level is Level.COMMUNES:
        table["value"] = ""
    table = table.loc[important.sort_values().index]
    colours = tuple(swatch.colour for swatch in painted.key.swatches)
    covers = tuple(swatch.pattern for swatch in painted.key.swatches)
    return Layer(table, labels.loc[table.index], colours, shown, covers)


def _words(wish: Wish, data: pd.DataFrame, painted: Painting, values: list[str]) -> list[str]:
    """Say each territory whole: name, value, and why it has no class."""
    said = []
    for name, value, rate, swatch in zip(
        data["label_name"], values, data["rate_pct"], painted.of(data.index), strict=True
    ):
        why = "" if swatch.is_class or swatch.text == value else f" ({swatch.text})"
        need = f"{_value(RATE, rate)} ; " if wish.view is View.CROSSED else ""
        said.append(f"{name} : {need}{value}{why}")
    return said


def _written(wish: Wish, value: float) -> str:
    """Write a value, signed when it is a difference."""
    written = _value(wish.indicator, value)
    is_rise = wish.view is View.CHANGE and pd.notna(value) and value > 0
    return f"+{written}" if is_rise else written


def _value(indicator: Indicator, value: float) -> str:
    return painting.NO_DATA if pd.isna(value) else indicator.write(value)


def _largest(wish: Wish, data: pd.DataFrame) -> float:
    """Give the stock of the largest circle of all the panels together."""
    return float(data[wish.indicator.field].astype("float64").abs().max()) if wish.view is View.YEARS else 0.0


def _circles(wish: Wish, data: pd.DataFrame, largest: float) -> Circles | None:
    """Draw a stock, or the posts above a rate."""
    indicator = wish.indicator
    points = data[["code", "longitude", "latitude"]]
    if indicator.is_stock and (indicator is not POSTS or wish.view is View.CHANGE):
        sizes = data[indicator.field].astype("float64").fillna(0)
        parts = _parts(wish, sizes)
        counted = points.assign(filled=sizes.clip(lower=0), hollow=(-sizes).clip(lower=0))
        colour = shades(THEMES[indicator.theme], 5)[4]
        return Circles(counted, colour, indicator.label, indicator.write, parts, largest)
    if indicator is not POSTS and wish.view is not View.DOUBLE:
        return None
    counts = points.assign(filled=data["posts_occupied"].fillna(0), hollow=data["posts_vacant"].fillna(0))
    return Circles(counts, palette.DISC, "Postes", formats.integer, PARTS)


def _parts(wish: Wish, sizes: pd.Series) -> tuple[str, str] | None:
    """Say what a full and an empty circle are, when a stock may be below zero."""
    if wish.view is View.CHANGE:
        return ("hausse", "baisse")
    return ("au-dessus de zéro", "au-dessous") if (sizes < 0).any() else None

"""The paint of each territory and its key: classes, what is not known, what is too small to mean anything."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from maynum_dash.analysis.territory.classes import Classes, ClassMethod, classify
from maynum_dash.analysis.territory.divergence import SIDES, Sided, classify_differences
from maynum_dash.rendering import palette
from maynum_dash.rendering.indicators import Base, Indicator
from maynum_dash.rendering.keys import Crossing, Key, Painting, Pattern, Swatch
from maynum_dash.rendering.tints import BIVARIATE, THEMES, Tint, shades, sides

NO_DATA = "sans donnée"
TOO_FEW = "effectif trop faible"
_THIRDS = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """How values become classes and colours.

    Parameters
    ----------
    method, count, thresholds
        Those of ``classify``.
    tint
        Palette; ``None`` for the one of the theme.
    """

    method: ClassMethod = ClassMethod.QUANTILES
    count: int = 4
    thresholds: tuple[float, ...] = ()
    tint: Tint | None = None


def stocks(indicator: Indicator, data: pd.DataFrame) -> Painting:
    """Paint the plain ground of a map of circles, and hatch what is not known.

    Parameters
    ----------
    indicator
        A stock.
    data
        ``indicators_table``.
    """
    values = data[indicator.field]
    labels = pd.Series(0, index=data.index, dtype="Int64").mask(values.isna())
    known = (Swatch(palette.GROUND, "", int(values.notna().sum())),)
    return _close(Key(indicator.label, indicator.unit, known), labels, _nowhere(data), "")


def rates(indicator: Indicator, data: pd.DataFrame, cut: Cut) -> Painting:
    """Paint a rate in classes.

    Parameters
    ----------
    indicator
        A rate.
    data
        ``indicators_table``; the rows of several years together give them the same classes.
    cut
        How classes are chosen.
    """
    few = _too_few(indicator, data)
    classes, labels = classify(data[indicator.field].mask(few), cut.method, cut.count, cut.thresholds)
    colours = shades(cut.tint or THEMES[indicator.theme], max(len(classes.counts), 1))
    swatches = tuple(
        Swatch(colour, _bounds(indicator, low, high), count)
        for colour, low, high, count in zip(
            colours, classes.lower, classes.upper, classes.counts, strict=False
        )
    )
    return _close(Key(indicator.label, indicator.unit, swatches), labels, few, _why(indicator.base))


def differences(indicator: Indicator, data: pd.DataFrame, cut: Cut) -> Painting:
    """Paint differences in classes centred on zero, falls striped.

    Parameters
    ----------
    indicator
        A rate; its column holds after − before.
    data
        One row per territory.
    cut
        How the sizes of the changes are cut; ``count`` is that of each side.
    """
    few = _too_few(indicator, data)
    classes, labels = classify_differences(data[indicator.field].mask(few), cut.method, min(cut.count, SIDES))
    colours = sides(cut.tint or Tint.ORANGE_BLUE, len(classes.bounds))
    swatches = tuple(
        Swatch(colour, text, count, Pattern.STRIPES if place < classes.middle else Pattern.PLAIN)
        for place, (colour, text, count) in enumerate(
            zip(colours, _steps(indicator, classes), classes.counts, strict=True)
        )
    )
    return _close(Key(indicator.label, indicator.unit, swatches), labels, few, _why(indicator.base))


def crossed(need: Indicator, response: Indicator, data: pd.DataFrame) -> Painting:
    """Paint two rates at once, each in thirds: rows for the need, columns for the response.

    Parameters
    ----------
    need, response
        Two rates.
    data
        ``indicators_table``.
    """
    few = _too_few(need, data) | _too_few(response, data)
    unknown = data[need.field].isna() | data[response.field].isna()
    hidden = few | unknown
    rows, row_labels = classify(data[need.field].mask(hidden), ClassMethod.QUANTILES, _THIRDS)
    columns, column_labels = classify(data[response.field].mask(hidden), ClassMethod.QUANTILES, _THIRDS)
    labels = (row_labels * _THIRDS + column_labels).astype("Int64")
    counts = labels.value_counts()
    swatches = tuple(
        Swatch(colour, "", int(counts.get(place, 0)))
        for place, colour in enumerate(colour for line in BIVARIATE for colour in line)
    )
    axes = Crossing(
        f"{need.label} ({need.unit})",
        f"{response.label} ({response.unit})",
        _thirds(need, rows),
        _thirds(response, columns),
    )
    said = " ou ".join(dict.fromkeys(text for text in (_why(need.base), _why(response.base)) if text))
    key = Key("Besoin et réponse", "tiers de territoires de chaque indicateur", swatches, axes)
    return _close(key, labels, few & ~unknown, said)


def _close(key: Key, labels: pd.Series, few: pd.Series, why: str) -> Painting:
    """Add what has no class to a key, each with a pattern of its own."""
    few = few & labels.isna()
    swatch, swatches = labels.copy(), list(key.swatches)
    missing = labels.isna() & ~few
    for mask, text, pattern in (
        (few, f"{TOO_FEW} ({why})" if why else TOO_FEW, Pattern.TOO_FEW),
        (missing, NO_DATA, Pattern.NO_DATA),
    ):
        if mask.any():
            swatch[mask] = len(swatches)
            swatches.append(Swatch(palette.NO_DATA, text, int(mask.sum()), pattern))
    return Painting(swatch, Key(key.title, key.unit, tuple(swatches), key.crossing, key.counted))


def _too_few(indicator: Indicator, data: pd.DataFrame) -> pd.Series:
    """Tell the known rates that are computed on too little."""
    base = indicator.base
    if base is None:
        return _nowhere(data)
    counted = pd.to_numeric(data[base.field]).astype("Float64")
    return (counted < base.at_least).fillna(value=False).astype(bool) & data[indicator.field].notna()


def _nowhere(data: pd.DataFrame) -> pd.Series:
    return pd.Series(data=False, index=data.index)


def _why(base: Base | None) -> str:
    return "" if base is None else base.said


def _bounds(indicator: Indicator, low: float, high: float) -> str:
    one, other = indicator.write(low), indicator.write(high)
    return one if one == other else f"{one} à {other}"


def _thirds(indicator: Indicator, classes: Classes) -> tuple[str, ...]:
    known = [_bounds(indicator, low, high) for low, high in zip(classes.lower, classes.upper, strict=True)]
    return tuple([*known, *["–"] * _THIRDS][:_THIRDS])


def _steps(indicator: Indicator, classes: Sided) -> Sequence[str]:
    """Write the classes of a difference, from the largest fall to the largest rise."""
    sizes = [indicator.write(bound) for bound in classes.bounds]
    texts = [f"{sizes[rank - 1]} à {size}" if rank else f"jusqu’à {size}" for rank, size in enumerate(sizes)]
    falls, rises = [f"baisse : {text}" for text in texts], [f"hausse : {text}" for text in texts]
    return [*reversed(falls), "inchangé", *rises]

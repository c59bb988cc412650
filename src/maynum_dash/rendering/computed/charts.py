"""Native charts of the workbook: drawn from its cells, with the values that they show at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from maynum_dash.rendering import palette
from maynum_dash.rendering.computed.page import Page
from maynum_dash.rendering.computed.tables import quoted

_EUROS: Final = r"#,##0\ [$€-40C]"
_FONT: Final = {"name": "Calibri", "size": 10, "color": palette.INK}


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of one row or of one column.

    Parameters
    ----------
    first_row, first_column, last_row, last_column
        From 0.
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def places(self) -> list[tuple[int, int]]:
        """Each of its cells."""
        return [
            (row, column)
            for row in range(self.first_row, self.last_row + 1)
            for column in range(self.first_column, self.last_column + 1)
        ]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart.

    Parameters
    ----------
    name
        Cell of its name.
    values
        Cells of its values.
    colour
        ``#rrggbb``.
    below, above
        Cells of what an error bar takes away and adds; ``None`` without one.
    """

    name: tuple[int, int]
    values: Range
    colour: str
    below: Range | None = None
    above: Range | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a sheet.

    Parameters
    ----------
    kind, subtype
        Those of the writer.
    title, alt
        What it shows, in short and in full.
    categories
        Cells of the labels of its axis.
    series
        What it draws.
    number
        Number format of its values.
    size
        Width and height, in pixels.
    largest
        End of the axis of values; ``None`` lets the program choose, which forgets the error bars.
    """

    kind: str
    subtype: str
    title: str
    alt: str
    categories: Range
    series: Sequence[Series]
    number: str = _EUROS
    size: tuple[int, int] = (960, 340)
    largest: float | None = None


def insert(page: Page, worksheet: Worksheet, place: tuple[int, int], chart: Chart) -> None:
    """Draw a chart on a sheet.

    Parameters
    ----------
    page
        Cells of the sheet.
    worksheet
        The sheet.
    place
        Row and column of its corner, from 0.
    chart
        What to draw.
    """
    options = {"type": chart.kind, **({"subtype": chart.subtype} if chart.subtype else {})}
    drawn = page.draft.book.add_chart(options)
    for one in chart.series:
        drawn.add_series(_series(page, worksheet.get_name(), chart, one))
    drawn.set_title({"name": chart.title, "name_font": {**_FONT, "size": 12, "bold": True}, "overlay": False})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": _FONT})
    grid = {"visible": True, "line": {"color": palette.GRID}}
    values: dict[str, Any] = {
        "num_format": chart.number,
        "num_font": _FONT,
        "major_gridlines": grid,
        "line": {"none": True},
    }
    if chart.largest is not None:
        values |= {"min": 0, "max": chart.largest}
    labels: dict[str, Any] = {"num_font": _FONT, "line": {"color": palette.MUTED}, "label_position": "low"}
    if chart.kind == "bar":
        # Excel draws the first bar at the bottom: the order of the table is wanted.
        drawn.set_x_axis(values)
        drawn.set_y_axis({**labels, "reverse": True, "major_gridlines": {"visible": False}})
    else:
        drawn.set_x_axis(labels)
        drawn.set_y_axis(values)
    drawn.set_size({"width": chart.size[0], "height": chart.size[1]})
    drawn.set_chartarea({"border": {"none": True}})
    worksheet.insert_chart(*place, drawn, {"description": chart.alt, "object_position": 2})


def _series(page: Page, sheet: str, chart: Chart, one: Series) -> dict[str, Any]:
    """Describe a series, with the values of its cells: the writer no longer has them."""
    facts: dict[str, Any] = {
        "name": [sheet, *one.name],
        "name_data": [page.value(one.name)],
        "categories": _cells(sheet, chart.categories),
        "categories_data": [page.value(place) for place in chart.categories.places],
        "values": _cells(sheet, one.values),
        "values_data": [page.value(place) for place in one.values.places],
        "fill": {"color": one.colour},
        "border": {"color": palette.INK, "width": 0.5},
        "gap": 60,
    }
    if one.below is not None and one.above is not None:
        facts["x_error_bars" if chart.kind == "bar" else "y_error_bars"] = {
            "type": "custom",
            "minus_values": _cells(sheet, one.below),
            "plus_values": _cells(sheet, one.above),
            "minus_data": [page.value(place) for place in one.below.places],
            "plus_data": [page.value(place) for place in one.above.places],
            "line": {"color": palette.INK, "width": 1.25},
        }
    return facts


def _cells(sheet: str, cells: Range) -> str:
    corner = (cells.first_row, cells.first_column, cells.last_row, cells.last_column)
    return f"={quoted(sheet)}!{xl_range_abs(*corner)}"

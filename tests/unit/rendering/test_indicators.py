"""Each indicator has its own name, place, unit and writing."""

import pandas as pd
import pytest

from maynum_dash.analysis.need import indicators as analysis
from maynum_dash.domain.coverage import Level
from maynum_dash.rendering.indicators import (
    DENSITY,
    EUROS,
    EUROS_PER_INHABITANT,
    INDICATORS,
    PEOPLE,
    POSTS,
    RATE,
    Indicator,
)
from maynum_dash.rendering.tables import Kind, html_table
from maynum_dash.rendering.tints import THEMES


def test_keys_labels_and_fields_are_not_shared() -> None:
    for names in ([i.key for i in INDICATORS], [i.label for i in INDICATORS], [i.field for i in INDICATORS]):
        assert len(set(names)) == len(INDICATORS) == 6


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_an_indicator_can_stand_in_an_address_and_has_a_hue_and_a_unit(indicator: Indicator) -> None:
    assert indicator.key.isascii()
    assert indicator.key == indicator.key.lower()
    assert indicator.theme in THEMES
    assert indicator.unit
    assert indicator.field in analysis._COLUMNS  # noqa: SLF001 -- the one list of what a map can show


def test_rates_are_colours_and_stocks_are_circles() -> None:
    assert [i for i in INDICATORS if i.is_stock] == [PEOPLE, POSTS, EUROS]
    assert [i for i in INDICATORS if not i.is_stock] == [RATE, DENSITY, EUROS_PER_INHABITANT]


def test_only_the_density_is_unknown_by_canton_and_commune() -> None:
    for level in Level:
        missing = [i for i in INDICATORS if level not in i.levels]
        assert missing == ([DENSITY] if level in (Level.CANTONS, Level.COMMUNES) else [])


@pytest.mark.parametrize(
    ("indicator", "value", "written"),
    [
        (RATE, 18.04, "18,0\u00a0%"),
        (PEOPLE, 45_000.5, "45\u202f001"),
        (DENSITY, 0.345, "0,35"),
        (POSTS, 3, "3"),
        (EUROS_PER_INHABITANT, 1.5, "1,50\u00a0€"),
        (EUROS, 1_500_050, "15\u202f001\u00a0€"),
        (EUROS, -350_000, "−3\u202f500\u00a0€"),
        (POSTS, 0, "0"),
    ],
)
def test_a_value_is_written_in_its_unit(indicator: Indicator, value: float, written: str) -> None:
    assert indicator.write(value) == written


def test_a_table_shows_the_same_field_under_the_same_name() -> None:
    for indicator in INDICATORS:
        column = indicator.column
        assert (column.field, column.heading, column.kind) == (
            indicator.field,
            indicator.label,
            indicator.kind,
        )
    assert EUROS.column.kind is Kind.EUROS
    html = html_table(pd.DataFrame({"fte_per_1000": [0.345]}), [DENSITY.column], "Titre")
    assert ">0,35<" in html

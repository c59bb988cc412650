"""Typed tables: the same columns and types whatever the number of rows, none included."""

from collections.abc import Mapping, Sequence

import pandas as pd

from maynum_dash.sources.fields import Kind
from maynum_dash.sources.schemas import SCHEMAS

_TYPES = {
    Kind.DATE: "datetime64[s]",
    Kind.CENTS: "Int64",
    Kind.EUROS: "Int64",
    Kind.FLAG: "boolean",
    Kind.TYPOLOGY: "boolean",
    Kind.HEADCOUNT: "float64",
    Kind.PEOPLE: "Int64",
    Kind.YEAR: "int64",
    Kind.FTE: "float64",
    Kind.RATE: "float64",
    Kind.LATITUDE: "float64",
    Kind.LONGITUDE: "float64",
    Kind.DAYS: "float64",
    Kind.INDEX: "float64",
}


def frame(table: str, columns: Mapping[str, Sequence[object]] | None = None) -> pd.DataFrame:
    """Make the table of a sheet.

    Parameters
    ----------
    table
        Which one.
    columns
        Field → values of the accepted rows, ``row`` included; ``None`` for an empty table.

    Returns
    -------
    pandas.DataFrame
        ``row`` (int64, Excel number) then the fields; text is ``str``, dates are ``datetime64[s]``, cents
        are nullable ``Int64``, yes and no are nullable ``boolean``.
    """
    given = columns or {}
    types = {"row": "int64", **{field.name: _TYPES.get(field.kind, "str") for field in SCHEMAS[table]}}
    return pd.DataFrame(
        {name: pd.Series(list(given.get(name, ())), dtype=kind) for name, kind in types.items()}
    )

"""Published lists of communes, read as text and checked line by line."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from pandas import DataFrame

from maynum_dash.domain.errors import UnreadableFileError

COMMUNE_CODE = re.compile(r"[0-9AB]{5}")
REMEDY = "Reprenez le fichier publié, sans le modifier"


def read_columns(path: Path, columns: Mapping[str, str]) -> DataFrame:
    """Read the named columns as text, stripped, under our names; absent cells stay missing."""
    try:
        raw = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path.name, "ce n'est pas un CSV à virgules en UTF-8", REMEDY) from error
    missing = [heading for heading in columns if heading not in raw.columns]
    if missing:
        raise UnreadableFileError(path.name, f"la colonne « {missing[0]} » est absente", REMEDY)
    table = raw[list(columns)].rename(columns=dict(columns))
    stripped: DataFrame = table.apply(lambda column: column.str.strip())
    return stripped


def read_numbers(path: Path, table: DataFrame, column: str) -> "pd.Series[float]":
    """Turn one text column into numbers; every cell must hold one."""
    numbers = pd.to_numeric(table[column], errors="coerce").astype("float64")
    if numbers.isna().any():
        value = table.loc[numbers.isna(), column].iloc[0]
        raise UnreadableFileError(path.name, f"« {value} » n'est pas un nombre ({column})", REMEDY)
    return numbers


def check_codes(path: Path, codes: "pd.Series[str]", form: re.Pattern[str]) -> None:
    """Refuse codes that lost a digit (a spreadsheet drops leading zeros)."""
    wrong = codes[~codes.fillna("").str.fullmatch(form.pattern)]
    if not wrong.empty:
        raise UnreadableFileError(path.name, f"« {wrong.iloc[0]} » n'est pas un code valide", REMEDY)


def check_unique(path: Path, table: DataFrame) -> None:
    """Refuse two lines for one code."""
    twice = table.loc[table["code"].duplicated(), "code"]
    if not twice.empty:
        raise UnreadableFileError(path.name, f"le code « {twice.iloc[0]} » y figure deux fois", REMEDY)


def read_coded(path: Path, columns: Mapping[str, str], numbers: tuple[str, ...]) -> DataFrame:
    """Read a table with one line per commune code."""
    table = read_columns(path, columns)
    check_codes(path, table["code"], COMMUNE_CODE)
    check_unique(path, table)
    return table.assign(**{column: read_numbers(path, table, column) for column in numbers})


def read_rates(path: Path, columns: Mapping[str, str]) -> DataFrame:
    """Read a table of percentages with one line per commune code."""
    table = read_coded(path, columns, tuple(name for name in columns.values() if name != "code"))
    rates = table.drop(columns="code").melt()["value"]
    for wrong in rates[~rates.between(0, 100)]:
        raise UnreadableFileError(path.name, f"« {wrong:g} » n'est pas un taux de 0 à 100", REMEDY)
    return table

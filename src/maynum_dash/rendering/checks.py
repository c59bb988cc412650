"""What a cell of the workbook accepts while it is being typed, and the French word when it refuses."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from openpyxl.worksheet.datavalidation import DataValidation

from maynum_dash.rendering.layout import Column, Kind

_CheckType: TypeAlias = Literal["list", "date", "decimal", "whole", "custom"]

# Day numbers of Excel (day 1 is 1 January 1900): from 1 January 2015 to 31 December 2060.
_FIRST_DAY, _LAST_DAY = 42005, 58806
_NOUNS = {Kind.AMOUNT: "un montant en euros", Kind.INTEGER: "un nombre entier"}
_NUMERIC: dict[Kind, _CheckType] = {Kind.AMOUNT: "decimal", Kind.DECIMAL: "decimal", Kind.INTEGER: "whole"}


def check(column: Column, cell: str, lists: Mapping[str, str]) -> DataValidation | None:
    """Make the data validation of a column, ``None`` when anything goes.

    Parameters
    ----------
    column
        Layout of the column.
    cell
        First cell of the column, for formulas (« C4 »).
    lists
        Ranges that hold choices, by name (`Column.choices_from`).
    """
    if column.choices:
        shown = ", ".join(f"« {choice} »" for choice in column.choices)
        return _list(column, f'"{",".join(column.choices)}"', f"Choisissez dans la liste : {shown}.")
    if column.choices_from in lists:
        # A SIREN, another spelling or « 12 » for « 0012 » are read too: the list warns, it does not forbid.
        message = "Cette valeur n’est pas dans la liste. Gardez-la seulement si vous en êtes sûr."
        return _list(column, lists[column.choices_from], message, strict=False)
    if column.digits:
        return _digits(column, cell)
    if column.kind is Kind.DATE:
        message = "Saisissez une date au format jj/mm/aaaa, par exemple 01/09/2026."
        return _between(column, "date", (_FIRST_DAY, _LAST_DAY), message)
    if column.bounds is not None:
        return _between(column, _NUMERIC[column.kind], column.bounds, _bounds_message(column, *column.bounds))
    return None


def _bounds_message(column: Column, low: float, high: float) -> str:
    noun = _NOUNS.get(column.kind, "un nombre")
    written = tuple(f"{bound:,}".replace(",", "\u202f").replace(".", ",") for bound in (low, high))
    return f"Saisissez {noun} compris entre {written[0]} et {written[1]}."


def _list(column: Column, formula: str, message: str, *, strict: bool = True) -> DataValidation:
    validation = _validation(column, "list", message, strict=strict)
    validation.formula1 = formula
    return validation


def _between(column: Column, kind: _CheckType, bounds: tuple[float, float], message: str) -> DataValidation:
    validation = _validation(column, kind, message)
    validation.operator = "between"
    validation.formula1, validation.formula2 = (f"{bound:g}" for bound in bounds)
    return validation


def _digits(column: Column, cell: str) -> DataValidation:
    typed = f'SUBSTITUTE({cell}," ","")'
    message = f"Un {column.heading} compte {column.digits} chiffres ; la cellule est au format texte."
    validation = _validation(column, "custom", message)
    validation.formula1 = f"AND(LEN({typed})={column.digits},ISNUMBER(VALUE({typed})))"
    return validation


def _validation(column: Column, kind: _CheckType, message: str, *, strict: bool = True) -> DataValidation:
    return DataValidation(
        type=kind,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop" if strict else "warning",
        errorTitle=column.heading,
        error=message,
    )

"""The words by which an annotated workbook is made, and known again once it comes back."""

import re
from typing import Final

from maynum_dash.domain.anomalies import Anomaly, Severity

COLUMN: Final = "Anomalie"
SHEET: Final = "Anomalies"
TITLE: Final = "Anomalies du classeur"
AUTHOR: Final = "MayNum Dash"
BETWEEN: Final = " | "
LABELS: Final = {severity: severity.value.capitalize() for severity in Severity}

_ROW_TEXT = re.compile(f"(?:{'|'.join(LABELS.values())}) – ")
_SHEET_NAME = re.compile(rf"{SHEET}(?: \([0-9]+\))?", re.IGNORECASE)
_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


def gravity(anomaly: Anomaly) -> tuple[int, int]:
    """Rank an anomaly: severity first, then the euros at stake, whatever their sign.

    Parameters
    ----------
    anomaly
        What is ranked.

    Returns
    -------
    tuple of int
        The smaller, the graver.
    """
    # An amount that is not known comes after an amount of zero.
    stake = 1 if anomaly.stake_cents is None else -abs(anomaly.stake_cents)
    return _RANKS[anomaly.severity], stake


def row_text(anomaly: Anomaly) -> str:
    """Write an anomaly for the column of its row.

    Parameters
    ----------
    anomaly
        What is written.

    Examples
    --------
    >>> row_text(Anomaly("X", Severity.WARNING, "Postes", 4, "SIRET", "12", "Il est faux."))
    'Avertissement – SIRET : Il est faux.'
    """
    column = f"{anomaly.column} : " if anomaly.column else ""
    return f"{LABELS[anomaly.severity]} – {column}{anomaly.message}"


def is_row_text(cell: object) -> bool:
    """Tell whether a cell holds what `row_text` writes."""
    return isinstance(cell, str) and _ROW_TEXT.match(cell) is not None


def is_sheet_name(name: str) -> bool:
    """Tell whether a sheet may be the summary, by its name."""
    return _SHEET_NAME.fullmatch(name) is not None

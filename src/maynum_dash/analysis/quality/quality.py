"""What reading found, as tables: one row per anomaly, per kind of anomaly, per sheet."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from maynum_dash.domain.annotation import gravity
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.titles import title
from maynum_dash.sources.workbook import SheetCount

WHOLE_FILE: Final = "(tout le fichier)"
_FIELDS: Final = ("stake_cents", "severity", "title", "sheet", "row", "column", "value", "message", "code")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which anomalies are looked at; empty means all.

    Parameters
    ----------
    severities, sheets, codes
        What is kept; `WHOLE_FILE` stands for anomalies of no sheet.
    """

    severities: tuple[Severity, ...] = ()
    sheets: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def keep(self, anomalies: Iterable[Anomaly]) -> tuple[Anomaly, ...]:
        """Give the anomalies that are looked at, in their order."""
        return tuple(
            one
            for one in anomalies
            if _among(one.severity, self.severities)
            and _among(one.sheet or WHOLE_FILE, self.sheets)
            and _among(one.code, self.codes)
        )


def anomalies_table(anomalies: Iterable[Anomaly]) -> pd.DataFrame:
    """Write one row per anomaly, by euros at stake whatever their sign, then by severity.

    Parameters
    ----------
    anomalies
        As found.

    Returns
    -------
    pandas.DataFrame
        ``stake_cents`` (``Int64``, cents), ``severity``, ``title``, ``sheet``, ``row`` (``Int64``),
        ``column``, ``value``, ``message``, ``code``.
    """
    ordered = sorted(anomalies, key=_most_at_stake)
    rows = [[*_cells(one)] for one in ordered]
    table = pd.DataFrame(rows, columns=list(_FIELDS))
    return table.astype({"row": "Int64", "stake_cents": "Int64"})


def kinds_table(anomalies: Sequence[Anomaly]) -> pd.DataFrame:
    """Write one row per kind of anomaly and severity, by euros at stake.

    Parameters
    ----------
    anomalies
        As found.

    Returns
    -------
    pandas.DataFrame
        ``title``, ``severity``, ``count`` (int64), ``stake_cents`` (``Int64``; sum of absolute values,
        missing when no euro is concerned), ``message`` (of the one most at stake: what to do), ``code``.
    """
    columns = ["title", "severity", "count", "stake_cents", "message", "code"]
    if not anomalies:
        return pd.DataFrame(columns=columns).astype({"count": "int64", "stake_cents": "Int64"})
    table = anomalies_table(anomalies)
    table["stake_cents"] = table["stake_cents"].abs()
    grouped = table.groupby(["code", "severity"], sort=False)
    kinds = grouped.agg(title=("title", "first"), count=("code", "size"), message=("message", "first"))
    kinds["stake_cents"] = grouped["stake_cents"].sum(min_count=1)
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    kinds = kinds.reset_index().assign(rank=lambda one: one["severity"].map(ranks))
    kinds = kinds.sort_values(
        ["stake_cents", "rank", "count"], ascending=[False, True, False], na_position="last", kind="stable"
    )
    return kinds[columns].reset_index(drop=True)


def sheets_table(sheets: Iterable[SheetCount]) -> pd.DataFrame:
    """Write what became of the rows of each table.

    Parameters
    ----------
    sheets
        Counts of a workbook.

    Returns
    -------
    pandas.DataFrame
        ``sheet``, ``read``, ``accepted``, ``rejected`` (rows; read = accepted + rejected), ``aside`` (columns
        left aside, as written).
    """
    return pd.DataFrame(
        [
            (one.sheet, one.rows_read, one.rows_accepted, one.rows_rejected, ", ".join(one.unknown_columns))
            for one in sheets
        ],
        columns=["sheet", "read", "accepted", "rejected", "aside"],
    )


def stake(anomalies: Iterable[Anomaly], severity: Severity) -> int:
    """Add up the euros at stake in the anomalies of a severity, in cents, whatever their sign.

    A row that has several anomalies counts once, for the one most at stake.

    Parameters
    ----------
    anomalies
        As found.
    severity
        Which ones.
    """
    rows: dict[tuple[str, int | None], int] = {}
    for one in anomalies:
        if one.severity is severity and one.stake_cents is not None:
            place = one.sheet, one.row
            rows[place] = max(rows.get(place, 0), abs(one.stake_cents))
    return sum(rows.values())


def _cells(one: Anomaly) -> Iterable[object]:
    return (
        one.stake_cents,
        one.severity.value,
        title(one.code),
        one.sheet or WHOLE_FILE,
        one.row,
        one.column,
        one.value,
        one.message,
        one.code,
    )


def _most_at_stake(one: Anomaly) -> tuple[int, tuple[int, int]]:
    return (0 if one.stake_cents is None else -abs(one.stake_cents), gravity(one))


def _among(value: object, kept: Collection[object]) -> bool:
    return not kept or value in kept

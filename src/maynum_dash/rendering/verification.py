"""What checking a workbook says, as plain dictionaries with French keys."""

from typing import Any

from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.posts import Funder, Reading

# Every reading gives the same total, net of returns; this one has the fewest movements.
_READING = Reading.SIGNATURE
_TOTALS = {
    Funder.DEPARTMENT: "departement_centimes",
    Funder.STATE: "anct_centimes",
    Funder.BONUS: "bonification_centimes",
    Funder.EMPLOYER: "employeur_centimes",
}


def verification_payload(board: Board) -> dict[str, Any]:
    """Write the check of a workbook as ``maynum verifier --json`` prints it.

    Parameters
    ----------
    board
        Workbook with its territories and money.

    Returns
    -------
    dict
        File, fingerprint, profile, rows read = accepted + rejected, anomalies as found, totals.
    """
    workbook = board.workbook
    return {
        "fichier": workbook.name,
        "sha256": workbook.sha256,
        "profil": workbook.profile,
        "lignes_lues": sum(sheet.rows_read for sheet in workbook.sheets),
        "lignes_acceptees": sum(sheet.rows_accepted for sheet in workbook.sheets),
        "lignes_rejetees": sum(sheet.rows_rejected for sheet in workbook.sheets),
        "anomalies": [_anomaly(anomaly) for anomaly in board.anomalies],
        "totaux": _totals(board),
    }


def _anomaly(anomaly: Anomaly) -> dict[str, Any]:
    return {
        "code": anomaly.code,
        "gravite": anomaly.severity.value,
        "feuille": anomaly.sheet,
        "ligne": anomaly.row,
        "colonne": anomaly.column,
        "valeur": anomaly.value,
        "message": anomaly.message,
    }


def _totals(board: Board) -> dict[str, int]:
    """Sum the plans over three years, net of returns, then what was paid and voted."""
    chosen = board.movements[board.movements["reading"] == _READING]
    funded = {key: _sum(chosen[chosen["funder"] == funder]) for funder, key in _TOTALS.items()}
    envelopes = board.workbook.envelopes
    return {
        "postes": len(board.posts),
        **funded,
        "total_centimes": _sum(chosen),
        "versements_centimes": _sum(board.workbook.payments),
        "enveloppes_ae_centimes": _sum(envelopes[envelopes["authorisation"] == "AE"]),
        "enveloppes_cp_centimes": _sum(envelopes[envelopes["authorisation"] == "CP"]),
    }


def _sum(table: DataFrame) -> int:
    return int(table["amount_cents"].sum())

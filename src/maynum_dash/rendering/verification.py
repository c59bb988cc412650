"""What checking a workbook says, as plain dictionaries with French keys."""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from maynum_dash.analysis.board import Board
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.sources.exports import Export
from maynum_dash.sources.schemas import AGE_COUNTS, NEEDS, STATE_POSTS, STRUCTURES
from maynum_dash.sources.workbook import Workbook

# Every reading gives the same total, net of returns; this one has the fewest movements.
_READING = Reading.SIGNATURE
_TOTALS = {
    Funder.DEPARTMENT: "departement_centimes",
    Funder.STATE: "anct_centimes",
    Funder.BONUS: "bonification_centimes",
    Funder.EMPLOYER: "employeur_centimes",
}
_COUNTED = {AGE_COUNTS: "communes", NEEDS: "territoires", STRUCTURES: "structures"}


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
    return _payload(board.workbook, board.anomalies, _totals(board))


def export_payload(export: Export) -> dict[str, Any]:
    """Write the check of an export of the State as ``maynum verifier --json`` prints it.

    Parameters
    ----------
    export
        Export as read.

    Returns
    -------
    dict
        As for a workbook; the totals count each table, and the State money of its posts in cents. The
        profiles that it was compared with come last.
    """
    candidates = [
        {"profil": one.profile, "libelle": one.label, "score": one.score, "raisons": list(one.reasons)}
        for one in export.candidates
    ]
    return {
        **_payload(export, export.anomalies, _state_totals(export)),
        "libelle": export.label,
        "candidats": candidates,
    }


def _payload(document: Workbook | Export, anomalies: Sequence[Anomaly], totals: object) -> dict[str, Any]:
    return {
        "fichier": document.name,
        "sha256": document.sha256,
        "profil": document.profile,
        "lignes_lues": sum(sheet.rows_read for sheet in document.sheets),
        "lignes_acceptees": sum(sheet.rows_accepted for sheet in document.sheets),
        "lignes_rejetees": sum(sheet.rows_rejected for sheet in document.sheets),
        "anomalies": [_anomaly(anomaly) for anomaly in anomalies],
        "totaux": totals,
    }


def _state_totals(export: Export) -> dict[str, int]:
    """Count the posts, which are fewer than rows when some moved, and sum State money; count other tables."""
    totals: dict[str, int] = {}
    for name, table in export.tables.items():
        if name != STATE_POSTS:
            totals[_COUNTED[name]] = len(table)
            continue
        totals["postes"] = int(table["state_post_id"].str.casefold().nunique())
        totals["etat_conventionne_centimes"] = int(table["contracted_cents"].sum())
        totals["etat_verse_centimes"] = int(table["paid_cents"].sum())
    return totals


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

"""What the history of imports looks like, as JSON and as text."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from maynum_dash.cli.columns import aligned
from maynum_dash.domain.anomalies import Severity
from maynum_dash.rendering.formats import count, day_short, euros, integer
from maynum_dash.store.imports import ImportRecord
from maynum_dash.store.snapshots import Snapshot

_HEADINGS = [
    *("Numéro", "Date", "Heure", "Fichier", "Auteur", "État"),
    *("Postes", "Lignes", "Rejetées", "Part du Département"),
]


def import_payload(
    record: ImportRecord, latest: ImportRecord | None, seals: Sequence[str] = ()
) -> dict[str, Any]:
    """Write a line of the history as ``--json`` prints it.

    Parameters
    ----------
    record
        The line.
    latest
        The current one.
    seals
        Fingerprints of the states sealed from it.
    """
    totals = record.totals
    severities = (totals.blocking, totals.warnings, totals.informations)
    return {
        "import": record.id,
        "le": instant(record.at),
        "fichier": record.name,
        "sha256": record.sha256,
        "profil": record.profile,
        "demonstration": record.is_demo,
        "auteur": record.author,
        "postes": totals.posts,
        "lignes_lues": totals.rows_read,
        "lignes_acceptees": totals.rows_accepted,
        "lignes_rejetees": totals.rows_rejected,
        "anomalies": dict(zip(map(str, Severity), severities, strict=True)),
        "departement_centimes": totals.department_cents,
        "courant": latest is not None and record.id == latest.id,
        "restauration_de": record.restored_from,
        "complements": record.completed_by,
        "sceaux": list(seals),
        "lignes_effacees_le": None if record.purged_at is None else instant(record.purged_at),
    }


def history_payload(records: Sequence[ImportRecord], snapshots: Sequence[Snapshot]) -> dict[str, Any]:
    """Write the history as ``maynum imports --json`` prints it.

    Parameters
    ----------
    records
        Its lines, the latest first.
    snapshots
        Every sealed state.
    """
    seals: dict[int, list[str]] = {}
    for snapshot in snapshots:
        seals.setdefault(snapshot.import_id, []).append(snapshot.fingerprint)
    return {"imports": [import_payload(record, records[0], seals.get(record.id, [])) for record in records]}


def history(payload: Mapping[str, Any]) -> str:
    """Write the history as a table.

    Parameters
    ----------
    payload
        Result of `history_payload`.
    """
    lines = payload["imports"]
    if not lines:
        return "Aucun classeur n’est encore importé. Pour le premier : maynum importer suivi.xlsx"
    table = aligned(_HEADINGS, [_row(line) for line in lines], texts=6)
    return f"{count(len(lines), 'import')}, du plus récent au plus ancien\n\n{table}"


def given(payload: Mapping[str, Any], *, is_new: bool, is_shown: bool) -> str:
    """Say what became of a workbook given to the dashboard.

    Parameters
    ----------
    payload
        Result of `import_payload`.
    is_new
        Whether it has just been imported.
    is_shown
        Whether its rows are the current data.
    """
    read, accepted, rejected = (payload[f"lignes_{word}"] for word in ("lues", "acceptees", "rejetees"))
    fates = count(accepted, "acceptée"), count(rejected, "rejetée")
    department = euros(payload["departement_centimes"])
    anomalies = [count(number, severity) for severity, number in payload["anomalies"].items()]
    return "\n".join(
        [
            *_fate(payload, is_new=is_new, is_shown=is_shown),
            f"{count(read, 'ligne lue', 'lignes lues')} : {', '.join(fates)}.",
            f"Anomalies : {', '.join(anomalies)}.",
            f"{count(payload['postes'], 'poste')}, part du Département sur trois ans : {department}.",
        ]
    )


def restored(wanted: ImportRecord, record: ImportRecord, *, is_new: bool) -> str:
    """Say what became of a restoration.

    Parameters
    ----------
    wanted
        Import to come back to.
    record
        The current one, now.
    is_new
        Whether a line was added to the history.
    """
    if not is_new:
        return f"L’import n°\u00a0{wanted.id} est déjà celui des données courantes. Rien n’est changé."
    return (
        f"L’import n°\u00a0{wanted.id} (« {wanted.name} ») est restauré : c’est maintenant "
        f"l’import n°\u00a0{record.id}, celui des données courantes. Aucun import n’est effacé."
    )


def instant(at: datetime) -> str:
    """Write an instant as JSON holds it, to the second.

    Parameters
    ----------
    at
        Aware, in UTC.
    """
    return at.isoformat(timespec="seconds")


def _fate(payload: Mapping[str, Any], *, is_new: bool, is_shown: bool) -> list[str]:
    """Say whether a workbook is imported, and how to have it current when it is not."""
    number = f"import n°\u00a0{payload['import']}"
    file = f"« {payload['fichier']} »"
    if payload["complements"] is not None:
        file += f", complété par {payload['complements']},"
    if is_new:
        return [f"{file} est importé : {number}. Ce sont maintenant les données courantes."]
    known = f"{file} est déjà importé : {number}. Rien n’est ajouté."
    again = f"Pour qu’il redevienne les données courantes : maynum restaurer {payload['import']}"
    return [known] if is_shown else [known, again]


def _row(line: Mapping[str, Any]) -> list[str]:
    at = datetime.fromisoformat(line["le"]).astimezone()
    return [
        str(line["import"]),
        day_short(at.date()),
        f"{at:%H:%M}",
        line["fichier"],
        line["auteur"],
        ", ".join(_states(line)),
        integer(line["postes"]),
        integer(line["lignes_lues"]),
        integer(line["lignes_rejetees"]),
        euros(line["departement_centimes"]),
    ]


def _states(line: Mapping[str, Any]) -> list[str]:
    """Say what there is to know of an import."""
    states = ["courant"] if line["courant"] else []
    if line["restauration_de"] is not None:
        states.append(f"restauration du n°\u00a0{line['restauration_de']}")
    states += [f"scellé {fingerprint}" for fingerprint in line["sceaux"]]
    if line["demonstration"]:
        states.append("démonstration")
    if line["complements"] is not None:
        states.append(f"complété par {line['complements']}")
    if line["lignes_effacees_le"] is not None:
        day = datetime.fromisoformat(line["lignes_effacees_le"]).astimezone().date()
        states.append(f"lignes effacées le {day_short(day)}")
    return states

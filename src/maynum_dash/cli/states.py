"""What sealed states look like, as JSON and as text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from maynum_dash.cli.columns import aligned
from maynum_dash.cli.history import instant
from maynum_dash.rendering.formats import count, day_short
from maynum_dash.store.snapshots import Snapshot

_HEADINGS = ["Empreinte", "Comité du", "Scellé le", "Auteur", "Lecture", "Version", "Import"]


def seal_payload(snapshot: Snapshot) -> dict[str, Any]:
    """Write a sealed state as ``--json`` prints it.

    Parameters
    ----------
    snapshot
        The sealed state.
    """
    return {
        "empreinte": snapshot.fingerprint,
        "comite": snapshot.committee_on.isoformat(),
        "import": snapshot.import_id,
        "auteur": snapshot.author,
        "scelle_le": instant(snapshot.sealed_at),
        "version": snapshot.software_version,
        "parametres": dict(snapshot.parameters),
        "documents": dict(snapshot.documents),
    }


def seals(payload: Mapping[str, Any]) -> str:
    """Write the sealed states as a table.

    Parameters
    ----------
    payload
        With ``etats``, a list of results of `seal_payload`.
    """
    found = payload["etats"]
    if not found:
        return "Aucun état n’est encore scellé. Pour le premier : maynum sceller courant --comite AAAA-MM-JJ"
    table = aligned(_HEADINGS, [_row(state) for state in found], texts=6)
    return f"{count(len(found), 'état scellé', 'états scellés')}\n\n{table}"


def sealed(payload: Mapping[str, Any], *, is_new: bool) -> str:
    """Say what became of a sealing.

    Parameters
    ----------
    payload
        Result of `seal_payload`.
    is_new
        Whether it has just been sealed.
    """
    committee = day_short(date.fromisoformat(payload["comite"]))
    fate = "est scellé" if is_new else "était déjà scellé, à l’identique,"
    return "\n".join(
        [
            f"Empreinte : {payload['empreinte']}",
            f"L’import n°\u00a0{payload['import']} {fate} pour le comité du {committee}.",
            "Les mêmes chiffres en ressortiront, même après un nouvel import ou un nouveau barème :",
            f"  maynum echeancier --sceau {payload['empreinte']}",
        ]
    )


def _row(state: Mapping[str, Any]) -> list[str]:
    return [
        state["empreinte"],
        day_short(date.fromisoformat(state["comite"])),
        day_short(datetime.fromisoformat(state["scelle_le"]).astimezone().date()),
        state["auteur"],
        state["parametres"].get("lecture", ""),
        state["version"],
        str(state["import"]),
    ]

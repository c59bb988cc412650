"""The text that the commands print for people, from the same payloads as ``--json``."""

from collections.abc import Mapping, Sequence
from typing import Any

from maynum_dash.cli.columns import aligned
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.posts import Funder, Grouping
from maynum_dash.rendering.formats import count, decimal, euros, integer, percent
from maynum_dash.rendering.reference import BuiltReference

_TOTALS = {
    "departement_centimes": "Département, sur trois ans",
    "anct_centimes": "ANCT",
    "bonification_centimes": "Bonification ANCT",
    "employeur_centimes": "Employeurs",
    "total_centimes": "Tous financeurs",
    "versements_centimes": "Versé par le Département",
    "enveloppes_ae_centimes": "Enveloppes votées, AE",
    "enveloppes_cp_centimes": "Enveloppes votées, CP",
}
_STATE_TOTALS = {
    "etat_conventionne_centimes": "Conventionné par l’État",
    "etat_verse_centimes": "Versé par l’État",
}
_COUNTED = {
    "postes": ("poste",),
    "structures": ("structure",),
    "communes": ("commune",),
    "territoires": ("territoire",),
}
_GROUPS = {
    Grouping.POST: ("id_poste", "Poste"),
    Grouping.EPCI: ("epci", "EPCI"),
    Grouping.EMPLOYER: ("structure", "Structure"),
}
_UNKNOWN = "Sans territoire connu"
_ALL = "Ensemble"


def verification(payload: Mapping[str, Any]) -> str:
    """Write the check of a workbook.

    Parameters
    ----------
    payload
        Result of ``verification_payload``.
    """
    totals = payload["totaux"]
    amounts = [[label, euros(totals[key])] for key, label in _TOTALS.items()]
    table = aligned([count(totals["postes"], "poste"), "montant, rendus déduits"], amounts)
    return "\n".join([*_rows(payload), "", *_anomalies(payload["anomalies"]), "", table])


def export(payload: Mapping[str, Any]) -> str:
    """Write the check of an export of the State.

    Parameters
    ----------
    payload
        Result of ``export_payload``.
    """
    totals = payload["totaux"]
    head = [*_rows(payload), f"Profil : {payload['profil']} – {payload['libelle']}"]
    parts = [count(totals[key], *words) for key, words in _COUNTED.items() if key in totals]
    amounts = [[label, euros(totals[key])] for key, label in _STATE_TOTALS.items() if key in totals]
    last = aligned([", ".join(parts), "argent de l’État"], amounts) if amounts else ", ".join(parts)
    return "\n".join([*head, "", *_anomalies(payload["anomalies"]), "", last])


def _rows(payload: Mapping[str, Any]) -> list[str]:
    """Say how many rows were read, and of which file."""
    read, accepted, rejected = (payload[f"lignes_{word}"] for word in ("lues", "acceptees", "rejetees"))
    counts = f"{count(accepted, 'acceptée')}, {count(rejected, 'rejetée')}"
    return [
        f"{payload['fichier']} – {count(read, 'ligne lue', 'lignes lues')} : {counts}",
        f"Empreinte SHA-256 : {payload['sha256']}",
    ]


def _anomalies(anomalies: Sequence[Mapping[str, Any]]) -> list[str]:
    """Write one line for each anomaly, the gravest first."""
    if not anomalies:
        return ["Aucune anomalie."]
    lines = [f"{count(len(anomalies), 'anomalie')} :"]
    for severity in Severity:
        lines += [
            f"- {severity} – {_place(anomaly)} : {anomaly['message']}"
            for anomaly in anomalies
            if anomaly["gravite"] == severity
        ]
    return lines


def _place(anomaly: Mapping[str, Any]) -> str:
    parts = [anomaly["feuille"] or "classeur"]
    if anomaly["ligne"] is not None:
        parts.append(f"ligne {anomaly['ligne']}")
    if anomaly["colonne"]:
        parts.append(f"« {anomaly['colonne']} »")
    return ", ".join(parts)


def schedule(payload: Mapping[str, Any], grouping: Grouping, names: Mapping[str, str]) -> str:
    """Write a schedule: one line by group and funder, one column by fiscal year.

    Parameters
    ----------
    payload
        Result of ``schedule_payload``.
    grouping
        What its lines are added up by.
    names
        Names to show in place of the keys of the groups.
    """
    key, heading = _GROUPS[grouping]
    lines = payload["lignes"]
    years = sorted({line["exercice"] for line in lines})
    cells: dict[tuple[str, str], dict[int, int]] = {}
    totals = {(_ALL, str(funder)): dict.fromkeys(years, 0) for funder in Funder}
    for line in lines:
        group, funder = line[key], line["financeur"]
        name = _UNKNOWN if group is None else names.get(group, group)
        amounts = cells.setdefault((name, funder), dict.fromkeys(years, 0))
        for row in (amounts, totals[_ALL, funder]):
            row[line["exercice"]] += line["montant_centimes"]
    whole = {year: sum(row[year] for row in totals.values()) for year in years}
    rows = [*cells.items(), *totals.items(), ((_ALL, "Tous financeurs"), whole)]
    table = aligned(
        [heading, "Financeur", *map(str, years), "Total"],
        [[*names_, *map(euros, row.values()), euros(sum(row.values()))] for names_, row in rows],
        texts=2,
    )
    return f"Échéancier par exercice, lecture « {payload['lecture']} »\n\n{table}"


def coverage(payload: Mapping[str, Any], label: str) -> str:
    """Write the coverage: one line by EPCI, then the département.

    Parameters
    ----------
    payload
        Result of ``coverage_payload``.
    label
        Source of the need, in French.
    """
    rows = [_coverage_row(row) for row in (*payload["epci"], payload["departement"])]
    headings = [
        "EPCI",
        "15 ans et +",
        "Taux",
        "Personnes",
        "ETP",
        "ETP p. 1 000",
        "Intervalle 95 %",
        "Quotient",
    ]
    return "\n".join(
        [
            "Couverture de l’illectronisme par EPCI",
            f"Source du besoin : {label}",
            "",
            aligned(headings, rows),
            "",
            "ETP p. 1 000 : ETP occupés pour 1 000 personnes en illectronisme.",
            "Quotient : part des ETP divisée par la part du besoin (1 : part équitable).",
        ]
    )


def _coverage_row(row: Mapping[str, Any]) -> list[str]:
    interval = f"{decimal(row['ic95_bas'])} – {decimal(row['ic95_haut'])}"
    return [
        row["nom"],
        integer(row["population_15_plus"]),
        percent(row["taux_pct"]),
        integer(row["personnes"]),
        decimal(row["etp"]),
        decimal(row["etp_pour_1000"]),
        interval,
        decimal(row["quotient"]),
    ]


def reference(built: BuiltReference) -> str:
    """Say what the reference builder wrote.

    Parameters
    ----------
    built
        What was written.
    """
    rows = [[name, f"{integer(-(-size // 1024))}\u00a0ko"] for name, size in built.files]
    tables = built.reference
    counts = (count(len(tables.communes), "commune"), f"{len(tables.epci)}\u00a0EPCI")
    return "\n".join(
        [
            f"Données de référence écrites dans « {built.folder} » : "
            + ", ".join((*counts, count(len(tables.cantons), "canton"))),
            f"Populations municipales : {tables.fit.population_year}.",
            *(
                f"« {file.name} » est lu ; laissé de côté : "
                + ", ".join(f"« {name} »" for name in file.passed_over)
                + "."
                for file in built.inputs
                if file.passed_over
            ),
            *([f"Sans fichier : {', '.join(built.absent)}."] if built.absent else []),
            *([f"Sans contour : {', '.join(built.unmapped)}."] if built.unmapped else []),
            "",
            aligned(["Fichier", "Taille"], rows),
        ]
    )

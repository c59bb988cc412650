from typing import Any

import pytest

from maynum_dash.cli import reports
from maynum_dash.domain.posts import Funder, Grouping

LAVAL = "200083392"


def line(key: str, group: str | None, funder: Funder, year: int, cents: int) -> dict[str, Any]:
    return {key: group, "financeur": str(funder), "exercice": year, "montant_centimes": cents}


def test_a_schedule_adds_up_by_line_and_by_year() -> None:
    payload = {
        "lecture": "tranche",
        "lignes": [
            line("id_poste", "12", Funder.DEPARTMENT, 2026, 350_000),
            line("id_poste", "12", Funder.DEPARTMENT, 2028, 650_000),
            line("id_poste", "7", Funder.STATE, 2026, 1_750_000),
        ],
    }
    text = reports.schedule(payload, Grouping.POST, {})
    rows = [row.replace("\u202f", " ").replace("\u00a0", " ").split("  ") for row in text.splitlines()]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert cells[2] == ["Poste", "Financeur", "2026", "2028", "Total"]
    assert cells[4] == ["12", str(Funder.DEPARTMENT), "3 500,00 €", "6 500,00 €", "10 000,00 €"]
    assert cells[5] == ["7", str(Funder.STATE), "17 500,00 €", "0,00 €", "17 500,00 €"]
    assert cells[-1] == ["Ensemble", "Tous financeurs", "21 000,00 €", "6 500,00 €", "27 500,00 €"]


def test_an_epci_is_named_and_an_unknown_one_too() -> None:
    payload = {
        "lecture": "signature",
        "lignes": [
            line("epci", LAVAL, Funder.DEPARTMENT, 2026, 1),
            line("epci", None, Funder.DEPARTMENT, 2026, 1),
        ],
    }
    text = reports.schedule(payload, Grouping.EPCI, {LAVAL: "Laval Agglomération"})
    assert "Laval Agglomération" in text
    assert "Sans territoire connu" in text
    assert LAVAL not in text


def test_a_schedule_without_movement_is_all_zero() -> None:
    text = reports.schedule({"lecture": "paiement", "lignes": []}, Grouping.POST, {})
    assert text.splitlines()[-1].split() == ["Ensemble", "Tous", "financeurs", "0,00", "€"]


def verification(anomalies: list[dict[str, Any]]) -> dict[str, Any]:
    totals = dict.fromkeys(
        (
            *("postes", "departement_centimes", "anct_centimes", "bonification_centimes"),
            *("employeur_centimes", "total_centimes", "versements_centimes"),
            *("enveloppes_ae_centimes", "enveloppes_cp_centimes"),
        ),
        0,
    )
    return {
        "fichier": "suivi.xlsx",
        "sha256": "0" * 64,
        "lignes_lues": 3,
        "lignes_acceptees": 2,
        "lignes_rejetees": 1,
        "anomalies": anomalies,
        "totaux": totals | {"postes": 2, "departement_centimes": 3_000_000},
    }


def anomaly(severity: str, row: int | None, column: str) -> dict[str, Any]:
    return {
        "gravite": severity,
        "feuille": "Postes",
        "ligne": row,
        "colonne": column,
        "message": f"Message {severity}.",
    }


def test_the_gravest_anomalies_come_first_with_their_place() -> None:
    found = [anomaly("information", None, ""), anomaly("bloquante", 7, "Statut")]
    text = reports.verification(verification(found))
    assert "suivi.xlsx – 3\u00a0lignes lues : 2\u00a0acceptées, 1\u00a0rejetée" in text
    assert "2\u00a0anomalies :" in text
    assert text.index("- bloquante – Postes, ligne 7, « Statut » : Message bloquante.") < text.index(
        "- information – Postes : Message information."
    )
    assert "30\u202f000,00\u00a0€" in text


def test_no_anomaly_is_said() -> None:
    assert "Aucune anomalie." in reports.verification(verification([]))


@pytest.mark.parametrize("missing", ["etp_pour_1000", "ic95_bas", "quotient"])
def test_a_missing_figure_is_a_dash_never_zero(missing: str) -> None:
    row: dict[str, Any] = {
        "nom": "CC de l'Ernée",
        "population_15_plus": 17_000,
        "taux_pct": 19.9,
        "personnes": 3_400,
        "etp": 1.0,
        "etp_pour_1000": 0.29,
        "ic95_bas": 0.01,
        "ic95_haut": 1.64,
        "quotient": 0.8,
    }
    row[missing] = None
    text = reports.coverage({"epci": [row], "departement": row | {"nom": "Mayenne"}}, "estimation")
    assert "17\u202f000" in text
    assert "19,9\u00a0%" in text
    assert "–" in text.splitlines()[5]

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import pytest

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.cells import Flaw, FlawKind
from maynum_dash.sources.workbook import Workbook

Understand = Callable[..., Workbook]
Row = Mapping[str, object]

START = date(2026, 9, 1)
GOOD: Row = {
    "ID Poste": "P1",
    "Structure": "Structure A",
    "EPCI": "Ernée",
    "Statut": "Occupé",
    "Début de convention": START,
}


def table(rows: Sequence[Row]) -> list[list[object]]:
    """Lay rows out under the headings that they use together."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [list(headings), *([row.get(heading) for heading in headings] for row in rows)]


def posts(*rows: Row) -> list[list[object]]:
    return table([{**GOOD, "ID Poste": f"P{rank}", **row} for rank, row in enumerate(rows, start=1)])


def found(workbook: Workbook, *, row: int = 2) -> list[tuple[str, str, str]]:
    return [(one.code, one.severity.value, one.column) for one in workbook.anomalies if one.row == row]


def only(workbook: Workbook, code: str) -> Anomaly:
    (one,) = [one for one in workbook.anomalies if one.code == code]
    return one


def counts(workbook: Workbook, sheet: int = 0) -> tuple[int, int, int]:
    count = workbook.sheets[sheet]
    return count.rows_read, count.rows_accepted, count.rows_rejected


def test_defaults_are_filled(understand: Understand) -> None:
    workbook = understand({"Postes": posts({})})
    (row,) = workbook.posts.to_dict("records")
    assert row["category"] == "Public bonifié"
    assert row["fte"] == 1.0
    assert row["decided_on"] == pd.Timestamp(START)
    assert row["end"] == pd.Timestamp(2029, 8, 31)
    assert pd.isna(row["department_y1_cents"])
    assert [one.code for one in workbook.anomalies] == ["CATEGORIE_PAR_DEFAUT"]


def test_a_start_on_29_february_ends_three_years_later_less_one_day(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"Début de convention": date(2024, 2, 29)})})
    assert workbook.posts["end"].tolist() == [pd.Timestamp(2027, 2, 27)]


@pytest.mark.parametrize("decided_on", [date(2023, 9, 1), date(2026, 7, 6), date(2029, 9, 1)])
def test_a_decision_within_three_years_of_the_start_is_quiet(
    understand: Understand, decided_on: date
) -> None:
    cells = {"Catégorie employeur": "Public", "Date de décision": decided_on}
    assert understand({"Postes": posts(cells)}).anomalies == ()


@pytest.mark.parametrize("heading", ["ID Poste", "Structure", "Statut", "Début de convention"])
def test_a_post_without_what_it_needs_is_rejected(understand: Understand, heading: str) -> None:
    workbook = understand({"Postes": posts({heading: None}, {"ID Poste": "P2"})})
    assert counts(workbook) == (2, 1, 1)
    assert found(workbook) == [("CHAMP_OBLIGATOIRE_VIDE", "bloquante", heading)]


def test_a_post_needs_one_way_to_be_placed(understand: Understand) -> None:
    workbook = understand(
        {
            "Postes": posts(
                {"EPCI": None, "Commune": None, "SIRET": None},
                {"EPCI": None, "Commune": "Laval"},
                {"EPCI": None, "SIRET": "20001190600019"},
            )
        }
    )
    assert counts(workbook) == (3, 2, 1)
    assert found(workbook) == [("TERRITOIRE_MANQUANT", "bloquante", "")]


def test_a_false_siret_alone_does_not_place_a_post(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"EPCI": None, "SIRET": "2,00083E+13"})})
    assert counts(workbook) == (1, 0, 1)
    assert [code for code, _, _ in found(workbook)] == ["SIRET_TRONQUE", "TERRITOIRE_MANQUANT"]


@pytest.mark.parametrize(
    ("cells", "code", "severity"),
    [
        ({"Statut": "Vacant"}, "VACANT_SANS_DATE", "avertissement"),
        ({"Statut": "Rendu"}, "RENDU_SANS_DATE", "bloquante"),
        ({"Statut": "Suspendu"}, "VALEUR_INCONNUE", "bloquante"),
        ({"Date de rendu": date(2027, 1, 1)}, "RENDU_INATTENDU", "avertissement"),
        ({"Statut": "Rendu", "Date de rendu": date(2026, 1, 1)}, "RENDU_AVANT_DEBUT", "avertissement"),
        ({"Statut": "Rendu", "Date de rendu": "un jour"}, "DATE_ILLISIBLE", "bloquante"),
        ({"Fin de convention": date(2026, 1, 1)}, "FIN_AVANT_DEBUT", "avertissement"),
        ({"Fin de convention": date(2028, 8, 31)}, "DUREE_INATTENDUE", "avertissement"),
        ({"Fin de convention": "fin 2029"}, "DATE_ILLISIBLE", "avertissement"),
        ({"Début de convention": "sept-26"}, "DATE_AU_MOIS", "avertissement"),
        ({"Début de convention": "31/02/2026"}, "DATE_IMPOSSIBLE", "bloquante"),
        ({"Début de convention": 2026}, "DATE_INVRAISEMBLABLE", "bloquante"),
        ({"Début de convention": "09:01:26"}, "DATE_ILLISIBLE", "bloquante"),
        ({"Date de décision": "09:01:26"}, "DATE_ILLISIBLE", "avertissement"),
        ({"Date de décision": date(2023, 8, 31)}, "DECISION_ELOIGNEE", "avertissement"),
        ({"Date de décision": date(2029, 9, 2)}, "DECISION_ELOIGNEE", "avertissement"),
        ({"Département A1": "illisible"}, "MONTANT_ILLISIBLE", "bloquante"),
        ({"Département A1": "3.500"}, "MONTANT_AMBIGU", "bloquante"),
        ({"Département A1": Flaw(FlawKind.ERROR, "#REF!")}, "CELLULE_EN_ERREUR", "bloquante"),
        ({"Département A1": Flaw(FlawKind.FORMULA, "formule")}, "FORMULE_SANS_VALEUR", "bloquante"),
        ({"ANCT A2": Flaw(FlawKind.DISAGREEMENT, "1 ou 2")}, "LECTEURS_EN_DESACCORD", "bloquante"),
        ({"Département A1": -100}, "MONTANT_NEGATIF", "avertissement"),
        ({"Département A1": 1166.667}, "MONTANT_ARRONDI", "avertissement"),
        ({"SIRET": "20001190600010"}, "SIRET_INVALIDE", "avertissement"),
        ({"SIRET": Flaw(FlawKind.ERROR, "#N/A")}, "CELLULE_EN_ERREUR", "avertissement"),
        ({"ETP": "mi-temps"}, "NOMBRE_ILLISIBLE", "avertissement"),
        ({"ETP": 1.5}, "NOMBRE_HORS_BORNES", "avertissement"),
        ({"Commune": 1001}, "ZERO_RETABLI", "information"),
        ({"Remarques": "tél. 02 43 00 00 00"}, "COORDONNEES_RETIREES", "information"),
        ({"ID Poste": "EXEMPLE-1"}, "EXEMPLE_A_SUPPRIMER", "avertissement"),
        ({"Structure": "Exemple – à supprimer"}, "EXEMPLE_A_SUPPRIMER", "avertissement"),
    ],
)
def test_each_doubt_is_located_and_decides_the_row(
    understand: Understand, cells: Row, code: str, severity: str
) -> None:
    workbook = understand({"Postes": posts({"Catégorie employeur": "Public", **cells})})
    (one,) = [one for one in workbook.anomalies if one.row == 2]
    assert (one.code, one.severity.value, one.sheet) == (code, severity, "Postes")
    assert one.message.endswith(".")
    assert counts(workbook) == ((1, 0, 1) if severity == "bloquante" else (1, 1, 0))
    if one.code in {"VALEUR_INCONNUE", "MONTANT_ILLISIBLE"}:
        assert "La ligne n'est pas comptée." in one.message


def test_an_unreadable_optional_cell_says_what_replaces_it(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"Catégorie employeur": "Privé", "ETP": "mi-temps"})})
    assert workbook.posts["fte"].tolist() == [1.0]
    assert "La cellule est traitée comme vide : 1 ETP." in only(workbook, "NOMBRE_ILLISIBLE").message


def test_an_unknown_category_never_becomes_the_default(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"Catégorie employeur": "Associatif"})})
    assert counts(workbook) == (1, 0, 1)
    assert "« Public bonifié », « Public », « Privé »" in only(workbook, "VALEUR_INCONNUE").message


def test_a_missing_category_is_said_per_row_only_when_the_column_exists(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"Catégorie employeur": "Public"}, {"Catégorie employeur": None})})
    assert workbook.posts["category"].tolist() == ["Public", "Public bonifié"]
    assert only(workbook, "CATEGORIE_PAR_DEFAUT").row == 3


def test_the_euros_of_a_rejected_row_are_at_stake_once(understand: Understand) -> None:
    workbook = understand(
        {
            "Postes": posts(
                {"Statut": None, "Structure": None, "Département A1": 3500, "Département A2": "5 000,50"}
            )
        }
    )
    # 3 500 € and 5 000,50 € as deliberated, then the 6 500 € of the scale.
    assert [one.stake_cents for one in workbook.anomalies if one.row == 2] == [1_500_050, None]


@pytest.mark.parametrize(("second", "likeness"), [({}, "identique"), ({"Structure": "B"}, "différent")])
def test_the_first_of_two_posts_stands(understand: Understand, second: Row, likeness: str) -> None:
    rows = posts({"ID Poste": "0012"}, {"ID Poste": 12.0, **second})
    workbook = understand({"Postes": rows})
    assert workbook.posts["post_id"].tolist() == ["12"]
    assert workbook.posts["employer"].tolist() == ["Structure A"]
    one = only(workbook, "POSTE_EN_DOUBLE")
    assert (one.row, one.severity) == (3, Severity.BLOCKING)
    assert "ligne 2" in one.message
    assert likeness in one.message


def test_a_rejected_post_does_not_shadow_the_next_one(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"ID Poste": "P1", "EPCI": None}, {"ID Poste": "P1"})})
    assert workbook.posts["row"].tolist() == [3]


def test_totals_notes_and_repeated_headings_are_listed_and_not_counted(understand: Understand) -> None:
    rows = posts({"Département A1": 3500})
    heading = rows[0]
    rows += [
        [None] * 6,
        ["Sous-total", None, None, None, None, 3500],
        heading,
        [None, "Total général", None, None, None, 3500],
        ["* Données au 31 décembre", None, None, None, None, None],
        [None, None, None, None, None, None, "hors tableau"],
    ]
    workbook = understand({"Postes": rows})
    assert counts(workbook) == (6, 1, 5)
    listed = [(one.code, one.row) for one in workbook.anomalies if one.row]
    assert listed == [
        ("LIGNE_DE_TOTAL", 4),
        ("EN_TETE_REPETE", 5),
        ("LIGNE_DE_TOTAL", 6),
        ("LIGNE_DE_NOTE", 7),
        ("LIGNE_DE_NOTE", 8),
    ]
    assert {one.severity for one in workbook.anomalies} == {Severity.INFORMATION}


def test_a_structure_named_total_is_not_a_total(understand: Understand) -> None:
    workbook = understand(
        {"Postes": posts({"Structure": "Total Solidarité"}, {"Structure": "Total Services", "Statut": None})}
    )
    assert counts(workbook) == (2, 1, 1)
    assert found(workbook, row=3) == [("CHAMP_OBLIGATOIRE_VIDE", "bloquante", "Statut")]


def test_a_lonely_identifier_is_not_taken_for_a_note(understand: Understand) -> None:
    workbook = understand({"Postes": [*posts({}), ["P9"]]})
    assert {severity for _, severity, _ in found(workbook, row=3)} == {"bloquante"}


PAYMENT: Row = {"ID Poste": "P1", "Date": START, "Montant": 2450, "Nature": "acompte"}


@pytest.mark.parametrize(
    ("cells", "code", "severity", "stake"),
    [
        ({"ID Poste": "P9"}, "POSTE_INCONNU", "avertissement", 245_000),
        ({"Montant": "?"}, "MONTANT_ILLISIBLE", "bloquante", None),
        ({"Montant": None}, "CHAMP_OBLIGATOIRE_VIDE", "bloquante", None),
        ({"Date": "?"}, "DATE_ILLISIBLE", "bloquante", 245_000),
        ({"ID Poste": None}, "CHAMP_OBLIGATOIRE_VIDE", "bloquante", 245_000),
        ({"Nature": "don"}, "VALEUR_INCONNUE", "avertissement", None),
        ({"Nature": "avoir"}, "AVOIR_POSITIF", "avertissement", 245_000),
        ({"Montant": -10}, "VERSEMENT_NEGATIF", "avertissement", -1_000),
    ],
)
def test_payments_are_kept_or_rejected_with_their_euros(
    understand: Understand, cells: Row, code: str, severity: str, stake: int | None
) -> None:
    workbook = understand({"Postes": posts({}), "Versements": table([{**PAYMENT, **cells}])})
    (one,) = [one for one in workbook.anomalies if one.sheet == "Versements"]
    assert (one.code, one.severity.value, one.stake_cents) == (code, severity, stake)
    assert len(workbook.payments) == (0 if severity == "bloquante" else 1)


def test_a_credit_note_is_negative_and_quiet(understand: Understand) -> None:
    payment = {**PAYMENT, "Montant": "(100,00)", "Nature": "Avoir", "ID Poste": "p1"}
    workbook = understand({"Postes": posts({}), "Versements": table([payment])})
    assert workbook.payments[["post_id", "amount_cents", "kind"]].to_dict("records") == [
        {"post_id": "P1", "amount_cents": -10_000, "kind": "avoir"}
    ]
    assert [one for one in workbook.anomalies if one.sheet == "Versements"] == []


def test_a_payment_written_twice_counts_twice_and_is_said(understand: Understand) -> None:
    workbook = understand({"Postes": posts({}), "Versements": table([PAYMENT, PAYMENT])})
    assert workbook.payments["amount_cents"].sum() == 490_000
    one = only(workbook, "LIGNE_REPETEE")
    assert (one.row, one.stake_cents) == (3, 245_000)


def test_a_payment_of_a_rejected_post_is_kept_and_said(understand: Understand) -> None:
    workbook = understand({"Postes": posts({"Statut": None}, {}), "Versements": table([PAYMENT])})
    assert len(workbook.payments) == 1
    assert only(workbook, "POSTE_INCONNU").stake_cents == 245_000


def test_envelopes_are_typed_and_their_totals_left_out(understand: Understand) -> None:
    workbook = understand(
        {
            "Postes": posts({}),
            "Enveloppes": [
                ["Exercice", "Type", "Vote", "Montant", "Date"],
                [2026, "ae", "BP", "120 000,00 €", START],
                [2026, "AE", "Total", 120000, None],
                [2026, "fonctionnement", "BP", 5, None],
                ["Total 2026", None, None, 120000, None],
            ],
        }
    )
    assert workbook.envelopes[["fiscal_year", "authorisation", "amount_cents"]].to_dict("records") == [
        {"fiscal_year": 2026, "authorisation": "AE", "amount_cents": 12_000_000}
    ]
    assert counts(workbook, 1) == (4, 1, 3)
    assert [one.code for one in workbook.anomalies if one.sheet == "Enveloppes"] == [
        "LIGNE_DE_TOTAL",
        "VALEUR_INCONNUE",
        "LIGNE_DE_TOTAL",
    ]


def test_criteria_needs_and_places_are_typed(understand: Understand) -> None:
    workbook = understand(
        {
            "Postes": posts({}),
            "Critères": [
                ["ID Poste", "Critère", "État"],
                ["P1", "Engagement", "Rempli"],
                ["P9", "Engagement", "non"],
            ],
            "Illectronisme": [
                ["EPCI", "Taux (%)", "Personnes", "Année", "Source"],
                ["Ernée", "19,9 %", 3000, 2019, "Insee"],
                ["Craon", 0.212, "beaucoup", 2019, "Insee"],
            ],
            "Lieux": [
                ["Nom", "Commune", "Latitude", "Longitude", "Jours par semaine"],
                ["Mairie", "Laval", None, None, "0,5"],
                ["Bus", None, 48.07, -0.77, None],
                ["Nulle part", None, 48.07, None, None],
            ],
        }
    )
    assert workbook.criteria["state"].tolist() == ["rempli", "non rempli"]
    assert workbook.needs["rate_pct"].tolist() == pytest.approx([19.9, 21.2])
    assert workbook.needs["people"].isna().tolist() == [False, True]
    assert workbook.places["name"].tolist() == ["Mairie", "Bus"]
    codes = [(one.code, one.row) for one in workbook.anomalies if one.sheet != "Postes"]
    assert codes == [
        ("POSTE_INCONNU", 3),
        ("TAUX_EN_FRACTION", 3),
        ("NOMBRE_ILLISIBLE", 3),
        ("LIEU_NON_SITUE", 4),
    ]


@pytest.mark.parametrize(
    ("cell", "code", "severity", "words"),
    [
        (1, "TAUX_AMBIGU", "bloquante", "1 % ou 100 %"),
        (0.125, "TAUX_EN_FRACTION", "information", "« 0,125 » lu 12,5 %"),
        (0, "TAUX_NUL", "avertissement", "taux nul"),
        (75, "TAUX_ELEVE", "avertissement", "lu 75 %"),
        (0.75, "TAUX_ELEVE", "avertissement", "« 0,75 » lu 75 %"),
    ],
)
def test_a_doubtful_rate_is_explained(
    understand: Understand, cell: object, code: str, severity: str, words: str
) -> None:
    need = {"EPCI": "Ernée", "Taux (%)": cell, "Année": 2021, "Source": "Insee"}
    workbook = understand({"Postes": posts({}), "Illectronisme": table([need])})
    one = only(workbook, code)
    assert (one.row, one.severity.value) == (2, severity)
    assert words in one.message
    assert len(workbook.needs) == (0 if severity == "bloquante" else 1)


ENVELOPE: Row = {"Exercice": 2026, "Type": "AE", "Vote": "BP", "Montant": 120_000}


def test_a_vote_written_twice_counts_twice_and_is_said(understand: Understand) -> None:
    rows = [ENVELOPE, {**ENVELOPE, "Vote": "bp", "Montant": 90_000}, {**ENVELOPE, "Type": "CP"}]
    workbook = understand(
        {"Postes": posts({}), "Enveloppes": table([*rows, {**ENVELOPE, "Vote": "DM1"}, ENVELOPE])}
    )
    assert len(workbook.envelopes) == 5
    one = only(workbook, "VOTE_EN_DOUBLE")
    assert (one.row, one.severity, one.stake_cents) == (3, Severity.WARNING, 9_000_000)
    assert "ligne 2" in one.message
    # A row repeated to the letter has its own sentence, and its euros are at stake once.
    assert only(workbook, "LIGNE_REPETEE").row == 6


def test_an_order_number_written_twice_is_said(understand: Understand) -> None:
    payments = [
        {**PAYMENT, "N° mandat": "1234"},
        {**PAYMENT, "N° mandat": 1234, "Montant": 1050, "Nature": "solde"},
        {**PAYMENT, "N° mandat": None, "Montant": 1},
        {**PAYMENT, "N° mandat": None, "Montant": 2},
    ]
    workbook = understand({"Postes": posts({}), "Versements": table(payments)})
    assert len(workbook.payments) == 4
    one = only(workbook, "MANDAT_EN_DOUBLE")
    assert (one.row, one.column, one.stake_cents) == (3, "N° mandat", 105_000)
    assert "ligne 2" in one.message


def test_payments_above_three_years_of_the_base_are_said_once(understand: Understand) -> None:
    amounts = [40_000, 35_000, 0.01, 100]
    payments = [
        {**PAYMENT, "Montant": amount, "Date": date(2027, 1, rank)} for rank, amount in enumerate(amounts, 1)
    ]
    workbook = understand(
        {"Postes": posts({}, {}), "Versements": table([*payments, {**PAYMENT, "ID Poste": "P2"}])}
    )
    one = only(workbook, "CUMUL_ELEVE")
    assert (one.row, one.severity, one.stake_cents) == (4, Severity.WARNING, 1)
    assert "75" in one.message

"""State money of the « idPoste » file: repeated on each adviser's row, counted once."""

from collections.abc import Callable

import pytest
from pandas import DataFrame

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.sources.cells import Cell
from maynum_dash.sources.exports import Export

Understand = Callable[..., Export]
TOTAL = "montant_subventions_total_(=ae_total)"
BONUS = "bonifications_découlant_du_lieu_de_permanence"


def posts(export: Export) -> DataFrame:
    return export.tables["state_posts"]


def found(export: Export, code: str) -> list[Anomaly]:
    return [one for one in export.anomalies if one.code == code]


def test_three_rows_of_one_post_are_one_post_paid_once(understand_rows: Understand) -> None:
    export = understand_rows("idposte", {}, {"nom": "Nom B"}, {"nom": "Nom C"})
    (post,) = posts(export).to_dict("records")
    # 50 000 of the first agreement and 40 000 of the renewal, of which the bonus is a part.
    assert post["contracted_cents"] == 9_000_000
    # 50 000 of the first agreement and one instalment of 20 000.
    assert post["paid_cents"] == 7_000_000
    assert (post["bonus_cents"], post["has_bonus"]) == (750_000, True)
    assert (post["row"], post["agreement"], f"{post['agreement_end']:%d/%m/%Y}") == (
        2,
        "Renouvellement",
        "30/06/2027",
    )
    assert [(one.rows_read, one.rows_accepted) for one in export.sheets] == [(3, 3)]
    assert "3 ligne(s)" in found(export, "LIGNES_REGROUPEES")[0].message
    assert not found(export, "LIGNES_DIFFERENTES")


def test_an_amount_that_differs_between_rows_is_said_with_the_difference(understand_rows: Understand) -> None:
    export = understand_rows("idposte", {}, {TOTAL: "45 000 €"})
    (one,) = found(export, "LIGNES_DIFFERENTES")
    assert (one.row, one.column, one.stake_cents) == (3, TOTAL, 500_000)
    assert "40\u202f000,00" in one.message
    assert posts(export)["contracted_cents"].tolist() == [9_000_000]


def test_a_cell_left_empty_on_the_first_row_is_taken_from_the_next(understand_rows: Understand) -> None:
    export = understand_rows("idposte", {TOTAL: None, "siret": None}, {})
    assert posts(export)["contracted_cents"].tolist() == [9_000_000]
    assert not found(export, "LIGNES_DIFFERENTES")


def test_the_bonus_is_the_largest_and_never_a_sum(understand_rows: Understand) -> None:
    export = understand_rows("idposte", {BONUS: "0"}, {BONUS: "10 125"}, {BONUS: "7500"})
    assert posts(export)["bonus_cents"].tolist() == [1_012_500]
    assert posts(export)["contracted_cents"].tolist() == [9_000_000]
    assert [one.row for one in found(export, "BONIFICATIONS_DIFFERENTES")] == [3, 4]


@pytest.mark.parametrize(
    ("bonus", "total", "code"),
    [("5000", "40000", "BONIFICATION_INATTENDUE"), ("7500", "7000", "BONIFICATION_SUPERIEURE")],
)
def test_a_bonus_that_cannot_be_is_said(
    bonus: str, total: str, code: str, understand_rows: Understand
) -> None:
    assert len(found(understand_rows("idposte", {BONUS: bonus, TOTAL: total}), code)) == 1


@pytest.mark.parametrize("bonus", ["0", "7500", "10125", None])
def test_the_three_bonuses_that_exist_are_said_by_nobody(
    bonus: str | None, understand_rows: Understand
) -> None:
    assert not found(understand_rows("idposte", {BONUS: bonus}), "BONIFICATION_INATTENDUE")


def test_a_post_of_two_structures_is_two_rows_and_one_status(understand_rows: Understand) -> None:
    other: dict[str, Cell] = {"id_structure": "8", "nom_structure": "CC B", "etat": "rendu"}
    export = understand_rows("idposte", {}, other)
    assert posts(export)["status"].tolist() == ["Occupé", "Rendu"]
    assert len(found(export, "POSTE_TRANSFERE")) == len(found(export, "STATUTS_DIFFERENTS")) == 1
    assert found(export, "TOTAL_ETAT_REPETE")[0].stake_cents == 9_000_000


@pytest.mark.parametrize(
    ("typology", "coordinator"), [("conum", [False]), ("coordo", [True]), ("dns", [None])]
)
def test_the_typology_tells_coordination(
    typology: str, coordinator: list[bool | None], understand_rows: Understand
) -> None:
    export = understand_rows("idposte", {"typologie": typology})
    assert (
        posts(export)["coordinator"].astype(object).where(lambda one: one.notna(), None).tolist()
        == coordinator
    )
    assert not found(export, "VALEUR_INCONNUE")


@pytest.mark.parametrize("day", ["2027-06-30", "30/06/2027", "30-06-2027", "30.06.2027"])
def test_the_four_ways_of_writing_a_day(day: str, understand_rows: Understand) -> None:
    export = understand_rows("idposte", {"date_fin_convention_v2": day})
    assert [f"{end:%d/%m/%Y}" for end in posts(export)["agreement_end"]] == ["30/06/2027"]


def test_a_post_of_the_first_agreement_only(understand_rows: Understand) -> None:
    empty = dict.fromkeys((TOTAL, BONUS, "date_fin_convention_v2", "montant_versement_1e_tranche"))
    (post,) = posts(understand_rows("idposte", empty)).to_dict("records")
    assert (post["agreement"], f"{post['agreement_end']:%d/%m/%Y}") == ("Initiale", "30/06/2024")
    assert (post["contracted_cents"], post["paid_cents"]) == (5_000_000, 5_000_000)


def test_the_latest_contract_counts_whatever_the_order(understand_rows: Understand) -> None:
    export = understand_rows(
        "idposte", {"date_fin_contrat": "31/12/2026"}, {"date_fin_contrat": "31/12/2025"}, {}
    )
    assert [f"{end:%d/%m/%Y}" for end in posts(export)["contract_end"]] == ["31/12/2026"]


def test_no_money_known_is_unknown_and_not_zero(understand_rows: Understand) -> None:
    amounts = (TOTAL, f"{TOTAL}_v1", "montant_versement_dgcl", "montant_versement_1e_tranche")
    export = understand_rows("idposte", dict.fromkeys(amounts))
    assert posts(export)[["contracted_cents", "paid_cents"]].isna().all(axis=None)

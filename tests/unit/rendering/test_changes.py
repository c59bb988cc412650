"""What changed, in French that can be read aloud."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import Axis, Scope
from maynum_dash.analysis.comparison.changes import Changes, compare
from maynum_dash.domain.changes import Event
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.domain.scale import FundingScale
from maynum_dash.rendering import changes as words
from maynum_dash.rendering.changes import Sentence, sentences
from maynum_dash.sources.scale import load_scale

MakeBoard = Callable[..., Board]
MINE = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,))
CRAON, LAVAL = {"epci": "CC du Pays de Craon"}, {"epci": "CA Laval Agglomération"}
RETURNED = {"status": "Rendu", "returned_on": date(2027, 3, 1)}


def plain(text: str) -> str:
    """Spaces as they are typed here."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def said(changes: Changes, scope: Scope = MINE, by: Axis = Axis.EPCI) -> list[str]:
    return [plain(sentence.text) for sentence in sentences(changes, scope, by)]


def test_nothing_changed_is_said(make_board: MakeBoard) -> None:
    board = make_board([{}])
    assert sentences(compare(board, board), MINE) == (
        Sentence("Aucun écart : les deux imports disent la même chose."),
    )


def test_nothing_on_the_chosen_period_is_said(make_board: MakeBoard) -> None:
    before, after = make_board([], envelopes=[{}]), make_board([])
    elsewhere = Scope(Reading.TRANCHE, fiscal_years=(2030,))
    assert said(compare(before, after), elsewhere) == ["Aucun écart sur la période choisie."]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            [LAVAL, LAVAL],
            [{**LAVAL, **RETURNED}, {**LAVAL, **RETURNED}],
            # Each: 3 500 × 184 ÷ 365 not earned in 2027, and the 5 000 and 6 500 of the next two years.
            [
                "2 postes rendus à Laval Agglomération, −13 528,76 € en 2027 et −13 000,00 € en 2028",
                "ETP occupés : 2,00 avant, 0,00 après",
            ],
        ),
        (
            [CRAON],
            [{**CRAON, **RETURNED}],
            [
                "1 poste rendu à la CC du Pays de Craon, −6 764,38 € en 2027 et −6 500,00 € en 2028",
                "ETP occupés : 1,00 avant, 0,00 après",
            ],
        ),
        (
            [],
            [CRAON],
            [
                (
                    "1 poste entré (CC du Pays de Craon), +3 500,00 € en 2026, +5 000,00 € en 2027 "
                    "et +6 500,00 € en 2028"
                ),
                "ETP occupés : 0,00 avant, 1,00 après",
            ],
        ),
        (
            [{"epci": "Nulle part", "fte": 0.5}],
            [],
            [
                (
                    "1 poste sorti (sans territoire connu), −3 500,00 € en 2026, −5 000,00 € en 2027 "
                    "et −6 500,00 € en 2028"
                ),
                "ETP occupés : 0,50 avant, 0,00 après",
            ],
        ),
        (
            [RETURNED],
            [{}],
            [
                (
                    "1 poste dont le rendu est annulé (CC de l'Ernée), +6 764,38 € en 2027 "
                    "et +6 500,00 € en 2028"
                ),
                "1 poste devenu occupé",
                "ETP occupés : 0,00 avant, 1,00 après",
            ],
        ),
        (
            [{**RETURNED, "returned_on": date(2027, 9, 1)}],
            [RETURNED],
            ["1 poste dont la date de rendu a changé (CC de l'Ernée), −1 764,38 € en 2027"],
        ),
        (
            [{}],
            [{"department_y1_cents": 300_000}],
            ["1 poste dont les montants délibérés ont changé (CC de l'Ernée), −500,00 € en 2026"],
        ),
        (
            [{"department_y1_cents": 300_000}, {}],
            [{}, {"department_y1_cents": 300_000}],
            ["2 postes dont les montants délibérés ont changé (CC de l'Ernée), sans changer le total"],
        ),
        (
            [{"start": date(2026, 12, 1)}],
            [{"start": date(2027, 1, 1), "end": date(2029, 12, 31)}],
            [
                (
                    "1 poste dont la date de décision ou de début a changé (CC de l'Ernée), "
                    "−3 500,00 € en 2026, −1 500,00 € en 2027, −1 500,00 € en 2028 et +6 500,00 € en 2029"
                ),
            ],
        ),
        (
            [{}, {}, {}],
            [{"status": "Vacant", "vacant_since": date(2027, 1, 1)}] * 3,
            ["3 postes devenus vacants", "ETP occupés : 3,00 avant, 0,00 après"],
        ),
        (
            [{}],
            [{"category": "Public"}],
            ["1 poste dont la catégorie d’employeur a changé, sans effet sur ces montants"],
        ),
        (
            [{}],
            [{"end": date(2029, 8, 31)}],
            ["1 poste dont les dates de convention ont changé, sans effet sur ces montants"],
        ),
        (
            [{}],
            [{"fte": 0.8, "decision_reference": "A", "served": "Laval Agglomération"}],
            [
                "1 poste dont la référence de décision a changé",
                "1 poste dont la quotité (ETP) a changé",
                "1 poste dont les territoires desservis ont changé",
                "ETP occupés : 1,00 avant, 0,80 après",
            ],
        ),
        (
            [RETURNED],
            [{**RETURNED, "status": "Occupé"}],
            ["1 poste devenu occupé", "ETP occupés : 0,00 avant, 1,00 après"],
        ),
        (
            [{**RETURNED, "status": "Vacant"}],
            [RETURNED],
            ["1 poste passé au statut « Rendu »"],
        ),
    ],
)
def test_each_event_has_its_sentence(
    make_board: MakeBoard, before: list[dict[str, Any]], after: list[dict[str, Any]], expected: list[str]
) -> None:
    assert sorted(said(compare(make_board(before), make_board(after)))) == sorted(expected)


def test_a_move_says_from_where_to_where_and_that_the_total_stays(make_board: MakeBoard) -> None:
    moved = {"employer": "Mairie B", "siret": "13002603200016", "commune": "Craon", **CRAON}
    changes = compare(make_board([{}, {}]), make_board([moved, moved]))
    year = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,), (2027,))
    for by in (Axis.EPCI, Axis.STRUCTURE):
        assert said(changes, year, by) == [
            (
                "2 postes passés de « Mairie A » à « Mairie B » (CC du Pays de Craon), 10 000,00 € en 2027, "
                "sans changer le total"
            )
        ]


def test_a_move_without_money_in_view_is_said_once(make_board: MakeBoard) -> None:
    changes = compare(make_board([{}]), make_board([{"employer": "Mairie B", **CRAON}]))
    assert said(changes, Scope(Reading.TRANCHE, fiscal_years=(2035,))) == [
        "1 poste passé à une autre structure, sans effet sur ces montants"
    ]


def test_another_epci_of_the_same_structure_is_said(make_board: MakeBoard) -> None:
    changes = compare(make_board([{}]), make_board([{"epci": "Nulle part"}]))
    year = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,), (2027,))
    assert said(changes, year) == [
        "1 poste passé de « CC de l'Ernée » à « Nulle part », 5 000,00 € en 2027, sans changer le total"
    ]


def test_a_new_name_of_a_structure_is_no_move(make_board: MakeBoard) -> None:
    siret = {"siret": "13002603200016"}
    changes = compare(make_board([siret]), make_board([{**siret, "employer": "Maison du numérique"}]))
    year = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,), (2026,))
    assert said(changes, year) == [
        (
            "1 poste dont la structure « Mairie A » est devenue « Maison du numérique », 3 500,00 € en 2026, "
            "sans changer le total"
        )
    ]


def test_a_new_scale_is_said_once_for_all_places(make_board: MakeBoard) -> None:
    (version,) = load_scale().versions
    public = {
        category: {**amounts, Funder.DEPARTMENT: (400_000, 500_000, 650_000)}
        for category, amounts in version.amounts.items()
    }
    scale = FundingScale((replace(version, amounts=public),))
    changes = compare(make_board([{}, CRAON]), make_board([{}, CRAON], scale=scale))
    assert said(changes) == ["Nouveau barème pour 2 postes, +1 000,00 € en 2026"]
    assert said(changes, Scope(Reading.TRANCHE, (Funder.STATE,))) == [
        "Nouveau barème, sans effet sur ces montants"
    ]


def test_votes_and_payments_are_said_for_the_years_in_view(make_board: MakeBoard) -> None:
    before = make_board([{}], envelopes=[{}], payments=[{}])
    after = make_board(
        [{}], envelopes=[{"amount_cents": 1_600_000}], payments=[{"paid_on": date(2027, 1, 1)}]
    )
    changes = compare(before, after)
    assert said(changes) == [
        "Enveloppe AE 2026 (BP), +1 000,00 €",
        "Versements de 2026, −2 450,00 €",
        "Versements de 2027, +2 450,00 €",
    ]
    assert said(changes, Scope(Reading.TRANCHE, fiscal_years=(2027,))) == ["Versements de 2027, +2 450,00 €"]


def test_the_largest_amounts_come_first_and_moves_after_what_changes_a_total(make_board: MakeBoard) -> None:
    before = make_board([{}, {}, {"status": "Vacant"}])
    after = make_board(
        [{"employer": "Mairie B"}, {"department_y1_cents": 0}, {}, {"post_id": "new", **CRAON}]
    )
    found = sentences(compare(before, after), MINE)
    assert [sentence.stake_cents for sentence in found] == [1_500_000, 350_000, 1_500_000, 0, 0]
    assert "entré" in found[0].text
    assert "passé de" in found[2].text


def test_places_are_structures_when_asked(make_board: MakeBoard) -> None:
    changes = compare(
        make_board([{}, {"employer": "{posts} <b>"}]),
        make_board([RETURNED, {"employer": "{posts} <b>", **RETURNED}]),
    )
    found = said(changes, MINE, Axis.STRUCTURE)
    assert [text.split(",")[0] for text in found[:2]] == [
        "1 poste rendu (Mairie A)",
        "1 poste rendu ({posts} <b>)",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CC de l'Ernée", "à la CC de l'Ernée"),
        ("CC des Coëvrons", "à la CC des Coëvrons"),
        ("CA Laval Agglomération", "à Laval Agglomération"),
        ("CC Mayenne Communauté", "à Mayenne Communauté"),
        ("sans territoire connu", "(sans territoire connu)"),
    ],
)
def test_the_preposition_follows_the_name(name: str, expected: str) -> None:
    assert words._at(name, Axis.EPCI) == expected  # noqa: SLF001 -- its cases are too many for whole sentences


def test_every_event_can_be_said() -> None:
    assert set(words._WITHOUT) | {Event.SCALE} == set(Event)  # noqa: SLF001 -- the list itself is what is tested
    assert set(words._WITH_MONEY) <= set(Event)  # noqa: SLF001

"""Each move in one French sentence, and in a few words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from maynum_dash.domain.moves import (
    ORDER,
    Authorisation,
    BonusEnd,
    Cap,
    Chosen,
    Envelope,
    GiveBack,
    Indexation,
    Move,
    NewPosts,
    Renewal,
    ScaleChange,
    Scenario,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.rendering.moves import KINDS, label, sentence, title
from maynum_dash.sources.scale import load_scale

DAY = date(2027, 1, 1)
NAMES = {"200083392": "Laval Agglomération"}
VERSION = replace(load_scale().versions[-1], valid_from=DAY)


@pytest.mark.parametrize(
    ("move", "told", "short"),
    [
        (
            Renewal(DAY),
            (
                "Toutes les conventions qui finissent jusqu’au 1er janvier 2027 sont renouvelées : "
                "36 mois dès le "
                "lendemain, au barème de ce jour."
            ),
            "Renouvellement 100 %",
        ),
        (
            Renewal(DAY, pct=Decimal("62.5")),
            (
                "62,5 % des conventions qui finissent jusqu’au 1er janvier 2027 sont renouvelées : "
                "36 mois dès le "
                "lendemain, au barème de ce jour. Les postes occupés passent d’abord, puis les fins "
                "les plus proches."
            ),
            "Renouvellement 62,5 %",
        ),
        (
            Renewal(DAY, pct=Decimal(0)),
            "Aucune convention n’est renouvelée parmi celles qui finissent jusqu’au 1er janvier 2027.",
            "Renouvellement 0 %",
        ),
        (
            Renewal(DAY, Chosen.ONLY, post_ids=("1",)),
            (
                "Seules conventions renouvelées parmi celles qui finissent jusqu’au 1er janvier "
                "2027 : le poste 1 ; "
                "36 mois dès le lendemain, au barème de ce jour."
            ),
            "Renouvellement choisi",
        ),
        (
            StateEnd(None, Decimal(100)),
            (
                "L’État cesse de financer à la fin de chaque convention de l’État, bonification "
                "comprise : le "
                "Département paie à sa place."
            ),
            "État, fin des conventions",
        ),
        (
            StateEnd(DAY, Decimal(30)),
            (
                "L’État cesse de financer le 1er janvier 2027, bonification comprise : le "
                "Département en paie 30 %, "
                "l’employeur 70 %."
            ),
            "État, fin 31/12/2026",
        ),
        (
            BonusEnd(DAY, Decimal(0)),
            "La bonification de l’État cesse le 1er janvier 2027 : l’employeur paie à sa place.",
            "Bonification, fin 31/12/2026",
        ),
        (
            NewPosts(2, EmployerCategory.PRIVATE, "200083392", DAY, Decimal("0.5")),
            (
                "2 postes nouveaux à 0,50 ETP à Laval Agglomération, employeur « Privé », à partir "
                "du 1er janvier "
                "2027, pour trois ans, au barème de ce jour."
            ),
            "2 postes nouveaux",
        ),
        (
            GiveBack(("1", "2"), DAY),
            "2 postes : 1, 2 sont rendus le 1er janvier 2027 : plus rien n’est dû ensuite.",
            "Rendu : 2 postes",
        ),
        (
            Vacate(("1",), DAY, is_given_back=True),
            (
                "Le poste 1 devient vacant le 1er janvier 2027, puis rendu faute de conseiller le 1er "
                "juillet 2027."
            ),
            "Vacance : 1 poste",
        ),
        (
            ScaleChange(VERSION),
            (
                "Les décisions prises à partir du 1er janvier 2027 suivent un nouveau barème : le "
                "Département "
                "apporte sur trois ans « Public bonifié » 15 000 €, « Public » 15 000 €, « Privé » "
                "15 000 €, sur une "
                "base annuelle de 25 000 €."
            ),
            "Barème du 01/01/2027",
        ),
        (
            Indexation(Decimal("1.5"), 2027),
            (
                "À partir de l’exercice 2027, la base et la part du Département augmentent de 1,5 % par an ; "
                "l’employeur paie ce qui reste."
            ),
            "Indexation 1,5 % par an",
        ),
        (
            Cap(1_000_000, DAY),
            (
                "Le Département apporte au plus 10 000,00 € par convention décidée à partir du 1er "
                "janvier 2027 ; la "
                "dernière année est réduite d’abord, l’employeur paie le reste."
            ),
            "Plafond 10 000 €",
        ),
        (
            Envelope(Authorisation.PAYMENT, 2027, -100),
            "1,00 € de crédits de paiement (CP) sont retirés pour l’exercice 2027.",
            "Enveloppe CP 2027",
        ),
    ],
)
def test_a_move_is_told(move: Move, told: str, short: str) -> None:
    written = sentence(move, NAMES).replace("\u202f", " ").replace("\u00a0", " ")
    assert written == told
    assert label(move).replace("\u202f", " ").replace("\u00a0", " ") == short


def test_every_kind_has_its_name() -> None:
    assert set(KINDS) == set(ORDER)


def test_a_scenario_says_that_it_is_no_data() -> None:
    assert title(Scenario("Essai")) == "Scénario « Essai », pas des données réelles"

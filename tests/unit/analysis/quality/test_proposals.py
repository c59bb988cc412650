from datetime import date

import pytest

from maynum_dash.analysis.quality.proposals import PROPOSED, assist
from maynum_dash.analysis.quality.questions import Question
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.lessons import Lesson

Row = list[object]
POSTS: list[Row] = [
    ["P1", "Commune de Laval", "Ernée", "Occupé", date(2026, 9, 1)],
    ["P2", "CC de l'Ernée", "Craon", "Vacant", date(2026, 10, 1)],
]
HEADINGS: Row = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]


def book(rows: list[Row], name: str = "Postes") -> RawWorkbook:
    numbered = [(number, list(row)) for number, row in enumerate(rows, start=1)]
    sheet = RawSheet(name, False, 0, 0, 0, False, numbered, "complet", len(rows))  # type: ignore[arg-type]
    return RawWorkbook((sheet,), epoch_1904=False, macros=False, external_links=False)


def renamed(**headings: str) -> list[Row]:
    return [[headings.get(str(name).split()[0], name) for name in HEADINGS], *POSTS]


def only(raw: RawWorkbook) -> Question:
    (question,) = assist(raw).questions
    return question


def added(heading: str, first: object, second: object) -> Question:
    rows = [[*HEADINGS, heading], [*POSTS[0], first], [*POSTS[1], second]]
    return only(book(rows))


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("employer", "Structure", "Structure porteuse"),
        ("start", "Début", "Démarrage de la convention"),
        ("epci", "EPCI", "Nom intercommunalité"),
        ("post_id", "ID", "Identifiant poste conseiller"),
        ("status", "Statut", "Où en est-on ?"),
    ],
)
def test_a_required_heading_under_another_name_is_proposed(field: str, old: str, new: str) -> None:
    raw = book(renamed(**{old: new}))
    found = assist(raw)
    (question,) = found.questions
    assert (question.heading, question.chosen) == (new, field)
    assert question.suggestions[0].score >= PROPOSED
    assert found.missing == {("Postes", "posts"): (field,)}
    assert found.free["Postes", "posts"][0] == field


def test_samples_and_letters_let_the_user_judge() -> None:
    question = added("Aide an 1 du CD53", "3 500,00 €", 5000)
    assert question.letters == "F"
    assert question.samples == ("3 500,00 €", "5000")


def test_values_that_only_one_field_has_speak_louder_than_the_heading() -> None:
    question = added("Numéro", "20008339200007", 20008339200007)
    assert question.chosen == "siret"


def test_a_column_of_siret_is_no_date_and_no_amount() -> None:
    question = added("Date de décision conseil", "20008339200007", "200 083 392 00007")
    assert "decided_on" not in {one.field for one in question.suggestions}
    assert not {one.field for one in question.suggestions} & {"department_y1_cents", "end"}


def test_a_date_is_no_amount_and_an_amount_no_date() -> None:
    dates = added("Décision prise le", date(2026, 6, 1), "02/06/2026")
    assert dates.chosen == "decided_on"
    amounts = added("Décision de financement", 3500, "5 000,00 €")
    assert "decided_on" not in {one.field for one in amounts.suggestions}


def test_a_column_like_nothing_is_listed_without_a_choice() -> None:
    question = added("Couleur", "bleu", "vert")
    assert question.chosen == ""


def test_a_field_is_proposed_to_one_column_only() -> None:
    rows = [[*HEADINGS, "Date decision", "La date de la décision"]]
    rows += [[*post, date(2026, 1, 1), date(2026, 1, 2)] for post in POSTS]
    chosen = [question.chosen for question in assist(book(rows)).questions]
    assert chosen.count("decided_on") <= 1


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Prénom", "Léa"), ("E-mail", "lea@example.org"), ("Divers", "06 12 34 56 78"), ("Qui ?", "a@b.fr")],
)
def test_a_personal_column_is_neither_shown_nor_asked(heading: str, value: str) -> None:
    rows = [[*HEADINGS, heading], *([*post, value] for post in POSTS)]
    assert assist(book(rows)).questions == ()


def test_what_was_decided_is_not_asked_again() -> None:
    raw = book(renamed(Structure="Porteur"))
    assert assist(raw, (Lesson("classeur", "posts", "employer", "Porteur"),)).questions == ()
    rows = [[*HEADINGS, "Couleur"], *([*post, "bleu"] for post in POSTS)]
    assert assist(book(rows), (Lesson("classeur", "posts", "unused", "Couleur"),)).questions == ()


def test_an_export_of_the_state_is_asked_about_its_own_fields() -> None:
    rows: list[Row] = [
        [
            "ID Poste",
            "ID Structure TP",
            "Structure",
            "Statut",
            "Convention",
            "Total conventionne Etat",
            "Total versé",
        ],
        [1, 2, "Commune", "Occupé", "Initiale", 42500, 20000],
    ]
    found = assist(book(rows, "Export"))
    assert found.profile == "postes-min"
    (question,) = found.questions
    assert (question.table, question.chosen) == ("state_posts", "contracted_cents")


def test_a_sheet_without_a_known_heading_is_left_alone() -> None:
    assert assist(book([["Bonjour", "ceci"], ["n'est", "rien"]], "Notes")).questions == ()


def test_an_empty_file_asks_nothing() -> None:
    assert assist(book([])).questions == ()

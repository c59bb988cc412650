from collections.abc import Callable

import pytest

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import LessonError, LessonFault, MissingColumnError, UnreadableFileError
from maynum_dash.sources.headings import UNUSED, load_headings, profile_names
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.lessons import (
    Lesson,
    check_lesson,
    fault_of,
    field_label,
    headings_with,
    lessons_csv,
    read_lessons,
    taught,
)
from maynum_dash.sources.profiles import detect, settled
from maynum_dash.sources.schemas import SCHEMAS
from maynum_dash.sources.workbook import Workbook, understand_workbook

ASSET = Lesson("classeur", "posts", "employer", "Porteur du projet")
FIRST = Lesson("classeur", "posts", "department_y1_cents", "Aide première période")


def raw(*rows: list[object], sheet: str = "Postes") -> RawWorkbook:
    numbered = [(number, list(row)) for number, row in enumerate(rows, start=1)]
    one = RawSheet(sheet, False, 0, 0, 0, False, numbered, "complet", len(rows))  # type: ignore[arg-type]
    return RawWorkbook((one,), epoch_1904=False, macros=False, external_links=False)


HEADINGS: list[object] = ["ID Poste", "Porteur du projet", "EPCI", "Statut", "Début de convention"]
POST: list[object] = ["P1", "Commune A", "Ernée", "Occupé", "01/09/2026"]
UNDERSTAND: Callable[..., Workbook] = understand_workbook


def test_a_heading_without_which_a_file_is_refused_is_read_once_taught() -> None:
    cells = raw(HEADINGS, POST)
    with pytest.raises(MissingColumnError, match="Structure"):
        understand_workbook(cells, "0" * 64, "suivi.xlsx")
    workbook = understand_workbook(cells, "0" * 64, "suivi.xlsx", (ASSET,))
    assert workbook.posts["employer"].tolist() == ["Commune A"]
    (one,) = [one for one in workbook.anomalies if one.code == "COLONNE_APPRISE"]
    assert (one.severity, one.column, one.value) == (Severity.INFORMATION, "Porteur du projet", "Structure")


def test_the_same_bytes_read_with_other_decisions_are_another_file() -> None:
    headings = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Aide première période"]
    cells = raw([*headings], [*POST, 3500])
    without, told = (understand_workbook(cells, "0" * 64, "a.xlsx", one) for one in ((), (FIRST,)))
    assert told.posts["department_y1_cents"].tolist() == [350_000]
    assert without.fingerprint == without.sha256 == told.sha256 != told.fingerprint
    elsewhere = understand_workbook(cells, "0" * 64, "a.xlsx", (FIRST, ASSET))
    assert elsewhere.fingerprint == told.fingerprint, (
        "a decision that this file does not need changes nothing"
    )


def test_a_column_left_aside_by_decision_is_said_so() -> None:
    aside = Lesson("classeur", "posts", UNUSED, "Couleur")
    workbook = understand_workbook(
        raw(["ID Poste", "Structure", "EPCI", "Statut", "Début de convention", "Couleur"], [*POST, "bleu"]),
        "0" * 64,
        "a.xlsx",
        (aside,),
    )
    codes = [one.code for one in workbook.anomalies]
    assert "COLONNE_ECARTEE" in codes
    assert "COLONNE_INCONNUE" not in codes
    assert workbook.fingerprint == workbook.sha256, "no figure depends on it"


@pytest.mark.parametrize(
    ("lesson", "fault"),
    [
        (Lesson("inconnu", "posts", "employer", "X"), LessonFault.PROFILE),
        (Lesson("classeur", "nulle part", "employer", "X"), LessonFault.TABLE),
        (Lesson("classeur", "posts", "couleur", "X"), LessonFault.FIELD),
        (Lesson("classeur", "posts", "employer", " * "), LessonFault.EMPTY),
        (Lesson("classeur", "posts", "employer", "x" * 300), LessonFault.EMPTY),
        (Lesson("classeur", "posts", "employer", "  statut "), LessonFault.CONTRADICTION),
        (Lesson("classeur", "posts", UNUSED, "Début de convention *"), LessonFault.CONTRADICTION),
        (Lesson("classeur", "posts", "employer", "Prénom du responsable"), LessonFault.PERSONAL),
        (Lesson("classeur", "posts", "employer", "Adresse e-mail"), LessonFault.PERSONAL),
        (Lesson("classeur", "posts", "department_y1_cents", "Aide (k€)"), LessonFault.UNIT),
    ],
)
def test_what_must_not_be_taught_is_refused_in_french(lesson: Lesson, fault: LessonFault) -> None:
    with pytest.raises(LessonError, match="ne peut pas être appris") as refused:
        check_lesson(lesson)
    assert refused.value.fault is fault
    assert "{" not in str(refused.value)


def test_a_contradiction_names_both_fields() -> None:
    with pytest.raises(LessonError, match=r"déjà que c'est « Statut », et non « Structure »"):
        check_lesson(Lesson("classeur", "posts", "employer", "STATUT"))


def test_the_project_wins_over_a_lesson_that_it_came_to_contradict() -> None:
    lesson = Lesson("classeur", "posts", "employer", "Statut")
    assert fault_of(lesson) is LessonFault.CONTRADICTION
    headings = load_headings()
    assert taught(headings, (lesson,)) is headings


@pytest.mark.parametrize("profile", profile_names())
def test_every_profile_can_be_taught_and_every_field_has_a_french_name(profile: str) -> None:
    headings = load_headings(profile)
    for table in headings.fields:
        for one in SCHEMAS[table]:
            assert field_label(headings, table, one.name)
        field = next(iter(headings.fields[table].values()))
        lesson = Lesson(profile, table, field, "Titre que personne ne connaît")
        known = headings_with(profile, (lesson,))
        assert known.field(table, "TITRE QUE PERSONNE NE CONNAIT") == field


def test_a_profile_is_recognised_by_a_heading_that_was_taught() -> None:
    written = ["ID Poste", "Structure", "Statut", "Total conventionné", "Argent parti"]
    cells = raw([*written], ["1", "A", "Occupé", 1, 1], sheet="Feuil1")
    before = {one.profile: one for one in detect(cells)}
    lesson = Lesson("postes-min", "state_posts", "paid_cents", "Argent parti")
    best = settled(detect(cells, (lesson,)))
    assert not before["postes-min"].is_whole
    assert best is not None
    assert best.profile == "postes-min"


def test_lessons_survive_their_file() -> None:
    lessons = (ASSET, FIRST, Lesson("classeur", "posts", UNUSED, 'Couleur ; "vive", claire'))
    written = lessons_csv(lessons)
    assert written.startswith(b"profile,table,field,heading,canonical\n")
    assert read_lessons(written, "titres.csv") == tuple(sorted(lessons))


def test_a_file_saved_by_a_french_excel_is_read_too() -> None:
    text = "profile;table;field;heading;canonical\nclasseur;posts;employer;Porteur du projet;\n"
    assert read_lessons(b"\xef\xbb\xbf" + text.encode(), "titres.csv") == (ASSET,)


def test_what_the_project_knows_already_is_passed_over() -> None:
    text = (
        "profile,table,field,heading,canonical\n"
        "classeur,posts,sheet,Postes,yes\nclasseur,posts,employer,Structure,yes\n"
    )
    assert read_lessons(text.encode(), "entetes.csv") == ()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"PK\x03\x04\0", b"x" * 2**21])
def test_another_file_is_refused_in_french(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"titres\.csv"):
        read_lessons(content, "titres.csv")

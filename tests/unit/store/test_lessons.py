from collections.abc import Callable
from dataclasses import replace

import pytest

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.errors import LessonError
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.workbook import Workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.imports import Totals, add_import, import_of_file
from maynum_dash.store.lessons import forget, lessons_of, list_lessons, teach
from maynum_dash.store.profiles import save_profile

ONE = Lesson("classeur", "posts", "employer", "Porteur du projet")
OTHER = Lesson("postes-min", "state_posts", "paid_cents", "Argent parti")


def test_a_decision_is_kept_with_its_author_and_written_in_the_register(store: Store) -> None:
    assert teach(store, [OTHER, ONE], "Léa") == 2
    assert lessons_of(store) == (ONE, OTHER)
    assert {one.author for one in list_lessons(store)} == {"Léa"}
    events = [one for one in list_events(store) if one.action is Action.PARAMETER]
    assert [one.author for one in events] == ["Léa", "Léa"]


def test_a_heading_has_one_decision_whatever_its_writing(store: Store) -> None:
    teach(store, [ONE], "Léa")
    teach(store, [replace(ONE, field="commune", heading="  PORTEUR du projet * ")], "Ali")
    (kept,) = list_lessons(store)
    assert (kept.lesson.field, kept.author) == ("commune", "Ali")


def test_what_was_decided_so_already_is_left_as_it_is(store: Store) -> None:
    teach(store, [ONE], "Léa")
    assert teach(store, [ONE], "Ali") == 0
    assert list_lessons(store)[0].author == "Léa"


def test_all_are_kept_or_none(store: Store) -> None:
    with pytest.raises(LessonError):
        teach(store, [ONE, Lesson("classeur", "posts", "employer", "Statut")], "Léa")
    assert lessons_of(store) == ()


def test_a_forgotten_decision_is_gone_and_written_in_the_register(store: Store) -> None:
    teach(store, [ONE, OTHER], "Léa")
    forget(store, ONE, "Ali")
    forget(store, ONE, "Ali")
    assert lessons_of(store) == (OTHER,)
    assert [one.detail for one in list_events(store)].count("supprimé") == 1


def test_profiles_of_another_kind_are_no_lessons(store: Store) -> None:
    save_profile(store, "Export de la préfecture", {"entêtes": []}, "Léa")
    assert lessons_of(store) == ()


def test_the_same_file_read_with_another_decision_is_another_import(
    store: Store, book: Callable[[str], Workbook], totals: Totals
) -> None:
    before = book("juin")
    said = Anomaly("COLONNE_APPRISE", Severity.INFORMATION, "Postes", None, "Porteur", "Structure", "Décidé.")
    after = replace(before, anomalies=(*before.anomalies, said))
    first, _ = add_import(store, before, totals, "Léa")
    second, is_new = add_import(store, after, totals, "Léa")
    assert is_new
    assert (first.sha256, second.sha256) == (before.sha256, after.fingerprint)
    assert import_of_file(store, after.fingerprint) == second
    assert add_import(store, after, totals, "Léa") == (second, False)

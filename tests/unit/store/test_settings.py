"""Settings are bounded, and their changes told."""

import pytest

from maynum_dash.domain.errors import SettingError, UnknownSettingError
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.base import Store
from maynum_dash.store.settings import BACKUPS_KEPT, KNOWN, RETENTION_MONTHS, change_setting, read_settings


def test_everything_is_kept_as_long_as_nobody_decides_otherwise(store: Store) -> None:
    assert read_settings(store) == {RETENTION_MONTHS: 0, BACKUPS_KEPT: 5}


def test_a_change_is_kept_and_told_with_both_values(store: Store) -> None:
    change_setting(store, RETENTION_MONTHS, 24, "Équipe")
    change_setting(store, RETENTION_MONTHS, 36, "Direction")
    assert read_settings(store) == {RETENTION_MONTHS: 36, BACKUPS_KEPT: 5}
    last, first = list_events(store)[:2]
    assert (first.detail, last.detail) == ("0 → 24", "24 → 36")
    assert (last.author, last.action) == ("Direction", Action.PARAMETER)
    assert last.subject == KNOWN[RETENTION_MONTHS].label


def test_the_same_value_changes_nothing(store: Store) -> None:
    events = list_events(store)
    change_setting(store, BACKUPS_KEPT, 5, "Équipe")
    assert list_events(store) == events


@pytest.mark.parametrize(
    ("name", "value"),
    [(RETENTION_MONTHS, -1), (RETENTION_MONTHS, 601), (BACKUPS_KEPT, 0), (BACKUPS_KEPT, 101)],
)
def test_a_value_out_of_bounds_is_refused(store: Store, name: str, value: int) -> None:
    with pytest.raises(SettingError, match=f"ne peut pas valoir {value}. Donnez un nombre entier de "):
        change_setting(store, name, value, "Équipe")
    assert read_settings(store)[name] == KNOWN[name].default


@pytest.mark.parametrize(
    ("name", "value"),
    [(RETENTION_MONTHS, 0), (RETENTION_MONTHS, 600), (BACKUPS_KEPT, 1), (BACKUPS_KEPT, 100)],
)
def test_the_bounds_themselves_are_accepted(store: Store, name: str, value: int) -> None:
    change_setting(store, name, 42, "Équipe")
    change_setting(store, name, value, "Équipe")
    assert read_settings(store)[name] == value


def test_a_setting_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(UnknownSettingError, match=r"« couleur » n'existe pas.*« conservation_mois »"):
        change_setting(store, "couleur", 1, "Équipe")

"""The few numbers that the team may change, each with its bounds; a change is written in the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from maynum_dash.domain.errors import SettingError, UnknownSettingError
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.backup import KEPT
from maynum_dash.store.base import Store
from maynum_dash.store.tables import SETTINGS

RETENTION_MONTHS: Final = "conservation_mois"
BACKUPS_KEPT: Final = "sauvegardes_gardees"


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that may be changed.

    Parameters
    ----------
    label
        What it is, in French, with its unit.
    default
        Its value as long as nobody changed it.
    low, high
        Bounds, included.
    """

    label: str
    default: int
    low: int
    high: int


KNOWN: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        RETENTION_MONTHS: Setting("Conservation des lignes importées, en mois (0 : sans limite)", 0, 0, 600),
        BACKUPS_KEPT: Setting("Sauvegardes automatiques gardées", KEPT, 1, 100),
    }
)


def read_settings(store: Store) -> Mapping[str, int]:
    """Give every setting: name → value.

    Parameters
    ----------
    store
        Where.
    """
    with store.reading() as connection:
        return settings_of(connection)


def settings_of(connection: Connection) -> dict[str, int]:
    """Give every setting within a transaction; see `read_settings`."""
    changed = {name: value for name, value in connection.execute(select(SETTINGS)) if name in KNOWN}
    return {**{name: setting.default for name, setting in KNOWN.items()}, **changed}


def change_setting(store: Store, name: str, value: int, author: str) -> None:
    """Change a setting; a purge happens with the next import, not now.

    Parameters
    ----------
    store
        Where.
    name
        `RETENTION_MONTHS` (months; 0 keeps everything) or `BACKUPS_KEPT` (files).
    value
        New value.
    author
        Who changes it, among the users of the tool.

    Raises
    ------
    UnknownSettingError
        When there is no such setting.
    SettingError
        When the value is out of bounds.
    StoreError
        When it cannot be written.
    """
    setting = KNOWN.get(name)
    if setting is None:
        raise UnknownSettingError(name, tuple(KNOWN))
    if not setting.low <= value <= setting.high:
        raise SettingError(setting.label, value, setting.low, setting.high)
    with store.writing() as connection:
        before = settings_of(connection)[name]
        if before == value:
            return
        connection.execute(delete(SETTINGS).where(SETTINGS.c.name == name))
        connection.execute(insert(SETTINGS).values(name=name, value=value))
        write_event(connection, author, Action.PARAMETER, setting.label, f"{before} → {value}")

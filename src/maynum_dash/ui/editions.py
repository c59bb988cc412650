"""States of the data that pages can be drawn from, and where each is found."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import ErasedImportError, MaynumError
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering import formats, moves
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scenario import read_scenario
from maynum_dash.store.imports import ImportRecord, current_import, find_import, list_imports
from maynum_dash.store.scenarios import find_scenario
from maynum_dash.store.snapshots import Snapshot, find_snapshot, list_snapshots
from maynum_dash.ui import loading, shelf, state
from maynum_dash.ui.shelf import Item

_DEMO_INSTEAD = "Les données de démonstration sont affichées à sa place."


class Kind(Enum):
    """Why these data are in view."""

    DEMONSTRATION = "démonstration"
    FOLDER = "dossier partagé"
    PREVIEW = "aperçu"
    CURRENT = "données courantes"
    PAST = "import passé"
    SEALED = "état scellé"
    SCENARIO = "scénario"


SUPPOSED = "scenario-"


@dataclass(frozen=True, slots=True)
class Supposition:
    """A saved scenario, applied to data.

    Parameters
    ----------
    id
        Its number.
    scenario
        What it supposes.
    kind
        Kind of the data.
    """

    id: int
    scenario: Scenario
    kind: Kind


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the data; exactly one of ``item`` and ``record`` says where its rows are.

    Parameters
    ----------
    kind
        Why it is in view.
    name
        Name of the workbook.
    dated
        Day of the file, or of the import.
    item
        The bytes of a workbook that is not imported.
    record
        The import.
    snapshot
        The sealed state, of which ``record`` is the import.
    supposed
        The saved scenario that is applied to the rest.
    """

    kind: Kind
    name: str
    dated: date
    item: Item | None = None
    record: ImportRecord | None = None
    snapshot: Snapshot | None = None
    supposed: Supposition | None = None

    @property
    def token(self) -> str:
        """What names it in an address; empty for a workbook that is not imported."""
        if self.supposed is not None:
            return f"{SUPPOSED}{self.supposed.id}"
        if self.snapshot is not None:
            return self.snapshot.fingerprint
        return "" if self.record is None else str(self.record.id)

    @property
    def source(self) -> str:
        """Where its figures come from, in French; text, not HTML."""
        if self.supposed is not None:
            return f"{moves.title(self.supposed.scenario)}, à partir de : {self.base.source}"
        day = formats.day_short(self.dated)
        if self.record is None:
            fate = " (aperçu, non importé)" if self.kind is Kind.PREVIEW else ""
            return f"classeur « {self.name} » du {day}{fate}"
        completed = f", complété par {self.record.completed_by}" if self.record.completed_by else ""
        imported = f"import n°\u00a0{self.record.id} du {day}, classeur « {self.name} »{completed}"
        return imported if self.snapshot is None else f"{sealed_name(self.snapshot)}, {imported}"

    @property
    def base(self) -> "Edition":
        """The data that a scenario starts from; itself for anything else."""
        if self.supposed is None:
            return self
        return replace(self, kind=self.supposed.kind, supposed=None)

    @property
    def scaled_at(self) -> datetime | None:
        """Instant whose scale applies: a past import keeps the one of its day, all else follows today's."""
        return self.record.at if self.kind is Kind.PAST and self.record is not None else None

    @property
    def today(self) -> date:
        """Day of the view: the one of the sealing for a sealed state."""
        return date.fromisoformat(self.snapshot.parameters["jour"]) if self.snapshot else loading.today()


def sealed_name(snapshot: Snapshot) -> str:
    """Name a sealed state by its committee and its fingerprint; text, not HTML."""
    return (
        f"état scellé pour le comité du {formats.day_short(snapshot.committee_on)}, "
        f"empreinte {snapshot.fingerprint}"
    )


def common() -> Edition:
    """Data of everyone: the latest import, else the shared folder's workbook, else the demonstration."""
    record = current_import(loading.store())
    if record is not None:
        return of_record(record, Kind.CURRENT)
    path = shelf.standard()
    if path == DEMO_WORKBOOK:
        return demonstration()
    try:
        edition = of_item(loading.from_file(path), Kind.FOLDER)
        loading.board(edition)
    except (MaynumError, OSError) as error:
        said = f"{shelf.refusal(path, error)} {_DEMO_INSTEAD}"
        st.session_state.setdefault(state.NOTICE, (Severity.BLOCKING, said))
        return demonstration()
    return edition


def demonstration() -> Edition:
    """Workbook of invented amounts shipped with the project."""
    return of_item(loading.from_file(DEMO_WORKBOOK), Kind.DEMONSTRATION)


def of_item(item: Item, kind: Kind) -> Edition:
    """Edition of a workbook that is not imported."""
    return Edition(kind, item.name, item.dated, item=item)


def of_record(record: ImportRecord, kind: Kind = Kind.PAST) -> Edition:
    """Edition of an import."""
    return Edition(kind, record.name, record.at.astimezone().date(), record=record)


def of_snapshot(snapshot: Snapshot) -> Edition:
    """Edition of a sealed state."""
    record = find_import(loading.store(), snapshot.import_id)
    day = record.at.astimezone().date()
    return Edition(Kind.SEALED, record.name, day, record=record, snapshot=snapshot)


def of_scenario(number: int) -> Edition:
    """Edition of a saved scenario, applied to the data of everyone."""
    scenario = read_scenario(find_scenario(loading.store(), number).content)
    base = common()
    return replace(base, kind=Kind.SCENARIO, supposed=Supposition(number, scenario, base.kind))


def number_of(token: str) -> int:
    """Read the number of a scenario; one that was never given stands for anything else."""
    text = token.removeprefix(SUPPOSED)
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 -- numbers fit in 32 bits


def named(token: str) -> Edition:
    """Find an edition by what names it in an address or a list.

    Parameters
    ----------
    token
        Number of an import, fingerprint of a sealed state, or `SUPPOSED` with its number.

    Raises
    ------
    UnknownImportError, UnknownSnapshotError, UnknownScenarioError
        When there is none.
    ErasedImportError
        When its rows were deleted.
    """
    store = loading.store()
    if token.startswith(SUPPOSED):
        return of_scenario(number_of(token))
    if not token.isdecimal():
        return of_snapshot(find_snapshot(store, token))
    record = find_import(store, int(token))
    if record.purged_at is not None:
        raise ErasedImportError(record.id, record.purged_at.astimezone().date())
    latest = current_import(store)
    return of_record(record, Kind.CURRENT if latest == record else Kind.PAST)


def comparable() -> dict[str, str]:
    """Name what can be compared: the imports that still have their rows, then the sealed states."""
    records = [record for record in list_imports(loading.store()) if record.purged_at is None]
    imports = {
        str(record.id): f"import n°\u00a0{record.id} du {formats.day_short(record.at.astimezone().date())}, "
        f"{record.name}"
        for record in records
    }
    sealed = {snapshot.fingerprint: sealed_name(snapshot) for snapshot in list_snapshots(loading.store())}
    return imports | sealed

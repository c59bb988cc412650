"""What figures are computed from, a workbook, an import or a sealed state, and how the output names it."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.cli.console import complain
from maynum_dash.cli.files import read_file, shown, written_aside
from maynum_dash.cli.grammar.arguments import CURRENT
from maynum_dash.cli.opening import basis_at, known_basis, known_lessons, opened, today
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import EmptyHistoryError
from maynum_dash.domain.moves import Scenario
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.formats import day_short
from maynum_dash.rendering.layout import readme
from maynum_dash.rendering.moves import title
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.basis import Basis, load_basis
from maynum_dash.sources.exports import Export
from maynum_dash.sources.reception import read_document
from maynum_dash.sources.workbook import Workbook, read_workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import ImportRecord, current_import, find_import, read_import
from maynum_dash.store.snapshots import Snapshot, check_snapshot, find_snapshot, write_documents


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the data.

    Parameters
    ----------
    board
        Everything computed from it.
    name
        How a text names it, without full stop; empty for a workbook, which the user has just named.
    facts
        How JSON names it.
    parameters
        Choices sealed with it; empty for anything but a sealed state.
    scenario, known
        What is supposed, and the data without it; ``None`` for data.
    """

    board: Board
    name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    scenario: Scenario | None = None
    known: Board | None = None

    @property
    def warning(self) -> str:
        """What is said of what is supposed, then of invented data; empty for real ones."""
        supposed = "" if self.scenario is None else title(self.scenario)
        invented = readme().demo_title if self.board.workbook.is_demo else ""
        return " · ".join(filter(None, (supposed, invented)))

    @property
    def origin(self) -> str:
        """Where its figures come from."""
        return self.name or f"classeur « {self.board.workbook.name} »"

    @property
    def stamp(self) -> Stamp:
        """What a document made from it bears."""
        return Stamp(
            source=f"{self.origin[0].upper()}{self.origin[1:]}",
            day=self.day,
            fingerprint=str(self.facts.get("empreinte", "")),
            warning=self.warning,
        )

    @property
    def day(self) -> date:
        """Day of the view: the one of the sealing for a sealed state."""
        return date.fromisoformat(self.parameters["jour"]) if "jour" in self.parameters else today()

    @property
    def fiscal_year(self) -> int:
        """Exercice that is shown unless another one is asked for."""
        return int(self.parameters.get("exercice", self.day.year))

    @property
    def reading(self) -> Reading:
        """Reading that is shown unless another one is asked for."""
        return Reading(self.parameters.get("lecture", Reading.TRANCHE))

    @property
    def need_source(self) -> NeedSource:
        """Source of the need that is shown unless another one is asked for."""
        if "besoin" in self.parameters:
            return NeedSource(self.parameters["besoin"])
        has_official = bool(self.board.matched.needs["is_retained"].any())
        return NeedSource.OFFICIAL if has_official else NeedSource.ESTIMATED


def chosen(options: Namespace) -> Edition:
    """Give the edition that a command is asked for.

    Parameters
    ----------
    options
        With one of ``workbook``, ``import_name`` and ``sceau``.
    """
    if options.workbook is not None:
        return of_file(options.workbook)
    with opened() as store:
        if options.sceau is not None:
            return of_snapshot(store, find_snapshot(store, options.sceau))
        return of_record(store, find_record(store, options.import_name))


def document_of(path: Path, profile: str | None) -> Workbook | Export:
    """Read a file as what its headings say it is, or as the user says."""
    return read_document(read_file(path), shown(Path(path.name)), profile, known_lessons())


def of_file(path: Path) -> Edition:
    """Read a workbook, with the scale and the territories of today."""
    return of_workbook(read_workbook(read_file(path), shown(Path(path.name)), known_lessons()))


def of_workbook(workbook: Workbook) -> Edition:
    """Compute from a workbook, with the scale and the territories of today."""
    return Edition(build_board(workbook, known_basis()))


def named(store: Store, name: str) -> Edition:
    """Find an edition by its name.

    Parameters
    ----------
    store
        Where.
    name
        Number of an import, `CURRENT`, or fingerprint of a sealed state.
    """
    if name == CURRENT or name.isdecimal():
        return of_record(store, find_record(store, name))
    return of_snapshot(store, find_snapshot(store, name))


def find_record(store: Store, name: str) -> ImportRecord:
    """Find an import by its number or by `CURRENT`.

    Raises
    ------
    EmptyHistoryError
        When nothing was ever imported, so that nothing is current.
    UnknownImportError
        When no import has this number.
    """
    if name != CURRENT:
        return find_import(store, int(name))
    record = current_import(store)
    if record is None:
        raise EmptyHistoryError
    return record


def of_record(store: Store, record: ImportRecord) -> Edition:
    """Read an import, with the territories of today and the scale of its time, today's for the latest."""
    at = None if record == current_import(store) else record.at
    board = build_board(read_import(store, record.id), basis_at(store, at))
    day = day_short(record.at.astimezone().date())
    completed = f", complété par {record.completed_by}" if record.completed_by else ""
    name = f"import n°\u00a0{record.id} du {day}, classeur « {record.name} »{completed}"
    return Edition(board, name, {"import": record.id})


def of_snapshot(store: Store, snapshot: Snapshot) -> Edition:
    """Read a sealed state, with the scale and the territories sealed with it, once all is found unchanged."""
    check_snapshot(store, snapshot.fingerprint)
    board = build_board(read_import(store, snapshot.import_id), _sealed_basis(store, snapshot))
    if sealed_figures(board) != snapshot.figures:
        complain(
            f"attention, le logiciel a changé depuis le scellement (version {snapshot.software_version}) : "
            "certains chiffres ne sont plus ceux qui ont été scellés."
        )
    facts = {
        "empreinte": snapshot.fingerprint,
        "comite": snapshot.committee_on.isoformat(),
        "import": snapshot.import_id,
    }
    return Edition(board, _sealed_name(snapshot, board.workbook.name), facts, snapshot.parameters)


def _sealed_name(snapshot: Snapshot, workbook: str) -> str:
    """Name a sealed state; nothing of the name may change with the day or the place, as a replay is exact."""
    committee = day_short(snapshot.committee_on)
    return (
        f"état scellé {snapshot.fingerprint}, comité du {committee}, "
        f"import n°\u00a0{snapshot.import_id}, classeur « {workbook} »"
    )


def _sealed_basis(store: Store, snapshot: Snapshot) -> Basis:
    """Read what was sealed as any data folder is read."""
    with written_aside(), TemporaryDirectory(prefix="maynum-") as folder:
        write_documents(store, snapshot.fingerprint, Path(folder))
        return load_basis(Path(folder))

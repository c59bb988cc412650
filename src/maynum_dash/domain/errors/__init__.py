"""Input that cannot be used; each error takes facts and writes its own French sentence."""

from maynum_dash.domain.errors.access import AccessError, MissingAuthorError
from maynum_dash.domain.errors.archives import ArchiveError, ArchiveFault
from maynum_dash.domain.errors.base import MaynumError
from maynum_dash.domain.errors.complements import CompletionError, EmptyExportError, NothingToCompleteError
from maynum_dash.domain.errors.entries import EntryError, NothingEnteredError, StaleEntryError
from maynum_dash.domain.errors.files import (
    DashboardError,
    DashboardFault,
    StoppedReadingError,
    UnannotatableFileError,
    UnreadableFileError,
    UnwritableFileError,
    WatchedFolderError,
)
from maynum_dash.domain.errors.profiles import (
    LessonError,
    LessonFault,
    NoSuchProfileError,
    NotAnExportError,
    UnknownLessonError,
    UnknownProfileError,
)
from maynum_dash.domain.errors.references import (
    MissingNeedsError,
    MissingReferenceError,
    MissingSourceError,
    PublisherError,
    ReferenceCheck,
    ReferenceCheckError,
    SourceFolderError,
    UnknownTerritoryError,
)
from maynum_dash.domain.errors.scales import AmountError, ScaleError
from maynum_dash.domain.errors.scenarios import (
    ScenarioError,
    SupposedSubsidiesError,
    UnknownScenarioError,
)
from maynum_dash.domain.errors.stores import (
    DamagedImportError,
    DamagedSnapshotError,
    EmptyHistoryError,
    ErasedImportError,
    SettingError,
    StoreError,
    StoreFault,
    UnknownImportError,
    UnknownSettingError,
    UnknownSnapshotError,
)
from maynum_dash.domain.errors.workbooks import (
    AmbiguousColumnError,
    AmbiguousSheetError,
    MissingColumnError,
    MissingHeadingsError,
    MissingSheetError,
    UnitError,
)

__all__ = [
    "AccessError",
    "AmbiguousColumnError",
    "AmbiguousSheetError",
    "AmountError",
    "ArchiveError",
    "ArchiveFault",
    "CompletionError",
    "DamagedImportError",
    "DamagedSnapshotError",
    "DashboardError",
    "DashboardFault",
    "EmptyExportError",
    "EmptyHistoryError",
    "EntryError",
    "ErasedImportError",
    "LessonError",
    "LessonFault",
    "MaynumError",
    "MissingAuthorError",
    "MissingColumnError",
    "MissingHeadingsError",
    "MissingNeedsError",
    "MissingReferenceError",
    "MissingSheetError",
    "MissingSourceError",
    "NoSuchProfileError",
    "NotAnExportError",
    "NothingEnteredError",
    "NothingToCompleteError",
    "PublisherError",
    "ReferenceCheck",
    "ReferenceCheckError",
    "ScaleError",
    "ScenarioError",
    "SettingError",
    "SourceFolderError",
    "StaleEntryError",
    "StoppedReadingError",
    "StoreError",
    "StoreFault",
    "SupposedSubsidiesError",
    "UnannotatableFileError",
    "UnitError",
    "UnknownImportError",
    "UnknownLessonError",
    "UnknownProfileError",
    "UnknownScenarioError",
    "UnknownSettingError",
    "UnknownSnapshotError",
    "UnknownTerritoryError",
    "UnreadableFileError",
    "UnwritableFileError",
    "WatchedFolderError",
]

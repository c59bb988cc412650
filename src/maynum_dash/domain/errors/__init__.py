"""Input that cannot be used; each error takes facts and writes its own French sentence."""

from maynum_dash.domain.errors.base import MaynumError
from maynum_dash.domain.errors.files import (
    DashboardError,
    DashboardFault,
    UnreadableFileError,
    UnwritableFileError,
)
from maynum_dash.domain.errors.references import (
    MissingNeedsError,
    MissingReferenceError,
    MissingSourceError,
    ReferenceCheck,
    ReferenceCheckError,
    SourceFolderError,
)
from maynum_dash.domain.errors.scales import AmountError, ScaleError
from maynum_dash.domain.errors.stores import (
    EmptyHistoryError,
    ErasedImportError,
    StoreError,
    StoreFault,
    UnknownImportError,
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
    "AmbiguousColumnError",
    "AmbiguousSheetError",
    "AmountError",
    "DashboardError",
    "DashboardFault",
    "EmptyHistoryError",
    "ErasedImportError",
    "MaynumError",
    "MissingColumnError",
    "MissingHeadingsError",
    "MissingNeedsError",
    "MissingReferenceError",
    "MissingSheetError",
    "MissingSourceError",
    "ReferenceCheck",
    "ReferenceCheckError",
    "ScaleError",
    "SourceFolderError",
    "StoreError",
    "StoreFault",
    "UnitError",
    "UnknownImportError",
    "UnreadableFileError",
    "UnwritableFileError",
]

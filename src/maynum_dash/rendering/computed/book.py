"""The tracking workbook, whole: « Lisez-moi », synthesis, data, lists."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from maynum_dash.domain.errors import UnwritableFileError
from maynum_dash.rendering.computed import data
from maynum_dash.rendering.computed.choices import READING_NAMES, write_lists
from maynum_dash.rendering.computed.consumption import write_consumption
from maynum_dash.rendering.computed.execution import write_execution
from maynum_dash.rendering.computed.groups import write_structures, write_territories
from maynum_dash.rendering.computed.looks import Looks
from maynum_dash.rendering.computed.needs import write_needs
from maynum_dash.rendering.computed.page import Draft
from maynum_dash.rendering.computed.readme import write_readme
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.computed.supposing import steps_sheet, write_scenarios
from maynum_dash.rendering.computed.synthesis import write_synthesis
from maynum_dash.rendering.computed.tables import Sheet, write_sheet
from maynum_dash.rendering.neutral import inert_text

_TITLE: Final = "Classeur de suivi « Conseiller May Num »"
_FOLDER: Final = "dossier temporaire"
_SYNTHESIS: Final = (
    write_readme,
    write_synthesis,
    write_territories,
    write_structures,
    write_execution,
    write_consumption,
    write_needs,
    write_scenarios,
)
# Called before each sheet with the sheets done and the sheets in all; it raises to give up.
Progress: TypeAlias = Callable[[int, int], None]


def computed_workbook(subject: Subject, progress: Progress | None = None) -> bytes:
    """Write the workbook.

    Parameters
    ----------
    subject
        The data and the first choices.
    progress
        Told of each sheet; it raises to give up, and nothing is left of what was written.

    Returns
    -------
    bytes
        An .xlsx file: the figures of its synthesis are formulas that carry their values; the same bytes for
        the same subject.

    Raises
    ------
    UnwritableFileError
        When the system refuses the temporary files: sheets are written there row by row, so that memory
        does not grow with the number of posts.
    """
    written = BytesIO()
    try:
        with TemporaryDirectory(prefix="maynum-") as folder:
            book = Workbook(written, {"constant_memory": True, "tmpdir": folder})
            _write(Draft(book, Looks(book), subject.stamp), subject, progress)
            book.close()
    except (OSError, XlsxWriterException) as error:
        raise UnwritableFileError(
            _FOLDER, "le système le refuse", "Vérifiez la place sur le disque"
        ) from error
    return written.getvalue()


def _write(draft: Draft, subject: Subject, progress: Progress | None) -> None:
    stamp = subject.stamp
    draft.book.set_properties(
        {
            "title": inert_text(" – ".join(part for part in (_TITLE, stamp.warning) if part)),
            "subject": inert_text(stamp.source),
            "author": "MayNum Dash",
            "comments": inert_text(stamp.words),
            "created": datetime.combine(stamp.day, time(), tzinfo=UTC).replace(tzinfo=None),
        }
    )
    data_sheets = _data_sheets(subject)
    steps = (
        *(partial(write, draft, subject) for write in _SYNTHESIS),
        *(partial(_write_data, draft, subject, make) for make in data_sheets),
        partial(write_lists, draft, subject),
    )
    for done, step in enumerate(steps):
        if progress is not None:
            progress(done, len(steps))
        step()


def _write_data(draft: Draft, subject: Subject, make: Callable[[Subject], Sheet]) -> None:
    write_sheet(draft, make(subject))


def _data_sheets(subject: Subject) -> tuple[Callable[[Subject], Sheet], ...]:
    """Give what makes each data sheet, in order."""
    readings = (
        partial(data.schedule_sheet, reading=reading, title=title) for reading, title in READING_NAMES.items()
    )
    return (
        data.posts_sheet,
        data.plans_sheet,
        *readings,
        data.instalments_sheet,
        data.payments_sheet,
        data.envelopes_sheet,
        data.criteria_sheet,
        data.offer_sheet,
        *((steps_sheet,) if subject.outcomes else ()),
        data.alerts_sheet,
        data.anomalies_sheet,
    )

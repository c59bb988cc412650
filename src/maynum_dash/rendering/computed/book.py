"""The tracking workbook, whole: « Lisez-moi », synthesis, data, lists."""

from datetime import UTC, datetime, time
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from maynum_dash.domain.errors import UnwritableFileError
from maynum_dash.rendering.computed import data
from maynum_dash.rendering.computed.choices import READING_NAMES, write_lists
from maynum_dash.rendering.computed.execution import write_execution
from maynum_dash.rendering.computed.groups import write_structures, write_territories
from maynum_dash.rendering.computed.looks import Looks
from maynum_dash.rendering.computed.needs import write_needs
from maynum_dash.rendering.computed.page import Draft
from maynum_dash.rendering.computed.readme import write_readme
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.computed.synthesis import write_synthesis
from maynum_dash.rendering.computed.tables import write_sheet
from maynum_dash.rendering.neutral import inert_text

_TITLE: Final = "Classeur de suivi « Conseiller May Num »"
_FOLDER: Final = "dossier temporaire"
_SYNTHESIS: Final = (
    write_readme,
    write_synthesis,
    write_territories,
    write_structures,
    write_execution,
    write_needs,
)


def computed_workbook(subject: Subject) -> bytes:
    """Write the workbook.

    Parameters
    ----------
    subject
        The data and the first choices.

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
            _write(Draft(book, Looks(book), subject.stamp), subject)
            book.close()
    except (OSError, XlsxWriterException) as error:
        raise UnwritableFileError(
            _FOLDER, "le système le refuse", "Vérifiez la place sur le disque"
        ) from error
    return written.getvalue()


def _write(draft: Draft, subject: Subject) -> None:
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
    for write in _SYNTHESIS:
        write(draft, subject)
    for sheet in (
        data.posts_sheet(subject),
        data.plans_sheet(subject),
        *(data.schedule_sheet(subject, reading, title) for reading, title in READING_NAMES.items()),
        data.payments_sheet(subject),
        data.envelopes_sheet(subject),
        data.criteria_sheet(subject),
        data.offer_sheet(subject),
        data.alerts_sheet(subject),
        data.anomalies_sheet(subject),
    ):
        write_sheet(draft, sheet)
    write_lists(draft, subject)

"""The bytes of a workbook, the same on every run."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.xml.constants import ARC_CONTENT_TYPES, ARC_CORE
from openpyxl.xml.functions import tostring

_CREATOR = "MayNum Dash"
# The oldest date that a zip can hold.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def workbook_bytes(workbook: Workbook, title: str, written_at: datetime) -> bytes:
    """Save a workbook without anything of the clock or of the machine.

    openpyxl stamps the time of saving in the properties and in the archive; both are written again here.

    Parameters
    ----------
    workbook
        Workbook to save.
    title
        Title in the properties of the document.
    written_at
        Date to write in the properties.
    """
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, _CREATOR, _CREATOR
    properties.language = "fr-FR"
    saved = BytesIO()
    workbook.save(saved)
    properties.created = properties.modified = written_at.astimezone(UTC).replace(tzinfo=None)
    written = BytesIO()
    with ZipFile(saved) as source, ZipFile(written, "w", ZIP_DEFLATED, compresslevel=9) as target:
        # The list of contents goes first: programs that look at the first bytes know a workbook by it.
        for name in sorted(source.namelist(), key=lambda name: name != ARC_CONTENT_TYPES):
            content = tostring(properties.to_tree()) if name == ARC_CORE else source.read(name)
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, _UNIX
            target.writestr(entry, content)
    return written.getvalue()

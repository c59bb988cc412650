"""The kinds of files that hold tables, told by their bytes."""

from enum import StrEnum


class Nature(StrEnum):
    """What a file is, whatever its name says."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


class Container(StrEnum):
    """What the first bytes of a file announce, before anybody opens it."""

    ZIP = "zip"
    OLE2 = "ole2"
    TEXT = "text"

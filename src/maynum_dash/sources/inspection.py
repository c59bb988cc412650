"""What the guards know of a workbook before any reader opens it."""

from dataclasses import dataclass

from maynum_dash.sources.natures import Nature
from maynum_dash.sources.parts import SheetPart
from maynum_dash.sources.scan import SheetScan


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the guard knows of a workbook that it lets through.

    Parameters
    ----------
    sheets
        Sheets in the order of the workbook, and what the pass over each one found.
    epoch_1904
        Whether days are counted from 1904.
    strict
        Whether it is written in the ISO « Strict » dialect, which the second reader sees as empty.
    macros, external_links
        Whether the archive holds some.
    nature
        Which format it is.
    """

    sheets: tuple[tuple[SheetPart, SheetScan], ...]
    epoch_1904: bool
    strict: bool
    macros: bool
    external_links: bool
    nature: Nature

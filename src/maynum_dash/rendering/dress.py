"""The look of a generated sheet: fonts, fills, number formats, widths, print set-up."""

from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.rendering.layout import Kind, Required
from maynum_dash.sources.perimeter import perimeter

_INK, _MUTED, _ACCENT, _LINE = "1B2733", "5B6875", "29598F", "C9D3DE"
_FONT = "Calibri"

TITLE = Font(name=_FONT, size=15, bold=True, color=_ACCENT)
SUBTITLE = Font(name=_FONT, size=11, bold=True, color=_ACCENT)
BODY = Font(name=_FONT, size=11, color=_INK)
NOTE = Font(name=_FONT, size=10, italic=True, color=_MUTED)
EXAMPLE = Font(name=_FONT, size=11, italic=True, color=_MUTED)
WARNING = Font(name=_FONT, size=11, bold=True, color="7A4B00")
STRONG_HEADING = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
LIGHT_HEADING = Font(name=_FONT, size=11, bold=True, color=_INK)

STRONG_FILL = PatternFill("solid", fgColor=_ACCENT)
LIGHT_FILL = PatternFill("solid", fgColor="DCE8F5")
WARNING_FILL = PatternFill("solid", fgColor="FFF0D0")
# Conditional formats paint with the background colour of a fill.
OMISSION_FILL = PatternFill("solid", bgColor="FFE3A3")
DOUBLE_FILL = PatternFill("solid", bgColor="F6C6C0")

_THIN = Side("thin", color=_LINE)
UNDERLINE = Border(bottom=_THIN)
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)

# Separators and the order of the date are those of the reader's own Excel: French in France.
FORMATS = {
    Kind.TEXT: "@",
    Kind.DATE: "dd/mm/yyyy",
    Kind.AMOUNT: r"#,##0.00\ [$€-40C];[Red]\-#,##0.00\ [$€-40C]",
    Kind.INTEGER: "0",
    Kind.DECIMAL: "General",
}
_HORIZONTAL: dict[Kind, Literal["left", "center"]] = {Kind.TEXT: "left", Kind.DATE: "center"}

# The cell holds the exact heading, which readers recognise; only its display carries the mark.
HEADING_MARKS = {
    Required.ALWAYS: '@" *"',
    Required.DEPENDS: '@" (*)"',
    Required.NEVER: "@",
}


# Beyond this width the text of one A4 page across becomes too small to read.
_A4_CHARACTERS = 250


def style_heading(cell: StyleableObject, required: Required) -> None:
    """Dress a heading; the mark says in words of typography what the fill says in colour.

    Parameters
    ----------
    cell
        Cell of the heading.
    required
        Whether the column must be filled.
    """
    strong = required is Required.ALWAYS
    cell.font = STRONG_HEADING if strong else LIGHT_HEADING
    cell.fill = STRONG_FILL if strong else LIGHT_FILL
    cell.border = FRAME
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.number_format = HEADING_MARKS[required]


def style_value(cell: StyleableObject, kind: Kind, font: Font) -> None:
    """Dress a cell of data.

    Parameters
    ----------
    cell
        Cell of data.
    kind
        What it holds.
    font
        Font of its row.
    """
    cell.font = font
    cell.border = UNDERLINE
    cell.number_format = FORMATS[kind]
    horizontal = _HORIZONTAL.get(kind, "right")
    cell.alignment = Alignment(
        horizontal=horizontal, vertical="center", indent=0 if horizontal == "center" else 1
    )


def set_page(worksheet: Worksheet, *, landscape: bool, characters: int) -> None:
    """Prepare a sheet for paper: as few pages across as stay legible, page numbers.

    Parameters
    ----------
    worksheet
        Sheet to prepare.
    landscape
        Whether the page lies on its side.
    characters
        Width of the sheet, in characters.
    """
    page = worksheet.page_setup
    page.orientation = "landscape" if landscape else "portrait"
    wide = characters > _A4_CHARACTERS
    page.paperSize = worksheet.PAPERSIZE_A3 if wide else worksheet.PAPERSIZE_A4
    page.fitToWidth, page.fitToHeight = (2 if wide else 1), 0
    if worksheet.sheet_properties.pageSetUpPr is not None:
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = worksheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.8, 0.3
    footer = HeaderFooterItem()
    footer.left.text = f"Conseiller May Num – {perimeter().publisher}"
    footer.right.text = "&A – page &P sur &N"
    worksheet.HeaderFooter.oddFooter = footer

"""The look of the sheets: fonts, fills, number formats, paper."""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maynum_dash.rendering import palette
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.rendering.tables import Kind

_FONT: Final = "Calibri"
_LINE: Final = "#C9D3DE"
# Separators and the order of the date are those of the reader's own Excel: French in France.
NUMBERS: Final = {
    Kind.TEXT: "@",
    Kind.EUROS: r"#,##0.00\ [$€-40C];[Red]\-#,##0.00\ [$€-40C]",
    Kind.DIFFERENCE: r"+#,##0.00\ [$€-40C];[Red]\-#,##0.00\ [$€-40C];0.00\ [$€-40C]",
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.PERCENT: r"0.0\ %",
    Kind.DAY: "dd/mm/yyyy",
}
YEAR: Final = "0"
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"font_size": 15, "bold": True, "font_color": palette.ACCENT},
    "subtitle": {"font_size": 12, "bold": True, "font_color": palette.ACCENT},
    "note": {"font_size": 10, "italic": True, "font_color": palette.MUTED},
    "warning": {"bold": True, "font_color": "#7A4B00", "bg_color": "#FFF0D0"},
    "heading": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": palette.ACCENT,
        "border": 1,
        "border_color": _LINE,
        "text_wrap": True,
        "align": "center",
    },
    "cell": {"bottom": 1, "bottom_color": _LINE},
    "total": {"bold": True, "top": 1, "top_color": palette.ACCENT, "bg_color": "#DCE8F5"},
    "choice": {"bold": True, "bg_color": "#FFF7DC", "border": 2, "border_color": palette.ACCENT},
    "label": {"bold": True},
    "link": {"underline": 1, "font_color": palette.ACCENT},
    "large": {"font_size": 14, "bold": True, "font_color": palette.ACCENT},
    "wrap": {"text_wrap": True, "valign": "top"},
    "left": {"align": "left", "indent": 1},
    "center": {"align": "center"},
    # Typed again in Excel, the text would otherwise become a formula.
    "quoted": {"quote_prefix": True},
}
_A4_CHARACTERS: Final = 170
_LONGEST_BAND: Final = 250  # Excel refuses more than 255 characters in a header or a footer


class Looks:
    """The formats of one workbook, each made once.

    Parameters
    ----------
    book
        Workbook being written.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *names: str, number: str = "") -> Format:
        """Give the format that has several styles at once.

        Parameters
        ----------
        names
            Keys of the styles; a later one wins over an earlier one.
        number
            Number format; empty for none.
        """
        key = (*names, number)
        if key not in self._made:
            properties = {"font_name": _FONT, "font_size": 11, "font_color": palette.INK, "valign": "vcenter"}
            for name in names:
                properties |= _STYLES[name]
            if number:
                properties["num_format"] = number
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def set_paper(worksheet: Worksheet, title: str, stamp: Stamp, characters: float) -> None:
    """Prepare a sheet for paper: landscape, one page across, the stamp and the page at the foot.

    Parameters
    ----------
    worksheet
        Sheet to prepare.
    title
        Title of the sheet.
    stamp
        What every page bears.
    characters
        Width of the sheet, in characters.
    """
    worksheet.set_landscape()
    worksheet.set_paper(8 if characters > _A4_CHARACTERS else 9)  # A3, A4
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.8)
    worksheet.set_header(_band(f"&L&9Conseiller May Num – {_inert(title)}", f"&R&9&B{_inert(stamp.warning)}"))
    seal = f" – empreinte {stamp.fingerprint}" if stamp.fingerprint else ""
    source = _inert(f"{stamp.source} – {stamp.day:%d/%m/%Y}{seal}")
    worksheet.set_footer(_band(f"&L&8{source}", "&R&8Page &P sur &N"))


def _inert(text: str) -> str:
    """Write a text for a header: « & » starts a code there."""
    return text.replace("&", "&&")


def _band(left: str, right: str) -> str:
    """Join the two sides of a header within the length that Excel reads; the left one is cut."""
    room = _LONGEST_BAND - len(right)
    cut = left[:room]
    # A cut may leave half of an escaped « && ».
    if (len(cut) - len(cut.rstrip("&"))) % 2:
        cut = cut[:-1]
    return f"{cut}{right}"

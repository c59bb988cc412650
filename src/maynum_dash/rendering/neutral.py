"""Text typed by somebody else, made inert before it reaches a spreadsheet, Markdown or HTML."""

import re
import string
from html import escape

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

# A spreadsheet that opens a CSV takes a field starting with one of these for a formula or a command;
# some fold the full-width forms first.
_FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")
# Characters that XML 1.0 forbids: openpyxl refuses them, browsers and editors draw them as they please. And
# those that turn the direction of reading: a name could show other words, or figures, than it holds.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# Invisible characters that could hide the start of a formula from us, not from the spreadsheet.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation} | dict.fromkeys("\r\n\t", " "))


def inert_text(text: str) -> str:
    r"""Keep the characters that XML allows, read in one direction.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> inert_text("a\x00b\u202ec")
    'abc'
    """
    return _FORBIDDEN.sub("", text)


def csv_text(text: str) -> str:
    """Write a text field of a CSV so that no spreadsheet runs it.

    Numbers must not pass here: a genuine negative number stays a number.

    Parameters
    ----------
    text
        Field as it was typed.

    Returns
    -------
    str
        The same text, behind an apostrophe when a spreadsheet could take it for a formula.

    Examples
    --------
    >>> csv_text("=1+1"), csv_text("Ernée")
    ("'=1+1", 'Ernée')
    """
    clean = inert_text(text)
    # What remains is looked at, not what was typed: a forbidden character must not hide the formula.
    seen = clean.lstrip(f"{_INVISIBLE} \n\u00a0\u202f")
    return f"'{clean}" if seen.startswith(_FORMULA_STARTS) else clean


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula, were it typed in a cell.

    Parameters
    ----------
    text
        Text without forbidden characters.
    """
    return text.startswith(_FORMULA_STARTS)


def write_text(worksheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text in a cell of a workbook as a text, whatever it starts with.

    Parameters
    ----------
    worksheet
        Sheet being written.
    row, column
        Place of the cell, from 1.
    text
        Text as it was typed.
    """
    clean = inert_text(text)
    cell = worksheet.cell(row, column, clean)
    # openpyxl guesses formulas (« =… ») and error codes (« #REF! ») from the text: both stay words here.
    cell.data_type = "s"
    if is_formula_like(clean):
        cell.quotePrefix = True
    return cell


def markdown_text(text: str) -> str:
    r"""Write a text so that Markdown shows it letter for letter, on one line.

    Parameters
    ----------
    text
        Text as it was typed.

    Examples
    --------
    >>> markdown_text("**a** :red[b]")
    '\\*\\*a\\*\\* \\:red\\[b\\]'
    """
    return inert_text(text).translate(_MARKDOWN)


def html_text(text: str) -> str:
    """Write a text for HTML elements and attributes, and for Plotly, which reads a few tags too.

    Quotes become numeric references: Plotly knows no other.

    Parameters
    ----------
    text
        Text as it was typed.

    Examples
    --------
    >>> html_text('<b title="x">')
    '&lt;b title=&#34;x&#34;&gt;'
    """
    return escape(inert_text(text), quote=False).replace('"', "&#34;").replace("'", "&#39;")

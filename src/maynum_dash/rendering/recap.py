"""The sheet « Anomalies » of an annotated workbook: counts, then every anomaly with a link to its cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from maynum_dash.domain.annotation import COLUMN, LABELS, TITLE
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.rendering.formats import count
from maynum_dash.rendering.ooxml.markup import escaped
from maynum_dash.rendering.ooxml.styles import Look, Styles
from maynum_dash.rendering.ooxml.texts import cell_xml, is_risky
from maynum_dash.sources.grid import column_letters

# No other document of the project has these colours: a fill of ours is known by them.
COLOURS: Final = {
    Severity.BLOCKING: "F5BFB7",
    Severity.WARNING: "FFDF95",
    Severity.INFORMATION: "CFE1F3",
}
HEADING: Final = Look(colour="29598F", bold=True, ink="FFFFFF")
_TITLE_LOOK: Final = Look(bold=True, size=15, ink="29598F")
_BODY, _BOLD, _WRAPPED = Look(), Look(bold=True), Look(wrap=True)
_QUOTED: Final = Look(quoted=True)
_LINK: Final = Look(underline=True, ink="0B5394")
_EUROS_FORMAT: Final = r"#,##0.00\ [$€-40C];[Red]\-#,##0.00\ [$€-40C]"
_EUROS, _EUROS_BOLD = Look(format=_EUROS_FORMAT), Look(format=_EUROS_FORMAT, bold=True)
# Heading and width, in characters, of each column of the list.
_COLUMNS: Final = (
    ("Gravité", 18),
    ("Feuille", 18),
    ("Ligne", 16),
    ("Colonne", 24),
    ("Cellule", 10),
    ("Valeur", 24),
    ("Explication et remède", 90),
    ("Euros en jeu", 16),
    ("Code", 26),
)
_EXPLAINED = (
    "Chaque cellule en cause est coloriée et commentée ; la colonne « {column} », à droite de chaque "
    "tableau, dit ce que sa ligne contient d'anormal."
)
_AGAIN = (
    "Corrigez, enregistrez, puis redonnez ce classeur : la colonne « {column} », cette feuille, les couleurs "
    "et les commentaires ne sont pas lus."
)
_PROTECTED = (
    "La feuille « {sheet} » est protégée : ôtez la protection (Révision, Ôter la protection de la feuille) "
    "pour la corriger."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One anomaly and its cell.

    Parameters
    ----------
    anomaly
        The anomaly.
    cell
        Reference of its cell, as in ``C5``; empty for a whole sheet or file.
    """

    anomaly: Anomaly
    cell: str


class _Sheet:
    """Rows written one after the other."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._rows: list[str] = []
        self.links: list[str] = []

    @property
    def next_row(self) -> int:
        """Number of the row to come."""
        return len(self._rows) + 1

    def add(self, *cells: tuple[object, Look]) -> None:
        """Write a row: texts, numbers, ``None`` for blank."""
        number = self.next_row
        written = "".join(
            self._cell(f"{column_letters(column)}{number}", value, look)
            for column, (value, look) in enumerate(cells, start=1)
        )
        self._rows.append(f'<row r="{number}">{written}</row>')

    def link(self, column: int, location: str) -> None:
        """Link a cell of the last row to a place of the workbook."""
        reference = f"{column_letters(column)}{len(self._rows)}"
        self.links.append(f'<hyperlink ref="{reference}" location="{escaped(location)}"/>')

    def rows(self) -> str:
        """Give the XML of the rows."""
        return "".join(self._rows)

    def _cell(self, reference: str, value: object, look: Look) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            chosen = _QUOTED if look == _BODY and is_risky(value) else look
            return cell_xml(reference, self._styles.look(chosen), value)
        return f'<c r="{reference}" s="{self._styles.look(look)}"><v>{value}</v></c>'


def recap_sheet(
    name: str, lines: Sequence[Line], protected: Iterable[str], styles: Styles, main: str
) -> bytes:
    """Write the part of the summary sheet.

    Parameters
    ----------
    name
        File name as the user knows it.
    lines
        Anomalies, in the order in which they are listed.
    protected
        Names of the sheets that cannot be corrected as they are.
    styles
        Styles of the workbook.
    main
        Namespace of the sheets, in the dialect of the workbook.
    """
    sheet = _Sheet(styles)
    sheet.add((TITLE, _TITLE_LOOK))
    sheet.add((f"{name} : {count(len(lines), 'anomalie')}", _BOLD))
    for sentence in (_EXPLAINED, _AGAIN):
        sheet.add((sentence.format(column=COLUMN), _BODY))
    for other in protected:
        sheet.add((_PROTECTED.format(sheet=other), _BOLD))
    sheet.add()
    _add_counts(sheet, [line.anomaly for line in lines])
    sheet.add()
    first = sheet.next_row
    sheet.add(*((heading, HEADING) for heading, _ in _COLUMNS))
    for line in lines:
        _add_line(sheet, line)
    return _part(sheet, first, main)


def _add_counts(sheet: _Sheet, anomalies: Sequence[Anomaly]) -> None:
    """Write how many anomalies of each severity there are, and their euros."""
    sheet.add(*((heading, HEADING) for heading in ("Gravité", "Nombre", "Euros, sans signe")))
    for severity in Severity:
        mine = [anomaly for anomaly in anomalies if anomaly.severity is severity]
        sheet.add(
            (LABELS[severity], Look(colour=COLOURS[severity])), (len(mine), _BODY), (_sum(mine), _EUROS)
        )
    sheet.add(("Ensemble", _BOLD), (len(anomalies), _BOLD), (_sum(anomalies), _EUROS_BOLD))


def _add_line(sheet: _Sheet, line: Line) -> None:
    """Write one anomaly."""
    anomaly = line.anomaly
    sheet.add(
        (LABELS[anomaly.severity], Look(colour=COLOURS[anomaly.severity])),
        (anomaly.sheet or "Tout le classeur", _BODY),
        (anomaly.row, _BODY),
        (anomaly.column, _BODY),
        (line.cell or ("Feuille" if anomaly.sheet else None), _LINK),
        (anomaly.value, _BODY),
        (anomaly.message, _WRAPPED),
        (None if anomaly.stake_cents is None else _euros(anomaly.stake_cents), _EUROS),
        (anomaly.code, _BODY),
    )
    if anomaly.sheet:
        quoted = anomaly.sheet.replace("'", "''")
        sheet.link(5, f"'{quoted}'!{line.cell or 'A1'}")


def _part(sheet: _Sheet, first: int, main: str) -> bytes:
    """Assemble the part; the headings of the list stay on screen, and filter it."""
    last = column_letters(len(_COLUMNS))
    end = sheet.next_row - 1
    columns = "".join(
        f'<col min="{rank}" max="{rank}" width="{width}" customWidth="1"/>'
        for rank, (_, width) in enumerate(_COLUMNS, start=1)
    )
    links = f"<hyperlinks>{''.join(sheet.links)}</hyperlinks>" if sheet.links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{main}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}{end}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{first}" topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{first + 1}" sqref="A{first + 1}"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{sheet.rows()}</sheetData>"
        f'<autoFilter ref="A{first}:{last}{end}"/>{links}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.8" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _sum(anomalies: Iterable[Anomaly]) -> Decimal:
    # An amount in excess must not hide one that lacks.
    return _euros(sum(abs(anomaly.stake_cents or 0) for anomaly in anomalies))


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100

"""Which sheet of a workbook holds which table."""

from collections.abc import Sequence
from dataclasses import dataclass

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.errors import (
    AmbiguousColumnError,
    AmbiguousSheetError,
    MissingColumnError,
    MissingHeadingsError,
    MissingSheetError,
)
from maynum_dash.sources.blocks import Block, missing_fields
from maynum_dash.sources.fields import POSTS, TABLES
from maynum_dash.sources.finder import best_guess, find_blocks
from maynum_dash.sources.headings import README, SHEET, Headings
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.values import fold

# A sheet of any other name must look this much like posts before one says which column it lacks.
_LIKENESS = 4
_TEMPLATE_NAME, _SYNONYM = 2, 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A sheet that holds a table.

    Parameters
    ----------
    sheet
        The sheet.
    blocks
        Where the table stands in it.
    rank
        2 when the sheet bears the name of the template, 1 for a synonym, 0 for any other name.
    """

    sheet: RawSheet
    blocks: tuple[Block, ...]
    rank: int


def assign(raw: RawWorkbook, headings: Headings, name: str) -> tuple[dict[str, Claim], list[Anomaly]]:
    """Choose the sheet of each table.

    Parameters
    ----------
    raw
        Cells of the workbook.
    headings
        Headings of the profile.
    name
        File name, for messages.

    Returns
    -------
    tuple
        Table → the sheet that is read, in the order of the template; what is said of the other sheets.

    Raises
    ------
    MaynumError
        When no sheet, or several, could be the posts, or when a sheet lacks what its table needs.
    """
    chooser = _Chooser(headings)
    for sheet in raw.sheets:
        if headings.sheets.get(fold(sheet.name)) != README:
            chooser.add(sheet)
    if POSTS not in chooser.claims:
        chooser.explain_absence(raw.sheets, name)
    return {table: chooser.choose(table) for table in TABLES if table in chooser.claims}, chooser.anomalies


class _Chooser:
    """Claims gathered sheet after sheet."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.claims: dict[str, list[Claim]] = {}
        self.anomalies: list[Anomaly] = []
        self.doubtful: AmbiguousColumnError | None = None

    def add(self, sheet: RawSheet) -> None:
        """Find the tables of one sheet."""
        if not sheet.rows:
            return
        hint = self.headings.sheets.get(fold(sheet.name))
        rank = self._rank(sheet.name, hint)
        try:
            blocks = find_blocks(sheet.name, sheet.rows, self.headings, hint)
        except AmbiguousColumnError as error:
            if hint is not None:
                raise
            self.doubtful, blocks = error, []
        tables = dict.fromkeys(block.table for block in blocks)
        if hint is not None and hint not in tables and (rank == _TEMPLATE_NAME or hint == POSTS):
            raise self._lacking(sheet, hint)
        if not tables:
            self.anomalies.append(anomaly(Code.SHEET_IGNORED, Spot(sheet.name)))
        for table in tables:
            mine = tuple(block for block in blocks if block.table == table)
            claim = Claim(sheet, mine, rank if table == hint else 0)
            self.claims.setdefault(table, []).append(claim)

    def choose(self, table: str) -> Claim:
        """Keep the sheet with the best name; say which others were left out."""
        claims = sorted(self.claims[table], key=lambda claim: -claim.rank)
        best = [claim for claim in claims if claim.rank == claims[0].rank]
        if len(best) > 1:
            names = tuple(claim.sheet.name for claim in best)
            raise AmbiguousSheetError(self.headings.name(table, SHEET), names)
        for claim in claims[1:]:
            spot = Spot(claim.sheet.name)
            self.anomalies.append(anomaly(Code.SHEET_SURPLUS, spot, kept=best[0].sheet.name))
        return best[0]

    def explain_absence(self, sheets: Sequence[RawSheet], name: str) -> None:
        """Say why no sheet holds the posts.

        Raises
        ------
        MaynumError
            Always: the sheet named so is empty, two columns compete, a column lacks, or nothing is like it.
        """
        named = [sheet for sheet in sheets if self.headings.sheets.get(fold(sheet.name)) == POSTS]
        if named:
            raise self._lacking(named[0], POSTS)
        if self.doubtful is not None:
            raise self.doubtful
        guesses = [
            (len(guess.columns), sheet)
            for sheet in sheets
            if (guess := best_guess(sheet.name, sheet.rows, self.headings, POSTS)) is not None
        ]
        likeness, closest = max(guesses, key=lambda guess: guess[0], default=(0, None))
        if closest is not None and likeness >= _LIKENESS:
            raise self._lacking(closest, POSTS)
        found = tuple(sheet.name for sheet in sheets)
        raise MissingSheetError(name, self.headings.name(POSTS, SHEET), found)

    def _rank(self, name: str, hint: str | None) -> int:
        """Tell how surely a name announces its table."""
        if hint is None:
            return 0
        return _TEMPLATE_NAME if fold(name) == fold(self.headings.name(hint, SHEET)) else _SYNONYM

    def _lacking(self, sheet: RawSheet, table: str) -> MissingColumnError | MissingHeadingsError:
        """Name what a sheet lacks to be the table that its name announces."""
        guess = best_guess(sheet.name, sheet.rows, self.headings, table)
        found = set() if guess is None else guess.fields
        missing = tuple(self.headings.name(table, one) for one in missing_fields(self.headings, table, found))
        if guess is None:
            return MissingHeadingsError(sheet.name, missing)
        columns = sorted(guess.columns + guess.unknown, key=lambda column: column.index)
        return MissingColumnError(sheet.name, missing, tuple(column.written for column in columns))

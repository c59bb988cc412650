"""What slides are computed from: the data, the choices of the view, and what they are compared with."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.analysis.money.pivots import by_fiscal_year
from maynum_dash.analysis.need.coverage import Department, coverage_table, department_row
from maynum_dash.analysis.need.needs import needs_table, shown_label
from maynum_dash.analysis.scenario.outcome import Outcome, play, totals
from maynum_dash.analysis.scenario.presets import usual
from maynum_dash.analysis.steering.alerts import find_alerts, within
from maynum_dash.analysis.steering.watch import build_watch
from maynum_dash.domain.alerts import Alert
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.moves import Scenario
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.stamp import Stamp


@dataclass(frozen=True, slots=True, eq=False)
class Previous:
    """An earlier state that the data are compared with.

    Parameters
    ----------
    label
        What it is: « comité du 12 juin 2026 ».
    changes
        From it to the data in view.
    """

    label: str
    changes: Changes


@dataclass(frozen=True, eq=False)
class Subject:
    """What a presentation speaks of; everything else is computed from it, once.

    Parameters
    ----------
    board
        The data.
    posts
        Those kept by the filters of the view.
    reading, fiscal_year
        How money is placed in fiscal years, and the exercice in view.
    need_source
        Source of the need.
    stamp
        What every slide bears.
    previous
        What the data are compared with; ``None`` for nothing.
    kept
        What the filters keep, in French; empty without filters.
    found
        Alerts of the posts in view and of the envelopes, when they are already listed.
    scenarios
        What might happen, beside what is known; ``None`` for the usual ones.
    known
        The data that the scenarios start from, when those of ``board`` are themselves supposed.
    """

    board: Board
    posts: pd.DataFrame
    reading: Reading
    fiscal_year: int
    need_source: NeedSource
    stamp: Stamp
    previous: Previous | None = None
    kept: str = ""
    found: tuple[Alert, ...] | None = None
    scenarios: tuple[Scenario, ...] | None = None
    known: Board | None = None

    @property
    def today(self) -> date:
        """Day of the view."""
        return self.stamp.day

    @cached_property
    def movements(self) -> pd.DataFrame:
        """Movements of the posts in view."""
        movements = self.board.movements
        return movements[movements["row"].isin(self.posts["row"])]

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """Cents by fiscal year and funder, in the reading in view."""
        return by_fiscal_year(self.movements, self.reading)

    @cached_property
    def shares(self) -> dict[Reading, pd.Series]:
        """Département's cents by fiscal year, in each reading."""
        return {
            reading: by_fiscal_year(self.movements, reading)[Funder.DEPARTMENT.value] for reading in Reading
        }

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Need against offer by EPCI, over all the posts of the workbook."""
        board = self.board
        needs = needs_table(self.need_source, board.reference, board.matched.needs)
        return coverage_table(needs, board.posts, board.matched.served)

    @cached_property
    def department(self) -> Department:
        """Totals of the coverage."""
        return department_row(self.coverage, self.board.posts, self.board.matched.served)

    @cached_property
    def need_label(self) -> str:
        """Source of the need, in French."""
        return shown_label(self.coverage)

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """What must be decided or done, for the posts in view and for the envelopes."""
        if self.found is not None:
            return self.found
        whole = find_alerts(build_watch(self.board, self.today))
        return within(whole, self.posts["post_id"].tolist()) if self.kept else whole

    @property
    def start(self) -> Board:
        """Data that the scenarios start from."""
        return self.known or self.board

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Scenarios beside the data, whatever the filters; none without any post."""
        shown = usual(self.today) if self.scenarios is None else self.scenarios
        return play(self.start, shown, self.today) if shown and len(self.start.posts) else ()

    @cached_property
    def totals(self) -> pd.DataFrame:
        """Money that the scenarios start from, as their steps are added up."""
        return totals(self.start)

    @cached_property
    def needs(self) -> pd.DataFrame:
        """People in illectronisme by EPCI."""
        start = self.start
        return needs_table(self.need_source, start.reference, start.matched.needs)

    @cached_property
    def epci_names(self) -> dict[str, str]:
        """Short name of each EPCI by code."""
        epci = self.board.reference.epci
        return dict(zip(epci["code"], epci["short_name"], strict=True))

    @property
    def money_source(self) -> str:
        """Source line of what is computed from the workbook, in euros."""
        kept = f" Filtres : {self.kept}." if self.kept else ""
        return f"En euros, lecture « {self.reading} ». {self.stamp.source}.{kept}"

    @property
    def posts_source(self) -> str:
        """Source line of what counts posts."""
        kept = f" Filtres : {self.kept}." if self.kept else ""
        return f"{self.stamp.source}.{kept}"

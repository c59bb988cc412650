"""What the workbook is written from: the data, and the choices that its synthesis opens with."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.need.coverage import Department, coverage_table, department_row
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.scenario.outcome import Outcome, play
from maynum_dash.analysis.scenario.presets import usual
from maynum_dash.analysis.steering.alerts import alerts_table, find_alerts
from maynum_dash.analysis.steering.envelopes import yearly_table
from maynum_dash.analysis.steering.watch import Watch, build_watch
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.moves import Scenario
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.stamp import Stamp

NOWHERE: Final = "Sans territoire connu"
FUNDERS: Final = tuple(funder.value for funder in Funder)


@dataclass(frozen=True, eq=False)
class Subject:
    """What the workbook holds; every post of the data, whatever the filters of a view.

    Parameters
    ----------
    board
        The data.
    reading, fiscal_year
        Choices that the synthesis opens with; they can be changed in Excel.
    need_source
        Source of the need.
    stamp
        What every sheet bears.
    scenarios
        What might happen, beside what is known; ``None`` for the usual ones.
    """

    board: Board
    reading: Reading
    fiscal_year: int
    need_source: NeedSource
    stamp: Stamp
    scenarios: tuple[Scenario, ...] | None = None

    @cached_property
    def posts(self) -> pd.DataFrame:
        """Posts, with ``epci`` (a name, never missing) and ``structure_rank`` (from 1, by name)."""
        posts = self.board.posts.reset_index(drop=True)
        names = self.board.reference.epci.set_index("code")["name"]
        ranks = {name: rank for rank, name in enumerate(self.structures, start=1)}
        return posts.assign(
            epci=posts["epci_code"].map(names).fillna(NOWHERE),
            structure_rank=posts["structure"].map(ranks).astype("int64"),
        )

    @cached_property
    def structures(self) -> list[str]:
        """Names of the structures, sorted; Excel compares ranks, since a name may hold « * » or « = »."""
        return sorted(
            self.board.posts["structure"].unique().tolist(), key=lambda name: (name.casefold(), name)
        )

    @cached_property
    def territories(self) -> list[str]:
        """Names of the EPCI, then of what has none."""
        return [*self.board.reference.epci["name"].sort_values().tolist(), NOWHERE]

    @cached_property
    def years(self) -> list[int]:
        """Every exercice that a movement, an envelope or a payment falls in, without gap."""
        workbook = self.board.workbook
        found = {
            self.fiscal_year,
            *self.board.movements["fiscal_year"].unique().tolist(),
            *workbook.envelopes["fiscal_year"].unique().tolist(),
            *workbook.payments["paid_on"].dt.year.unique().tolist(),
        }
        return list(range(int(min(found)), int(max(found)) + 1))

    @cached_property
    def schedules(self) -> dict[Reading, pd.DataFrame]:
        """Cents of each row of ``payers`` in each of ``years``, by reading."""
        return {
            reading: table.reset_index(drop=True)
            for reading, table in zip(Reading, self._schedules, strict=True)
        }

    @cached_property
    def payers(self) -> pd.DataFrame:
        """What describes each row of the schedules: the post, its structure, its EPCI, a funder that pays."""
        rows = self._schedules[0].index.to_frame(index=False)
        posts = self.posts[["row", "post_id", "structure", "structure_rank", "epci"]]
        return rows.merge(posts, on="row", how="left", validate="m:1")

    @cached_property
    def yearly(self) -> pd.DataFrame:
        """What is voted, committed, due and paid in each exercice."""
        workbook = self.board.workbook
        table = yearly_table(workbook.envelopes, self.board.movements, workbook.payments)
        return table.set_index("fiscal_year")

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Scenarios beside the data; none without any post."""
        shown = usual(self.stamp.day) if self.scenarios is None else self.scenarios
        return play(self.board, shown, self.stamp.day) if shown and len(self.board.posts) else ()

    @cached_property
    def watch(self) -> Watch:
        """What is watched on the day of the view."""
        return build_watch(self.board, self.stamp.day)

    @cached_property
    def instalments(self) -> pd.DataFrame:
        """What the clause asks the Département for, with what was paid of it and ``epci``, a name."""
        due = self.watch.ledger.instalments
        names = self.board.reference.epci.set_index("code")["name"]
        return due.assign(epci=due["epci_code"].map(names).fillna(NOWHERE), fiscal_year=due["due_on"].dt.year)

    @cached_property
    def alerts(self) -> pd.DataFrame:
        """What must be decided or done on the day of the view."""
        return alerts_table(find_alerts(self.watch))

    def cents(self, reading: Reading, key: str, funder: str = "") -> "dict[str | int, list[int]]":
        """Add up a schedule by one of the columns of ``payers``.

        Parameters
        ----------
        reading
            Which schedule.
        key
            The column.
        funder
            The only funder counted; empty for all of them.

        Returns
        -------
        dict
            Value → cents of each of ``years``; a value without post is absent.
        """
        is_kept = (self.payers["funder"] == funder).to_numpy() | (not funder)
        sums = self.schedules[reading][is_kept].groupby(self.payers.loc[is_kept, key].to_numpy()).sum()
        return {value: list(map(int, row)) for value, row in zip(sums.index, sums.to_numpy(), strict=True)}

    def share(self, reading: Reading) -> list[int]:
        """Cents of the Département in each of ``years``."""
        return self.cents(reading, "funder").get(Funder.DEPARTMENT.value, self.nothing)

    @property
    def nothing(self) -> list[int]:
        """No cent in any of ``years``."""
        return [0] * len(self.years)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Need against offer by EPCI."""
        board = self.board
        needs = needs_table(self.need_source, board.reference, board.matched.needs)
        return coverage_table(needs, board.posts, board.matched.served)

    @cached_property
    def department(self) -> Department:
        """Totals of the coverage."""
        return department_row(self.coverage, self.board.posts, self.board.matched.served)

    @cached_property
    def _schedules(self) -> tuple[pd.DataFrame, ...]:
        """Add up the movements by post and funder; a funder that never brings anything is left out."""
        tables = [self._schedule(reading) for reading in Reading]
        brings = np.logical_or.reduce([(table != 0).any(axis=1).to_numpy() for table in tables])
        return tuple(table[brings] for table in tables)

    def _schedule(self, reading: Reading) -> pd.DataFrame:
        movements = of_reading(self.board.movements, reading)
        sums = movements.groupby(["row", "funder", "fiscal_year"])["amount_cents"].sum()
        table = sums.unstack("fiscal_year", fill_value=0)  # noqa: PD010 -- a pivot_table would sort its rows
        whole = pd.MultiIndex.from_product([self.posts["row"], FUNDERS], names=["row", "funder"])
        return table.reindex(index=whole, columns=self.years, fill_value=0).astype("int64")

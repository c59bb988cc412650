"""Results that several pages show, kept by the caches of ``loading``."""

from typing import TYPE_CHECKING

import pandas as pd

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.rendering.changes import Sentence, sentences
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.store.snapshots import Snapshot
from maynum_dash.ui import loading

if TYPE_CHECKING:
    from maynum_dash.ui.editions import Edition


def told(before: "Edition", after: "Edition", scope: Scope) -> tuple[Sentence, ...]:
    """Differences between two editions in sentences, which take a while when thousands of posts differ."""
    key = (loading.board(before).key, loading.board(after).key, scope, "told")
    return loading.once(key, lambda: sentences(loading.changes(before, after), scope))


def differs_from_sealed(snapshot: Snapshot, shown: Board) -> bool:
    """Tell whether this software gives other figures than those sealed."""
    return loading.once(
        (snapshot.fingerprint, shown.key, "sealed"), lambda: sealed_figures(shown) != snapshot.figures
    )


def coverage(shown: Board, source: NeedSource) -> pd.DataFrame:
    """Need against offer by EPCI, from one source of needs."""

    def compute() -> pd.DataFrame:
        needs = needs_table(source, shown.reference, shown.matched.needs)
        return coverage_table(needs, shown.posts, shown.matched.served)

    return loading.once((shown.key, "coverage", source), compute)

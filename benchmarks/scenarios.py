"""Four scenarios of 4 000 posts over ten exercices, beside the same computed post by post, in one run.

The bar is 300 ms for the four; the machine is shared, so the least of several rounds is shown too.
Usage: ``make bench``.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from benchmarks.posts import TODAY, big_workbook
from benchmarks.rowwise import totals_by_row

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.scenario.outcome import play
from maynum_dash.domain.moves import Cap, Indexation, NewPosts, Renewal, Scenario, StateEnd
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.workbook import read_workbook

ROUNDS = 9
SEED = 7
LAST = date(2032, 12, 31)  # the last renewals run until 2035: ten exercices from 2026 on
LAVAL = "200083392"
SCENARIOS = (
    Scenario("L’État s’arrête fin 2026", (Renewal(LAST), StateEnd(date(2027, 1, 1), Decimal(50)))),
    Scenario("La moitié est renouvelée", (Renewal(LAST, pct=Decimal(50)), Indexation(Decimal(2), 2027))),
    Scenario("L’État s’arrête à la fin des conventions", (StateEnd(None, Decimal(0)),)),
    Scenario(
        "Vingt postes de plus, plafond réduit",
        (
            NewPosts(20, EmployerCategory.PUBLIC, LAVAL, date(2027, 1, 1), Decimal(1)),
            Cap(1_000_000, date(2027, 1, 1)),
            Renewal(LAST),
        ),
    ),
)


def seconds(action: Callable[[], object], rounds: int) -> list[float]:
    """Seconds that an action takes, so many times."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        took.append(time.perf_counter() - start)
    return took


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--posts", type=int, default=4000)
    given = options.parse_args()
    workbook = read_workbook(big_workbook(given.posts, SEED), "suivi.xlsx")
    board = build_board(workbook, load_basis())
    took = seconds(lambda: play(board, SCENARIOS, TODAY), ROUNDS)
    (slow,) = seconds(lambda: [totals_by_row(board, one, TODAY) for one in SCENARIOS], 1)
    steps = [outcome.steps for outcome in play(board, SCENARIOS, TODAY)]
    years = sorted({year for table in steps for year in table["fiscal_year"].tolist()})
    print(f"{len(SCENARIOS)} scenarios × {given.posts} posts, exercices {years[0]} to {years[-1]}")
    print(f"{'all posts at once, median':<34}{statistics.median(took) * 1000:>10.1f} ms")
    print(f"{'all posts at once, least':<34}{min(took) * 1000:>10.1f} ms")
    print(f"{'post by post':<34}{slow * 1000:>10.1f} ms  × {slow / statistics.median(took):.0f}")


if __name__ == "__main__":
    main()

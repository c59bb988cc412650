"""How long the documents of a committee take, on the demonstration and on 4 000 posts.

Each bar is of processor time, which a shared machine does not stretch: 2 s at most on the demonstration, 5 s
at most on 4 000 posts, slides composed anew; 8 s there for the workbook, which holds a million cells. Usage:
``make bench``, or ``python -m benchmarks.documents``.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Final

from benchmarks.posts import TODAY, big_workbook

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.comparison.changes import compare
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.computed import subject as computed
from maynum_dash.rendering.computed.book import computed_workbook
from maynum_dash.rendering.powerpoint.deck import write_deck
from maynum_dash.rendering.session.page import session_page
from maynum_dash.rendering.slides.catalogue import compose
from maynum_dash.rendering.slides.subject import Previous, Subject
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.rendering.typeset.documents import deck_pdf, note_pdf
from maynum_dash.sources.basis import load_basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook

ROUNDS: Final = 3
POSTS: Final = 4_000
BARS: Final = {"démonstration": 2.0, f"{POSTS} postes": 5.0}
WORKBOOK: Final = "Classeur calculé"
WORKBOOK_BARS: Final = {**BARS, f"{POSTS} postes": 8.0}
_COMMITTEE: Final = "comité du 12 juin 2026"


def subject_of(board: Board, before: Board, day: date) -> Subject:
    """Gather what the documents speak of, nothing of it computed yet."""
    previous = Previous(_COMMITTEE, compare(before, board))
    stamp = Stamp("Classeur de mesure", day)
    return Subject(board, board.posts, Reading.TRANCHE, day.year, NeedSource.ESTIMATED, stamp, previous)


def boards() -> dict[str, tuple[Board, Board]]:
    """Give the data measured, each with what it is compared with."""
    basis = load_basis()

    def made(content: bytes) -> Board:
        return build_board(read_workbook(content, "suivi.xlsx"), basis)

    demo = made(DEMO_WORKBOOK.read_bytes())
    names = tuple(BARS)
    return {names[0]: (demo, demo), names[1]: (made(big_workbook(POSTS, 1)), made(big_workbook(POSTS, 2)))}


def documents(make: Callable[[], Subject]) -> dict[str, Callable[[], bytes]]:
    """Give what writes each document, from a subject made anew."""
    return {
        "PowerPoint": lambda: write_deck(compose(make())),
        "PDF des diapositives": lambda: deck_pdf(compose(make())),
        "Note PDF": lambda: note_pdf(make()),
        "Page autonome": lambda: session_page(compose(make())),
        WORKBOOK: lambda: computed_workbook(_computed(make())),
    }


def _computed(subject: Subject) -> computed.Subject:
    """Gather what the workbook holds."""
    return computed.Subject(
        subject.board, subject.reading, subject.fiscal_year, subject.need_source, subject.stamp
    )


def measure(write: Callable[[], bytes]) -> tuple[float, int]:
    """Give the least processor time of a few rounds, in seconds, and the size, in bytes."""
    seconds, size = [], 0
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        size = len(write())
        seconds.append(time.process_time() - began)
    return min(seconds[1:]), size


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    missed = 0
    for name, (board, before) in boards().items():
        shared = subject_of(board, before, TODAY)

        def fresh(shared: Subject = shared) -> Subject:
            return Subject(
                shared.board,
                shared.posts,
                shared.reading,
                shared.fiscal_year,
                shared.need_source,
                shared.stamp,
                shared.previous,
                found=shared.alerts,
            )

        print(f"\n{name} : {len(compose(fresh()).slides)} diapositives, {BARS[name]:.0f} s au plus")
        for document, write in documents(fresh).items():
            seconds, size = measure(write)
            is_missed = seconds > (WORKBOOK_BARS if document == WORKBOOK else BARS)[name]
            missed += is_missed
            print(
                f"  {document:<22} {seconds:5.2f} s  {size / 1024:6.0f} ko",
                "  trop long" if is_missed else "",
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

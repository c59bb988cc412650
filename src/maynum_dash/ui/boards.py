"""A file turned into everything that pages show, without a cache."""

import hashlib

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.headings import CANONICAL_PROFILE
from maynum_dash.sources.lessons import Lesson
from maynum_dash.sources.relay import read_apart
from maynum_dash.sources.watch import Watch
from maynum_dash.ui.shelf import Item


def make(item: Item, frozen: Basis, known: tuple[Lesson, ...], watch: Watch) -> Board:
    """Read a file and compute everything from it, without the cache; any thread may do it."""
    workbook = read_apart(item.content, item.name, known, watch)
    return build_board(workbook, frozen, origin_of(known), watch)


def origin_of(known: tuple[Lesson, ...]) -> str:
    """Where a board of a file comes from: other lessons are another reading."""
    mine = [one for one in known if one.profile == CANONICAL_PROFILE]
    return f"fichier, titres {hashlib.sha256(repr(mine).encode()).hexdigest()[:12]}" if mine else "fichier"

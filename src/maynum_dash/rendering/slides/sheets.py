"""Long tables cut into slides that can be read."""

from dataclasses import replace
from typing import Final

from maynum_dash.rendering.formats import count
from maynum_dash.rendering.slides.model import Slide
from maynum_dash.rendering.slides.proofs import Table

ROWS: Final = 10  # of a slide, the total aside
_OF_PROSE: Final = 5  # the same where a cell holds a sentence
_SENTENCE: Final = 40  # letters


def paged(slide: Slide, most: int) -> tuple[Slide, ...]:
    """Cut the table of a slide over several, each with its headings; the last one bears the total.

    Parameters
    ----------
    slide
        A slide; returned as it is when its body is no table, or a short one.
    most
        Slides at most. What stands beyond is counted in words, never dropped in silence: the total, which is
        of every row, stays.
    """
    table = slide.body
    if not isinstance(table, Table):
        return (slide,)
    has_prose = any(len(cell) > _SENTENCE for row in table.rows for cell in row[1:])
    each = _OF_PROSE if has_prose else ROWS
    if len(table.rows) <= each:
        return (slide,)
    needed = -(-len(table.rows) // each)
    if needed <= most:
        # Slides that are as full as each other: the last one does not hold a single row.
        each = -(-len(table.rows) // needed)
    parts = [table.rows[start : start + each] for start in range(0, len(table.rows), each)]
    shown = parts[:most]
    beyond = sum(map(len, parts[most:]))
    left = (
        f"Et {count(beyond, 'autre ligne', 'autres lignes')}, comprises dans le total." if table.total else ""
    )
    if beyond and not left:
        left = f"Et {count(beyond, 'autre ligne', 'autres lignes')}, dans le tableau de bord."
    return tuple(
        replace(
            slide,
            key=slide.key if rank == 1 else f"{slide.key}-{rank}",
            title=f"{slide.title}\u00a0({rank}/{len(shown)})",
            name=slide.name if rank == 1 else f"{slide.name} ({rank})",
            lead=left if beyond and rank == len(shown) else slide.lead,
            body=replace(table, rows=rows, total=table.total if rank == len(shown) else ()),
        )
        for rank, rows in enumerate(shown, start=1)
    )

"""How earlier imports described the posts: what the cap of a whole life is counted from."""

from typing import Final

from pandas import DataFrame
from sqlalchemy import and_, func, select

from maynum_dash.sources.fields import POSTS, SHARES, YEARS
from maynum_dash.sources.frames import frame
from maynum_dash.store.base import Store
from maynum_dash.store.tables import IMPORTS, ROWS

_TOLD: Final = (
    "post_id",
    "employer",
    "siret",
    "category",
    "decided_on",
    "start",
    "returned_on",
    *(f"{share}_y{year}_cents" for share in SHARES for year in YEARS),
)


def earlier_posts(store: Store, before: int | None, *, is_demo: bool) -> DataFrame:
    """Give every description of a post by the imports before one, each once.

    Parameters
    ----------
    store
        Where.
    before
        Number of an import; ``None`` for all of them.
    is_demo
        Whether the demonstrations are wanted, or the real data: the two are never mixed.

    Returns
    -------
    DataFrame
        Columns of the posts table; those that say nothing of the conventions are empty, ``row`` is a rank.
        The description that the latest import gives comes last. Imports whose rows were erased give none.
    """
    table = ROWS[POSTS]
    columns = [table.c[name] for name in _TOLD]
    is_kept = and_(IMPORTS.c.is_demo == is_demo, IMPORTS.c.purged_at.is_(None))
    if before is not None:
        is_kept = and_(is_kept, IMPORTS.c.id < before)
    query = (
        select(*columns)
        .join(IMPORTS, IMPORTS.c.id == table.c.import_id)
        .where(is_kept)
        .group_by(*columns)
        .order_by(func.max(table.c.import_id), func.min(table.c.position))
    )
    with store.reading() as connection:
        found = connection.execute(query).all()
    turned = zip(*found, strict=True) if found else ([] for _ in _TOLD)
    given: dict[str, list[object]] = {name: list(values) for name, values in zip(_TOLD, turned, strict=True)}
    absent: list[object] = [None] * len(found)
    empty = {name: absent for name in frame(POSTS).columns if name not in given}
    return frame(POSTS, {**empty, **given, "row": list(range(1, len(found) + 1))})

"""What the Département brings to each post over its whole life, structure by structure."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.money.budget import plans_table
from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.lifetime import Spell, lifetime
from maynum_dash.domain.posts import Funder
from maynum_dash.domain.scale import FundingScale

COUNTED: Final = (
    "toutes les conventions du poste connues des imports, chez toutes ses structures, rendus déduits ; une "
    "convention qui commence le même jour, ou chez la même structure avant la fin de la précédente, la "
    "remplace (avenant) ; chez une autre structure, elle l’arrête à ce jour (transfert)"
)
_YEARS: Final = ["y1_cents", "y2_cents", "y3_cents"]


def lifetimes_table(posts: DataFrame, history: DataFrame, scale: FundingScale) -> DataFrame:
    """Add up the Département's share of each post over its whole life.

    Parameters
    ----------
    posts
        Matched posts in view: the latest description of each.
    history
        Posts of the imports before, the oldest first, columns as in a workbook; may be empty. Posts that are
        not in view are left out.
    scale
        Funding scale: today's, for every import.

    Returns
    -------
    DataFrame
        ``post_id, structure, start, past_end`` (first day not counted), ``counted_cents``, ``life_cents``
        (sum over the post), ``cap_cents`` (of the version of the scale of the latest decision), ``row`` (of
        the post in view): one line per convention that counts.
    """
    earlier = history[history["post_id"].isin(posts["post_id"])]
    if earlier.empty:
        told = posts
    else:
        told = pd.concat([earlier, posts[[*earlier.columns.intersection(posts.columns)]]], ignore_index=True)
    lines = list(_lines(told, scale))
    rows = posts.set_index("post_id")["row"].to_dict()
    caps = _caps(posts, scale)
    table = DataFrame(lines, columns=["post_id", "structure", "start", "past_end", "counted_cents"]).astype(
        {"post_id": "str", "structure": "str", "start": "datetime64[s]", "counted_cents": "int64"}
    )
    table["past_end"] = table["past_end"].astype("datetime64[s]")
    table["life_cents"] = table.groupby("post_id")["counted_cents"].transform("sum").astype("int64")
    table["cap_cents"] = table["post_id"].map(caps).astype("int64")
    table["row"] = table["post_id"].map(rows).astype("int64")
    return table


def _lines(told: DataFrame, scale: FundingScale) -> Iterator[tuple[Any, ...]]:
    """List the conventions that count, post after post."""
    numbered = told.assign(row=range(len(told))).reset_index(drop=True)
    plans = plans_table(numbered, scale)
    amounts = plans[plans["funder"] == Funder.DEPARTMENT.value][_YEARS].to_numpy()
    spells: dict[str, list[Spell]] = {}
    names: dict[str, str] = {}
    columns = (numbered[name] for name in ("post_id", "employer", "siret"))
    dates = (numbered[name].dt.date for name in ("start", "returned_on"))
    sirets = _sirets(numbered)
    for (post_id, employer, siret, start, returned_on), years in zip(
        zip(*columns, *dates, strict=True), amounts.tolist(), strict=True
    ):
        key = siret if isinstance(siret, str) else sirets.get(fold(employer), fold(employer))
        names[key] = employer
        given = None if pd.isna(returned_on) else returned_on
        spells.setdefault(post_id, []).append(Spell(key, start, given, tuple(years)))
    for post_id, found in spells.items():
        for spell, cents in lifetime(found):
            yield post_id, names[spell.structure], spell.start, spell.past_end, cents


def _sirets(told: DataFrame) -> dict[str, str]:
    """Give a name without SIRET the one that it has elsewhere."""
    known = told[told["siret"].notna()]
    return {fold(name): siret for name, siret in zip(known["employer"], known["siret"], strict=True)}


def _caps(posts: DataFrame, scale: FundingScale) -> dict[str, int]:
    days = posts["decided_on"].fillna(posts["start"]).dt.date
    return {
        post_id: scale.version_on(day).cap_cents for post_id, day in zip(posts["post_id"], days, strict=True)
    }

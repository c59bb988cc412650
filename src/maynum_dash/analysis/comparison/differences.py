"""What differs between the descriptions of a post in two boards, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from maynum_dash.analysis.comparison.attribution import AMOUNTS, differs
from maynum_dash.analysis.comparison.pairs import Pair, Side
from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.changes import Nature
from maynum_dash.domain.money import euros_text
from maynum_dash.domain.plan import Origin

# Headings of the workbook, by column of the posts table.
HEADINGS: Final = {
    "employer": "Structure",
    "siret": "SIRET",
    "category": "Catégorie employeur",
    "commune": "Commune",
    "epci": "EPCI",
    "served": "EPCI desservis",
    "fte": "ETP",
    "status": "Statut",
    "decided_on": "Date de décision",
    "start": "Début de convention",
    "end": "Fin de convention",
    "state_end": "Fin de convention État",
    "vacant_since": "Vacant depuis",
    "returned_on": "Date de rendu",
    "decision_reference": "Référence de décision",
    **{
        f"{share}_y{year}_cents": f"{heading} A{year}"
        for share, heading in {
            "state": "ANCT",
            "bonus": "Bonification",
            "department": "Département",
            "employer": "Employeur",
        }.items()
        for year in (1, 2, 3)
    },
}
# What an empty cell means, where it means something.
OWN_EPCI: Final = "EPCI de la structure"
_EMPTY: Final = {"served": OWN_EPCI} | {
    name: (Origin.REMAINDER if name.startswith("employer") else Origin.SCALE).value for name in AMOUNTS
}
_NOISE: Final = 9  # decimals of a share: what follows is the noise of a float

_Reader: TypeAlias = Callable[[DataFrame], Series]
_Writer: TypeAlias = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class _Compared:
    """One column of the workbook: nature, what is compared, what is shown, and how it is written."""

    nature: Nature
    name: str
    key: _Reader
    shown: _Reader
    write: _Writer = str


def differences(pair: Pair) -> DataFrame:
    """List what differs between two boards, post by post.

    Parameters
    ----------
    pair
        Boards side by side.

    Returns
    -------
    DataFrame
        ``post_id, structure, epci_name`` (after, else before), ``nature`` (`Nature`), ``field`` (heading of
        the workbook, missing for a post that enters or leaves), ``before`` and ``after`` (French text,
        missing for nothing), ``row_before`` and ``row_after`` (``Int64``): one row per difference, in the
        order of the roster, then of `Nature`. Remarks are not compared.
    """
    found = pd.concat(list(_found(pair)), ignore_index=True)
    ranks = {nature.value: rank for rank, nature in enumerate(Nature)}
    ordered = found.assign(rank=found["nature"].map(ranks)).sort_values(["post", "rank"], kind="stable")
    told = pair.roster.take(ordered["post"].to_numpy()).reset_index(drop=True)
    words = ordered[["nature", "field", "before", "after"]].astype("str").reset_index(drop=True)
    return pd.concat(
        [told[["post_id", "structure", "epci_name"]], words, told[["row_before", "row_after"]]], axis=1
    )


def _found(pair: Pair) -> Iterator[DataFrame]:
    one, other = pair.before, pair.after
    entered, left = np.flatnonzero(~one.is_there), np.flatnonzero(~other.is_there)
    yield _lines(entered, Nature.ENTERED, after=other.posts["status"].iloc[entered])
    yield _lines(left, Nature.LEFT, before=one.posts["status"].iloc[left])
    yield from _moves(pair)
    for compared in _COMPARED:
        is_other = differs(compared.key(one.posts), compared.key(other.posts)) & pair.is_common
        posts = np.flatnonzero(is_other)
        if not posts.size:
            continue
        before, after = (
            _written(compared.shown(side.posts).iloc[posts], compared.write, _EMPTY.get(compared.name))
            for side in (one, other)
        )
        yield _lines(posts, compared.nature, compared.name, before, after)
    yield _served(pair)


def _lines(
    posts: NDArray[np.int64],
    nature: Nature,
    name: str | None = None,
    before: Series | None = None,
    after: Series | None = None,
) -> DataFrame:
    """Write one line per post of one nature; texts are in the order of the posts."""
    texts = {"before": before, "after": after}
    return DataFrame(
        {
            "post": posts,
            "nature": nature.value,
            "field": None if name is None else HEADINGS[name],
            **{side: None if text is None else text.to_numpy() for side, text in texts.items()},
        }
    )


def _written(values: Series, write: _Writer, empty: str | None = None) -> Series:
    texts = values.astype("object").map(write, na_action="ignore").astype("str")
    return texts if empty is None else texts.fillna(empty)


def _moves(pair: Pair) -> Iterator[DataFrame]:
    """List the posts whose structure is another; under the same SIRET, on the spot, its name changed."""
    one, other = pair.before, pair.after
    has_moved = (one.structures != other.structures) & pair.is_common
    sirets = one.posts["siret"], other.posts["siret"]
    is_named = ~differs(*sirets) & sirets[0].notna().to_numpy() & (one.territories == other.territories)
    for nature, kept in (
        (Nature.STRUCTURE, has_moved & ~is_named),
        (Nature.NAME, has_moved & is_named),
    ):
        posts = np.flatnonzero(kept)
        before, after = (side.posts["own_name"].iloc[posts] for side in (one, other))
        yield _lines(posts, nature, "employer", before, after)


def _served(pair: Pair) -> DataFrame:
    """List the posts that serve other territories; another way to write the same parts is no difference."""
    sides = pair.before, pair.after
    texts = [_folded(side.posts["served"]) for side in sides]
    rewritten = np.flatnonzero(differs(*texts) & pair.is_common).tolist()
    former, later = (_shares(side) if rewritten else {} for side in sides)
    is_other = [former[post] != later[post] for post in rewritten]
    posts = np.array(rewritten, dtype=np.int64)[np.array(is_other, dtype=bool)]
    before, after = (_written(side.posts["served"].iloc[posts], str, _EMPTY["served"]) for side in sides)
    return _lines(posts, Nature.SERVED, "served", before, after)


def _shares(side: Side) -> dict[int, set[tuple[object, float]]]:
    """Territories and parts of each post of a board, by rank in the roster."""
    served = side.board.matched.served
    ranks = dict(zip(side.board.posts["post_id"], side.positions.tolist(), strict=True))
    shares: dict[int, set[tuple[object, float]]] = {rank: set() for rank in ranks.values()}
    for post_id, code, share in zip(served["post_id"], served["epci_code"], served["share"], strict=True):
        shares[ranks[post_id]].add((None if pd.isna(code) else code, round(share, _NOISE)))
    return shares


def _plain(nature: Nature, name: str, write: _Writer = str) -> _Compared:
    return _Compared(nature, name, lambda posts: posts[name], lambda posts: posts[name], write)


def _folded(texts: Series) -> Series:
    return texts.map(fold, na_action="ignore").astype("str")


def _day(day: pd.Timestamp) -> str:
    return f"{day:%d/%m/%Y}"


_COMPARED: Final = (
    _plain(Nature.SIRET, "siret"),
    _plain(Nature.STATUS, "status"),
    _plain(Nature.RETURN, "returned_on", _day),
    *(_plain(Nature.DATES, name, _day) for name in ("decided_on", "start", "end", "state_end")),
    _plain(Nature.VACANCY, "vacant_since", _day),
    _plain(Nature.CATEGORY, "category"),
    *(_plain(Nature.AMOUNTS, name, euros_text) for name in AMOUNTS),
    _plain(Nature.FTE, "fte", lambda fte: f"{fte:.{_NOISE}g}".replace(".", ",")),
    _Compared(
        Nature.EPCI,
        "epci",
        lambda posts: posts["epci_code"].fillna(_folded(posts["epci"])),
        lambda posts: posts["epci_name"].fillna(posts["epci"]),
    ),
    _Compared(
        Nature.COMMUNE,
        "commune",
        lambda posts: posts["commune_code"].fillna(_folded(posts["commune"])).where(posts["commune"].notna()),
        lambda posts: posts["commune"],
    ),
    _Compared(
        Nature.DECISION,
        "decision_reference",
        lambda posts: _folded(posts["decision_reference"]),
        lambda posts: posts["decision_reference"],
    ),
)

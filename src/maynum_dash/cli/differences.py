"""The command that says what changed from one state of the data to another, to the cent."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Final

from pandas import DataFrame

from maynum_dash.analysis.comparison.bridge import Role, Scope, bridge
from maynum_dash.analysis.comparison.changes import Changes, compare
from maynum_dash.cli.answers import DONE, answer
from maynum_dash.cli.columns import aligned
from maynum_dash.cli.editions import named
from maynum_dash.cli.opening import opened
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.changes import sentences
from maynum_dash.rendering.comparison import changes_payload
from maynum_dash.rendering.formats import MISSING, count, euros, euros_signed

_FUNDERS: Final[Mapping[str, tuple[Funder, ...]]] = {
    "Part du Département": (Funder.DEPARTMENT,),
    "Tous financeurs": tuple(Funder),
}
_POSTS: Final = ["Poste", "Structure", "Ce qui diffère", "Avant", "Après"]


def show(options: Namespace) -> int:
    """Compare two imports or sealed states, each sealed one with what was sealed with it."""
    with opened() as store:
        before, after = named(store, options.before), named(store, options.after)
    reading = after.reading if options.lecture is None else Reading(options.lecture)
    changes = compare(before.board, after.board)
    payload = changes_payload(changes, before.name, after.name)
    payload |= {
        "origine": {"avant": before.facts, "apres": after.facts},
        "lecture": str(reading),
        "phrases": _sentences(changes, reading),
    }
    text = f"Avant : {before.name}\nAprès : {after.name}\n\n{report(changes, reading)}"
    answer(payload, text, as_json=options.json, warning=before.warning or after.warning)
    return DONE


def report(changes: Changes, reading: Reading) -> str:
    """Write what changed: in words, then as bridges, then post by post.

    Parameters
    ----------
    changes
        Two states compared.
    reading
        How money is placed in fiscal years.
    """
    said = [f"- {sentence}" for sentence in _sentences(changes, reading)]
    bridges = [f"{title}\n\n{_bridge(changes, Scope(reading, kept))}" for title, kept in _FUNDERS.items()]
    heading = f"Ce qui a changé pour le Département, lecture « {reading} »"
    return "\n\n".join([heading, "\n".join(said), *bridges, _posts(changes.posts)])


def _sentences(changes: Changes, reading: Reading) -> list[str]:
    """Say what changed for the Département."""
    return [sentence.text for sentence in sentences(changes, Scope(reading, (Funder.DEPARTMENT,)))]


def _bridge(changes: Changes, scope: Scope) -> str:
    """Write a bridge by cause, one column by fiscal year in which there is money, then their total."""
    years = sorted(set(scope.keep(changes.totals)["fiscal_year"].tolist()))
    whole = bridge(changes, scope)
    columns = [_amounts(bridge(changes, Scope(scope.reading, scope.funders, [year]))) for year in years]
    columns.append(_amounts(whole))
    rows = [
        [label, *(_written(role, column.get(label, 0)) for column in columns)]
        for label, role in zip(whole["label"], whole["role"], strict=True)
    ]
    return aligned(["", *map(str, years), "Total"], rows)


def _amounts(lines: DataFrame) -> dict[str, int]:
    """Give the cents of each line of a bridge, by label."""
    cents = lines["amount_cents"].fillna(lines["total_cents"])
    return {str(label): int(amount) for label, amount in zip(lines["label"], cents, strict=True)}


def _written(role: str, cents: int) -> str:
    return euros(cents) if role == Role.TOTAL else euros_signed(cents)


def _posts(posts: DataFrame) -> str:
    """Write the differences of the posts, one by line."""
    if posts.empty:
        return "Aucun poste ne diffère."
    told = posts.assign(what=posts["field"].fillna(posts["nature"])).fillna(
        {"before": MISSING, "after": MISSING}
    )
    rows = told[["post_id", "structure", "what", "before", "after"]].astype("str").to_numpy().tolist()
    found = count(len(rows), "écart"), count(posts["post_id"].nunique(), "poste")
    return f"{found[0]} sur {found[1]}\n\n{aligned(_POSTS, rows, texts=5)}"

"""What must hold between the rows of one post in an export of the State: a post may change structure."""

from collections import defaultdict
from typing import Final

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.catalogue import ROW_REJECTED, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.money import euros_text
from maynum_dash.sources.rows import Line, Record
from maynum_dash.sources.values import fold

_AMOUNTS: Final = ("contracted_cents", "paid_cents")


class Transfers:
    """Rules of the rows of posts; the key is the post with its structure.

    Hypotheses
    ----------
    1. A post that changed structure has one row per structure; its status is the same on all of them.
    2. Two rows of a post with the same total may be the same money written twice: both count, and it is said.
    """

    def __init__(self) -> None:
        self.seen: defaultdict[str, list[tuple[str, int, Record]]] = defaultdict(list)

    def __call__(self, line: Line) -> list[Anomaly]:
        """Check one row, against those above for the same post."""
        post, place = post_and_place(line.record)
        above = self.seen[post]
        same = next((first for first in above if first[0] == place), None)
        if same is not None:
            return [_repeated(line, same[1], same[2])]
        found = _amounts(line)
        if above:
            found += _moved(line, above)
        above.append((place, line.number, dict(line.record)))
        return found


def post_and_place(record: Record) -> tuple[str, str]:
    """Give the compared identifiers of the post and of its structure, by number, else by name."""
    place = record["state_structure_id"] or fold(str(record["structure"] or ""))
    return str(record["state_post_id"]).casefold(), str(place)


def _repeated(line: Line, first: int, record: Record) -> Anomaly:
    """Reject a row that describes the same post at the same structure."""
    likeness = "ligne identique" if record == line.record else "contenu différent"
    spot = line.spot("state_post_id")
    return anomaly(Code.STATE_ROW_REPEATED, spot, outcome=ROW_REJECTED, first=first, likeness=likeness)


def _moved(line: Line, above: list[tuple[str, int, Record]]) -> list[Anomaly]:
    """Say that a post has several rows, and what should not differ between them."""
    record = line.record
    _, first, other = above[-1]
    named = other["structure"] or "une structure sans nom"
    found = [anomaly(Code.POST_MOVED, line.spot("state_post_id"), first=first, other=named)]
    _, first, other = above[0]
    post = record["state_post_id"]
    if record["status"] != other["status"]:
        spot = line.spot("status")
        found.append(anomaly(Code.STATUS_DIFFERS, spot, post=post, other=other["status"], first=first))
    for name in _AMOUNTS:
        amount = record[name]
        twin = next((number for _, number, one in above if one[name] == amount), None)
        if isinstance(amount, int) and amount and twin is not None:
            total, spot = euros_text(amount), line.spot(name)
            found.append(
                anomaly(
                    Code.STATE_TOTAL_REPEATED, spot, stake_cents=amount, post=post, total=total, first=twin
                )
            )
    return found


def _amounts(line: Line) -> list[Anomaly]:
    """Check the signs of the amounts, and that no more was paid than promised."""
    total, paid = (line.record[name] for name in _AMOUNTS)
    found = [
        anomaly(Code.AMOUNT_NEGATIVE, line.spot(name), severity=Severity.WARNING, stake_cents=value)
        for name in _AMOUNTS
        if isinstance(value := line.record[name], int) and value < 0
    ]
    if isinstance(total, int) and isinstance(paid, int) and paid > total:
        found.append(
            anomaly(
                Code.PAID_ABOVE_TOTAL,
                line.spot("paid_cents"),
                stake_cents=paid - total,
                total=euros_text(total),
                paid=euros_text(paid),
            )
        )
    return found

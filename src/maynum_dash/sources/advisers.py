"""The rows of the « idPoste » file, one per adviser, brought to one row per post and structure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import Spot, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.money import euros_text
from maynum_dash.sources.replies import FIRST_AGREEMENT, RENEWAL
from maynum_dash.sources.rows import Line, Record
from maynum_dash.sources.schemas import EXPORT_TABLES, STATE_POSTS
from maynum_dash.sources.transfers import Transfers, post_and_place
from maynum_dash.sources.values import Value, fold

# What the file knows of the post, and repeats on the row of each of its advisers.
_REPEATED: Final = (
    "structure",
    "siret",
    "commune",
    "status",
    "coordinator",
    "returned_on",
    "first_total_cents",
    "first_paid_cents",
    "first_end",
    "second_total_cents",
    "second_end",
    "instalment_1_cents",
    "instalment_2_cents",
    "instalment_3_cents",
)
_TOTALS: Final = ("first_total_cents", "second_total_cents")
_PAID: Final = ("first_paid_cents", "instalment_1_cents", "instalment_2_cents", "instalment_3_cents")
_BONUSES: Final = frozenset({0, 750_000, 1_012_500})


@dataclass(slots=True)
class _Post:
    """One post at one structure, as its rows say it."""

    first: Line
    record: Record
    rows: int = 0
    origins: dict[str, int] = field(default_factory=dict)


class Advisers:
    """Rows of advisers gathered by post.

    Hypotheses
    ----------
    1. State money is on each row of a post, repeated: it counts once, and a difference is said.
    2. The total of the renewal includes the bonus, which is a maximum by post: it is never added.
    3. What was promised is the first agreement plus the renewal; what was paid is the payment of the first
       agreement plus the three instalments of the renewal.
    """

    def __init__(self) -> None:
        self.posts: dict[tuple[str, str], _Post] = {}

    def __call__(self, line: Line) -> list[Anomaly]:
        """Add one row to its post."""
        post = self.posts.setdefault(post_and_place(line.record), _Post(line, dict.fromkeys(line.record)))
        post.rows += 1
        record = post.record
        ends = [day for day in (record["contract_end"], line.record["contract_end"]) if isinstance(day, date)]
        record |= {name: line.record[name] for name in ("state_post_id", "state_structure_id")}
        record["contract_end"] = max(ends, default=None)
        return [*_compare(post, line), *_bonus(post, line)]

    def posts_table(self) -> tuple[dict[str, list[Value]], list[Anomaly]]:
        """Give the columns of the posts, and what is said of them together.

        Returns
        -------
        tuple
            Field → values, ``row`` (Excel number of the first row of each post) included; anomalies, those
            of transfers included.
        """
        columns: dict[str, list[Value]] = {name: [] for name in ("row", *_fields())}
        found = list(self._grouped())
        transfers = Transfers()
        for post in self.posts.values():
            record = _state_post(post.record)
            found += _bonus_checks(post)
            found += transfers(replace(post.first, record=record))
            columns["row"].append(post.first.number)
            for name in _fields():
                columns[name].append(record[name])
        return columns, found

    def _grouped(self) -> Iterator[Anomaly]:
        """Say how many rows made how many posts."""
        for sheet in dict.fromkeys(post.first.sheet for post in self.posts.values()):
            mine = [post.rows for post in self.posts.values() if post.first.sheet == sheet]
            if sum(mine) > len(mine):
                yield anomaly(Code.ADVISER_ROWS_GROUPED, Spot(sheet), rows=sum(mine), posts=len(mine))


def _fields() -> tuple[str, ...]:
    return tuple(one.name for one in EXPORT_TABLES[STATE_POSTS])


def _compare(post: _Post, line: Line) -> Iterator[Anomaly]:
    """Keep the first value of each repeated cell; say those that differ from it."""
    for name in _REPEATED:
        value, kept = line.record[name], post.record[name]
        if value is None or _same(value, kept):
            continue
        if kept is None:
            post.record[name], post.origins[name] = value, line.number
            continue
        is_money = isinstance(value, int) and isinstance(kept, int) and name.endswith("_cents")
        yield anomaly(
            Code.ADVISER_ROWS_DIFFER,
            line.spot(name),
            stake_cents=abs(value - kept) if is_money else None,  # type: ignore[operator] # both are int
            post=line.record["state_post_id"],
            other=_shown(name, kept),
            first=post.origins[name],
        )


def _bonus(post: _Post, line: Line) -> Iterator[Anomaly]:
    """Keep the largest bonus of a post; say that its rows differ."""
    value, kept = line.record["bonus_cents"], post.record["bonus_cents"]
    if not isinstance(value, int) or value == kept:
        return
    if isinstance(kept, int):
        largest = euros_text(max(value, kept))
        yield anomaly(
            Code.BONUS_DIFFERS,
            line.spot("bonus_cents"),
            stake_cents=abs(value - kept),
            post=line.record["state_post_id"],
            first=post.first.number,
            largest=largest,
        )
    post.record["bonus_cents"] = value if not isinstance(kept, int) else max(value, kept)


def _bonus_checks(post: _Post) -> Iterator[Anomaly]:
    """Compare the bonus with the amounts that exist, and with the total that includes it."""
    bonus, total = post.record["bonus_cents"], post.record["second_total_cents"]
    if not isinstance(bonus, int):
        return
    spot, written = post.first.spot("bonus_cents"), euros_text(bonus)
    if bonus not in _BONUSES:
        yield anomaly(Code.BONUS_UNEXPECTED, spot, stake_cents=bonus, bonus=written)
    if isinstance(total, int) and bonus > total:
        yield anomaly(
            Code.BONUS_ABOVE_TOTAL,
            spot,
            stake_cents=bonus - total,
            bonus=written,
            total=euros_text(total),
        )


def _state_post(record: Record) -> Record:
    """Write a post as every export of posts does."""
    bonus = record["bonus_cents"]
    made: Record = {name: record.get(name) for name in _fields()}
    has_renewal = bool(record["second_total_cents"]) or record["second_end"] is not None
    has_first = bool(record["first_total_cents"]) or record["first_end"] is not None
    made["agreement"] = RENEWAL if has_renewal else FIRST_AGREEMENT if has_first else None
    made["agreement_end"] = record["second_end"] or record["first_end"]
    made["has_bonus"] = bonus > 0 if isinstance(bonus, int) else None
    made["contracted_cents"] = _sum(record, _TOTALS)
    made["paid_cents"] = _sum(record, _PAID)
    return made


def _sum(record: Record, names: tuple[str, ...]) -> int | None:
    """Add up what is known; ``None`` when nothing is."""
    known = [value for name in names if isinstance(value := record[name], int)]
    return sum(known) if known else None


def _same(value: Value, kept: Value) -> bool:
    """Compare two cells; texts whatever their case and accents."""
    if isinstance(value, str) and isinstance(kept, str):
        return fold(value) == fold(kept)
    return value == kept


def _shown(name: str, value: Value) -> str:
    """Write a value as its users do."""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, int) and name.endswith("_cents"):
        return euros_text(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)

"""What must hold between the cells of a row, and between the rows of a table."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.catalogue import ROW_REJECTED, anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.fiscal import SCHEME_YEARS, add_years
from maynum_dash.domain.posts import EmployerCategory, Status
from maynum_dash.sources.appraisal import post_share
from maynum_dash.sources.fields import SHARES
from maynum_dash.sources.recurrences import Payments, Recurrence, Votes
from maynum_dash.sources.rows import Line, Record, Rule
from maynum_dash.sources.values import fold

_EXAMPLE: Final = "exemple"
_DELETE_ME: Final = fold("Exemple – à supprimer")
_DECISION_YEARS: Final = 3
_ONE_DAY = timedelta(days=1)
_POST_AMOUNTS = tuple(f"{share}_y{year}_cents" for share in SHARES for year in SCHEME_YEARS)


class PostRules:
    """Rules of the sheet of posts; ``known`` gathers the identifiers of the posts that count.

    Parameters
    ----------
    has_category
        Whether the sheet has a column for the category: when it has none, that is said once, not per row.
    """

    def __init__(self, *, has_category: bool) -> None:
        self.has_category = has_category
        self.seen: dict[str, tuple[int, Record]] = {}
        self.known: dict[str, str] = {}

    def __call__(self, line: Line) -> list[Anomaly]:
        """Check a post, and fill what has a default."""
        record, written = line.record, dict(line.record)
        found = self._duplicate(line)
        if all(record[name] is None for name in ("epci", "commune", "siret")):
            found.append(anomaly(Code.TERRITORY_EMPTY, line.spot(), outcome=ROW_REJECTED))
        found += _status(line)
        if record["category"] is None:
            record["category"] = EmployerCategory.PUBLIC_WITH_BONUS.value
            if self.has_category:
                found.append(anomaly(Code.CATEGORY_DEFAULT, line.spot("category")))
        found += _dates(line)
        found += [
            anomaly(Code.AMOUNT_NEGATIVE, line.spot(name), stake_cents=value)
            for name in _POST_AMOUNTS
            if isinstance(value := record[name], int) and value < 0
        ]
        found += _example(line)
        if record["fte"] is None:
            record["fte"] = 1.0
        # A rejected row describes nothing: the next one with the same identifier may stand.
        if not any(one.severity is Severity.BLOCKING for one in found):
            self.seen[_key(line)] = line.number, written
            self.known[_key(line)] = str(record["post_id"])
        return found

    def _duplicate(self, line: Line) -> list[Anomaly]:
        """Reject a post already described above."""
        if _key(line) not in self.seen:
            return []
        first, record = self.seen[_key(line)]
        likeness = "ligne identique" if record == line.record else "contenu différent"
        spot = line.spot("post_id")
        return [anomaly(Code.POST_DUPLICATE, spot, outcome=ROW_REJECTED, first=first, likeness=likeness)]


class LinkedRules:
    """Rules of the sheets that refer to posts, and of those that stand alone.

    Parameters
    ----------
    posts
        Compared identifier of each post that counts → identifier as the posts table writes it.
    more
        What else is checked on each row.
    key
        Fields that make two rows the same.
    recurrence
        What is compared between rows that are not the same.
    """

    def __init__(
        self,
        posts: Mapping[str, str],
        more: Callable[[Line], list[Anomaly]],
        key: tuple[str, ...],
        recurrence: Recurrence,
    ) -> None:
        self.posts = posts
        self.more = more
        self.key = key
        self.recurrence = recurrence
        self.seen: dict[tuple[object, ...], int] = {}

    def __call__(self, line: Line) -> list[Anomaly]:
        """Check one row."""
        found = self._post(line) + self.more(line)
        values = tuple(line.record[name] for name in self.key)
        first = self.seen.setdefault(values, line.number)
        is_copy = bool(self.key) and first != line.number
        found += self.recurrence(line, is_copy=is_copy)
        if is_copy:
            found.append(anomaly(Code.ROW_REPEATED, line.spot(), stake_cents=_amount(line), first=first))
        return found + _example(line)

    def _post(self, line: Line) -> list[Anomaly]:
        """Write the identifier as the posts table does; keep and say an unknown one."""
        post_id = line.record.get("post_id")
        if post_id is None:
            return []
        known = self.posts.get(_key(line))
        if known is not None:
            line.record["post_id"] = known
            return []
        return [anomaly(Code.POST_UNKNOWN, line.spot("post_id"), stake_cents=_amount(line))]


def _key(line: Line) -> str:
    """Identifier under which the rows of a post are compared."""
    return str(line.record["post_id"]).casefold()


def linked_rules(table: str, posts: Mapping[str, str]) -> Rule:
    """Give the rules of any other table than the posts.

    Parameters
    ----------
    table
        Which one.
    posts
        Compared identifier → identifier of the posts that count.
    """
    more, key = _OTHERS[table]
    return LinkedRules(posts, more, key, _RECURRENCES.get(table, Recurrence)())


def _status(line: Line) -> list[Anomaly]:
    """Check that the dates that a status needs are there."""
    record = line.record
    status, returned = record["status"], record["returned_on"]
    if status == Status.RETURNED and returned is None:
        return [anomaly(Code.RETURNED_UNDATED, line.spot("returned_on"), outcome=ROW_REJECTED)]
    found: list[Anomaly] = []
    if status == Status.VACANT and record["vacant_since"] is None:
        found.append(anomaly(Code.VACANT_UNDATED, line.spot("vacant_since")))
    if status != Status.RETURNED and returned is not None:
        found.append(anomaly(Code.RETURN_UNEXPECTED, line.spot("returned_on"), status=status))
    return found


def _dates(line: Line) -> list[Anomaly]:
    """Check the order of the dates, and fill decision and end."""
    record = line.record
    start, end, returned = record["start"], record["end"], record["returned_on"]
    if not isinstance(start, date):
        return []
    found: list[Anomaly] = []
    if isinstance(returned, date) and returned < start:
        found.append(anomaly(Code.RETURN_BEFORE_START, line.spot("returned_on"), start=f"{start:%d/%m/%Y}"))
    expected = add_years(start, len(SCHEME_YEARS)) - _ONE_DAY
    if not isinstance(end, date):
        record["end"] = expected
    elif end < start:
        found.append(anomaly(Code.END_BEFORE_START, line.spot("end"), start=f"{start:%d/%m/%Y}"))
    # Many write the anniversary itself as the last day: one day more changes nothing.
    elif end not in {expected, expected + _ONE_DAY}:
        found.append(anomaly(Code.LENGTH_UNEXPECTED, line.spot("end"), expected=f"{expected:%d/%m/%Y}"))
    return found + _decision(line, start)


def _decision(line: Line, start: date) -> list[Anomaly]:
    """Fill the decision with the start, or compare them: it chooses the scale of the post."""
    decided_on = line.record["decided_on"]
    if not isinstance(decided_on, date):
        line.record["decided_on"] = start
    elif not add_years(start, -_DECISION_YEARS) <= decided_on <= add_years(start, _DECISION_YEARS):
        return [anomaly(Code.DECISION_DISTANT, line.spot("decided_on"), start=f"{start:%d/%m/%Y}")]
    return []


def _payment(line: Line) -> list[Anomaly]:
    """Check that the sign of a payment agrees with its nature."""
    amount, kind = _amount(line), line.record["kind"]
    if amount is None:
        return []
    if kind == "avoir" and amount > 0:
        return [anomaly(Code.CREDIT_POSITIVE, line.spot("amount_cents"), stake_cents=amount)]
    if kind in {"acompte", "solde"} and amount < 0:
        spot = line.spot("amount_cents")
        return [anomaly(Code.PAYMENT_NEGATIVE, spot, stake_cents=amount, kind=kind)]
    return []


def _place(line: Line) -> list[Anomaly]:
    """Check that a place can be put on a map."""
    record = line.record
    if record["commune"] is None and (record["latitude"] is None or record["longitude"] is None):
        return [anomaly(Code.PLACE_UNKNOWN, line.spot("commune"), outcome=ROW_REJECTED)]
    return []


def _nothing(_line: Line) -> list[Anomaly]:
    """Check nothing more."""
    return []


def _example(line: Line) -> list[Anomaly]:
    """Recognise the example row of the template, by its identifier or by what it asks."""
    identifier = str(line.record.get("post_id") or "").casefold()
    texts = (line.record.get(name) for name in ("employer", "name", "source"))
    if identifier.startswith(_EXAMPLE) or any(text and fold(str(text)) == _DELETE_ME for text in texts):
        stake = post_share(line.record) if "employer" in line.record else _amount(line)
        return [anomaly(Code.EXAMPLE_ROW, line.spot("post_id"), stake_cents=stake)]
    return []


def _amount(line: Line) -> int | None:
    """Amount of a row, in cents, when it has one."""
    amount = line.record.get("amount_cents")
    return amount if isinstance(amount, int) else None


_OTHERS: Final[dict[str, tuple[Callable[[Line], list[Anomaly]], tuple[str, ...]]]] = {
    "payments": (_payment, ("post_id", "paid_on", "amount_cents", "kind", "order_number")),
    "envelopes": (_nothing, ("fiscal_year", "authorisation", "vote", "amount_cents", "voted_on")),
    "criteria": (_nothing, ("post_id", "criterion", "state", "checked_on", "document")),
    "needs": (_nothing, ("epci", "rate_pct", "people", "year", "source")),
    "fragility": (_nothing, ("territory", "fragility_index", "year", "source")),
    "places": (_place, ("name", "commune", "latitude", "longitude", "post_id", "days_per_week")),
    "elected": (_nothing, ("canton", "name", "role")),
}
_RECURRENCES: Final[dict[str, type[Recurrence]]] = {"payments": Payments, "envelopes": Votes}

"""Rows of a list that say exactly the same."""

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.catalogue import anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.sources.rows import Line


class Twins:
    """Rule of the lists of structures: one structure may have several rows, two rows do not say the same."""

    def __init__(self) -> None:
        self.seen: dict[tuple[object, ...], int] = {}

    def __call__(self, line: Line) -> list[Anomaly]:
        """Say a row that repeats one above; both count."""
        first = self.seen.setdefault(tuple(line.record.values()), line.number)
        if first == line.number:
            return []
        amount = line.record.get("invested_cents")
        stake = amount if isinstance(amount, int) else None
        return [anomaly(Code.ROW_REPEATED, line.spot(), stake_cents=stake, first=first)]

"""One short sheet for each EPCI: need, offer, money, posts."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.domain.posts import Funder, Status
from maynum_dash.rendering.formats import count, decimal, euros, integer, percent
from maynum_dash.rendering.slides.subject import Subject

_LISTED: Final = 6  # structures of a sheet


@dataclass(frozen=True, slots=True)
class Portrait:
    """Sheet of a territory.

    Parameters
    ----------
    name
        Of the EPCI.
    standing
        How it stands beside the mean, in French.
    facts
        Label and value.
    posts
        Structures that employ, with their status.
    """

    name: str
    standing: str
    facts: tuple[tuple[str, str], ...]
    posts: tuple[str, ...]


def portraits(subject: Subject) -> tuple[Portrait, ...]:
    """Draw the portrait of each EPCI, by name.

    Parameters
    ----------
    subject
        Data.
    """
    money = of_reading(subject.movements, subject.reading, [Funder.DEPARTMENT])
    whole = money.groupby("epci_code")["amount_cents"].sum()
    in_view = money[money["fiscal_year"] == subject.fiscal_year].groupby("epci_code")["amount_cents"].sum()
    ordered = subject.coverage.sort_values("name")
    return tuple(
        _portrait(subject, row, (int(in_view.get(code, 0)), int(whole.get(code, 0))))
        for code, (_, row) in zip(ordered["epci_code"], ordered.iterrows(), strict=True)
    )


def _portrait(subject: Subject, row: pd.Series, cents: tuple[int, int]) -> Portrait:
    posts = subject.posts[subject.posts["epci_code"] == row["epci_code"]]
    statuses = posts["status"].value_counts()
    numbers = " / ".join(str(int(statuses.get(status, 0))) for status in Status)
    interval = f"{decimal(row['fte_per_1000'])} (de {decimal(row['ci_low'])} à {decimal(row['ci_high'])})"
    facts = (
        ("15 ans et plus", integer(row["population_15_plus"])),
        ("Taux d’illectronisme", percent(row["rate_pct"])),
        ("Personnes en illectronisme", integer(row["people"])),
        ("Postes occupés / vacants / rendus", numbers),
        ("ETP pour 1 000 personnes", interval),
        (f"Département, exercice {subject.fiscal_year}", euros(cents[0])),
        ("Département, tout le programme", euros(cents[1])),
    )
    return Portrait(str(row["name"]), str(row["standing"]), facts, _structures(posts))


def _structures(posts: pd.DataFrame) -> tuple[str, ...]:
    listed = [
        f"{name} : {str(status).lower()}"
        for name, status in zip(posts["structure"], posts["status"], strict=True)
    ]
    more = len(listed) - _LISTED
    return (*listed[:_LISTED], *([f"et {count(more, 'autre poste', 'autres postes')}"] if more > 0 else []))

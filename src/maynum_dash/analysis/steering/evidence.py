"""Figures of the envelopes, each with the votes, posts or payments that it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.figures import Figure, Unit
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.steering.envelopes import AE, CP
from maynum_dash.analysis.steering.ledger import Ledger
from maynum_dash.domain.posts import Funder, Reading

_RULES: Final = {
    AE: "Somme des votes de l’exercice : budget primitif, décisions modificatives, budget supplémentaire.",
    CP: "Somme des votes de l’exercice : budget primitif, décisions modificatives, budget supplémentaire.",
}


@dataclass(frozen=True, slots=True)
class Passport:
    """Where figures come from.

    Parameters
    ----------
    source
        French sentence.
    as_of
        Day of the view.
    """

    source: str
    as_of: date


def voted(envelopes: DataFrame, authorisation: str, fiscal_year: int, passport: Passport) -> Figure:
    """Add up the votes of an exercice.

    Parameters
    ----------
    envelopes
        Votes of the workbook.
    authorisation
        `AE` or `CP`.
    fiscal_year
        Exercice.
    passport
        Source and day.
    """
    kept = envelopes[
        (envelopes["authorisation"] == authorisation) & (envelopes["fiscal_year"] == fiscal_year)
    ]
    return Figure(
        f"{authorisation.lower()}-vote-{fiscal_year}",
        f"{authorisation} votés · Exercice {fiscal_year}",
        int(kept["amount_cents"].sum()),
        Unit.CENTS,
        _RULES[authorisation],
        passport.source,
        passport.as_of,
        kept[["vote", "row", "voted_on", "amount_cents"]],
        "amount_cents",
    )


def committed(movements: DataFrame, fiscal_year: int, passport: Passport) -> Figure:
    """Add up the commitments of an exercice.

    Parameters
    ----------
    movements
        Movements of every post.
    fiscal_year
        Exercice.
    passport
        Source and day.
    """
    rows = of_reading(movements, Reading.SIGNATURE, [Funder.DEPARTMENT])
    rows = rows[rows["fiscal_year"] == fiscal_year]
    return Figure(
        f"ae-engagee-{fiscal_year}",
        f"AE engagée · Exercice {fiscal_year}",
        int(rows["amount_cents"].sum()),
        Unit.CENTS,
        "Part du Département des trois années, à la date de la décision ; au rendu d’un poste, la part non "
        "acquise est désengagée dans l’exercice du rendu.",
        passport.source,
        passport.as_of,
        rows[["post_id", "row", "employer", "scheme_year", "day", "kind", "amount_cents"]],
        "amount_cents",
    )


def paid(ledger: Ledger, fiscal_years: Sequence[int], label: str, passport: Passport) -> Figure:
    """Add up the payments of some exercices.

    Parameters
    ----------
    ledger
        Payments and instalments.
    fiscal_years
        Exercices.
    label
        French name.
    passport
        Source and day.
    """
    rows = ledger.parts[ledger.parts["fiscal_year"].isin(list(fiscal_years))]
    return Figure(
        f"mandate-{min(fiscal_years, default=0)}-{max(fiscal_years, default=0)}",
        label,
        int(rows["amount_cents"].sum()),
        Unit.CENTS,
        "Somme des versements, avoirs déduits, à leur date. Un versement qui paie plusieurs échéances compte "
        "une ligne pour chacune.",
        passport.source,
        passport.as_of,
        rows[["post_id", "payment_row", "structure", "paid_on", "order_number", "due_on", "amount_cents"]],
        "amount_cents",
    )


def unpaid(ledger: Ledger, fiscal_year: int, passport: Passport) -> Figure:
    """Add up what is left to finance: instalments not paid, less what was paid beyond them.

    Parameters
    ----------
    ledger
        Payments and instalments, as known at the end of the exercice.
    fiscal_year
        Exercice.
    passport
        Source and day.
    """
    due = ledger.instalments[ledger.instalments["remaining_cents"] != 0]
    columns = ["post_id", "structure", "due_on", "kind"]
    rest = due[columns].assign(counted=due["remaining_cents"])
    extra = ledger.unallotted.assign(kind="sans échéance")
    beyond = extra[columns].assign(counted=-extra["amount_cents"])
    rows = pd.concat([rest, beyond], ignore_index=True) if len(beyond) else rest
    return Figure(
        f"reste-a-financer-{fiscal_year}",
        f"Reste à financer · fin {fiscal_year}",
        int(rows["counted"].sum()),
        Unit.CENTS,
        "AE engagée moins mandaté cumulé : ce sont les échéances qui ne sont pas encore versées, moins ce "
        "qui est versé sans échéance.",
        passport.source,
        passport.as_of,
        rows,
        "counted",
    )

"""Columns that several tables share."""

import pandas as pd

from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.tables import Column, Kind

MONEY_ROWS = [
    Column("post_id", "Poste"),
    Column("row", "Ligne du classeur", Kind.INTEGER),
    Column("employer", "Structure"),
    Column("scheme_year", "Année de convention", Kind.INTEGER),
    Column("day", "Date", Kind.DAY),
    Column("kind", "Nature"),
    Column("amount_cents", "Montant", Kind.EUROS),
]
VOTE_ROWS = [
    Column("vote", "Vote"),
    Column("row", "Ligne du classeur", Kind.INTEGER),
    Column("voted_on", "Date", Kind.DAY),
    Column("amount_cents", "Montant", Kind.EUROS),
]
PAYMENT_ROWS = [
    Column("post_id", "Poste"),
    Column("payment_row", "Ligne du classeur", Kind.INTEGER),
    Column("structure", "Structure"),
    Column("paid_on", "Versé le", Kind.DAY),
    Column("order_number", "N° mandat"),
    Column("due_on", "Échéance payée", Kind.DAY),
    Column("amount_cents", "Montant", Kind.EUROS),
]
UNPAID_ROWS = [
    Column("post_id", "Poste"),
    Column("structure", "Structure"),
    Column("due_on", "Échéance", Kind.DAY),
    Column("kind", "Nature"),
    Column("counted", "Reste à verser", Kind.EUROS),
]
NEED_ROWS = [
    Column("name", "Intercommunalité"),
    Column("population_15_plus", "Population 15 ans et plus", Kind.INTEGER),
    Column("rate_pct", "Taux", Kind.PERCENT),
    Column("people", "Personnes", Kind.INTEGER),
]
OFFER_ROWS = [
    Column("post_id", "Poste"),
    Column("row", "Ligne du classeur", Kind.INTEGER),
    Column("employer", "Structure"),
    Column("fte", "Quotité (ETP)", Kind.DECIMAL, 2),
    Column("share_pct", "Part du temps", Kind.PERCENT, 0),
    Column("counted", "ETP comptés", Kind.DECIMAL, 2),
]


def by_year_columns(by_year: pd.DataFrame) -> tuple[pd.DataFrame, list[Column]]:
    """Turn cents by fiscal year and funder into a table with a total column.

    Parameters
    ----------
    by_year
        Cents; index ``fiscal_year``, one column per funder.
    """
    frame = by_year.assign(total=by_year.sum(axis=1)).reset_index()
    frame["fiscal_year"] = frame["fiscal_year"].astype("str")
    return frame, [
        Column("fiscal_year", "Exercice"),
        *(Column(funder.value, funder.value, Kind.EUROS) for funder in Funder),
        Column("total", "Total", Kind.EUROS),
    ]

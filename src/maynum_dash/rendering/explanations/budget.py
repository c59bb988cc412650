"""Sentences about commitments, votes, payments and what is left to finance.

Sentences are plain text, each with its full stop; several of them are one paragraph.
"""

from typing import Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.steering.position import Position
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.formats import count, euros, percent

NOTHING: Final = "Aucun montant sur la période."


def commitments(by_year: DataFrame, fiscal_year: int, noun: str = "engagés") -> str:
    """Explain the money of each exercice by funder.

    Parameters
    ----------
    by_year
        Cents; index ``fiscal_year``, one column per funder.
    fiscal_year
        Exercice in view.
    noun
        What the money is, in the masculine plural: « engagés », « à payer ».
    """
    totals = by_year.sum(axis=1)
    whole, ours = int(totals.sum()), int(by_year[Funder.DEPARTMENT.value].sum())
    if not whole:
        return NOTHING
    years = [int(year) for year in by_year.index.tolist()]
    first, last = years[0], years[-1]
    period = f"en {first}" if first == last else f"de {first} à {last}"
    rate = percent(100 * ours / whole)
    said = [f"Tous financeurs réunis, {euros(whole)} sont {noun} {period}."]
    said.append(f"Le Département en apporte {euros(ours)} ({rate}).")
    if fiscal_year in by_year.index and int(totals[fiscal_year]):
        share = int(by_year.loc[fiscal_year, Funder.DEPARTMENT.value])  # type: ignore[arg-type]
        said.append(
            f"En {fiscal_year}, ce sont {euros(int(totals[fiscal_year]))}, dont {euros(share)} pour le "
            "Département."
        )
    if first != last:
        highest = years[int(totals.argmax())]
        said.append(f"L’exercice le plus chargé est {highest} ({euros(int(totals.max()))}).")
    return " ".join(said)


def cumulative(summed: DataFrame, fiscal_year: int) -> str:
    """Explain the cumulated share of the Département.

    Parameters
    ----------
    summed
        Cumulated cents; index ``fiscal_year``, one column per funder.
    fiscal_year
        Exercice in view.
    """
    share = summed[Funder.DEPARTMENT.value]
    whole = int(share.iloc[-1])
    if not whole:
        return NOTHING
    so_far = share[share.index <= fiscal_year]
    reached = int(so_far.iloc[-1]) if len(so_far) else 0
    return (
        f"À la fin de {fiscal_year}, la part du Département atteint {euros(reached)}, soit "
        f"{percent(100 * reached / whole)} des {euros(whole)} des conventions connues."
    )


def employer_shares(shares: DataFrame) -> str:
    """Explain what the employers have left to pay, year after year.

    Parameters
    ----------
    shares
        Mean cents per post: ``category``, ``scheme_year``, ``posts``, ``mean_cents``.
    """
    said = []
    for category, rows in shares.groupby("category", sort=False):
        means = rows.set_index("scheme_year")["mean_cents"]
        first, last = int(means.iloc[0]), int(means.iloc[-1])
        change = (
            f"{euros(first)} chaque année"
            if first == last
            else f"de {euros(first)} en année 1 à {euros(last)} en année 3"
        )
        posts = count(int(rows["posts"].iloc[0]), "poste")
        said.append(f"{category} ({posts}), {change}")
    return f"Par poste et par an, en moyenne : {' ; '.join(said)}." if said else NOTHING


def yearly(table: DataFrame, fiscal_year: int) -> str:
    """Explain the votes and payments of an exercice.

    Parameters
    ----------
    table
        Result of ``yearly_table``.
    fiscal_year
        Exercice in view.
    """
    found = table[table["fiscal_year"] == fiscal_year]
    if found.empty:
        return f"Aucun vote ni montant n’est connu pour {fiscal_year}."
    line = found.iloc[0]
    paid = euros(line["cp_paid_cents"])
    if pd.isna(line["cp_voted_cents"]):
        return f"Aucun crédit de paiement n’est voté pour {fiscal_year} ; {paid} y sont mandatés."
    left = int(line["cp_left_cents"])
    rest = (
        f"il reste {euros(left)} à mandater" if left >= 0 else f"les crédits sont dépassés de {euros(-left)}"
    )
    rate = f" ({percent(line['rate_pct'])})" if line["cp_voted_cents"] > 0 else ""
    return f"En {fiscal_year}, {paid} sont mandatés sur {euros(line['cp_voted_cents'])} votés{rate} : {rest}."


def position(found: Position) -> str:
    """Explain the table by territory and structure.

    Parameters
    ----------
    found
        Where the Département stands at the end of an exercice.
    """
    total, year = found.total, found.fiscal_year
    paid = int(total["paid_before_cents"] + total["paid_cents"])
    text = (
        f"À la fin de {year}, {euros(int(total['committed_cents']))} sont engagés et {euros(paid)} "
        f"mandatés : il reste {euros(int(total['to_finance_cents']))} à financer, dont "
        f"{euros(int(total['due_cents']))} "
        f"jusqu’à la fin de {year}, {euros(int(total['next_cents']))} en {year + 1}, "
        f"{euros(int(total['after_cents']))} en {year + 2} et {euros(int(total['beyond_cents']))} au-delà."
    )
    extra = int(total["unallotted_cents"])
    return f"{text} {euros(extra)} versés ne correspondent à aucune échéance." if extra else text

"""From posts and scale to money: plans, movements in the four readings, and what needs attention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame
from pandas.api.extensions import ExtensionArray

from maynum_dash.analysis.money.agreements import FUNDERS, agreements
from maynum_dash.analysis.money.timeline import (
    KINDS,
    READINGS,
    Cents,
    Strand,
    move_cents,
    move_days,
    move_kinds,
    years_of,
)
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.money import euros_text
from maynum_dash.domain.plan import Deliberated, Origin, Plan, funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, ScaleVersion

POSTS_SHEET = "Postes"
_CARRIED = ["post_id", "employer", "epci_code", "category", "status", "row"]
# Beginning of the columns of the posts table, and of the headings of the workbook.
_COLUMNS = {
    Funder.STATE: ("state", "ANCT"),
    Funder.BONUS: ("bonus", "Bonification"),
    Funder.DEPARTMENT: ("department", "Département"),
    Funder.EMPLOYER: ("employer", "Employeur"),
}
_ORIGINS = tuple(Origin)


@dataclass(frozen=True, slots=True)
class _Funding:
    """One post with the version of the scale that its decision follows."""

    row: int
    category: EmployerCategory
    deliberated: Deliberated
    version: ScaleVersion
    plan: Plan
    committed_on: date


def movements_table(posts: DataFrame, scale: FundingScale) -> DataFrame:
    """Compute every movement of every post, in the four readings at once.

    Parameters
    ----------
    posts
        Posts of the workbook, one row each, every one with a start; ``epci_code`` is carried through when
        the posts were matched, and is missing everywhere otherwise.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        ``post_id, employer, epci_code, category, status, row, reading, funder, scheme_year, day,
        fiscal_year, kind, amount_cents``: one row per movement, in the order of the posts, amounts in
        cents (int64, never 0). The four readings of a post, funder and scheme year sum to the same amount.
    """
    found, post = agreements(posts, scale), np.arange(len(posts))
    strands = [
        Strand(funder, post, found.terms, move_cents(found.terms, found.plans[:, funder]))
        for funder in range(len(FUNDERS))
    ]
    return movement_rows(posts, strands)


def movement_rows(posts: DataFrame, strands: Sequence[Strand]) -> DataFrame:
    """Write what moves as a table.

    Parameters
    ----------
    posts
        Posts described, one row each.
    strands
        What moves.

    Returns
    -------
    DataFrame
        As `movements_table`.
    """
    lines = pd.concat([_lines(strand) for strand in strands], ignore_index=True)
    lines = lines.sort_values(["post", "reading", "funder"], kind="stable", ignore_index=True)
    described = posts.reindex(columns=_CARRIED).astype({"epci_code": "str"}).take(lines["post"].to_numpy())
    words = {"reading": READINGS, "funder": FUNDERS, "kind": KINDS}
    told = lines.drop(columns="post").assign(
        **{name: texts(lines[name].to_numpy(), known) for name, known in words.items()}
    )
    return pd.concat([described.reset_index(drop=True), told], axis=1)


def _lines(strand: Strand) -> DataFrame:
    """Write the movements of a strand, words as ranks, agreement by agreement."""
    agreement, reading, year, step = np.nonzero(strand.cents.transpose(1, 0, 2, 3))
    at = (reading, agreement, year, step)
    day = move_days(strand.terms)[at]
    return DataFrame(
        {
            "post": strand.post[agreement],
            "reading": reading,
            "funder": np.full(len(reading), strand.funder),
            "scheme_year": year + 1,
            "day": day.astype("datetime64[s]"),
            "fiscal_year": years_of(day),
            "kind": move_kinds(strand.cents)[at],
            "amount_cents": strand.cents[at],
        }
    )


def plans_table(posts: DataFrame, scale: FundingScale) -> DataFrame:
    """Write the funding plan of every post, before any return.

    Parameters
    ----------
    posts
        Posts of the workbook.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        ``row, post_id, funder, y1_cents, y2_cents, y3_cents, total_cents, origin``: four rows per post,
        amounts in cents (int64), ``origin`` one of « barème », « délibéré », « reste ».
    """
    found = agreements(posts, scale)
    return plan_rows(posts, found.plans, found.is_deliberated)


def plan_rows(posts: DataFrame, plans: Cents, is_deliberated: NDArray[np.bool_]) -> DataFrame:
    """Write plans as a table.

    Parameters
    ----------
    posts
        Posts described, one row each.
    plans, is_deliberated
        Cents and whether they were deliberated, ``(n, 4, 3)``: post, funder, scheme year.

    Returns
    -------
    DataFrame
        As `plans_table`.
    """
    amounts = plans.reshape(-1, len(SCHEME_YEARS))
    usual = [Origin.REMAINDER if funder is Funder.EMPLOYER else Origin.SCALE for funder in FUNDERS]
    ranks = np.array([_rank(origin) for origin in usual])
    origins = np.where(is_deliberated.any(axis=2), _rank(Origin.DELIBERATED), ranks)
    return DataFrame(
        {
            "row": np.repeat(posts["row"].to_numpy(dtype=np.int64), len(FUNDERS)),
            "post_id": posts["post_id"].repeat(len(FUNDERS)).reset_index(drop=True).astype("str"),
            "funder": texts(np.tile(np.arange(len(FUNDERS)), len(posts)), FUNDERS),
            "y1_cents": amounts[:, 0],
            "y2_cents": amounts[:, 1],
            "y3_cents": amounts[:, 2],
            "total_cents": amounts.sum(axis=1),
            "origin": texts(origins.ravel(), _ORIGINS),
        }
    )


def budget_anomalies(posts: DataFrame, scale: FundingScale, sheet: str = POSTS_SHEET) -> tuple[Anomaly, ...]:
    """List what the plans say that somebody should look at, post by post.

    ``EMPLOYEUR_NEGATIF``: a year in which the other funders bring more than the base.
    ``PLAFOND_DEPASSE``: the Département's three years are above the cap of the scale.
    ``BAREME_ANTERIEUR``: a decision older than the scale, which follows its first version (information).
    ``MONTANT_HORS_BAREME``: a deliberated amount that is not the scale's (information).

    Parameters
    ----------
    posts
        Posts of the workbook.
    scale
        Funding scale.
    sheet
        Name of the sheet of the posts, as the user wrote it.
    """
    return tuple(
        replace(anomaly, sheet=sheet)
        for funding in _fundings(posts, scale)
        for rule in (_before_scale, _negative_employer, _above_cap, _off_scale)
        for anomaly in rule(funding)
    )


def _fundings(posts: DataFrame, scale: FundingScale) -> Iterator[_Funding]:
    """Read each post's line once, as domain values."""
    lines = zip(
        posts["row"].tolist(),
        (EmployerCategory(value) for value in posts["category"]),
        posts["decided_on"].fillna(posts["start"]).dt.date,
        *(_triples(posts, prefix) for prefix, _ in _COLUMNS.values()),
        strict=True,
    )
    for row, category, committed_on, *triples in lines:
        deliberated = dict(zip(_COLUMNS, triples, strict=True))
        version = scale.version_on(committed_on)
        plan = funding_plan(version, category, deliberated)
        yield _Funding(row, category, deliberated, version, plan, committed_on)


def _triples(posts: DataFrame, prefix: str) -> Iterator[tuple[int | None, int | None, int | None]]:
    columns = (posts[f"{prefix}_y{k}_cents"] for k in SCHEME_YEARS)
    return zip(
        *([None if pd.isna(cents) else int(cents) for cents in column] for column in columns), strict=True
    )


def _rank(origin: Origin) -> int:
    return _ORIGINS.index(origin)


def texts(codes: NDArray[np.int64], words: Sequence[StrEnum]) -> ExtensionArray:
    """Write many values of a few words, faster than one by one.

    Parameters
    ----------
    codes
        Rank of each value.
    words
        What the ranks stand for.
    """
    return pd.array([word.value for word in words], dtype="str").take(codes)


def _before_scale(funding: _Funding) -> Iterator[Anomaly]:
    day, first = funding.committed_on, funding.version.valid_from
    if day < first:
        message = (
            f"La décision précède la première version du barème ({first:%d/%m/%Y}), qui est appliquée. "
            "Écrivez les montants délibérés s'ils étaient différents."
        )
        spot = POSTS_SHEET, funding.row, "Date de décision"
        yield Anomaly("BAREME_ANTERIEUR", Severity.INFORMATION, *spot, f"{day:%d/%m/%Y}", message)


def _negative_employer(funding: _Funding) -> Iterator[Anomaly]:
    for year, cents in enumerate(funding.plan[Funder.EMPLOYER], start=1):
        if cents < 0:
            is_remainder = funding.deliberated[Funder.EMPLOYER][year - 1] is None
            cause = (
                f"les autres financeurs dépassent la base de {euros_text(funding.version.base_cents)}"
                if is_remainder
                else "c'est le montant délibéré"
            )
            yield Anomaly(
                "EMPLOYEUR_NEGATIF",
                Severity.WARNING,
                POSTS_SHEET,
                funding.row,
                f"Employeur A{year}",
                euros_text(cents),
                f"La part de l'employeur en année {year} est négative ({euros_text(cents)}) : {cause}. "
                "Vérifiez les montants délibérés de cette année.",
                cents,
            )


def _above_cap(funding: _Funding) -> Iterator[Anomaly]:
    total, cap = sum(funding.plan[Funder.DEPARTMENT]), funding.version.cap_cents
    if total > cap:
        yield Anomaly(
            "PLAFOND_DEPASSE",
            Severity.WARNING,
            POSTS_SHEET,
            funding.row,
            "Département A1 / A2 / A3",
            euros_text(total),
            f"Le Département apporte {euros_text(total)} sur trois ans, {euros_text(total - cap)} de plus "
            f"que le plafond de {euros_text(cap)} par poste. Vérifiez les montants délibérés.",
            total - cap,
        )


def _off_scale(funding: _Funding) -> Iterator[Anomaly]:
    scale = funding_plan(funding.version, funding.category, {})
    for funder, (_, heading) in _COLUMNS.items():
        for year, cents in enumerate(funding.deliberated[funder], start=1):
            expected = scale[funder][year - 1]
            if cents is not None and cents != expected:
                yield Anomaly(
                    "MONTANT_HORS_BAREME",
                    Severity.INFORMATION,
                    POSTS_SHEET,
                    funding.row,
                    f"{heading} A{year}",
                    euros_text(cents),
                    f"Le montant délibéré, {euros_text(cents)}, n'est pas celui du barème "
                    f"({euros_text(expected)}) : c'est lui qui est retenu. Rien à faire s'il est voulu.",
                    cents - expected,
                )
